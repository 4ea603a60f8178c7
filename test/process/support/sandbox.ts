// A project, a cache directory and processes of one test, all gone when the test ends.
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { findDiscovery } from '../../../server/ownership/discovery.ts';
import type { Discovery } from '../../../server/ownership/discovery.ts';
import { findKernelLockOwners } from '../../../server/ownership/kernelLocks.ts';
import { getWorkspaceDir, getWorkspaceFiles } from '../../../server/ownership/paths.ts';
import { PROTOCOL_VERSION } from '../../../server/protocol/status.ts';
import type { ServerStatus } from '../../../server/protocol/status.ts';
import { dialRpc } from '../../../server/rpc/client.ts';
import type { RpcConnection } from '../../../server/rpc/client.ts';
import type { TestSeams } from '../../../server/serve/seams.ts';
import { buildProgram } from './program.ts';
import { until } from './until.ts';

export { until };

/** The program under test: the real command line with the tiny engine. */
export const program = await buildProgram();

/** What Node made of the sources is kept, so that the next process starts in a third of the time. */
const COMPILE_CACHE = join(import.meta.dirname, '..', '..', '..', '.artifacts', 'compiled');

/** The environment that makes the program run with the real engine. */
export const CODE_ENGINE = { TEST_ENGINE: 'code' } as const;

/** The environment that sets what only a test may set. */
export function seams(of: TestSeams): { TEST_SEAMS: string } {
  return { TEST_SEAMS: JSON.stringify(of) };
}

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Sandbox {
  readonly root: string;
  readonly cacheRoot: string;
  readonly workspaceDir: string;
  readonly environment: NodeJS.ProcessEnv;
  /** The file that is run as `codebase-memory`. */
  readonly entry: string;
  write(path: string, text: string): void;
  /** Starts `codebase-memory` with these arguments. */
  start(args: readonly string[], environment?: NodeJS.ProcessEnv): ChildProcessWithoutNullStreams;
  /** Runs `codebase-memory` to its end. */
  run(args: readonly string[], environment?: NodeJS.ProcessEnv): Promise<Run>;
  discovery(): Discovery;
  /** Events of the server's log, oldest first. */
  log(): Record<string, unknown>[];
}

/**
 * Makes the sandbox of a test and ends its server afterwards. The cache lies beside the project unless told otherwise;
 * `entry` is what is run as `codebase-memory`.
 */
export function createSandbox(t: TestContext, cacheFolder = 'cache', entry = program): Sandbox {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'cbm-test-')));
  const root = join(base, 'project');
  const cacheRoot = join(base, cacheFolder);
  mkdirSync(root);
  const workspaceDir = getWorkspaceDir(root, cacheRoot);
  const files = getWorkspaceFiles(workspaceDir);
  const environment = {
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    ...process.env,
    CBM_CACHE_DIR: cacheRoot,
    CBM_IDLE_EXIT_MS: '60000',
  };
  const children = new Set<ChildProcessWithoutNullStreams>();

  const sandbox: Sandbox = {
    root,
    cacheRoot,
    workspaceDir,
    environment,
    entry,
    write(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    start(args, extra = {}) {
      const child = spawn(process.execPath, [entry, ...args], {
        env: { ...environment, ...extra },
        cwd: base,
      });
      children.add(child);
      child.once('exit', () => children.delete(child));
      return child;
    },
    async run(args, extra) {
      const child = sandbox.start(args, extra);
      child.stdin.end();
      const [stdout, stderr, code] = await Promise.all([
        readAll(child.stdout),
        readAll(child.stderr),
        new Promise<number | null>((resolve) => child.once('close', resolve)),
      ]);
      return { code, stdout, stderr };
    },
    discovery() {
      const found = findDiscovery(files.discovery);
      if (!found) throw new Error('No server is published.');
      return found;
    },
    log: () =>
      readFileSync(files.log, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
  t.after(async () => {
    for (const child of children) child.kill('SIGKILL');
    // A server that is just starting has the lock and is not published yet.
    await until(() => findDiscovery(files.discovery) !== undefined || !isLocked(files.lock));
    if (findDiscovery(files.discovery)) await endServer(sandbox);
    rmSync(base, { recursive: true, force: true });
  });
  return sandbox;
}

function isLocked(file: string): boolean {
  const lock = statSync(file, { bigint: true, throwIfNoEntry: false });
  return lock !== undefined && (findKernelLockOwners(lock.ino)?.length ?? 0) > 0;
}

/** Ends the server that is published, without a process for that unless it does not answer. */
async function endServer(sandbox: Sandbox): Promise<void> {
  try {
    const { pid } = sandbox.discovery();
    const window = await dialWindow(sandbox);
    await window.request('server/stop', { reason: 'the test is over' });
    await until(() => !isRunning(pid));
  } catch {
    await sandbox.run(['stop', sandbox.root]);
  }
}

/** The server's own account of itself. */
export async function loadStatus(sandbox: Sandbox): Promise<ServerStatus> {
  const window = await dialWindow(sandbox);
  try {
    return await window.request('status/get', {});
  } finally {
    window.close();
  }
}

/** A window's connection to the server. */
export async function dialWindow(sandbox: Sandbox): Promise<RpcConnection> {
  const { rpcPath, token } = sandbox.discovery();
  return dialRpc(rpcPath, { token, kind: 'window', version: '1.0.0', protocol: PROTOCOL_VERSION });
}

/** Whether a process exists and has not ended; one that only waits to be collected by its parent has. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return (
      process.platform !== 'linux' || !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
    );
  } catch {
    return false;
  }
}

/** Kills a server the hard way and waits until it is gone. */
export async function killServer({ pid }: Discovery): Promise<void> {
  process.kill(pid, 'SIGKILL');
  await until(() => !isRunning(pid));
}

/** An MCP client on the stdin and stdout of a bridge. */
export class BridgeClient {
  readonly child: ChildProcessWithoutNullStreams;
  readonly exited: Promise<number | null>;
  /** Lines of stdout that answer no request. */
  readonly unasked: Record<string, unknown>[] = [];
  readonly #waiting = new Map<unknown, (answer: Record<string, unknown>) => void>();
  #lastId = 0;

  constructor(child: ChildProcessWithoutNullStreams) {
    this.child = child;
    this.exited = new Promise((resolve) => child.once('exit', resolve));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = JSON.parse(line) as Record<string, unknown>;
      const resolve = this.#waiting.get(message['id']);
      this.#waiting.delete(message['id']);
      if (resolve) resolve(message);
      else this.unasked.push(message);
    });
  }

  /** Sends a request and resolves with its answer, result or error. */
  request(method: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise<Record<string, unknown>>((resolve) => this.#waiting.set(id, resolve));
    this.send({ jsonrpc: '2.0', id, method, params });
    return answer;
  }

  send(message: unknown): void {
    this.child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  initialize(): Promise<Record<string, unknown>> {
    return this.request('initialize', {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    });
  }

  /** Calls a tool and returns its rows. */
  async call(name: string, args: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const answer = await this.request('tools/call', { name, arguments: { ...args, format: 'json' } });
    const result = answer['result'] as { content: { text: string }[]; isError?: boolean } | undefined;
    if (!result || result.isError) throw new Error(JSON.stringify(answer));
    return JSON.parse(result.content[0]!.text) as Record<string, unknown>;
  }

  /** Ends stdin and resolves with the exit code. */
  end(): Promise<number | null> {
    this.child.stdin.end();
    return this.exited;
  }
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}
