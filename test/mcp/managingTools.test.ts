// The tools of the full profile: what they say of the index, and what they ask of the server.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { IndexFailed } from '../../server/serve/errors.ts';
import type { ToolCallResult } from '../../server/protocol/rpc.ts';
import { openShop, openTools, type ToolsWorkspace } from './toolsWorkspace.ts';

const summary = {
  generation: 1,
  files: 2,
  partialFiles: 0,
  symbols: 5,
  edges: 3,
  unresolved: 0,
  edgesByTier: {},
  skipped: [{ reason: 'larger than 1 MB', files: 4, folders: 0, examples: ['a.py', 'b.py', 'c.py'] }],
  databaseBytes: 1,
  sourceBytes: 1,
  wallMs: 1,
  cpuMs: 1,
};

async function openManaged(t: TestContext): Promise<ToolsWorkspace> {
  const shop = await openShop(t);
  shop.facts.profile = 'full';
  shop.facts.status = { ...shop.facts.status, summary };
  return shop;
}

function textOf({ content }: ToolCallResult): string {
  return content.map(({ text }) => text).join('\n');
}

function filesOf({ structuredContent = {} }: ToolCallResult): string[] {
  return (structuredContent['files'] as { file: string }[]).map(({ file }) => file);
}

function workspace(name: string, root = `/elsewhere/${name}`) {
  return { name, root, generation: 3, indexedAtMs: 86_400_000, databaseBytes: 4096, serverPid: undefined };
}

test('index_repository brings the index up to date, or makes it anew, and tells what it holds', async (t) => {
  const shop = await openManaged(t);
  const asked: boolean[] = [];
  shop.facts.requestIndex = (isFresh) => Promise.resolve(void asked.push(isFresh));
  const result = await shop.callTool('index_repository', { repo_path: shop.root, mode: 'fast', name: 'x' });
  assert.equal(
    textOf(result),
    `shop (${shop.root}): up to date\n2 files, 5 symbols, 3 edges\n  skipped 4, larger than 1 MB: a.py, b.py, c.py, …`,
  );
  await shop.callTool('index_repository', { rebuild: true });
  assert.deepEqual(asked, [false, true]);
});

test('index_repository answers after its wait while the run goes on', async (t) => {
  const shop = await openManaged(t);
  const run = Promise.withResolvers<void>();
  shop.facts.requestIndex = () => run.promise;
  const result = await shop.callTool('index_repository', { wait_ms: 1 });
  assert.equal(result.structuredContent?.['status'], 'indexing');
  // Nobody waits for it any more: that is no unhandled rejection, which would end the test.
  run.reject(new Error('too late'));
  await Promise.allSettled([run.promise]);
});

test('index_repository answers a failed run with its error, and another folder with what to do', async (t) => {
  const shop = await openManaged(t);
  shop.facts.requestIndex = () => Promise.reject(IndexFailed('the disk is full', 1));
  const failed = await shop.callTool('index_repository', {});
  assert.equal(failed.isError, true);
  assert.match(textOf(failed), /^INDEX_FAILED: .*the disk is full/);
  const other = await shop.callTool('index_repository', { repo_path: '/elsewhere' });
  assert.match(textOf(other), /^WRONG_REPOSITORY: This server indexes .*shop only\. For \/elsewhere run/);
});

test('get_graph_schema counts labels, types, flags, tiers and reasons, and has queries that fit', async (t) => {
  const shop = await openManaged(t);
  const result = await shop.callTool('get_graph_schema', {});
  const text = textOf(result);
  assert.match(text, /^labels: Class 1, Function 2, Method 1, External 1; none: File, Module,/m);
  assert.match(text, /^types, by pairs of symbols: DEFINES 1, CALLS 3; none: IMPORTS,/m);
  assert.match(text, /^properties of nodes: name, qualified_name, label, file, line,/m);
  assert.match(text, /^ {2}MATCH .*\{name: "save"\}/m);
  assert.match(
    text,
    /^reasons: import \(exact\) 1, package \(exact\) 1, annotation \(inferred\) 1; none: .*name-only \(possible\)/m,
  );
  assert.deepEqual(result.structuredContent?.['edges'], [
    { type: 'CALLS', tier: 'exact', reason: 'import', count: 1 },
    { type: 'CALLS', tier: 'exact', reason: 'package', count: 1 },
    { type: 'CALLS', tier: 'inferred', reason: 'annotation', count: 1 },
  ]);
});

async function openGaps(t: TestContext): Promise<ToolsWorkspace> {
  const shop = await openTools(t, { 'src/a.py': 'a\n', 'src/b.py': 'b\n', 'lib/c.py': 'c\n' }, (graph) => {
    graph.file('lib/odd.py', {
      status: 'partial',
      reason: 'lines 5-9 could not be parsed',
      cause: 'syntax',
      gapLine: 5,
    });
    graph.file('src/big.py', { status: 'skipped', reason: 'larger than 1 MB', cause: 'left-out' });
    graph.file('srcs/d.py');
  });
  shop.facts.profile = 'full';
  return shop;
}

test('check_index_coverage answers each path, and says of an unknown one what is the matter', async (t) => {
  const shop = await openGaps(t);
  writeFileSync(join(shop.root, 'notes.txt'), 'x');
  shop.facts.freshness = { ...shop.facts.freshness, dirtyFiles: ['src/a.py'] };
  const paths = [
    `${shop.root}/src/a.py`,
    './src/big.py',
    'lib/odd.py',
    'notes.txt',
    'gone.py',
    '/etc/passwd',
  ];
  const text = textOf(await shop.callTool('check_index_coverage', { paths }));
  const [head, ...lines] = text.split('\n');
  assert.equal(head, '6 files: 1 wholly indexed, 1 partly, 1 skipped, 3 unknown');
  assert.deepEqual(lines.slice(0, 4), [
    '  indexed src/a.py (changed since indexed)',
    '  skipped src/big.py: larger than 1 MB',
    '  partial lib/odd.py: lines 5-9 could not be parsed',
    '  unknown notes.txt: it is there and not in the index: ignored, of no indexed language, or newer than the index',
  ]);
  assert.match(lines[4] ?? '', /^ {2}unknown gone\.py: There is no file gone\.py/);
  assert.match(lines[5] ?? '', /^ {2}unknown \/etc\/passwd: .*is not inside the workspace/);
});

test('check_index_coverage counts everything below a folder and lists the gaps, or all', async (t) => {
  const shop = await openGaps(t);
  const inFolder = await shop.callTool('check_index_coverage', { scopes: ['src/'] });
  assert.equal(
    textOf(inFolder),
    '3 files: 2 wholly indexed, 0 partly, 1 skipped, 0 unknown\n  skipped src/big.py: larger than 1 MB',
  );
  assert.match(
    textOf(await shop.callTool('check_index_coverage', { scopes: ['src/*.py'] })),
    /^0 files: .*\nThe index knows no file there: scopes are folders/,
  );
  const everywhere = await shop.callTool('check_index_coverage', {});
  assert.equal(everywhere.structuredContent?.['total'], 2);
  assert.match(textOf(everywhere), /^6 files: 4 wholly indexed, 1 partly, 1 skipped, 0 unknown/);
  const args = { include_indexed: true, scope_limit: 4 };
  const first = await shop.callTool('check_index_coverage', args);
  const cursor = first.structuredContent?.['next_cursor'];
  const second = await shop.callTool('check_index_coverage', { ...args, cursor });
  assert.deepEqual(
    [...filesOf(first), ...filesOf(second)],
    ['lib/c.py', 'lib/odd.py', 'src/a.py', 'src/b.py', 'src/big.py', 'srcs/d.py'],
  );
});

test('list_projects tells the indexes of the cache and which of them is served here', async (t) => {
  const shop = await openManaged(t);
  shop.facts.workspaces = [workspace('cafe'), { ...workspace('shop', shop.root), serverPid: 7 }];
  assert.equal(
    textOf(await shop.callTool('list_projects', {})),
    '2 indexed workspaces\n' +
      '  cafe  /elsewhere/cafe  indexed 1970-01-02T00:00:00.000Z, 4096 bytes\n' +
      `  shop  ${shop.root}  indexed 1970-01-02T00:00:00.000Z, 4096 bytes, server 7, served here`,
  );
});

test('delete_project deletes the one workspace that is meant, and makes the served index anew', async (t) => {
  const shop = await openManaged(t);
  const deleted: string[] = [];
  shop.facts.workspaces = [workspace('cafe'), workspace('bar', '/a/b-c'), workspace('pub', '/a/b/c')];
  shop.facts.deleteWorkspace = ({ root }) => Promise.resolve(deleted.push(root));
  const asked: boolean[] = [];
  shop.facts.requestIndex = (isFresh) => Promise.resolve(void asked.push(isFresh));
  for (const project of ['CAFE', '/a/b/c', '/a/b-c']) await shop.callTool('delete_project', { project });
  assert.deepEqual(deleted, ['/elsewhere/cafe', '/a/b/c', '/a/b-c']);
  const own = await shop.callTool('delete_project', { project: shop.root });
  assert.equal(own.structuredContent?.['status'], 'rebuilt');
  assert.deepEqual(asked, [true]);
});

test('delete_project deletes nothing without a name, by a path inside, or when several are meant', async (t) => {
  const shop = await openManaged(t);
  shop.facts.workspaces = [workspace('cafe'), workspace('cafe', '/a/cafe'), workspace('shop')];
  const errorOf = async (args: Record<string, unknown>): Promise<string> => {
    const result = await shop.callTool('delete_project', args);
    assert.equal(result.isError, true);
    return textOf(result);
  };
  assert.match(await errorOf({}), /^BAD_ARGUMENTS: .*"project" is missing/);
  assert.match(await errorOf({ project: 'cafe' }), /^AMBIGUOUS_PROJECT: .*\/elsewhere\/cafe, \/a\/cafe/);
  assert.match(await errorOf({ project: 'shop' }), /^AMBIGUOUS_PROJECT: .*\/elsewhere\/shop/);
  assert.match(await errorOf({ project: '/a/cafe/src' }), /^NO_SUCH_PROJECT: .*There are: shop, cafe/);
  assert.match(await errorOf({ project: `${shop.root}/src` }), /^NO_SUCH_PROJECT/);
});

test('the full profile has every tool of codebase-memory-mcp', async (t) => {
  const { tools } = await openManaged(t);
  const names = new Set(tools.map(({ name }) => name));
  const wanted = [
    'index_repository',
    'search_graph',
    'query_graph',
    'trace_path',
    'get_code_snippet',
    'get_graph_schema',
    'get_architecture',
    'search_code',
    'list_projects',
    'delete_project',
    'index_status',
    'check_index_coverage',
    'detect_changes',
    'manage_adr',
    'ingest_traces',
  ];
  assert.deepEqual(
    wanted.filter((name) => !names.has(name)),
    [],
  );
});
