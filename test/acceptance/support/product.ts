// The built product as a stranger has it: the bundle in dist/, a home and a cache of their own, an environment that holds
// nothing else, and real folders. Everything of a test is gone when the test ends.
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import {
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import { findDiscovery } from '../../../server/ownership/discovery.ts';
import type { Discovery } from '../../../server/ownership/discovery.ts';
import { getWorkspaceDir, getWorkspaceFiles } from '../../../server/ownership/paths.ts';
import { loadVersion } from '../../../server/entry.ts';
import { dialServer } from '../../../server/serve/dial.ts';
import { BridgeClient, isRunning, until } from '../../process/support/sandbox.ts';
import { endProcess, listProcesses } from '../../../scripts/leftovers.mjs';
import manifest from '../../../package.json' with { type: 'json' };

const projectRoot = join(import.meta.dirname, '..', '..', '..');

/** The program as package.json names it for everybody who installs it. */
export const program = join(projectRoot, manifest.bin['codebase-memory']);

/** The user without rights: for root, to whom no file is unreadable, another one; else the user who runs the tests. */
export const UNPRIVILEGED = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProductOptions {
  /** Name of the project folder. */
  readonly folder?: string;
  /** The folder around everything, which must not be there yet; a temporary one by default. */
  readonly base?: string;
  /** Whether everything belongs to and is run by a user for whom permissions hold. */
  readonly isUnprivileged?: boolean;
}

/** An installation with one project folder. */
export class Product {
  /** The folder around home, cache and project. */
  readonly base: string;
  readonly home: string;
  readonly cacheRoot: string;
  readonly root: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly #user: { uid?: number; gid?: number };
  readonly #children = new Set<ChildProcessWithoutNullStreams>();
  readonly #cleanup = new AsyncDisposableStack();

  constructor(
    t: Pick<TestContext, 'after'>,
    { folder = 'project', base, isUnprivileged = false }: ProductOptions = {},
  ) {
    this.base = realpathSync(makeBase(base));
    this.#user = isUnprivileged ? UNPRIVILEGED : {};
    this.home = join(this.base, 'home');
    this.cacheRoot = join(this.base, 'cache');
    this.root = join(this.base, folder);
    for (const made of [this.home, this.root]) mkdirSync(made);
    for (const owned of [this.base, this.home, this.root]) this.giveAway(owned);
    this.environment = {
      HOME: this.home,
      PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
      CBM_CACHE_DIR: this.cacheRoot,
      CBM_IDLE_EXIT_MS: '60000',
    };
    this.#cleanup.defer(() => this.#remove());
    t.after(() => this.#cleanup.disposeAsync());
  }

  get workspaceDir(): string {
    return getWorkspaceDir(this.root, this.cacheRoot);
  }

  /** What the running server has published about itself; throws when there is none. */
  get discovery(): Discovery {
    const found = findDiscovery(getWorkspaceFiles(this.workspaceDir).discovery);
    if (!found) throw new Error('No server is published.');
    return found;
  }

  /** Calls `work` when the test ends, before everything is removed. */
  defer(work: () => unknown): void {
    this.#cleanup.defer(async () => void (await work()));
  }

  /** Writes a file of the project. */
  write(path: string, content: string | Uint8Array): string {
    const file = join(this.root, path);
    for (let made = dirname(file); !existsSync(made); made = dirname(made))
      mkdirSync(made, { recursive: true });
    writeFileSync(file, content);
    for (let owned = file; owned !== this.root; owned = dirname(owned)) this.giveAway(owned);
    return file;
  }

  /** Writes all files of an archive of `-- path --` lines and texts; what is above the first path is a description. */
  writeAll(archive: string): void {
    const parts = archive.split(/^-- (.+) --\n/m).slice(1);
    for (let at = 0; at < parts.length; at += 2) this.write(parts[at] ?? '', parts[at + 1] ?? '');
  }

  /** Gives a file to the user that runs the product. */
  giveAway(file: string): void {
    const { uid, gid } = this.#user;
    if (uid !== undefined && gid !== undefined) lchownSync(file, uid, gid);
  }

  /** Starts `codebase-memory` with these arguments. */
  start(args: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcessWithoutNullStreams {
    return this.startProgram(process.execPath, [program, ...args], environment);
  }

  /** Starts any program in the same surroundings. */
  startProgram(
    file: string,
    args: readonly string[],
    environment: NodeJS.ProcessEnv = {},
  ): ChildProcessWithoutNullStreams {
    const env = { ...this.environment, ...environment };
    const child = spawn(file, args, { env, cwd: this.root, ...this.#user });
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
    return child;
  }

  /** Runs `codebase-memory` to its end. */
  run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Run> {
    return collect(this.start(args, environment));
  }

  runProgram(file: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Run> {
    return collect(this.startProgram(file, args, environment));
  }

  /** Runs a command that must succeed and returns its stdout. */
  async get(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
    const { code, stdout, stderr } = await this.run(args, environment);
    if (code !== 0) throw new Error(`codebase-memory ${args.join(' ')} ended with ${code}: ${stderr}`);
    return stdout;
  }

  /** The structured answer of a tool, asked through the command line. */
  async query(tool: string, args: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const pairs = Object.entries(args).flatMap(([key, value]) => [
      '--arg',
      `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ]);
    return JSON.parse(await this.get(['query', tool, ...pairs, '--folder', this.root, '--json'])) as Record<
      string,
      unknown
    >;
  }

  /** A session: an MCP client on a bridge of its own. */
  openBridge(): BridgeClient {
    return new BridgeClient(this.start(['mcp', this.root]));
  }

  /** Events of the server's log, oldest first. */
  readLog(): Record<string, unknown>[] {
    return this.findLog().map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** The lines of that log; none where no server was. */
  findLog(): string[] {
    const { log } = getWorkspaceFiles(this.workspaceDir);
    return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [];
  }

  /** Ends the server of the project, without a process for that unless it does not answer. */
  async #stopServer(): Promise<void> {
    try {
      const { pid } = this.discovery;
      const window = await dialServer(this.discovery, loadVersion(), 'window');
      await window.request('server/stop', { reason: 'the test is over' });
      await until(() => !isRunning(pid));
    } catch {
      await this.run(['stop', this.root]);
    }
  }

  async #remove(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    const caches = existsSync(this.cacheRoot) ? readdirSync(this.cacheRoot) : [];
    if (caches.length > 0) await this.#stopServer();
    // What a server writes while it ends would make the folders anew.
    for (let looks = 0; looks < 60 && listProcesses(this.base).length > 0; looks += 1) await pause(50);
    for (const { pid } of listProcesses(this.base)) endProcess(pid);
    rmSync(this.base, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

function makeBase(base: string | undefined): string {
  if (base === undefined) return mkdtempSync(join(tmpdir(), 'codebase-memory-accept-'));
  mkdirSync(base);
  return base;
}

async function collect(child: ChildProcessWithoutNullStreams): Promise<Run> {
  child.stdin.end();
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    }),
  ]);
  return { code, stdout, stderr };
}
