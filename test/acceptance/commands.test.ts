// The command line as a person and a script meet it: help, exit codes, JSON.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import manifest from '../../package.json' with { type: 'json' };
import { Product } from './support/product.ts';
import { SHOP } from './support/sample.ts';

const COMMANDS = ['serve', 'index', 'status', 'query', 'dump', 'mcp', 'stop', 'doctor'];

test('help lists every command and exit code, and every command explains itself', async (t) => {
  const product = new Product(t);
  const help = await product.get(['--help']);
  for (const command of COMMANDS) assert.match(help, new RegExp(`^  ${command} .*\\S$`, 'm'));
  for (const code of [0, 1, 2, 66, 73, 75]) assert.match(help, new RegExp(`^ +${code}  \\S`, 'm'));
  assert.match(help, /CBM_CACHE_DIR/);
  assert.equal((await product.get(['--version'])).trim(), manifest.version);
  for (const command of COMMANDS) {
    for (const option of ['--help', '-h']) {
      const { code, stdout, stderr } = await product.run([command, option]);
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, new RegExp(`^Usage: codebase-memory ${command}\\b`));
    }
  }
  assert.ok(!existsSync(product.cacheRoot), 'asking for help makes nothing');
});

test('what is not understood ends with 2, says what is, and makes nothing', async (t) => {
  const product = new Product(t);
  const wrong: [string[], RegExp][] = [
    [[], /Usage/],
    [['indx'], /indx/],
    [['index', '--fast'], /--fast.*codebase-memory index --help/],
    [['index', '.', 'more'], /more/],
    [['query'], /tool/],
    [['query', 'explore', '--arg', 'novalue'], /key=value/],
    [['query', 'explore', '--arg', 'names=[1,'], /JSON/],
    [['dump'], /--edges.*--canonical/],
    [['dump', '--edges', '--canonical'], /--edges.*--canonical/],
    [['dump', '--canonical', '--kind', 'CALLS'], /--kind/],
    [['dump', '--canonical', '--possible'], /--possible/],
    [['dump', '--edges', '--tier', 'possible'], /--possible/],
  ];
  for (const [args, message] of wrong) {
    const { code, stdout, stderr } = await product.run(args);
    assert.equal(code, 2, `${args.join(' ')}: ${stderr}`);
    assert.match(stdout + stderr, message);
  }
  assert.ok(!existsSync(product.cacheRoot));
});

test('index, status, query, doctor and stop in a row, with JSON for scripts', async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  const none = await product.run(['status', product.root, '--json']);
  assert.deepEqual([none.code, none.stdout], [1, '']);
  assert.match(none.stderr, /No server is running.*codebase-memory serve/);

  const indexed = JSON.parse(await product.get(['index', product.root, '--json'])) as Status;
  assert.deepEqual([indexed.state, indexed.summary.files, indexed.freshness.stale], ['ready', 10, false]);
  const status = JSON.parse(await product.get(['status', product.root, '--json'])) as Status;
  assert.deepEqual([status.pid, status.root], [indexed.pid, product.root]);
  assert.match(await product.get(['status', product.root]), /^Indexed +10 files/m);
  const report = JSON.parse(await product.get(['doctor', product.root, '--json'])) as Record<string, unknown>;
  assert.equal((report['generation'] as Record<string, unknown>)['generation'], status.freshness.generation);
  const { token } = product.discovery;
  for (const command of ['status', 'doctor']) {
    const { stdout, stderr } = await product.run([command, product.root, '--json']);
    assert.ok(!(stdout + stderr).includes(token), `${command} keeps the token to itself`);
  }

  assert.equal((await product.run(['stop', product.root])).code, 0);
  const again = await product.run(['stop', product.root]);
  assert.equal(again.code, 0, 'no server is what stop is for');
  assert.match(again.stderr, /No server is running/);
  assert.equal((await product.run(['status', product.root])).code, 1);
});

test('query calls every tool, in text and in JSON, and a failing one ends with 1', async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  const calls: [string, Record<string, unknown>, RegExp][] = [
    ['explore', { query: 'how is a cart saved' }, /service\/shop\/cart\.py/],
    ['explore', { names: ['Cart.add'], include_source: false }, /Adds an item/],
    ['search_graph', { name_pattern: '.*Tag$', label: 'Class' }, /web\/src\/view\.tsx/],
    ['trace_path', { function_name: 'formatMoney', direction: 'inbound', depth: 3 }, /PriceTag\.label/],
    ['get_code_snippet', { qualified_name: 'worker.queue.queue.New' }, /return &Queue/],
    ['search_code', { pattern: 'json.dumps' }, /service\/shop\/cart\.py/],
    ['index_status', {}, /^10 files;/m],
  ];
  for (const [tool, args, expected] of calls) {
    const pairs = Object.entries(args).flatMap(([key, value]) => [
      '--arg',
      `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ]);
    const text = await product.get(['query', tool, ...pairs, '--folder', product.root]);
    assert.match(text, expected, tool);
    const answer = await product.query(tool, args);
    assert.equal((answer['freshness'] as { stale: boolean }).stale, false, tool);
  }
  for (const args of [['nothing'], ['trace_path'], ['search_graph', '--arg', 'nmae=x']]) {
    const failed = await product.run(['query', ...args, '--folder', product.root]);
    assert.deepEqual([failed.code, failed.stdout], [1, ''], failed.stderr);
    assert.match(failed.stderr, /search_graph|function_name|name_pattern/);
  }
});

test('without CBM_CACHE_DIR everything lies in the cache of the home, readable for its owner only', async (t) => {
  const product = new Product(t);
  product.write('a.py', 'def f(): pass\n');
  const environment = { CBM_CACHE_DIR: '' };
  await product.get(['index', product.root], environment);
  product.defer(() => product.run(['stop', product.root], environment));
  assert.deepEqual(readdirSync(product.home), ['.cache']);
  assert.deepEqual(readdirSync(join(product.home, '.cache')), ['codebase-memory']);
  assert.deepEqual(readdirSync(product.root), ['a.py'], 'nothing is put into the project');
  assert.equal(statSync(join(product.home, '.cache', 'codebase-memory')).mode & 0o077, 0);
});

interface Status {
  readonly pid: number;
  readonly root: string;
  readonly state: string;
  readonly summary: { readonly files: number };
  readonly freshness: { readonly generation: number; readonly stale: boolean };
}
