import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ToolCallResult } from '../../server/protocol/rpc.ts';
import { openShop, openTools } from './toolsWorkspace.ts';

/** The structured answer, as loosely as a client sees it. */
type Answer = Record<string, unknown> & { total: number; next_cursor?: string; note?: string };

function answerOf(result: ToolCallResult): Answer {
  assert.ok(!result.isError, result.content[0]?.text);
  return result.structuredContent as Answer;
}

function textOf(result: ToolCallResult): string {
  return result.content.map(({ text }) => text).join('\n');
}

test('search_graph finds a symbol, then what uses it, each under its file', async (t) => {
  const shop = await openShop(t);
  const result = await shop.callTool('search_graph', { query: 'add item' });
  assert.equal(
    textOf(result),
    '2 matches\ncart.py\n  Function cart.add_item:8 in 1 out 1  def add_item(cart, item)\n' +
      'app.py\n  Function app.main:3 in 0 out 1',
  );
  assert.equal(answerOf(result).total, 2);
});

test('search_graph takes the arguments other instructions use', async (t) => {
  const shop = await openShop(t);
  const args = {
    project: 'shop',
    name_pattern: '.*save.*',
    label: 'method',
    file_pattern: '*.py',
    relationship: 'CALLS',
    min_degree: 1,
    limit: 5,
    offset: 0,
    include_connected: true,
    fields: ['docstring'],
    format: 'tree',
  };
  const [row] = answerOf(await shop.callTool('search_graph', args))['results'] as { connected: string[] }[];
  assert.deepEqual(row?.connected, ['cart.add_item', 'json:dumps']);
  const ids = await shop.callTool('search_graph', { label: 'Function', detail: 'ids' });
  assert.deepEqual(answerOf(ids)['results'], ['cart.add_item', 'app.main']);
});

test('trace_path answers callers and callees, also under its older name', async (t) => {
  const shop = await openShop(t);
  const result = await shop.callTool('trace_path', {
    function_name: 'add_item',
    direction: 'both',
    depth: 2,
  });
  assert.equal(
    textOf(result),
    [
      'Function cart.add_item cart.py:8',
      '1 caller, 2 callees',
      'callers, hop 1',
      '  main app.py:3 @ 4',
      'callees, hop 1',
      '  Cart.save cart.py:5 @ 10 (inferred: annotation)',
      'callees, hop 2',
      '  external json:dumps via Cart.save @ cart.py:6',
    ].join('\n'),
  );
  assert.equal(
    textOf(await shop.callTool('trace_call_path', { function_name: 'add_item', depth: 2 })),
    textOf(result),
  );
});

test('get_code_snippet reads the source from disk and says when the file has changed', async (t) => {
  const shop = await openShop(t);
  const answer = answerOf(
    await shop.callTool('get_code_snippet', { qualified_name: 'Cart.save', include_neighbors: true }),
  );
  assert.deepEqual(answer['source'], ['    def save(self):', '        return json.dumps(self.items)']);
  assert.deepEqual([answer['first_line'], answer['changed']], [5, false]);
  writeFileSync(join(shop.root, 'cart.py'), '# nothing\n'.repeat(8));
  const changed = answerOf(await shop.callTool('get_code_snippet', { qualified_name: 'Cart.save' }));
  assert.equal(changed['changed'], true);
  rmSync(join(shop.root, 'cart.py'));
  const gone = answerOf(await shop.callTool('get_code_snippet', { qualified_name: 'Cart.save' }));
  assert.deepEqual(gone['source'], []);
  assert.ok(gone.note);
});

test('get_code_snippet answers an ambiguous name with the candidates', async (t) => {
  const shop = await openTools(t, { 'a.py': 'x\n' }, (graph, fileOf) => {
    graph.symbol('Method', 'a.A.run', fileOf('a.py'), 1);
    graph.symbol('Method', 'a.B.run', fileOf('a.py'), 1);
  });
  const answer = answerOf(await shop.callTool('get_code_snippet', { qualified_name: 'run' }));
  assert.equal(answer['candidates_total'], 2);
  assert.match(answer.note ?? '', /means 2 symbols/);
});

test('search_code finds text as it is on disk and the function it is in', async (t) => {
  const shop = await openShop(t);
  assert.equal(
    textOf(await shop.callTool('search_code', { pattern: 'add_item(' })),
    '2 lines in 2 files\napp.py\n  main\n    4:     add_item(None, 1)\ncart.py\n  add_item\n    8: def add_item(cart, item):',
  );
  const regex = answerOf(await shop.callTool('search_code', { pattern: '^def .*item', regex: true }));
  assert.equal(regex.total, 1);
  const filtered = answerOf(await shop.callTool('search_code', { pattern: 'item', path_filter: '^app' }));
  assert.equal(filtered['total_files'], 1);
  const files = await shop.callTool('search_code', { pattern: 'item', mode: 'files' });
  assert.equal(textOf(files), '6 lines in 2 files\napp.py  2\ncart.py  4');
});

test('search_code takes a glob, a part of a path, backslashes and an absolute path for the files', async (t) => {
  const shop = await openTools(
    t,
    { 'src/a.py': 'x = 1\n', 'src/a.pyi': 'x = 1\n', 'b/src/a.py': 'x = 1\n' },
    () => {},
  );
  const ask = async (file_pattern: string) =>
    textOf(await shop.callTool('search_code', { pattern: 'x = 1', file_pattern, mode: 'files' }))
      .split('\n')
      .slice(1)
      .map((line) => line.split(' ', 1)[0]);
  assert.deepEqual(await ask('src/*.py'), ['src/a.py']);
  assert.deepEqual(await ask('src/a.py'), ['b/src/a.py', 'src/a.py', 'src/a.pyi']);
  assert.deepEqual(await ask('.\\src\\*.py'), ['src/a.py']);
  assert.deepEqual(await ask(`${shop.root}/src/a.py`), ['src/a.py']);
  assert.deepEqual(await ask(`${shop.root}/src`), ['src/a.py', 'src/a.pyi']);
  assert.deepEqual(await ask(`${shop.root}/**/a.py`), ['b/src/a.py', 'src/a.py']);
  assert.deepEqual(await ask('!*.pyi'), ['b/src/a.py', 'src/a.py']);
  assert.deepEqual(await ask(`!${shop.root}/src`), ['b/src/a.py']);
  const none = textOf(await shop.callTool('search_code', { pattern: 'x', file_pattern: '/elsewhere/a.py' }));
  assert.match(none, /No text file matches \/elsewhere\/a\.py/);
});

test('search_code adds context lines or the source of the symbol', async (t) => {
  const shop = await openShop(t);
  const near = answerOf(await shop.callTool('search_code', { pattern: 'cart.save', context: 1 }));
  assert.deepEqual((near['results'] as { before: string[]; after: string[] }[])[0]?.before, [
    '    cart.items.append(item)',
  ]);
  const full = answerOf(await shop.callTool('search_code', { pattern: 'cart.save', mode: 'full' }));
  assert.equal((full['results'] as { source: string[] }[])[0]?.source.length, 3);
});

test('search_code shows of a long function the part around the first match, and of what is in none no source', async (t) => {
  const body = Array.from({ length: 100 }, (_, at) => `    value_${at + 1} = 0`);
  const shop = await openTools(t, { 'a.py': [...body, 'value_top = 0'].join('\n') }, (graph, fileOf) => {
    graph.symbol('File', 'a', fileOf('a.py'), 1, { name: 'a.py', endLine: 101 });
    graph.symbol('Function', 'a.f', fileOf('a.py'), 1, { endLine: 100 });
  });
  const ask = async (pattern: string) => {
    const answer = answerOf(await shop.callTool('search_code', { pattern, regex: true, mode: 'full' }));
    const rows = answer['results'] as { source_line?: number; source?: string[] }[];
    return rows.map(({ source_line, source }) => [source_line, source?.length]);
  };
  assert.deepEqual(await ask('value_5 '), [[1, 60]]);
  assert.deepEqual(await ask('value_30 '), [[20, 60]]);
  assert.deepEqual(await ask('value_95 '), [[41, 60]]);
  assert.deepEqual(await ask('value_(30|31) '), [
    [20, 60],
    [undefined, undefined],
  ]);
  assert.deepEqual(await ask('value_top'), [[undefined, undefined]]);
});

test('an expression that would go on over a line end is said to match within one line', async (t) => {
  const shop = await openShop(t);
  for (const pattern of ['(?s)class.*def', String.raw`cart\nnothing`])
    assert.match(
      textOf(await shop.callTool('search_code', { pattern, regex: true })),
      /^No match\. .*within one line/,
    );
});

test('how a pattern was taken is said when it found nothing and reads as if the other way was meant', async (t) => {
  const shop = await openShop(t);
  const plain = 'The pattern was taken as plain text';
  const line = 'An expression matches within one line';
  const cases: [pattern: string, regex: boolean, notes: string[]][] = [
    ['zzz', false, []],
    ['zzz', true, []],
    ['zz.*', false, [plain]],
    [String.raw`zz\n`, false, [plain]],
    [String.raw`zz\n`, true, [line]],
    ['(?s)cart', true, []],
  ];
  for (const [pattern, regex, notes] of cases) {
    const text = textOf(await shop.callTool('search_code', { pattern, regex }));
    const said = [plain, line].filter((note) => text.includes(note));
    assert.deepEqual(said, notes, pattern);
  }
});

test('a regular expression that would blow up a backtracking engine is answered', async (t) => {
  const shop = await openTools(t, { 'a.py': `${'a'.repeat(20_000)}!\n` }, () => {});
  assert.equal(answerOf(await shop.callTool('search_code', { pattern: '^(a+)+$', regex: true })).total, 0);
});

test('explore answers a question with source, callers and callees at once', async (t) => {
  const shop = await openShop(t);
  const text = textOf(
    await shop.callTool('explore', { query: 'how is an item added to the cart?', limit: 1 }),
  );
  assert.match(text, /Function add_item cart\.py:8-10/);
  assert.match(text, /callers \(1\): app\.py main:4/);
  assert.match(text, /callees \(1\): Cart\.save:10/);
  assert.match(text, /^8 def add_item\(cart, item\):/m);
});

test('index_status counts the index and lists what is missing from it', async (t) => {
  const shop = await openTools(t, { 'a.py': 'x\n' }, (graph) => {
    graph.file('big.py', { status: 'skipped', reason: 'larger than 1 MB', cause: 'left-out' });
  });
  const result = await shop.callTool('index_status', {});
  assert.match(textOf(result), /1 file; skipped: 1 file; 2 lines/);
  assert.match(textOf(result), /skipped big\.py: larger than 1 MB/);
  assert.equal(answerOf(result)['project'], 'shop');
});

test('an empty answer says why it is empty and what was perhaps meant', async (t) => {
  const shop = await openShop(t);
  const misspelt = await shop.callTool('trace_path', { function_name: 'add_itme' });
  assert.match(textOf(misspelt), /Nothing named add_itme is in the index\. Did you mean add_item\?/);
  const elsewhere = await shop.callTool('search_graph', { query: 'save', file_pattern: 'lib/**' });
  assert.match(textOf(elsewhere), /No indexed file matches lib\/\*\*/);
  const literal = await shop.callTool('search_code', { pattern: 'add.*item' });
  assert.match(textOf(literal), /2 files searched\..*regex=true/);
  shop.facts.freshness = { ...shop.facts.freshness, indexing: true };
  assert.match(textOf(await shop.callTool('search_graph', { query: 'zzz' })), /Indexing is under way/);
});

test('explore shows the source of what is short, of a long class its members, of a file and on request nothing', async (t) => {
  const lines = Array.from({ length: 100 }, (_, at) => `line_${at + 1}`);
  const shop = await openTools(t, { 'a.py': lines.join('\n') }, (graph, fileOf) => {
    const file = fileOf('a.py');
    graph.symbol('Module', 'a', file, 1, { endLine: 30 });
    const short = graph.symbol('Class', 'a.Short', file, 1, { endLine: 40 });
    graph.symbol('Method', 'a.Short.one', file, 2, { endLine: 3, parent: short });
    const long = graph.symbol('Class', 'a.Long', file, 41, { endLine: 81 });
    graph.symbol('Method', 'a.Long.two', file, 42, { endLine: 43, parent: long });
    graph.symbol('Function', 'a.body', file, 41, { endLine: 81 });
  });
  const sourceOf = async (name: string, args: Record<string, unknown> = {}) => {
    const answer = answerOf(await shop.callTool('explore', { names: [name], max_tokens: 5000, ...args }));
    const symbols = answer['symbols'] as { qualified_name: string; source?: string }[];
    return symbols.find(({ qualified_name }) => qualified_name === name)!.source?.split('\n').length;
  };
  const sources: (number | undefined)[] = [];
  for (const name of ['a.Short', 'a.Long', 'a.body', 'a']) sources.push(await sourceOf(name));
  assert.deepEqual(sources, [40, undefined, 41, undefined]);
  assert.equal(await sourceOf('a.body', { include_source: false }), undefined);
});
