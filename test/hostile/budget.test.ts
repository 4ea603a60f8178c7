// What takes too many steps is given up, said, and costs nobody else an edge.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveTree } from './resolving.ts';

const CHAIN = Array.from(
  { length: 60 },
  (_, at) => `function r${at}() { return ${at === 0 ? 'new Z()' : `r${at - 1}()`}; }`,
);
const TREE = {
  'a.ts': 'export function first() { second(); }\nexport function second() {}\n',
  'deep.ts': `class Z { m() {} }\n${CHAIN.join('\n')}\nexport function near() { r0(); }\nexport function far() { r59().m(); }\n`,
  'z.ts': "import { near } from './deep';\nexport function last() { near(); }\n",
};

test('a call that takes too many steps is left out, and its file is partial and says so', async () => {
  const whole = await resolveTree(TREE);
  assert.deepEqual(whole.partial, []);
  assert.ok(whole.calls.includes('far → m'));
  const { calls, partial } = await resolveTree(TREE, { least: 100_000, perRow: 50, lookup: 40 });
  assert.match(
    partial.join(),
    /^deep.ts: its edges could not all be made, resolving took too many steps: \d+ of its calls and references are missing$/,
  );
  const missing = whole.calls.filter((call) => !calls.includes(call));
  assert.ok(missing.includes('far → m'), missing.join());
  for (const kept of ['first → second', 'near → r0', 'last → near']) assert.ok(calls.includes(kept), kept);
});

test('a file that takes too many steps loses the rest of its edges of that kind, the others are complete', async () => {
  const { calls, partial } = await resolveTree(TREE, { least: 60, perRow: 0, lookup: 1000 });
  assert.match(partial.join(), /^deep.ts: .*some of its calls and references are missing$/);
  for (const kept of ['first → second', 'last → near']) assert.ok(calls.includes(kept), kept);
  assert.ok(!calls.includes('far → m'));
});

/** So many types and interfaces that all have one method. */
function types(count: number): string {
  return `package a\n${Array.from(
    { length: count },
    (_, at) =>
      `type S${at} struct{}\nfunc (s S${at}) M() { one() }\ntype I${at} interface{ M() }\nfunc one${at}(x I${at}) { x.M() }`,
  ).join('\n')}\nfunc one() {}\n`;
}

test('where too many types have the method of too many interfaces nothing is said of that, and the rest is complete', async () => {
  const few = await resolveTree({ 'a.go': types(2) });
  assert.deepEqual(few.partial, []);
  const many = await resolveTree({ 'a.go': types(400), 'b.ts': TREE['a.ts'] });
  assert.match(
    many.partial.join(),
    /^a.go: its edges could not all be made, too many types share the methods of its interfaces: the implementations of 400 are missing$/,
  );
  assert.equal(many.calls.filter((call) => call === 'M → one').length, 400);
  assert.ok(many.calls.includes('first → second'));
});
