// Runs the built program on a corpus with a cache of its own, and reads what the kernel says its server used.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadVersion } from '../server/entry.ts';
import type { Discovery } from '../server/ownership/discovery.ts';
import type { ServerStatus } from '../server/protocol/status.ts';
import { connectServer } from '../server/serve/connect.ts';

export const bundleFile: string = join(import.meta.dirname, '..', 'dist', 'codebase-memory.mjs');

/** What a process used since its start, all threads together. Undefined where the kernel does not tell (only Linux). */
export interface ProcessUsage {
  readonly cpuMs: number;
  /** Of programs that it ran and that have ended. */
  readonly childCpuMs: number;
  readonly peakRssBytes: number;
  /** As of now. */
  readonly rssBytes: number;
}

/** A workspace with a cache directory of its own; `using` stops its server and removes the cache. */
export class BenchWorkspace implements Disposable {
  readonly root: string;
  readonly #cacheDir: string;
  /** What its processes are started with. */
  readonly environment: NodeJS.ProcessEnv;

  constructor(folder: string, environment: NodeJS.ProcessEnv = {}) {
    this.root = realpathSync(folder);
    this.#cacheDir = mkdtempSync(join(tmpdir(), 'codebase-memory-bench-'));
    this.environment = { ...process.env, ...environment, CBM_CACHE_DIR: this.#cacheDir };
  }

  /** Runs one command and returns its stdout; its stderr is shown only when it fails. */
  run(command: string, ...options: string[]): string {
    return execFileSync(process.execPath, [bundleFile, command, ...options], {
      cwd: this.root,
      env: this.environment,
      encoding: 'utf8',
      maxBuffer: 1 << 30,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Brings the index up to date; starts the server when there is none. */
  index(): ServerStatus {
    return JSON.parse(this.run('index', this.root, '--json')) as ServerStatus;
  }

  /** Ends the server. */
  stop(): void {
    this.run('stop', this.root);
  }

  /** Starts the server as every client of it does, and returns once it can be reached. */
  startServer(): Promise<Discovery> {
    process.env['CBM_CACHE_DIR'] = this.#cacheDir;
    return connectServer({ root: this.root, entryFile: bundleFile, version: loadVersion() });
  }

  /** What the server says about itself, undefined while there is none. */
  findDiscovery(): Discovery | undefined {
    for (const name of readdirSync(this.#cacheDir)) {
      const file = join(this.#cacheDir, name, 'server.json');
      if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Discovery;
    }
    return undefined;
  }

  [Symbol.dispose](): void {
    try {
      this.stop();
    } finally {
      rmSync(this.#cacheDir, { recursive: true, force: true });
    }
  }
}

/** What the process `pid` has used up to now. */
export function findUsage(pid: number): ProcessUsage | undefined {
  if (process.platform !== 'linux') return undefined;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // Fields are counted from behind the name, which may hold spaces: utime, stime, cutime and cstime follow each other there.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const msOf = (field: number) =>
    ((Number(fields[field]) + Number(fields[field + 1])) * 1000) / ticksPerSecond();
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const bytesOf = (field: string) =>
    Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * 1024;
  return {
    cpuMs: msOf(11),
    childCpuMs: msOf(13),
    peakRssBytes: bytesOf('VmHWM'),
    rssBytes: bytesOf('VmRSS'),
  };
}

/** What the process takes of memory by itself, and its share of what it has in common with others (Linux only). */
export function findProportionalBytes(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1]) * 1024;
}

/** CPU time of the threads that live, to the microsecond: what a process uses that rests is less than a tick of `findUsage`. */
export function findRunTime(pid: number): number {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`))
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
  return nanoseconds / 1e6;
}

function ticksPerSecond(): number {
  return Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
}
