import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { z } from 'zod';
import type { ToolPresentation, ToolRegistry } from '../../server/mcp/registry.ts';
import type { ToolCallResult } from '../../server/protocol/rpc.ts';
import { commitAll } from '../discover/repository.ts';
import { createToolRegistry } from '../../server/mcp/policy.ts';
import { defineTool } from '../../server/mcp/tool.ts';
import { CART, openShop, openTools, type ToolsWorkspace } from './toolsWorkspace.ts';

interface Page {
  total: number;
  next_cursor?: string;
  freshness: Record<string, unknown>;
}

function pageOf(result: ToolCallResult): Page & Record<string, unknown> {
  assert.ok(!result.isError, result.content[0]?.text);
  return result.structuredContent as unknown as Page & Record<string, unknown>;
}

function errorOf(result: ToolCallResult): string {
  assert.equal(result.isError, true);
  return result.content[0]?.text ?? '';
}

async function readPages(
  tools: ToolRegistry,
  name: string,
  args: Record<string, unknown>,
  rows: string,
): Promise<{ rows: unknown[]; pages: number }> {
  const all: unknown[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const result = await tools.callTool(name, { ...args, ...(cursor === undefined ? {} : { cursor }) });
    const page = pageOf(result);
    all.push(...(page[rows] as unknown[]));
    const size = countTokens(result.content[0]!.text);
    assert.ok(size <= Number(args['max_tokens']) * 1.1, `${name}: ${size} tokens fit into the budget`);
    // Half of the budget at least is used while there is more to say.
    if (page.next_cursor !== undefined && args['limit'] === undefined)
      assert.ok(size >= Number(args['max_tokens']) / 2, `${size} tokens are little for the budget`);
    cursor = page.next_cursor;
    pages++;
  } while (cursor !== undefined);
  return { rows: all, pages };
}

/** The largest pages that can be asked for, of the tools that have a `limit`. */
const LIMITS: Readonly<Record<string, number>> = { results: 500, rows: 500, projects: 100 };

/** One function that 60 others call, and a body of 200 lines. */
function openBusy(t: Parameters<typeof openTools>[0]): Promise<ToolsWorkspace> {
  const body = Array.from({ length: 199 }, (_, line) => `    value_${line} = save(${line})`);
  const source = ['def save(value):', ...body].join('\n');
  return openTools(t, { 'a.py': source }, (graph, fileOf) => {
    for (let folder = 1; folder < 100; folder++) graph.file(`folder${folder}/b.py`);
    const file = fileOf('a.py');
    const save = graph.symbol('Function', 'a.save', file, 1, { endLine: 200 });
    for (let row = 0; row < 60; row++) {
      graph.call(graph.symbol('Function', `a.save_caller_${row}`, file, 100 + row), save, 100 + row);
    }
  });
}

test('pages under a budget are each within it and together the whole', async (t) => {
  const tools = await openBusy(t);
  const cases = [
    ['search_graph', { query: 'save' }, 'results', 61],
    ['search_graph', { query: 'save', offset: 11 }, 'results', 50],
    ['trace_path', { function_name: 'a.save' }, 'rows', 60],
    ['get_code_snippet', { qualified_name: 'a.save' }, 'source', 200],
    ['search_code', { pattern: 'save(' }, 'results', 200],
    ['detect_changes', {}, 'impacted', 60],
    ['list_projects', {}, 'projects', 60],
    ['get_architecture', { aspects: ['packages'] }, 'packages', 100],
  ] as const;
  tools.facts.profile = 'full';
  commitAll(tools.root);
  const edited = readFileSync(join(tools.root, 'a.py'), 'utf8').replace('save(4)', 'save(4)  # changed');
  writeFileSync(join(tools.root, 'a.py'), edited);
  tools.facts.workspaces = Array.from({ length: 60 }, (_, at) => {
    const name = `project ${at}`;
    return {
      name,
      root: `/elsewhere/${name}`,
      generation: at,
      indexedAtMs: at,
      databaseBytes: at,
      serverPid: at,
    };
  });
  for (const [name, args, rows, total] of cases) {
    const whole = pageOf(
      await tools.callTool(name, {
        ...args,
        max_tokens: 100_000,
        ...(LIMITS[rows] === undefined ? {} : { limit: LIMITS[rows] }),
      }),
    );
    const paged = await readPages(tools, name, { ...args, max_tokens: 500 }, rows);
    assert.equal(paged.rows.length, total, name);
    assert.ok(paged.pages > 1, `${name} took ${paged.pages} pages`);
    assert.deepEqual(paged.rows, whole[rows], name);
    assert.equal(whole.next_cursor, undefined);
  }
});

test('what no row can be left out of is cut to the budget, and says how much the whole takes', async (t) => {
  const tools = await openBusy(t);
  tools.facts.profile = 'full';
  const { content } = await tools.callTool('get_graph_schema', { max_tokens: 150 });
  const text = content[0]!.text;
  assert.match(text, /^labels: [^]*\n\[cut to max_tokens; the whole takes \d{3,}\]$/);
  assert.ok(countTokens(text) <= 150 * 1.1, `${countTokens(text)} tokens`);
});

test('explore keeps to a budget, and uses at least half of it while it leaves something out', async (t) => {
  const tools = await openBusy(t);
  let leftOut = 0;
  for (const args of [{ query: 'who saves what a caller has?' }, { names: ['a.save'] }, { query: 'save' }])
    for (const budget of [100, 150, 250, 500, 750, 1500, 3000]) {
      const result = await tools.callTool('explore', { ...args, max_tokens: budget });
      const text = result.content[0]!.text;
      const size = countTokens(text);
      assert.ok(size <= budget * 1.1, `${size} tokens fit into ${budget}`);
      if (!text.includes('Left out')) continue;
      leftOut++;
      assert.ok(size >= budget / 2, `${size} tokens are little for ${budget}: ${text}`);
    }
  assert.ok(leftOut > 9, `${leftOut} answers left something out`);
});

test('a last page of a single row is not lost', async (t) => {
  const tools = await openBusy(t);
  const { rows, pages } = await readPages(
    tools,
    'search_graph',
    { query: 'save', limit: 20, max_tokens: 9000 },
    'results',
  );
  assert.deepEqual([rows.length, pages], [61, 4]);
});

test('a cursor of other arguments, another tool, an older index or nobody is refused', async (t) => {
  const tools = await openBusy(t);
  const args = { query: 'save', limit: 5 };
  const { next_cursor: cursor } = pageOf(await tools.callTool('search_graph', args));
  assert.match(
    errorOf(await tools.callTool('search_graph', { query: 'other', limit: 5, cursor })),
    /^BAD_CURSOR: .*arguments/,
  );
  assert.match(
    errorOf(await tools.callTool('search_code', { pattern: 'x', cursor })),
    /^BAD_CURSOR: .*another tool/,
  );
  assert.match(
    errorOf(await tools.callTool('search_graph', { ...args, cursor: 'bm9uc2Vuc2U' })),
    /^BAD_CURSOR/,
  );
  tools.facts.freshness = { ...tools.facts.freshness, generation: 2 };
  assert.match(
    errorOf(await tools.callTool('search_graph', { ...args, cursor })),
    /^BAD_CURSOR: .*index has changed/,
  );
});

test('an unknown tool is answered with the tools there are', async (t) => {
  const shop = await openShop(t);
  assert.equal(
    errorOf(await shop.callTool('grep', {})),
    'UNKNOWN_TOOL: There is no tool grep. The tools are: explore, search_graph, trace_path, get_code_snippet, detect_changes, get_architecture, search_code, index_status.',
  );
});

test('a tool of the full profile is refused while the default one is in force, and answers at once after', async (t) => {
  const shop = await openShop(t);
  const refused = errorOf(await shop.callTool('get_graph_schema', {}));
  assert.match(refused, /^TOOL_NOT_OFFERED: get_graph_schema is a tool of the full profile/);
  shop.facts.profile = 'full';
  pageOf(await shop.callTool('get_graph_schema', {}));
  const { length } = shop.tools;
  const [, named = ''] = errorOf(await shop.callTool('grep', {})).split('The tools are: ');
  assert.equal(named.split(', ').length, length);
});

test('an unknown, missing or wrong argument is answered with what is accepted', async (t) => {
  const shop = await openShop(t);
  const unknown = errorOf(await shop.callTool('trace_path', { function_name: 'x', function: 'y' }));
  assert.match(
    unknown,
    /^BAD_ARGUMENTS: trace_path: unknown argument "function" \(did you mean "function_name"\?\)\. It accepts: function_name\*, mode,/,
  );
  assert.match(errorOf(await shop.callTool('trace_path', {})), /argument "function_name" is missing/);
  assert.match(
    errorOf(await shop.callTool('trace_path', { function_name: 'x', depth: 99 })),
    /argument "depth": /,
  );
  assert.match(
    errorOf(await shop.callTool('trace_path', { function_name: 'x', mode: 'caller' })),
    /argument "mode": "caller" is none of callers, .*\. Did you mean "callers"\? It accepts/,
  );
  assert.match(
    errorOf(await shop.callTool('trace_path', { function_name: 'x', tiers: ['exact', 'infered'] })),
    /argument "tiers\.1": .* Did you mean "inferred"\?/,
  );
  assert.match(
    errorOf(await shop.callTool('search_graph', { label: 'Banana' })),
    /argument "label": "Banana" is none of Project, Folder,[^?]*External\. It accepts: /,
  );
  assert.match(
    errorOf(await shop.callTool('search_graph', { label: 'Functon' })),
    /"Functon" is none of .*\. Did you mean "Function"\? It accepts: /,
  );
  assert.match(
    errorOf(await shop.callTool('serch_graph', {})),
    /^UNKNOWN_TOOL: There is no tool serch_graph\. Did you mean "search_graph"\? The tools are: explore,/,
  );
  assert.match(errorOf(await shop.callTool('explore', {})), /query \(a question\) or names/);
});

test('an error of a query keeps its code and its advice', async (t) => {
  const shop = await openShop(t);
  assert.match(
    errorOf(await shop.callTool('search_graph', { name_pattern: '(' })),
    /^BAD_PATTERN: name_pattern is not a valid/,
  );
});

test('the workspace is accepted by name and by path, another one is refused by naming this one', async (t) => {
  const shop = await openShop(t);
  for (const project of [
    'shop',
    'SHOP',
    shop.root,
    `${shop.root}/`,
    `${shop.root}/src`,
    shop.root.replaceAll('/', '-'),
  ]) {
    assert.equal(pageOf(await shop.callTool('search_graph', { query: 'main', project })).total, 1, project);
  }
  const refused = errorOf(await shop.callTool('search_graph', { query: 'main', project: 'elsewhere' }));
  assert.match(refused, /^UNKNOWN_PROJECT: "elsewhere" is not served here\. This server serves "shop"/);
});

test('every answer is stamped with how fresh it is, the text only when something is amiss', async (t) => {
  const shop = await openShop(t);
  const calm = await shop.callTool('search_graph', { query: 'main' });
  assert.deepEqual(pageOf(calm).freshness, {
    generation: 1,
    indexing: false,
    stale: false,
    dirty_files: [],
    dirty_total: 0,
    overlaid_files: [],
    differing_files: [],
    skipped_files: [],
    skipped_total: 0,
  });
  assert.ok(!calm.content[0]?.text.includes('['));
  shop.facts.freshness = {
    generation: 1,
    indexing: true,
    stale: true,
    dirtyFiles: ['a.py', 'app.py'],
    skippedFiles: 3,
  };
  shop.facts.status = {
    ...shop.facts.status,
    progress: { phase: 'parse', files: 1, totalFiles: 2, bytes: 0, totalBytes: 0 },
  };
  const busy = await shop.callTool('search_graph', { query: 'main' });
  assert.deepEqual(pageOf(busy).freshness['dirty_files'], ['app.py', 'a.py']);
  assert.match(
    busy.content[0]?.text ?? '',
    /\[indexing under way \(1 of 2 files\).*\]\n\[changed since indexed, read from disk: app\.py\]/,
  );
});

test('an answer is stamped with what it is of, not with what came while it was put together', async (t) => {
  const { facts, context } = await openShop(t);
  const slow = defineTool({
    name: 'slow',
    title: 'Slow',
    description: 'Asks, and is overtaken by an edit that the index takes in.',
    input: {},
    output: z.object({ total: z.number() }),
    readOnly: true,
    async run(_args, { queries }) {
      facts.freshness = { ...facts.freshness, stale: true, dirtyFiles: ['app.py'] };
      const { total } = await queries.searchGraph({ query: 'main', limit: 10, offset: 0 });
      facts.freshness = { ...facts.freshness, generation: 2, stale: false, dirtyFiles: [] };
      return { total };
    },
    render: () => '',
  });
  const { freshness } = pageOf(await createToolRegistry([slow], context).callTool('slow', {}));
  assert.deepEqual(
    [freshness['generation'], freshness['stale'], freshness['dirty_files']],
    [1, true, ['app.py']],
  );
});

test('an answer from a file that was only partly understood says so', async (t) => {
  const tools = await openTools(t, {}, (graph) => {
    const file = graph.file('odd.py', {
      status: 'partial',
      reason: 'lines 5-9 could not be parsed',
      cause: 'syntax',
      gapLine: 5,
    });
    graph.symbol('Function', 'odd.f', file, 1);
  });
  const result = await tools.callTool('search_graph', { query: 'f' });
  assert.match(result.content[0]?.text ?? '', /\[odd\.py partial: lines 5-9 could not be parsed\]/);
});

test('before the first index only the status answers', async (t) => {
  const shop = await openShop(t);
  shop.facts.freshness = { ...shop.facts.freshness, generation: null, indexing: true };
  assert.match(errorOf(await shop.callTool('search_graph', { query: 'x' })), /^NOT_INDEXED/);
  assert.match(
    (await shop.callTool('index_status', {})).content[0]?.text ?? '',
    /The first index is not finished/,
  );
});

test('during the first index, what needs no edges answers from what is parsed, and says how much that is', async (t) => {
  const shop = await openShop(t);
  shop.facts.freshness = { ...shop.facts.freshness, generation: null, indexing: true, earlyFiles: 2 };
  shop.facts.status = {
    ...shop.facts.status,
    progress: { phase: 'parse', files: 3, totalFiles: 9, bytes: 0, totalBytes: 0 },
  };
  const early: [string, Record<string, unknown>][] = [
    ['search_graph', { query: 'main' }],
    ['get_code_snippet', { qualified_name: 'Cart' }],
    ['search_code', { pattern: 'cart' }],
  ];
  for (const [name, args] of early) {
    assert.equal(shop.answersEarly?.(name, args), true);
    const result = await shop.callTool(name, args);
    const partial = { files: 2, total_files: 9, percent: 22 };
    assert.deepEqual(pageOf(result).freshness['partial'], partial, name);
    assert.match(
      result.content[0]?.text ?? '',
      /\[partial: .* 3 of 9 files parsed; 2 of them \(22 % of all\)/,
    );
  }
  const late: [string, Record<string, unknown>][] = [
    ['search_graph', { query: 'main', max_degree: 0 }],
    ['search_graph', { query: 'main', relationship: 'CALLS' }],
    ['search_graph', { query: 'main', include_connected: true }],
    ['get_code_snippet', { qualified_name: 'Cart', include_neighbors: true }],
    ['trace_path', { function_name: 'main' }],
    ['explore', { query: 'cart' }],
  ];
  for (const [name, args] of late) {
    assert.equal(shop.answersEarly?.(name, args), false);
    const error = errorOf(await shop.callTool(name, args));
    assert.match(error, /^NOT_INDEXED.*parse: 3 of 9 files.*search_graph by name.* answer early/, name);
  }
});

test('format json makes the text of every tool the rows behind it', async (t) => {
  const shop = await openShop(t);
  shop.facts.profile = 'full';
  const other = { name: 'cafe', root: '/elsewhere/cafe', generation: 2, indexedAtMs: 1, databaseBytes: 3 };
  shop.facts.workspaces = [{ ...other, serverPid: 4 }];
  shop.facts.deleteWorkspace = () => Promise.resolve(3);
  shop.facts.requestIndex = () => Promise.resolve();
  shop.facts.askFleet = () =>
    Promise.resolve({
      question: 'users',
      subject: '',
      columns: ['repository', 'uses'],
      rows: [['shop', 2]],
      total: 1,
      notes: ['A note.'],
      repositories: 3,
      oldest: 'shop, indexed then',
      ages: [{ repository: 'shop', commit: 'c', exportedAt: 'now', indexedAt: 'then' }],
    });
  commitAll(shop.root);
  writeFileSync(join(shop.root, 'cart.py'), `${CART}\n    return cart\n`);
  const calls: [string, Record<string, unknown>][] = [
    ['explore', { query: 'cart' }],
    [
      'search_graph',
      { query: 'save', include_connected: true, fields: ['signature', 'doc', 'flags', 'language'] },
    ],
    ['search_graph', { label: 'Function', detail: 'ids', limit: 1 }],
    ['trace_path', { function_name: 'add_item', risk_labels: true }],
    ['get_code_snippet', { qualified_name: 'Cart', include_neighbors: true }],
    ['search_code', { pattern: 'cart', context: 2 }],
    ['index_status', {}],
    ['detect_changes', { direction: 'both' }],
    ['get_architecture', { aspects: ['all', 'clusters'] }],
    ['index_repository', {}],
    ['get_graph_schema', {}],
    ['query_graph', { query: 'MATCH p = (f)-[r:CALLS]->(g) RETURN f, r, p, f.name, collect(g)' }],
    ['plan_rename', { symbol: 'add_item', new_name: 'put' }],
    ['why', { from: 'main', to: 'add_item' }],
    ['show_graph', { symbol: 'add_item' }],
    ['show_graph', { find: 'add' }],
    ['check_index_coverage', { paths: ['cart.py', 'gone.py'], scopes: ['.'] }],
    ['list_projects', {}],
    ['delete_project', { project: 'cafe' }],
    ['delete_project', { project: 'shop' }],
    ['manage_adr', { mode: 'create', title: 'One', content: 'Text.' }],
    ['manage_adr', {}],
    ['ingest_traces', { traces: [{ caller: 'main', callee: 'add_item' }] }],
    ['fleet', { question: 'users', subject: 'shop:add_item' }],
  ];
  assert.deepEqual(
    [...new Set(calls.map(([name]) => name))].sort(),
    shop.tools.map(({ name }) => name).sort(),
  );
  for (const [name, args] of calls) {
    const result = await shop.callTool(name, { ...args, format: 'json' });
    assert.deepEqual(JSON.parse(result.content[0]!.text), pageOf(result), name);
  }
});

test('tools are described, what changes something says so, and only explore is always loaded', async (t) => {
  const { tools } = await openShop(t);
  const namesOf = (isOne: (tool: ToolPresentation) => unknown): string[] =>
    tools.filter(isOne).map(({ name }) => name);
  assert.deepEqual(
    namesOf(({ readOnly }) => !readOnly),
    ['index_repository', 'delete_project', 'manage_adr', 'ingest_traces'],
  );
  assert.deepEqual(
    namesOf(({ isDestructive }) => isDestructive),
    ['delete_project'],
  );
  assert.deepEqual(
    namesOf(({ readOnly, profile }) => !readOnly && profile !== 'full'),
    [],
  );
  assert.deepEqual(
    tools.filter(({ alwaysLoad }) => alwaysLoad).map(({ name }) => name),
    ['explore'],
  );
  // The names and titles of the others say what one would search for.
  assert.deepEqual(
    namesOf(({ searchHint }) => searchHint),
    ['search_graph', 'trace_path', 'detect_changes', 'get_architecture'],
  );
  for (const { name, input } of tools) {
    const schema = z.toJSONSchema(input, { io: 'input' });
    for (const [argument, property] of Object.entries(schema.properties ?? {})) {
      const isDescribed =
        typeof property === 'object' &&
        ('description' in property || 'default' in property || 'minimum' in property);
      assert.ok(isDescribed, `${name}.${argument}`);
    }
  }
});

test('an answer as JSON that has no rows to page through leaves the end of its lists off, and says of which', async (t) => {
  const shop = await openShop(t);
  const whole = JSON.parse(
    (await shop.callTool('get_architecture', { format: 'json' })).content[0]!.text,
  ) as Record<string, unknown>;
  assert.equal('left_out' in whole, false);
  const { text } = (await shop.callTool('get_architecture', { format: 'json', max_tokens: 150 })).content[0]!;
  assert.ok(countTokens(text) <= 165, `${countTokens(text)} tokens`);
  const short = JSON.parse(text) as Record<string, unknown> & { left_out: Record<string, number> };
  const names = Object.keys(short.left_out);
  assert.ok(names.length > 0);
  for (const name of names.filter((each) => Array.isArray(whole[each])))
    assert.equal(
      short.left_out[name],
      (whole[name] as unknown[]).length - (short[name] as unknown[]).length,
      name,
    );
});
