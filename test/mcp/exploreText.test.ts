// How an exploration reads, and what of it is told within a budget.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutExploration, type Part } from '../../server/mcp/tools/exploreBudget.ts';
import {
  renderAsked,
  renderBrief,
  renderExplored,
  renderHead,
  renderProse,
  renderRelation,
  renderSource,
  type Explored,
  type ToldRelation,
} from '../../server/mcp/tools/exploreText.ts';

const SYMBOL: Explored = {
  name: 'add',
  kind: 'Function',
  qualified_name: 'cart.add',
  file: 'cart.py',
  line: 8,
  start_line: 8,
  end_line: 10,
  language: 'python',
  signature: 'def add(cart)',
  doc: 'Adds an item.',
  flags: [],
  relations: [],
  copies: 0,
  members_total: 0,
  members: [],
};
const CALLERS: ToldRelation = {
  relation: 'callers',
  total: 1,
  in_tests: 0,
  in_copies: 0,
  rows: [row('app.py', 4)],
};
const ROOMY = 5000;

function row(file: string, line: number, lines?: readonly number[]): ToldRelation['rows'][number] {
  return { qualified_name: `${file.replace('.py', '')}.main`, file, line, lines };
}

/** A symbol of another place. */
function symbol(name: string, start: number, end: number, part: Partial<Explored> = {}): Explored {
  return {
    ...SYMBOL,
    name,
    qualified_name: `cart.${name}`,
    line: start,
    start_line: start,
    end_line: end,
    doc: '',
    signature: '',
    ...part,
  };
}

function sourceOf(of: Explored, part: Partial<Part> = {}): Part {
  const lines = Array.from(
    { length: of.end_line - of.start_line + 1 },
    (_, at) => `total_${of.start_line + at} = compute(items)`,
  );
  return { symbol: of, lines, isChanged: false, given: '', ...part };
}

function cut(
  symbols: readonly Explored[],
  part: Partial<Parameters<typeof cutExploration>[0]>,
  budget = ROOMY,
) {
  return cutExploration({ symbols, others: [], sources: [], isRelation: false, usual: 16, ...part }, budget);
}

test('the head of a symbol is its kind, name and place, with the copies that a build made of it', () => {
  const cases: [Partial<Explored>, string][] = [
    [{}, 'Function add cart.py:8-10'],
    [{ copies: 1 }, 'Function add cart.py:8-10 (also in 1 built copy)'],
    [{ file: '', qualified_name: 'json:dumps' }, 'Function json:dumps (outside the workspace)'],
  ];
  for (const [part, text] of cases) assert.equal(renderHead({ ...SYMBOL, ...part }), text);
});

test('signature and documentation are told unless the source says them', () => {
  const [signature, doc] = ['  def add(cart)', '  Adds an item.'];
  const cases: [Partial<Explored>, string[]][] = [
    [{}, [signature, doc]],
    [{ signature: '' }, [doc]],
    [{ doc: '' }, [signature]],
    [{ kind: 'Module' }, [doc]],
    [{ source: 'def add(cart):\n  """Adds an\n  item."""' }, []],
    [{ source: 'def add(cart):\n  pass' }, [doc]],
  ];
  for (const [part, lines] of cases) assert.equal(renderProse({ ...SYMBOL, ...part }), lines.join('\n'));
});

test('a relation names its symbols by file, with a few sites of each', () => {
  const cases: [Partial<ToldRelation>, string][] = [
    [{}, '  callers (1): app.py main:4'],
    [{ relation: 'uses' }, '  used by (1): app.py main:4'],
    [{ rows: [row('cart.py', 4)] }, '  callers (1): main:4'],
    [{ rows: [row('', 4)] }, '  callers (1): main:4'],
    [{ total: 2, rows: [row('app.py', 4), row('b.py', 5)] }, '  callers (2): app.py main:4; b.py main:5'],
    [{ total: 2 }, '  callers (2): app.py main:4; …'],
    [{ in_tests: 1, in_copies: 2 }, '  callers (1, 1 in tests, 2 in built copies): app.py main:4'],
    [{ rows: [row('app.py', 1, [1, 2, 3, 4, 5])] }, '  callers (1): app.py main:1,2,3,4,5'],
    [{ rows: [row('app.py', 1, [1, 2, 3, 4, 5, 6])] }, '  callers (1): app.py main:1,2,3,4,5,…'],
  ];
  for (const [part, text] of cases) assert.equal(renderRelation(SYMBOL, { ...CALLERS, ...part }), text);
});

test('a source has its line numbers and not the indentation of all its lines', () => {
  assert.equal(renderSource('    def f():\n\n        pass', 3), '3 def f():\n4 \n5     pass');
});

test('an explored symbol is told with all that is known of it', () => {
  const members = [{ name: 'x', line: 9 }];
  const text = renderExplored({
    ...SYMBOL,
    relations: [CALLERS],
    members,
    members_total: 2,
    changed: true,
    source: 'y = 1',
  });
  assert.equal(
    text,
    [
      'Function add cart.py:8-10',
      '  Adds an item.',
      '  callers (1): app.py main:4',
      '  members (2): x:9, …',
      '  (the file changed after it was indexed)',
      '8 y = 1',
    ].join('\n'),
  );
  assert.match(renderExplored({ ...SYMBOL, members, members_total: 1 }), /^ {2}members \(1\): x:9$/m);
  assert.equal(
    renderExplored({ ...SYMBOL, given: '[given]' }),
    'Function add cart.py:8-10\n  def add(cart)\n  Adds an item.\n[given]',
  );
});

test('one relation that was asked for is listed, or said not to be known', () => {
  const head = 'Function add cart.py:8-10';
  const cases: [Partial<ToldRelation>, string][] = [
    [{}, `${head}\ncallers (1):\napp.py\n  main:4`],
    [{ rows: [row('', 4)] }, `${head}\ncallers (1):\n(outside the workspace)\n  main:4`],
    [{ total: 0, rows: [] }, `${head}\nNone is known: callers.`],
    [{ total: 0, rows: [], relation: 'uses' }, `${head}\nNone is known: used by.`],
  ];
  for (const [part, text] of cases)
    assert.equal(renderAsked({ ...SYMBOL, relations: [{ ...CALLERS, ...part }] }), text);
});

test('a further match is told with the first sentence of its documentation, if it has any', () => {
  assert.equal(renderBrief(SYMBOL), 'add:8 — Adds an item.');
  assert.equal(renderBrief({ ...SYMBOL, doc: '' }), 'add:8');
});

test('with room for everything everything is told, the relations of the best symbol in full', () => {
  const rows = Array.from({ length: 6 }, (_, line) => row('app.py', line));
  const relations = [{ ...CALLERS, total: 6, rows }];
  const symbols = [symbol('a', 1, 9, { relations, doc: 'One.' }), symbol('b', 20, 29, { relations })];
  const others = Array.from({ length: 6 }, (_, at) => symbol(`o${at}`, 50 + at, 50 + at, { doc: 'Other.' }));
  const sources = symbols.map((each) => sourceOf(each));
  const told = cut(symbols, { others, sources });
  assert.deepEqual(told.missing, []);
  assert.deepEqual(
    told.symbols.map(({ doc, relations: of, source }) => [doc, of[0]?.rows.length, source]),
    [
      ['One.', 6, sources[0]!.lines.join('\n')],
      ['', 4, sources[1]!.lines.join('\n')],
    ],
  );
  assert.deepEqual(
    told.others.map(({ doc }) => doc),
    ['Other.', 'Other.', 'Other.', 'Other.', '', ''],
  );
});

test('of further matches as many are told as is usual, and more where they leave half of the budget', () => {
  const others = Array.from({ length: 20 }, (_, at) => symbol(`other_match_${at}`, 50 + at, 50 + at));
  const one = [symbol('a', 1, 2)];
  assert.equal(cut(one, { others, usual: 1 }).others.length, 20);
  const { others: some, missing } = cut(one, { others, usual: 4 }, 220);
  assert.ok(some.length >= 3 && some.length < 20, String(some.length));
  assert.deepEqual(missing, [`${20 - some.length} matches (max_tokens)`]);
  assert.ok(cut(one, { others, usual: 21 }, 220).others.length > some.length);
});

test('a source that is told by another one, or that the session has, is not told again', () => {
  const whole = symbol('C', 1, 20, { kind: 'Class' });
  const inner = symbol('run', 5, 9);
  const after = symbol('end', 21, 22);
  const elsewhere = symbol('far', 5, 9, { file: 'far.py' });
  const sourced = (symbols: readonly Explored[]) => {
    const told = cut(symbols, { sources: symbols.map((each) => sourceOf(each)) });
    assert.deepEqual(told.missing, []);
    return told.symbols.flatMap(({ name, source }) => (source === undefined ? [] : [name]));
  };
  assert.deepEqual(sourced([whole, inner]), ['C']);
  assert.deepEqual(sourced([inner, whole]), ['run']);
  assert.deepEqual(sourced([whole, after]), ['C', 'end']);
  assert.deepEqual(sourced([after, whole]), ['end', 'C']);
  assert.deepEqual(sourced([whole, symbol('last', 20, 20)]), ['C']);
  assert.deepEqual(sourced([symbol('first', 1, 1), whole]), ['first']);
  assert.deepEqual(sourced([symbol('last', 20, 20), whole]), ['last']);
  assert.deepEqual(sourced([whole, elsewhere]), ['C', 'far']);
  const [given] = cut([inner], { sources: [sourceOf(inner, { lines: [], given: '[given]' })] }).symbols;
  assert.deepEqual([given?.given, given?.source], ['[given]', undefined]);
  const long = sourceOf(inner, { lines: [], given: `[given by ${'another call '.repeat(20)}]` });
  assert.equal(cut([inner], { sources: [long] }, 60).symbols[0]!.given, undefined);
  const [changed] = cut([inner], { sources: [sourceOf(inner, { isChanged: true })] }).symbols;
  assert.equal(changed?.changed, true);
});

test('members are told where the source is not whole, and the source that is cut is named', () => {
  const members = [{ name: 'x', line: 2 }];
  const one = symbol('C', 1, 40, { members, members_total: 1 });
  const sources = [sourceOf(one)];
  const whole = cut([one], { sources });
  assert.deepEqual([whole.symbols[0]!.members, whole.missing], [[], []]);
  const part = cut([one], { sources }, 250);
  const lines = part.symbols[0]!.source!.split('\n');
  assert.ok(lines.length >= 5 && lines.length < 40, String(lines.length));
  assert.deepEqual(lines, sources[0]!.lines.slice(0, lines.length));
  assert.deepEqual([part.symbols[0]!.members, part.missing], [members, ['source of C (get_code_snippet)']]);
});

test('when many sources are cut three of them are named', () => {
  const symbols = Array.from({ length: 4 }, (_, at) => symbol(`s${at}`, 100 * at + 1, 100 * at + 40));
  const missingOf = (number: number) => {
    const some = symbols.slice(0, number);
    return cut(some, { sources: some.map((each) => sourceOf(each)) }, 200).missing;
  };
  assert.deepEqual(missingOf(3), ['source of s0, s1, s2 (get_code_snippet)']);
  assert.deepEqual(missingOf(4), ['source of s0, s1, s2 … (get_code_snippet)']);
});

test('the best symbol is told however small the budget is, and the others are counted', () => {
  const symbols = [SYMBOL, symbol('b', 20, 29), symbol('c', 30, 39)];
  const sources = symbols.map((each) => sourceOf(each));
  const { symbols: told, others, missing } = cut(symbols, { others: [symbol('d', 40, 49)], sources }, 10);
  assert.deepEqual(
    told.map(({ name, doc, signature }) => [name, doc, signature]),
    [['add', '', '']],
  );
  assert.deepEqual([others, missing], [[], ['source of add (get_code_snippet)', '3 matches (max_tokens)']]);
});

test('a relation that was asked for is cut to the budget and says how much there is', () => {
  const rows = Array.from({ length: 30 }, (_, line) => row(`app${line}.py`, line));
  const asked = symbol('a', 1, 9, { relations: [{ ...CALLERS, total: 30, rows }], doc: 'One.' });
  const whole = cut([asked], { isRelation: true });
  assert.deepEqual([whole.symbols[0]!.relations[0]!.rows.length, whole.missing], [30, []]);
  const part = cut([asked], { isRelation: true }, 150);
  const shown = part.symbols[0]!.relations[0]!.rows.length;
  assert.ok(shown > 0 && shown < 30, String(shown));
  assert.deepEqual(part.missing, [`${30 - shown} of 30 (trace_path lists all)`]);
});
