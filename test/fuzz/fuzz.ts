// Byte-level fuzz of what a server listens on: from valid messages, with the token and without, changed at random. What a
// message with the token asks for only looks, so nothing may have changed afterwards.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { NetConnectOpts } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Discovery } from '../../server/ownership/discovery.ts';
import { PROTOCOL_VERSION } from '../../server/protocol/status.ts';
import { CODE_ENGINE, createSandbox, isRunning, loadStatus } from '../process/support/sandbox.ts';
import type { Sandbox } from '../process/support/sandbox.ts';
import { createRandom } from '../torture/random.ts';
import { mutate } from './mutate.ts';

/** Connections at a time. */
const LANES = 24;
/** Before memory is measured for the first time: what is made once is no leak. */
const WARM_UP = 3000;
/** A server gives back what a burst took when it has been at rest for half a minute. */
const REST_MS = 60_000;
const WEIGH_INTERVAL_MS = 500;
const LEAK_BYTES = 10 * 1_048_576;
/** A command that finds no answer takes two seconds. */
const STATUS_ATTEMPTS = 10;
/** A server that still has something to say is not waited for longer: what was sent was read. */
const PATIENCE_MS = 2000;

export const SURFACES = ['socket', 'http'] as const;
export type Surface = (typeof SURFACES)[number];

/** What is sent, changed at random, and where to. */
interface Target {
  readonly address: NetConnectOpts;
  readonly seeds: readonly Buffer[];
  /** What goes before a changed message, unchanged. */
  readonly prelude: Buffer;
}

/**
 * Sends `messages` changed messages to a server and asserts that it lives, that nothing has changed, and, if wanted, that
 * it holds at most 10 MB more than after the first 3,000. The seed repeats the messages.
 */
export async function fuzz(
  t: TestContext,
  surface: Surface,
  { messages, seed, weighs }: { readonly messages: number; readonly seed: number; readonly weighs: boolean },
): Promise<void> {
  const sandbox = createSandbox(t);
  // It must not end by itself while it is weighed.
  Object.assign(sandbox.environment, CODE_ENGINE, { CBM_IDLE_EXIT_MS: String(10 * REST_MS) });
  sandbox.write('a.ts', 'export function alpha() { return beta(); }\nexport function beta() { return 1; }\n');
  await sandbox.run(['index', sandbox.root]);
  const discovery = sandbox.discovery();
  const before = await describeState(sandbox);
  const targets = surface === 'socket' ? makeSocketTargets(discovery) : makeHttpTargets(discovery);
  const random = createRandom(seed);
  const send = async (count: number): Promise<void> => {
    let left = count;
    const lane = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        const { address, seeds, prelude } = random.pick(targets);
        await exchange(address, Buffer.concat([prelude, mutate(random.pick(seeds), random)]));
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  };
  if (weighs) await send(WARM_UP);
  const weight = weighs ? await weighAtRest(discovery.pid) : 0;
  await send(messages);
  assert.ok(isRunning(discovery.pid), 'the server is gone');
  assert.deepEqual(await describeState(sandbox), before);
  if (!weighs) return;
  const grown = (await weighAtRest(discovery.pid)) - weight;
  t.diagnostic(
    `${surface}: ${messages} messages, ${(grown / 1_048_576).toFixed(1)} MB more than after ${WARM_UP}`,
  );
  assert.ok(grown <= LEAK_BYTES, `${grown} bytes more`);
}

function makeSocketTargets({ rpcPath, token }: Discovery): Target[] {
  const address = { path: rpcPath };
  const hello = { token, kind: 'cli', version: '0.0.0', protocol: PROTOCOL_VERSION };
  const wrong = { ...hello, token: 'x'.repeat(token.length) };
  const requests: [string, object][] = [
    ['status/get', {}],
    ['sessions/list', {}],
    ['buffers/accepted', {}],
    ['query/run', { tool: 'search_graph', arguments: { name_pattern: 'alpha', limit: 3 } }],
    ['dump/read', { dump: 1 }],
    ['buffers/closed', { path: '/w/a.ts' }],
  ];
  const looks = requests.map(([method, params]) => frame(method, params));
  const acts = [frame('server/stop', { reason: 'fuzz' }), frame('index/run', { full: true })];
  return [
    { address, prelude: Buffer.alloc(0), seeds: [frame('client/hello', wrong), ...looks, ...acts] },
    { address, prelude: frame('client/hello', wrong), seeds: [...looks, ...acts] },
    { address, prelude: frame('client/hello', hello), seeds: looks },
  ];
}

function frame(method: string, params: object): Buffer {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  return Buffer.from(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function makeHttpTargets({ endpoint, token }: Discovery): Target[] {
  const { host, port } = new URL(endpoint);
  const address = { port: Number(port), host: '127.0.0.1' };
  const post = (secret: string, method: string, params: object): Buffer => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const head = [
      'POST /mcp HTTP/1.1',
      `Host: ${host}`,
      `Authorization: Bearer ${secret}`,
      'Content-Type: application/json',
      'Accept: application/json, text/event-stream',
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
  };
  const clientInfo = { name: 'fuzz', version: '1' };
  const requests: [string, object][] = [
    ['initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo }],
    ['tools/list', {}],
    ['tools/call', { name: 'search_graph', arguments: { name_pattern: 'alpha', limit: 3 } }],
    ['tools/call', { name: 'get_code_snippet', arguments: { qualified_name: 'a.alpha' } }],
    ['ping', {}],
  ];
  const health = Buffer.from(`GET /health?challenge=${'n'.repeat(32)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  const posts = (secret: string) => requests.map(([method, params]) => post(secret, method, params));
  const index = post('x'.repeat(token.length), 'tools/call', { name: 'index_repository', arguments: {} });
  return [
    { address, prelude: Buffer.alloc(0), seeds: [health, index, ...posts('x'.repeat(token.length))] },
    { address, prelude: Buffer.alloc(0), seeds: posts(token) },
    { address, prelude: health, seeds: [health, ...posts(token)] },
  ];
}

/** Sends bytes on a connection of their own, until the server has closed it. */
function exchange(address: NetConnectOpts, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const timer = setTimeout(() => socket.destroy(), PATIENCE_MS);
    socket.on('error', () => {});
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.resume();
    socket.end(bytes);
  });
}

/** What no message may change: who serves, what is indexed and in force, and every file of the workspace. */
async function describeState(sandbox: Sandbox): Promise<unknown> {
  const { pid, epoch, freshness, indexRuns, sqlite, problem, summary } = await loadStatusPatiently(sandbox);
  const files = readdirSync(sandbox.root).map((name) => [
    name,
    readFileSync(join(sandbox.root, name), 'utf8'),
  ]);
  const { generation } = freshness;
  const { mmap, checkpoint } = sqlite;
  const errors = sandbox.log().filter(({ level }) => level === 'error');
  return {
    pid,
    epoch,
    generation,
    indexRuns,
    mmap,
    mode: checkpoint.mode,
    problem,
    symbols: summary?.symbols,
    files,
    errors,
  };
}

/** A server that still works off what it was sent may answer late, as long as it answers. */
async function loadStatusPatiently(sandbox: Sandbox): ReturnType<typeof loadStatus> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await loadStatus(sandbox);
    } catch (error) {
      if (attempt === STATUS_ATTEMPTS) throw error;
    }
  }
}

/** The least memory, in bytes, that a server holds while it is left alone. */
function weighAtRest(pid: number): Promise<number> {
  return new Promise((resolve) => {
    const ends = performance.now() + REST_MS;
    let least = Number.POSITIVE_INFINITY;
    const timer = setInterval(() => {
      const [, kilobytes = ''] =
        /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      least = Math.min(least, Number(kilobytes) * 1024);
      if (performance.now() < ends) return;
      clearInterval(timer);
      resolve(least);
    }, WEIGH_INTERVAL_MS);
  });
}
