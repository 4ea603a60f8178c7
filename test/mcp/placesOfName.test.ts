// What each place of the name `save` is taken for, told from the texts and from what the graph claims.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages } from '../../server/languages/index.ts';
import { account, type TextSpot } from '../../server/mcp/relations/account.ts';
import type {
  Claim,
  ClaimRole,
  ClaimsAnswer,
  HandedOn,
  ImportClaim,
  Owner,
} from '../../server/queries/claims.ts';
import { findOccurrences } from '../../server/text/occurrences.ts';

const ASKED: Owner = {
  qualified_name: 'a.save',
  kind: 'Function',
  file: 'a.py',
  isAsked: true,
  isMember: false,
  isValue: false,
  container: '',
};
const OTHER: Owner = { ...ASKED, qualified_name: 'o.save', file: 'o.py', isAsked: false };
const MEMBER: Owner = { ...OTHER, qualified_name: 'o.C.save', isMember: true, container: 'C' };
const LIBRARY: Owner = { ...OTHER, qualified_name: 'lib:save', file: '' };

/** What the graph says of a name that it knows nothing of. */
const NOTHING: ClaimsAnswer = {
  owners: [ASKED, OTHER, MEMBER, LIBRARY],
  claims: [],
  imports: [],
  handedOn: [],
  functions: [],
  built: [],
  foreign: [],
  isComplete: true,
};

const PYTHON = languages.find(({ id }) => id === 'python')!.lexis;

interface Case {
  readonly texts: Readonly<Record<string, string>>;
  readonly answer?: Partial<ClaimsAnswer>;
  /** `file:line:column what`, in the order of files and lines. */
  readonly places: readonly string[];
}

function claim(file: string, line: number, role: ClaimRole, owner = 0, part: Partial<Claim> = {}): Claim {
  return { file, line, role, owner, tier: 'exact', written: '', isHeld: false, inside: '', ...part };
}

function leads(file: string, line: number, target: string): ImportClaim {
  return { file, line, target, package: target === '' ? 'lib' : '' };
}

function hands(owner: number, steps: number): HandedOn {
  return { module: 'm.py', owner, steps };
}

/** The definition of what is asked about, and an import of it in b.py. */
const DEFINED = claim('a.py', 1, 'definition');
const A = 'save = 1';
const IMPORTED = [leads('b.py', 1, 'a.py')];
const DEFINITION = 'a.py:1:1 definition';
const IMPORT = 'b.py:1:15 import';

/** Says the same of each place. */
function tell(spots: readonly TextSpot[], what: string): { spot: TextSpot; what: string }[] {
  return spots.map((spot) => ({ spot, what }));
}

function check({ texts, answer, places }: Case): void {
  const suffixes: Readonly<Record<string, string>> = { py: 'python', ts: 'typescript' };
  const found = Object.entries(texts).map(([file, text]) => {
    const { lexis } = languages.find(({ id }) => id === suffixes[file.slice(file.lastIndexOf('.') + 1)])!;
    return { file, occurrences: findOccurrences(text, 'save', lexis) };
  });
  const {
    sites,
    otherPlaces,
    locals,
    keys,
    comments,
    texts: quoted,
    unresolved,
  } = account('save', found, {
    ...NOTHING,
    ...answer,
  });
  const all = [
    ...sites.map((spot) => ({ spot, what: `${spot.use}${spot.written && ` as ${spot.written}`}` })),
    ...otherPlaces.map((spot) => ({ spot, what: `of ${spot.label}` })),
    ...tell(locals, 'local'),
    ...tell(keys, 'some key'),
    ...tell(comments, 'comment'),
    ...tell(quoted, 'text'),
    ...tell(unresolved, 'unresolved'),
  ];
  const order = sites.map(({ file, line, column }) => [file, line + column / 1000] as const);
  assert.deepEqual(
    order,
    order.toSorted(([a, x], [b, y]) => a.localeCompare(b) || x - y),
    'sites come in the order of the texts',
  );
  assert.deepEqual(
    all
      .toSorted(
        ({ spot: a }, { spot: b }) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column,
      )
      .map(({ spot: { file, line, column }, what }) => `${file}:${line}:${column} ${what}`),
    places,
    JSON.stringify(texts),
  );
}

/** Checks `b.py` beside a definition in `a.py`. */
function checkImporting(text: string, places: readonly string[], answer: Partial<ClaimsAnswer> = {}): void {
  check({
    texts: { 'a.py': A, 'b.py': text },
    answer: { claims: [DEFINED], imports: IMPORTED, ...answer },
    places: [DEFINITION, ...places],
  });
}

test('a name that is imported or defined at the top of a file means that in all of it', () => {
  checkImporting('from a import save\nprint(save)', [IMPORT, 'b.py:2:7 passed']);
  checkImporting('from a import save\nself.save()\nf().save()\n# save', [
    IMPORT,
    'b.py:2:6 unresolved',
    'b.py:3:5 unresolved',
    'b.py:4:3 comment',
  ]);
  check({
    texts: { 'a.py': 'save = 1\nprint(save)\nf(save=2)' },
    answer: { claims: [DEFINED] },
    places: [DEFINITION, 'a.py:2:7 passed', 'a.py:3:3 some key'],
  });
});

test('a member, a module and what a library has are not visible by their name alone', () => {
  check({
    texts: { 'o.py': 'class C:\n  def save(self): pass\nprint(save)' },
    answer: { claims: [claim('o.py', 2, 'definition', 2)] },
    places: ['o.py:2:7 of o.C.save', 'o.py:3:7 local'],
  });
  checkImporting(
    'from lib import save\nsave()\nprint(save)',
    ['b.py:1:17 of save', 'b.py:2:1 of save', 'b.py:3:7 local'],
    {
      claims: [DEFINED, claim('b.py', 2, 'call', 3)],
      imports: [leads('b.py', 1, '')],
    },
  );
  check({
    texts: { 'b.py': 'from a import save\nprint(save)' },
    answer: {
      owners: [{ ...ASKED, kind: 'Module', file: 'a/save.py' }],
      imports: [leads('b.py', 1, 'a/save.py')],
    },
    places: [IMPORT, 'b.py:2:7 local'],
  });
});

test('a function that has the name for itself hides the one outside, from its first to its last line', () => {
  const functions = [{ file: 'b.py', start: 2, end: 3 }];
  const cases: [text: string, places: string[]][] = [
    ['def f(save):\n  print(save)\nprint(save)', ['2:7 local', '3:9 local', '4:7 passed']],
    ['def f(save=1):\n  print(save)\nprint(save)', ['2:7 some key', '3:9 local', '4:7 passed']],
    ['def f():\n  save = 2\nprint(save)', ['3:3 local', '4:7 passed']],
    ['def f():\n  print(save)\nprint(save)', ['3:9 passed', '4:7 passed']],
    ['def f(x=y.save):\n  print(save)', ['2:11 unresolved', '3:9 passed']],
  ];
  for (const [text, places] of cases)
    checkImporting(`from a import save\n${text}`, [IMPORT, ...places.map((place) => `b.py:${place}`)], {
      functions,
    });
  checkImporting(
    'from a import save\ndef f():\n  global save\n  save = 2',
    [IMPORT, 'b.py:3:10 read', 'b.py:4:3 write'],
    { functions: [{ file: 'b.py', start: 2, end: 4 }] },
  );
  check({
    texts: {
      'a.ts': 'const save = 1;',
      'b.ts': "import { save } from './a';\nfunction f({ save }) {\n  save();\n}\nsave();",
    },
    answer: {
      owners: [{ ...ASKED, file: 'a.ts' }],
      claims: [claim('a.ts', 1, 'definition')],
      imports: [leads('b.ts', 1, 'a.ts')],
      functions: [{ file: 'b.ts', start: 2, end: 4 }],
    },
    places: [
      'a.ts:1:7 definition',
      'b.ts:1:10 import',
      'b.ts:2:14 some key',
      'b.ts:3:3 local',
      'b.ts:5:1 call',
    ],
  });
});

test('through the name of a class its member is meant, where one class of that name has it', () => {
  const asked: Owner = { ...MEMBER, file: 'a.py', isAsked: true };
  const built: Owner = { ...asked, file: 'dist/a.py', qualified_name: 'dist.a.C.save', isAsked: false };
  const cases: [file: string, owners: Owner[], what: string][] = [
    ['b.py', [asked], 'read'],
    ['b.py', [asked, { ...asked, file: 'c.py' }], 'unresolved'],
    ['b.py', [asked, built], 'read'],
    ['b.py', [built], 'of dist.a.C.save'],
    ['dist/b.py', [asked, built], 'unresolved'],
  ];
  for (const [file, owners, what] of cases)
    check({
      texts: { [file]: 'x = C.save' },
      answer: { owners, built: ['dist/a.py', 'dist/b.py'] },
      places: [`${file}:1:7 ${what}`],
    });
});

test('through an imported module what that module defines is meant', () => {
  const cart: Owner = { ...ASKED, file: 'shop/cart.py' };
  const folder: Owner = { ...ASKED, file: 'shop/cart/__init__.py' };
  const lead = [leads('b.py', 1, 'shop/cart.py'), leads('c.py', 1, 'o.py')];
  const cases: [text: string, owners: Owner[], imports: ImportClaim[], last: string][] = [
    ['from shop import cart\ncart.save()', [cart], lead, '2:6 call'],
    ['from shop import cart\ncart.save()', [folder], [leads('b.py', 1, folder.file)], '2:6 call'],
    ['from shop import cart as c\nc.save()', [cart], [], '2:3 call'],
    ['import cart\ncart.save()', [cart], [], '2:6 call'],
    [
      'import other\nimport cart\ncart.save()',
      [cart, { ...OTHER, file: 'other.py' }],
      [leads('b.py', 1, 'other.py'), leads('b.py', 2, 'shop/cart.py')],
      '3:6 call',
    ],
    ['cart.save()', [cart], [], '1:6 unresolved'],
    ['import cart\ncart.save()', [{ ...cart, isMember: true, container: 'C' }], [], '2:6 unresolved'],
    ['import cart\ncart.save()', [cart, { ...cart, isAsked: false }], [], '2:6 unresolved'],
  ];
  for (const [text, owners, imports, last] of cases)
    check({ texts: { 'b.py': text }, answer: { owners, imports }, places: [`b.py:${last}`] });
});

test('an imported name is what the file defines that the nearest statement before it leads to', () => {
  checkImporting('from o import other\n\nfrom a import save', ['b.py:3:15 import'], {
    imports: [leads('b.py', 1, 'o.py'), leads('b.py', 3, 'a.py')],
  });
  checkImporting('from a import (\n  save)\nfrom o import other', ['b.py:2:3 import'], {
    imports: [leads('b.py', 1, 'a.py'), leads('b.py', 3, 'o.py')],
  });
  checkImporting('from a import save', [IMPORT], { imports: [leads('b.py', 2, 'a.py')] });
  check({
    texts: { 'a.py': 'class C:\n  def save(self): pass\ndef save(): pass', 'b.py': 'from a import save' },
    answer: {
      claims: [claim('a.py', 2, 'definition', 2), claim('a.py', 3, 'definition')],
      imports: IMPORTED,
    },
    places: ['a.py:2:7 of o.C.save', 'a.py:3:5 definition', IMPORT],
  });
});

test('an imported module is the one of the file that the statement leads to', () => {
  const module: Owner = { ...ASKED, kind: 'Module', file: 'a/save.py' };
  const elsewhere: Owner = { ...module, file: 'c/save.py', isAsked: false, qualified_name: 'c.save' };
  for (const owners of [[module], [elsewhere, module]])
    check({
      texts: { 'b.py': 'from a import save' },
      answer: { owners, imports: [leads('b.py', 1, 'a/save.py')] },
      places: [IMPORT],
    });
});

test('an imported name of which nothing else is known is what it means in the rest of the file, when that is one thing', () => {
  const uses = [claim('b.py', 2, 'call'), claim('b.py', 3, 'call', 2), claim('b.py', 4, 'unresolved', -1)];
  const text = 'from z import save\nsave()\nx.save()\ny.save()';
  const rest = ['b.py:2:1 call', 'b.py:3:3 of o.C.save', 'b.py:4:3 unresolved'];
  checkImporting(text, [IMPORT, ...rest], { claims: [DEFINED, ...uses], imports: [] });
  checkImporting('from z import save\nsave()\nx.save()', [IMPORT, 'b.py:2:1 call', 'b.py:3:3 of o.save'], {
    claims: [DEFINED, claim('b.py', 2, 'call'), claim('b.py', 3, 'call', 1)],
    imports: [],
  });
  checkImporting(
    'from z import save\nsave()\nsave()',
    ['b.py:1:15 of imported from lib', 'b.py:2:1 call', 'b.py:3:1 of o.save'],
    {
      claims: [DEFINED, claim('b.py', 2, 'call'), claim('b.py', 3, 'call', 1)],
      imports: [leads('b.py', 1, '')],
    },
  );
});

test('an imported name that leads nowhere is not resolved', () => {
  const cases: ImportClaim[][] = [
    [],
    [leads('b.py', 1, 'z.py')],
    [leads('b.py', 1, 'z.py'), leads('b.py', 1, '')],
  ];
  for (const imports of cases) checkImporting('from z import save', ['b.py:1:15 unresolved'], { imports });
});

test('what a module hands on is the nearest definition, when that is one', () => {
  const cases: [HandedOn[], string][] = [
    [[hands(0, 1)], 'import'],
    [[hands(0, 1), hands(1, 2)], 'import'],
    [[hands(0, 1), hands(1, 1)], 'unresolved'],
    [[{ ...hands(0, 1), module: 'n.py' }], 'unresolved'],
  ];
  for (const [handedOn, what] of cases)
    checkImporting('from m import save', [`b.py:1:15 ${what}`], {
      imports: [leads('b.py', 1, 'm.py')],
      handedOn,
    });
});

test('a definition is where a member is written, or where the name stands alone', () => {
  const member = { ...MEMBER, file: 'a.py', isAsked: true };
  const cases: [text: string, owner: Owner, places: string[]][] = [
    ['x = self.save; self.save = 1', member, ['1:10 unresolved', '1:21 definition']],
    ['def save(self): x.save', member, ['1:5 definition', '1:19 unresolved']],
    ['x.save = save', ASKED, ['1:3 unresolved', '1:10 definition']],
    ['x.save', ASKED, ['1:3 definition']],
  ];
  for (const [text, owner, places] of cases)
    check({
      texts: { 'a.py': text },
      answer: { owners: [owner], claims: [DEFINED] },
      places: places.map((place) => `a.py:${place}`),
    });
});

test('claims of a line are given to the places that look like them', () => {
  const cases: [text: string, claims: Claim[], places: string[]][] = [
    ['x = save', [claim('a.py', 1, 'unresolved', -1)], ['1:5 local']],
    ['self.save(); y.save()', [claim('a.py', 1, 'own', 2)], ['1:6 of o.C.save', '1:16 unresolved']],
    [
      'save(); save()',
      [claim('a.py', 1, 'call', 1), claim('a.py', 1, 'call')],
      ['1:1 call', '1:9 of o.save'],
    ],
    ['x: save = save', [claim('a.py', 1, 'reference'), claim('a.py', 1, 'type')], ['1:4 type', '1:11 read']],
    ['class B(save): pass', [claim('a.py', 1, 'base')], ['1:9 base']],
    ['@save', [claim('a.py', 1, 'call')], ['1:2 decorator']],
    ['@save', [claim('a.py', 1, 'decorator')], ['1:2 decorator']],
    ['map(save)', [claim('a.py', 1, 'call')], ['1:5 passed']],
    ['x = "save"; y = "save"', [claim('a.py', 1, 'type')], ['1:6 quoted', '1:18 text']],
    ['save(1); x = save', [claim('a.py', 1, 'reference')], ['1:1 local', '1:14 read']],
    ['pass', [claim('a.py', 1, 'own')], []],
    ['save()', [claim('a.py', 1, 'call', 1, { isHeld: true }), claim('a.py', 1, 'call')], ['1:1 call']],
  ];
  for (const [text, claims, places] of cases)
    check({ texts: { 'a.py': text }, answer: { claims }, places: places.map((place) => `a.py:${place}`) });
});

test('what is held under a name is used as what is asked about can be', () => {
  const cases: [kind: Owner['kind'], role: ClaimRole, text: string, use: string][] = [
    ['Class', 'call', 'save()', 'construct'],
    ['Class', 'reference', 'save', 'read'],
    ['Function', 'call', 'save()', 'call'],
  ];
  for (const [kind, role, text, use] of cases)
    checkImporting(`from a import save\n${text}`, [IMPORT, `b.py:2:1 ${use}`], {
      owners: [{ ...ASKED, kind }, MEMBER],
      claims: [DEFINED, claim('b.py', 2, role, 1, { isHeld: true })],
    });
});

test('other meanings come by how often they are written, then by name', () => {
  const owners = ['c', 'b', 'a'].map((name) => Object.assign({}, OTHER, { qualified_name: name }));
  const { others, sites } = account(
    'save',
    [
      {
        file: 'a.py',
        occurrences: findOccurrences('save()\nsave()\nsave()\nsave()\nsave()', 'save', PYTHON),
      },
    ],
    {
      ...NOTHING,
      owners: [...owners, ASKED],
      claims: [0, 1, 2, 2, 3].map((owner, at) => claim('a.py', at + 1, 'call', owner)),
    },
  );
  assert.deepEqual(
    others.map(({ label, count }) => [label, count]),
    [
      ['a', 2],
      ['b', 1],
      ['c', 1],
    ],
  );
  assert.equal(sites.length, 1);
});

test('a text that is nothing but the name is told from one that holds it', () => {
  const occurrences = findOccurrences('x = "save"\ny = "save it"', 'save', PYTHON);
  const { texts } = account('save', [{ file: 'a.py', occurrences }], NOTHING);
  assert.deepEqual(
    texts.map(({ line, isWhole }) => [line, isWhole]),
    [
      [1, true],
      [2, false],
    ],
  );
});

test('a use that writes another name or none is one of what was asked about, in files without the name too', () => {
  check({
    texts: { 'a.py': 'save()\n\nx()' },
    answer: {
      claims: [
        claim('a.py', 3, 'call', 0, { written: 'x' }),
        claim('a.py', 1, 'call'),
        claim('a.py', 2, 'reference'),
        claim('a.py', 3, 'call', 1, { written: 'x' }),
        claim('z.py', 4, 'unresolved', -1),
        claim('z.py', 5, 'type'),
        claim('z.py', 6, 'call', 1),
      ],
    },
    places: ['a.py:1:1 call', 'a.py:2:0 read as -', 'a.py:3:0 call as x', 'z.py:5:0 type as -'],
  });
});

test('an edge of an import is one place, that of the name where it is written', () => {
  const edge = claim('b.py', 1, 'import');
  checkImporting('from a import save', [IMPORT], { claims: [DEFINED, edge] });
  checkImporting('from a import save; store()', ['b.py:1:0 call as store', IMPORT], {
    claims: [DEFINED, claim('b.py', 1, 'call', 0, { written: 'store' })],
  });
  checkImporting('from a import save\nimport a', [IMPORT, 'b.py:2:0 import as -'], {
    claims: [DEFINED, claim('b.py', 2, 'import')],
  });
});

test('a quoted type is told from a comment beside it', () => {
  check({
    texts: { 'a.ts': '/* save */ let x: "save";' },
    answer: { claims: [claim('a.ts', 1, 'type')] },
    places: ['a.ts:1:4 comment', 'a.ts:1:20 quoted'],
  });
});
