// A fresh clone of the work tree on a machine that has git, Node and npm and nothing else: an empty home, no installed
// dependency, and the Node of the system instead of the one the project brings.
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const projectRoot = join(import.meta.dirname, '..', '..');

/** Variables without which the network of some machines is out of reach; they hold nothing of the project. */
const NETWORK_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'];

/** Whether the work tree is one of git, which knows what belongs to a clone. */
export function isGitWorkTree(): boolean {
  return existsSync(join(projectRoot, '.git'));
}

/** No command of a test takes this long, an installation over a slow network included. */
const LIMIT_MS = 240_000;

/** A clone with a home of its own; both go away with it, and whatever it still runs ends before. */
export class FreshClone implements AsyncDisposable {
  readonly folder: string;
  /** What a command in the clone gets to see. */
  readonly environment: NodeJS.ProcessEnv;
  readonly #base = mkdtempSync(join(tmpdir(), 'codebase-memory-clone-'));
  readonly #deferred: (() => Promise<unknown>)[] = [];
  readonly #started: RunningCommand[] = [];

  /** Copies what a clone of the work tree as it is now would hold: tracked and new files, not the ignored ones. */
  constructor() {
    this.folder = this.makeFolder('clone');
    this.environment = { HOME: this.makeFolder('home'), PATH: systemPath(), TERM: 'dumb' };
    for (const name of NETWORK_VARIABLES) {
      for (const variable of [name, name.toLowerCase()]) {
        if (process.env[variable]) this.environment[variable] = process.env[variable];
      }
    }
    for (const file of listFiles()) {
      mkdirSync(join(this.folder, dirname(file)), { recursive: true });
      cpSync(join(projectRoot, file), join(this.folder, file), { verbatimSymlinks: true });
    }
  }

  /** A new empty folder beside the clone. */
  makeFolder(name: string): string {
    const folder = join(this.#base, name);
    mkdirSync(folder);
    return folder;
  }

  /** Runs a command in the clone; it is killed with the clone at the latest. */
  start(command: string, ...options: string[]): RunningCommand {
    const running = new RunningCommand(command, options, this.folder, this.environment);
    this.#started.push(running);
    return running;
  }

  /** Calls `work` when the clone goes away, while commands still run in it. */
  defer(work: () => Promise<unknown>): void {
    this.#deferred.push(work);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // A failure here would hide that of the test, which is then the reason for both.
    await Promise.allSettled(this.#deferred.map((work) => work()));
    for (const command of this.#started) command.kill('SIGKILL');
    rmSync(this.#base, { recursive: true, force: true, maxRetries: 5 });
  }
}

function listFiles(): string[] {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  // What was deleted but not yet committed is still listed.
  return list.split('\0').filter((file) => file !== '' && existsSync(join(projectRoot, file)));
}

/** The PATH without anything this project or npm put there. */
function systemPath(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.filter((folder) => !folder.includes('node_modules')).join(delimiter);
}

/** A command under way, in a process group of its own like one typed into a terminal. */
export class RunningCommand {
  readonly #child: ChildProcess;
  #output = '';
  readonly #watchers: (() => void)[] = [];
  readonly #ended: Promise<number | NodeJS.Signals | null>;

  constructor(command: string, options: string[], cwd: string, environment: NodeJS.ProcessEnv) {
    this.#child = spawn(command, options, {
      cwd,
      env: environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const collect = (chunk: Buffer) => {
      this.#output += chunk.toString();
      for (const watcher of this.#watchers) watcher();
    };
    this.#child.stdout?.on('data', collect);
    this.#child.stderr?.on('data', collect);
    this.#ended = new Promise((resolve, reject) => {
      this.#child.on('error', reject);
      this.#child.on('close', (code, signal) => resolve(code ?? signal));
    });
    const limit = setTimeout(() => this.kill('SIGKILL'), LIMIT_MS);
    void this.#ended.finally(() => clearTimeout(limit)).catch(() => {});
  }

  /** Everything printed so far. */
  get output(): string {
    return this.#output;
  }

  /** The first match in what is printed; throws with the whole output when the command ends without one. */
  async waitFor(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.#output);
      if (match) return match;
      const more = new Promise<'more'>((resolve) => this.#watchers.push(() => resolve('more')));
      const next = await Promise.race([more, this.#ended]);
      if (next !== 'more' && !pattern.test(this.#output)) {
        throw new Error(`The command ended (${String(next)}) without ${pattern.source}:\n${this.#output}`);
      }
    }
  }

  /** Ends it as Ctrl-C in a terminal does: the whole group gets the signal. Returns the exit code. */
  interrupt(): Promise<number | NodeJS.Signals | null> {
    this.kill('SIGINT');
    return this.#ended;
  }

  /** Sends a signal to the group; one that has ended is left alone. */
  kill(signal: NodeJS.Signals): void {
    if (this.#child.pid === undefined || this.#child.exitCode !== null) return;
    try {
      process.kill(-this.#child.pid, signal);
    } catch {
      // It ended on its own just now.
    }
  }

  /** Resolves with the exit code. */
  get ended(): Promise<number | NodeJS.Signals | null> {
    return this.#ended;
  }
}
