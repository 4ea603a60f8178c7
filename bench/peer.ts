// Another program that indexes code, installed from npm for a run and measured on copies, because it writes into the tree.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findUsage } from './server.ts';

/** The package that is compared with, pinned. */
export const PEER = { package: '@colbymchenry/codegraph', command: 'codegraph', version: '1.6.1' } as const;

/** How often the memory of its processes is looked at. */
const LOOK_MS = 25;

/** What one index of it took: CPU of all its processes, and the sum of their peaks. */
export interface PeerRun {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakRssBytes: number;
}

/** An installation in a folder of its own with a home of its own; `using` removes both. */
export class Peer implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'codebase-memory-peer-'));

  constructor() {
    const spec = `${PEER.package}@${PEER.version}`;
    // `--prefix` alone would take the package.json of the project for its own.
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', this.#folder, spec], {
      cwd: this.#folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }

  /** Makes a whole index of a copy of `folder`. */
  async index(folder: string): Promise<PeerRun> {
    const copy = join(this.#folder, 'tree');
    cpSync(folder, copy, { recursive: true });
    try {
      const before = usedByChildren();
      const startedAt = performance.now();
      const child = spawn(
        join(this.#folder, 'node_modules', '.bin', PEER.command),
        ['init', copy],
        // Nothing of the user's is read or written, and nobody is told.
        {
          cwd: copy,
          env: { PATH: process.env['PATH'], HOME: this.#folder, DO_NOT_TRACK: '1' },
          stdio: ['ignore', 'ignore', 'inherit'],
        },
      );
      const peaks = new Map<number, number>();
      const timer = setInterval(() => notePeaks(child.pid!, peaks), LOOK_MS);
      const code = await new Promise<number | null>((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', resolve);
      });
      clearInterval(timer);
      if (code !== 0) throw new Error(`${PEER.command} ended with ${code}.`);
      const wallMs = performance.now() - startedAt;
      const peakRssBytes = [...peaks.values()].reduce((sum, peak) => sum + peak, 0);
      return { wallMs, cpuMs: usedByChildren() - before, peakRssBytes };
    } finally {
      rmSync(copy, { recursive: true });
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}

/** CPU of the processes of this one that have ended, and of theirs. */
function usedByChildren(): number {
  return findUsage(process.pid)?.childCpuMs ?? 0;
}

function notePeaks(pid: number, peaks: Map<number, number>): void {
  try {
    const peak = findUsage(pid)?.peakRssBytes ?? 0;
    // Of one that has ended and is not yet taken note of, the kernel tells none.
    if (peak > 0) peaks.set(pid, peak);
    for (const task of readdirSync(`/proc/${pid}/task`)) {
      const children = readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim();
      for (const child of children === '' ? [] : children.split(' ')) notePeaks(Number(child), peaks);
    }
  } catch {
    // It has ended meanwhile; what was seen of it stays.
  }
}
