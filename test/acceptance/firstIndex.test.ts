// The first index of a larger tree with the built product: what is parsed can be asked for while the rest is being parsed,
// every answer says how far that is, and nothing of it is left when the index is there or the server was killed.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { loadVersion } from '../../server/entry.ts';
import { dialServer } from '../../server/serve/dial.ts';
import { BridgeClient, killServer } from '../process/support/sandbox.ts';
import { Product } from './support/product.ts';

/** Parsing so many takes longer than a session needs for its first question. */
const FILES = 6000;
const FUNCTIONS = 12;
const EARLY_FILE = 'early.db.tmp';
/** One thread parses, so that there is time to ask on a fast machine too. */
const SLOWLY = { CBM_WORKERS: '1' };

interface Stamp {
  readonly generation: number | null;
  readonly indexing: boolean;
  readonly partial?: { readonly files: number; readonly total_files: number; readonly percent: number };
}

/** A tree in which nothing was indexed yet; the file with the highest number was changed last. */
function growTree(t: TestContext): Product {
  const product = new Product(t);
  for (let at = 0; at < FILES; at++) {
    const folder = join(product.root, `part${Math.floor(at / 100)}`);
    if (at % 100 === 0) mkdirSync(folder);
    const file = join(folder, `module${at}.py`);
    writeFileSync(file, makeModule(at));
    utimesSync(file, 1_700_000_000 + at, 1_700_000_000 + at);
  }
  return product;
}

function makeModule(at: number): string {
  const functions = Array.from({ length: FUNCTIONS }, (_, number) =>
    [
      `def work_${at}_${number}(value, name):`,
      `    total = value + ${number}`,
      '    if total > 10:',
      `        return work_${at}_0(total, name)`,
      `    return [total, name, "a text of module ${at}"]`,
    ].join('\n'),
  );
  return `${functions.join('\n\n\n')}\n`;
}

async function ask(bridge: BridgeClient, tool: string, args: Record<string, unknown>) {
  const call = async (format: 'text' | 'json') => {
    const params = { name: tool, arguments: { ...args, format } };
    const answer = (await bridge.request('tools/call', params)) as {
      result: { isError?: boolean; content: { text: string }[] };
    };
    const { isError = false, content } = answer.result;
    return { isError, text: content[0]!.text };
  };
  const rows = await call('json');
  const answer = rows.isError
    ? undefined
    : (JSON.parse(rows.text) as Record<string, unknown> & { total: number; freshness: Stamp });
  return { ...(await call('text')), answer };
}

test('during a first index definitions of parsed files answer, also after kill -9, what is open or was changed last before the rest', async (t) => {
  const product = growTree(t);
  const bridge = new BridgeClient(product.start(['mcp', product.root], SLOWLY));
  await bridge.initialize();
  const killed = await askUntilParsed(bridge, `work_${FILES - 1}_3`);
  assert.deepEqual([killed.answer?.total, killed.answer?.freshness.generation], [1, null], killed.text);
  const { pid } = product.discovery;
  await killServer(product.discovery);
  assert.ok(readdirSync(product.workspaceDir).includes(EARLY_FILE));

  // The bridge has started a server by its first request that needs one.
  await ask(bridge, 'index_status', {});
  assert.notEqual(product.discovery.pid, pid);
  const window = await dialServer(product.discovery, loadVersion(), 'window');
  // By path and by age it would be among the last.
  const opened = join(product.root, 'part9', 'module901.py');
  await window.request('buffers/shown', { paths: [opened, join(product.base, 'elsewhere.py')] });

  const changedLast = `work_${FILES - 1}_3`;
  const recent = await ask(bridge, 'search_graph', { name_pattern: `^${changedLast}$` });
  assert.equal(recent.answer?.total, 1, recent.text);
  const { generation, indexing, partial } = recent.answer.freshness;
  assert.deepEqual([generation, indexing], [null, true]);
  assert.ok(partial && partial.files > 0 && partial.files < FILES, recent.text);
  assert.equal(partial.total_files, FILES);
  assert.equal(partial.percent, Math.floor((100 * partial.files) / FILES));
  assert.match(recent.text, /\[partial: the first index is under way, \d+ of 6000 files parsed; /);

  // What the window has open comes before its neighbours, which are found at the end.
  let open = await ask(bridge, 'get_code_snippet', { qualified_name: 'work_901_3' });
  for (let asked = 0; open.answer?.total === 0 && asked < 200; asked++)
    open = await ask(bridge, 'get_code_snippet', { qualified_name: 'work_901_3' });
  assert.match(open.text, /a text of module 901/);
  const neighbour = await ask(bridge, 'search_graph', { name_pattern: '^work_903_3$' });
  assert.deepEqual(
    [neighbour.answer?.total, neighbour.answer?.freshness.generation],
    [0, null],
    neighbour.text,
  );

  const code = await ask(bridge, 'search_code', { pattern: `a text of module ${FILES - 1}"` });
  assert.equal(code.answer?.total, FUNCTIONS, code.text);
  assert.match(code.text, /\[partial: /);
  const status = await ask(bridge, 'index_status', {});
  assert.match(status.text, /The first index is not finished\. search_graph by name/);
  assert.ok(readdirSync(product.workspaceDir).includes(EARLY_FILE));

  await window.request('index/wait', {});
  const whole = await ask(bridge, 'trace_path', { function_name: 'work_901_0', direction: 'inbound' });
  assert.equal(whole.answer?.['callers_total'], FUNCTIONS - 1, whole.text);
  assert.deepEqual([whole.answer?.freshness.partial, whole.answer?.freshness.generation], [undefined, 1]);
  assert.ok(!readdirSync(product.workspaceDir).includes(EARLY_FILE));
  // What the killed server left was swept.
  assert.ok(product.readLog().some(({ files }) => Array.isArray(files) && files.includes(EARLY_FILE)));
  window.close();
});

/** Asks for a name until the file that has it is parsed; that others are not parsed before is not promised. */
async function askUntilParsed(bridge: BridgeClient, name: string) {
  for (;;) {
    const found = await ask(bridge, 'search_graph', { name_pattern: `^${name}$` });
    const isEarly = found.answer === undefined || found.answer.freshness.generation === null;
    if (found.answer?.total === 1 || !isEarly) return found;
  }
}

test('an answer that is to wait for a fresh index waits for the first one', async (t) => {
  const product = new Product(t);
  for (let at = 0; at < 1100; at++) product.write(`module${at}.py`, `def work_${at}():\n    pass\n`);
  const bridge = product.openBridge();
  await bridge.initialize();
  const args = { name_pattern: '^work_1099$', wait_fresh_ms: 15_000 };
  const { answer, text } = await ask(bridge, 'search_graph', args);
  assert.deepEqual([answer?.total, answer?.freshness.generation], [1, 1], text);
});
