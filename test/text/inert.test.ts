import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages } from '../../server/languages/index.ts';
import type { Lexis } from '../../server/languages/lexis.ts';
import { findInert, inertAt, InertKind } from '../../server/text/inert.ts';

function lexisOf(id: string): Lexis {
  return languages.find((language) => language.id === id)!.lexis;
}

/** Every `c` of the sample must stand in code, `k` in a comment, `t` in a literal text. */
function assertMarks(id: string, sample: string): void {
  const spans = findInert(sample, lexisOf(id));
  const wanted: Readonly<Record<string, number>> = { c: 0, k: InertKind.comment, t: InertKind.text };
  for (const { 0: word, index } of sample.matchAll(/(?<![a-z_])[ckt](?![a-z_])/g))
    assert.equal(inertAt(spans, index), wanted[word], `${word} at ${index} of ${JSON.stringify(sample)}`);
}

const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  python: [
    'c # k\nc',
    'c = "t # t" + c # "k',
    "c = '''t\nt 't' ''' + c",
    'c = """t \\""" t""" + c',
    'c = f"t {c + g("t", c)} t" + c',
    'c = f"t {{t}} {c:>{c}}" ; c',
    'c = rf"t {c}" + "t {t}"',
    'c = "t\nc',
    'c = "t \\\n t" + c',
  ],
  typescript: [
    'c // k\nc /* k\nk */ c',
    'c(`t ${c + `t ${c} t`} t`, "t // t", c)',
    'const c = /t"t/g; c',
    'c = c / c; c = "t"',
    "return /t'/.test(c)",
    'c(/[/"]t/, c)',
    'c = <b title="t">{c}\n</b>; c',
    'c = { c: c } / c; "t"',
    '`t ${{ c: { c } }} t` + c',
    '"t\nc',
    '`t ${c',
  ],
  go: ['c // k\nc', 'c := `t "t\n\\` + c', "c := '\\'' + c", 'c /* k */ + "t\\"t"'],
  c: ['#include <c.h> // k\nc', 'char c = \'"\'; /* k " */ char *c = "t\\n t";'],
};

for (const [id, samples] of Object.entries(SAMPLES)) {
  test(`comments and texts of ${id} are told from code`, () => {
    for (const sample of samples) assertMarks(id, sample);
  });
}

test('code in texts in code is followed to a depth and no further', () => {
  const spans = findInert('`${'.repeat(5000), lexisOf('javascript'));
  assert.ok(spans.length > 0);
});
