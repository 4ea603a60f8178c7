import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { z } from 'zod';
import { renderChanges, shortName, type changesSchema } from '../../server/mcp/tools/changesText.ts';

type Answer = z.infer<typeof changesSchema>;

const NOTHING: Answer = {
  base: 'abcdef0123456789',
  to: 'disk',
  changed_files_total: 0,
  changed_files: [],
  changed_symbols_total: 0,
  changed_symbols: [],
  former_total: 0,
  former: [],
  former_complete: true,
  impacted_modules_total: 0,
  impacted_modules: [],
  tests: [],
  tests_unknown: [],
  test_files_total: 0,
  unresolved: [],
  unresolved_total: 0,
  notes: [],
  is_current: true,
  is_traced: true,
  total: 0,
  offset: 0,
  impacted: [],
};

const FILE: Answer['changed_files'][number] = {
  file: 'a.py',
  status: 'modified',
  problem: '',
  partial: '',
  imports: [],
  top_level: false,
  symbols: 1,
};

const SYMBOL: Answer['changed_symbols'][number] = {
  file: 'a.py',
  change: 'body',
  kind: 'Function',
  qualified_name: 'a.save',
  line: 3,
};

const FORMER: Answer['former'][number] = {
  name: 'save',
  file: 'b.py',
  line: 3,
  symbol: 'b.run',
  certainty: 'likely',
  now: '',
  isTest: false,
};

const AFFECTED: Answer['impacted'][number] = {
  name: 'main',
  kind: 'Function',
  qualified_name: 'app.main',
  file: 'app.py',
  line: 3,
  start_line: 3,
  end_line: 4,
  direction: 'inbound',
  hop: 1,
  via: '',
  tier: 'exact',
  reason: 'import',
  lines: [4],
};

/** One function of one file was changed. */
const ONE: Partial<Answer> = {
  changed_files_total: 1,
  changed_files: [FILE],
  changed_symbols_total: 1,
  changed_symbols: [SYMBOL],
};

const CHANGED = ['modified a.py', '  changed Function save:3'];
const SAFE = 'Nothing else in the index uses what changed.';
const UNSURE = 'No user of what changed is known to the index.';

/** What is told below the head. */
function told(answer: Partial<Answer>): string[] {
  return renderChanges({ ...NOTHING, ...ONE, ...answer })
    .split('\n')
    .slice(1);
}

test('the head says what is compared with what, and how much has changed', () => {
  const cases: [Partial<Answer>, string][] = [
    [{}, 'work tree against abcdef012345: nothing changed.'],
    [{ base: '' }, 'work tree against no commit yet: nothing changed.'],
    [{ to: 'index' }, 'staged against abcdef012345: nothing changed.'],
    [{ to: '0123456789abcdef' }, '0123456789ab against abcdef012345: nothing changed.'],
    [
      { tests: [{ framework: 'pytest', command: 'pytest', files: 1 }] },
      'work tree against abcdef012345: nothing changed.',
    ],
  ];
  for (const [answer, text] of cases) assert.equal(renderChanges({ ...NOTHING, ...answer }), text);
  assert.equal(
    renderChanges({ ...NOTHING, ...ONE, total: 2, test_files_total: 1 }).split('\n')[0],
    'work tree against abcdef012345: 1 file, 1 symbol changed, 2 affected, 1 test file',
  );
  assert.equal(
    renderChanges({ ...NOTHING, ...ONE, is_traced: false }),
    ['work tree against abcdef012345: 1 file, 1 symbol changed', ...CHANGED].join('\n'),
  );
});

test('a changed file is told with its symbols and with what else is to be known of it', () => {
  const letters = 'abcdefgh'.split('');
  const cases: [file: Partial<typeof FILE>, symbol: Partial<typeof SYMBOL>, lines: string[]][] = [
    [{}, {}, [...CHANGED, SAFE]],
    [{ status: 'renamed', from: 'b.py' }, {}, ['renamed b.py → a.py, text unchanged', CHANGED[1]!, SAFE]],
    [{ imports: letters }, {}, [...CHANGED, '  imports: a, b, c, d, e, f, g, h', SAFE]],
    [{ imports: [...letters, 'i'] }, {}, [...CHANGED, '  imports: a, b, c, d, e, f, g, h, …', SAFE]],
    [{ top_level: true }, {}, [...CHANGED, '  code outside of definitions', SAFE]],
    [{}, { change: 'added' }, [CHANGED[0]!, '  added Function save:3', SAFE]],
    [{}, { change: 'deleted' }, [CHANGED[0]!, '  deleted Function save', SAFE]],
    [
      {},
      { change: 'signature', before: 'save( )', after: 'save(\n  x)' },
      [CHANGED[0]!, '  signature Function save:3  save( ) → save( x)', SAFE],
    ],
    [{}, { change: 'signature', before: 'save()' }, [CHANGED[0]!, '  signature Function save:3', SAFE]],
    [
      {},
      { change: 'signature', before: 'x'.repeat(110), after: 'y'.repeat(111) },
      [CHANGED[0]!, `  signature Function save:3  ${'x'.repeat(110)} → ${'y'.repeat(110)}…`, SAFE],
    ],
    [{ problem: 'too large' }, {}, ['modified a.py (too large: all of it counts)', CHANGED[1]!, SAFE]],
    [
      { problem: 'too large', symbols: 0 },
      {},
      [
        'modified a.py (too large)',
        CHANGED[1]!,
        'not known',
        '  who depends on 1 changed file that the index does not hold',
        UNSURE,
      ],
    ],
    [
      { partial: 'lines 1-2' },
      {},
      ['modified a.py (lines 1-2)', CHANGED[1]!, 'not known', '  what stands in syntax errors', UNSURE],
    ],
  ];
  for (const [file, symbol, lines] of cases)
    assert.deepEqual(
      told({ changed_files: [{ ...FILE, ...file }], changed_symbols: [{ ...SYMBOL, ...symbol }] }),
      lines,
    );
});

test('a list that is cut says how much more there is', () => {
  const cases: [Partial<Answer>, string[]][] = [
    [{ changed_files_total: 3 }, [...CHANGED, '… 2 more changed files', SAFE]],
    [{ changed_symbols_total: 3 }, [...CHANGED, '… 2 more changed symbols', SAFE]],
    [{ changed_symbols_total: 3, changed_symbols: [] }, [CHANGED[0]!, SAFE]],
    [
      { former_total: 3, former: [FORMER] },
      [...CHANGED, 'still named, though gone: 3 places', '  save', '    b.py:3 run', '  … 2 more'],
    ],
  ];
  for (const [answer, lines] of cases) assert.deepEqual(told(answer), lines);
});

test('places that still name what is gone are told with how certain that is', () => {
  const cases: [Partial<typeof FORMER>, string][] = [
    [{}, '  save'],
    [{ certainty: 'possible' }, '  save (by name alone)'],
    [{ certainty: 'possible', now: 'c.save' }, '  save (means c.save now)'],
  ];
  for (const [former, heading] of cases)
    assert.deepEqual(told({ former_total: 1, former: [{ ...FORMER, ...former }] }), [
      ...CHANGED,
      'still named, though gone: 1 place',
      heading,
      '    b.py:3 run',
    ]);
  assert.equal(
    told({ former_total: 1, former: [FORMER], former_complete: false })[2],
    'still named, though gone: 1 place, perhaps more',
  );
});

test('what is affected is told by its distance, with the way there and how certain that is', () => {
  const cases: [Partial<typeof AFFECTED>, string[]][] = [
    [{}, ['affected, hop 1', '  app.py', '    main:3 (import)']],
    [{ tier: 'inferred' }, ['affected, hop 1', '  app.py', '    main:3 (import)']],
    [{ hop: 2, via: 'cart.add' }, ['affected, hop 2', '  app.py', '    main:3 ← add']],
    [
      { via: 'cart.add', tier: 'inferred' },
      ['affected, hop 1', '  app.py', '    main:3 ← add (inferred: import)'],
    ],
    [
      { direction: 'outbound', file: '', qualified_name: 'json:dumps' },
      ['used by the change, hop 1', '  outside', '    json:dumps (import)'],
    ],
  ];
  for (const [affected, lines] of cases)
    assert.deepEqual(told({ total: 1, impacted: [{ ...AFFECTED, ...affected }] }), [...CHANGED, ...lines]);
});

test('the files that are affected most are named when there are many, on the first page alone', () => {
  const impacted_modules = Array.from({ length: 7 }, (_, at) => ({ file: `f${at}.py`, symbols: 9 - at }));
  const rows = ['affected, hop 1', '  app.py', '    main:3 (import)'];
  const most = 'most affected of 7 files: f0.py 9, f1.py 8, f2.py 7, f3.py 6, f4.py 5, f5.py 4';
  const many = { total: 20, impacted: [AFFECTED], impacted_modules, impacted_modules_total: 7 };
  assert.deepEqual(told(many), [...CHANGED, most, ...rows]);
  assert.deepEqual(told({ ...many, impacted_modules_total: 6 }), [...CHANGED, ...rows]);
  const tests = [{ framework: 'pytest', command: 'pytest', files: 1 }];
  assert.equal(renderChanges({ ...NOTHING, ...ONE, ...many, tests, offset: 10 }), rows.join('\n'));
});

test('tests are told by the commands that run them, of an answer that looked for them', () => {
  const tests = [{ framework: 'pytest', command: 'pytest test_a.py', files: 1 }];
  const cases: [Partial<Answer>, string[]][] = [
    [{ tests }, [...CHANGED, 'tests to run', '  pytest test_a.py', SAFE]],
    [
      { tests_unknown: ['t/x.foo'] },
      [...CHANGED, 'tests to run', '  by a way that is not known: t/x.foo', SAFE],
    ],
    [{ tests, is_traced: false }, CHANGED],
  ];
  for (const [answer, lines] of cases) assert.deepEqual(told(answer), lines);
});

test('that nothing else uses what changed is said only when nothing is left open', () => {
  const cases: [Partial<Answer>, string[]][] = [
    [
      { notes: [{ kind: 'mode', total: 1, paths: ['a.sh'], why: '' }] },
      ['only the mode changed: a.sh', SAFE],
    ],
    [
      { notes: [{ kind: 'unmerged', total: 3, paths: ['a.py'], why: '' }] },
      ['not known', '  in conflict: compared with HEAD: a.py and 2 more', UNSURE],
    ],
    [
      { unresolved: [{ name: 'save', sites: 2 }], unresolved_total: 2 },
      ['not known', '  calls by name alone that may mean a changed symbol: save 2', UNSURE],
    ],
    [{ unresolved: [{ name: 'save', sites: 2 }], unresolved_total: 2, is_traced: false }, []],
    [
      { is_current: false },
      ['not known', '  the index does not hold these texts yet: ask again, or wait_fresh_ms', UNSURE],
    ],
    [
      { is_current: false, to: 'index' },
      ['not known', '  users are those of the work tree as it is now', UNSURE],
    ],
    [{ is_current: false, is_traced: false }, []],
    [{ former_complete: false }, [UNSURE]],
    [{ total: 1 }, []],
    [{ total: 1, former_complete: false }, []],
    [{ former_complete: false, changed_symbols_total: 0, changed_symbols: [] }, []],
  ];
  for (const [answer, lines] of cases)
    assert.deepEqual(
      told(answer).filter((line) => !CHANGED.includes(line)),
      lines,
    );
});

test('a name is told without what its file says, and whole where the file says something else', () => {
  assert.equal(shortName('shop.cart.save', 'shop/cart.py'), 'save');
  assert.equal(shortName('shop.cart.save', 'shop/car.py'), 'shop.cart.save');
});
