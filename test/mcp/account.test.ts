import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages } from '../../server/languages/index.ts';
import { account } from '../../server/mcp/relations/account.ts';
import type { Claim, ClaimRole, ClaimsAnswer, Owner } from '../../server/queries/claims.ts';
import { findOccurrences } from '../../server/text/occurrences.ts';

const { lexis } = languages.find(({ id }) => id === 'python')!;

const ASKED: Owner = {
  qualified_name: 'a.save',
  kind: 'Function',
  file: 'a.py',
  isAsked: true,
  isMember: false,
  isValue: false,
  container: '',
};
const OTHER: Owner = { ...ASKED, qualified_name: 'b.Store.save', isAsked: false, isMember: true };

function claim(line: number, role: ClaimRole, owner = 0, written = ''): Claim {
  return { file: 'a.py', line, role, owner, tier: 'exact', written, isHeld: false, inside: '' };
}

/** Accounts for `save` in one text and checks the sum. */
function accountFor(text: string, claims: readonly Claim[], answer: Partial<ClaimsAnswer> = {}) {
  const found = [{ file: 'a.py', occurrences: findOccurrences(text, 'save', lexis) }];
  const all = { owners: [ASKED, OTHER], claims, imports: [], functions: [], isComplete: true, ...answer };
  const result = account('save', found, all);
  const { sites, others, locals, keys, comments, texts, parts, unresolved } = result;
  const sum =
    sites.filter(({ column }) => column > 0).length +
    others.reduce((total, { count }) => total + count, 0) +
    [locals, keys, comments, texts, parts, unresolved].reduce((total, { length }) => total + length, 0);
  assert.equal(sum, result.total);
  return result;
}

function usesIn(text: string, claims: readonly Claim[]): string[] {
  return accountFor(text, claims).sites.map(({ line, column, use }) => `${line}:${column} ${use}`);
}

test('an edge stands for all places of its line that look like it', () => {
  assert.deepEqual(usesIn('save(save(1))', [claim(1, 'call')]), ['1:1 call', '1:6 call']);
  assert.deepEqual(usesIn('def save(): save()', [claim(1, 'definition'), claim(1, 'call')]), [
    '1:5 definition',
    '1:13 call',
  ]);
  assert.deepEqual(usesIn('save(save=save)', [claim(1, 'call'), claim(1, 'reference')]), [
    '1:1 call',
    '1:11 passed',
  ]);
});

test('places of a line are shared between the symbols that it means', () => {
  const result = accountFor('x.save(); y.save()', [claim(1, 'call'), claim(1, 'call', 1)]);
  assert.equal(result.sites.length, 1);
  assert.deepEqual(result.others, [{ label: 'b.Store.save', isOutside: false, count: 1 }]);
});

test('a call that is not resolved stays so beside one that is', () => {
  const result = accountFor('x.save(); y.save()', [claim(1, 'call'), claim(1, 'unresolved', -1)]);
  assert.deepEqual([result.sites.length, result.unresolved.length], [1, 1]);
});

test('an edge without the name on its line is a use under another name, or one that is not written', () => {
  const result = accountFor('write()\nfor x in y: pass', [
    claim(1, 'call', 0, 'write'),
    claim(2, 'call'),
    claim(2, 'call', 1),
  ]);
  assert.deepEqual(
    result.sites.map(({ line, column, written }) => [line, column, written]),
    [
      [1, 0, 'write'],
      [2, 0, '-'],
    ],
  );
  assert.deepEqual([result.total, result.others], [0, []]);
});

test('a name in quotes is a use only where an edge says so', () => {
  assert.deepEqual(usesIn('x: "save"', [claim(1, 'type')]), ['1:5 quoted']);
  assert.equal(accountFor('x = "save"', []).texts.length, 1);
});

test('what no edge speaks of is a local name, a member of something unknown, a comment, a text', () => {
  const result = accountFor('def f(save): # save\n  x.save = save\n  $save = "save"', []);
  const { locals, unresolved, comments, texts, parts } = result;
  assert.deepEqual(
    [locals, unresolved, comments, texts, parts].map(({ length }) => length),
    [2, 1, 1, 1, 1],
  );
});

test('an imported name means what the file defines that the import leads to', () => {
  const found = [
    { file: 'a.py', occurrences: findOccurrences('def save(): pass', 'save', lexis) },
    { file: 'b.py', occurrences: findOccurrences('from a import save', 'save', lexis) },
    { file: 'c.py', occurrences: findOccurrences('from b import save', 'save', lexis) },
    { file: 'd.py', occurrences: findOccurrences('from json import save', 'save', lexis) },
  ];
  const imports = [
    { file: 'b.py', line: 1, target: 'a.py', package: '' },
    { file: 'c.py', line: 1, target: 'b.py', package: '' },
    { file: 'd.py', line: 1, target: '', package: 'json' },
  ];
  const claims = [claim(1, 'definition')];
  const result = account('save', found, {
    owners: [ASKED],
    claims,
    imports,
    functions: [],
    isComplete: true,
  });
  assert.deepEqual(
    result.sites.map(({ file, use }) => `${file} ${use}`),
    ['a.py definition', 'b.py import', 'c.py import'],
  );
  assert.deepEqual(result.others, [{ label: 'imported from json', isOutside: false, count: 1 }]);
});
