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
  const all = {
    owners: [ASKED, OTHER],
    claims,
    imports: [],
    handedOn: [],
    built: [],
    foreign: [],
    functions: [],
    isComplete: true,
    ...answer,
  };
  const result = account('save', found, all);
  const { sites, others, locals, keys, comments, texts, parts, unresolved, foreign } = result;
  const sum =
    sites.filter(({ column }) => column > 0).length +
    others.reduce((total, { count }) => total + count, 0) +
    [locals, keys, comments, texts, parts, unresolved, foreign].reduce(
      (total, { length }) => total + length,
      0,
    );
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
    handedOn: [],
    built: [],
    foreign: [],
    functions: [],
    isComplete: true,
  });
  assert.deepEqual(
    result.sites.map(({ file, use }) => `${file} ${use}`),
    ['a.py definition', 'b.py import', 'c.py import'],
  );
  assert.deepEqual(result.others, [{ label: 'imported from json', isOutside: false, count: 1 }]);
});

test('what is held under a name is told from whose name it is, through modules that hand it on too', () => {
  const inherited: Owner = { ...OTHER, qualified_name: 'base.Base.__init__' };
  const asked: Owner = { ...ASKED, kind: 'Class' };
  const held = (file: string, line: number): Claim => ({ ...claim(line, 'call', 1), file, isHeld: true });
  const textOf: Readonly<Record<string, string>> = {
    'a.py': 'class save(Base): pass',
    'b.py': 'from a import save\nsave(1)',
    'c.py': 'import star\nstar.save(1)',
    'd.py': 'def f(save):\n  save(1)',
    'e.py': 'from star import save\nsave(1)',
  };
  const result = account(
    'save',
    Object.entries(textOf).map(([file, text]) => ({
      file,
      occurrences: findOccurrences(text, 'save', lexis),
    })),
    {
      owners: [asked, inherited],
      claims: [claim(1, 'definition'), held('b.py', 2), held('c.py', 2), held('d.py', 2), held('e.py', 2)],
      imports: [
        { file: 'b.py', line: 1, target: 'a.py', package: '' },
        { file: 'c.py', line: 1, target: 'star.py', package: '' },
        { file: 'e.py', line: 1, target: 'star.py', package: '' },
      ],
      handedOn: [
        { module: 'star.py', owner: 0, steps: 1 },
        { module: 'star.py', owner: 1, steps: 2 },
      ],
      functions: [{ file: 'd.py', start: 1, end: 2 }],
      built: [],
      foreign: [],
      isComplete: true,
    },
  );
  assert.deepEqual(
    result.sites.map(({ file, line, use }) => `${file}:${line} ${use}`),
    [
      'a.py:1 definition',
      'b.py:1 import',
      'b.py:2 construct',
      'c.py:2 construct',
      'e.py:1 import',
      'e.py:2 construct',
    ],
  );
  assert.deepEqual(result.others, [{ label: 'base.Base.__init__', isOutside: false, count: 1 }]);
});

test('a function that is put onto an object under its own name is defined at both', () => {
  const script = languages.find(({ id }) => id === 'javascript')!.lexis;
  const found = [
    { file: 'a.js', occurrences: findOccurrences('app.save = function save() {}', 'save', script) },
  ];
  const answer = { imports: [], handedOn: [], built: [], foreign: [], functions: [], isComplete: true };
  const { sites } = account('save', found, {
    owners: [ASKED],
    claims: [{ ...claim(1, 'definition'), file: 'a.js' }],
    ...answer,
  });
  assert.deepEqual(
    sites.map(({ column, use }) => `${column} ${use}`),
    ['5 definition', '21 definition'],
  );
});

test('what is reached through an imported name is what a module of that name has, not what an object has', () => {
  const textOf: Readonly<Record<string, string>> = {
    'shop/cart.py': 'def save(): pass',
    'a.py': 'from shop import cart\ncart.save()',
    'b.py': 'from shop.cart import basket\nbasket.save()',
  };
  const { sites, unresolved } = account(
    'save',
    Object.entries(textOf).map(([file, text]) => ({
      file,
      occurrences: findOccurrences(text, 'save', lexis),
    })),
    {
      owners: [{ ...ASKED, file: 'shop/cart.py' }],
      claims: [{ ...claim(1, 'definition'), file: 'shop/cart.py' }],
      imports: [
        { file: 'a.py', line: 1, target: 'shop/cart.py', package: '' },
        { file: 'b.py', line: 1, target: 'shop/cart.py', package: '' },
      ],
      handedOn: [],
      built: [],
      foreign: [],
      functions: [],
      isComplete: true,
    },
  );
  assert.deepEqual(
    [sites.map(({ file }) => file), unresolved.map(({ file }) => file)],
    [['a.py', 'shop/cart.py'], ['b.py']],
  );
});

test('through the name of a class its member is meant, not that of the class a build made of it', () => {
  const member: Owner = { ...ASKED, isMember: true, container: 'Store' };
  const { sites } = account(
    'save',
    [{ file: 'b.py', occurrences: findOccurrences('Store.save', 'save', lexis) }],
    {
      owners: [member, { ...member, file: 'dist/a.py', isAsked: false }],
      claims: [],
      imports: [],
      handedOn: [],
      functions: [],
      built: ['dist/a.py'],
      foreign: [],
      isComplete: true,
    },
  );
  assert.deepEqual(sites.length, 1);
});

test('in a language that does not call that of the symbol nothing can be it', () => {
  const script = languages.find(({ id }) => id === 'javascript')!.lexis;
  const { foreign, unresolved, locals, comments } = account(
    'save',
    [
      { file: 'a.py', occurrences: findOccurrences('def save(): pass\nx.save()', 'save', lexis) },
      { file: 'b.js', occurrences: findOccurrences('x.save(); // save\nsave();', 'save', script) },
    ],
    {
      owners: [ASKED],
      claims: [claim(1, 'definition'), { ...claim(1, 'unresolved', -1), file: 'b.js' }],
      imports: [],
      handedOn: [],
      built: [],
      foreign: ['b.js'],
      functions: [],
      isComplete: true,
    },
  );
  assert.deepEqual(
    [unresolved, foreign, comments, locals].map((spots) => spots.map(({ file, line }) => `${file}:${line}`)),
    [['a.py:2'], ['b.js:1'], ['b.js:1'], ['b.js:2']],
  );
});
