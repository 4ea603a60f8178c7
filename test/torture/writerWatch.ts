// One epoch writes at any moment: watched from outside, by three traces that a second writer can't help leaving. The
// kernel's list of locks names every process that holds lock or database; `current.json` names the epoch that published
// last, `run.json` the one that may; and all owners append to one log, in which they must follow each other and never
// interleave. Knows no scenario.
import { statSync } from 'node:fs';
import { findJsonFile } from '../../server/ownership/atomicFile.ts';
import { findKernelLockOwners } from '../../server/ownership/kernelLocks.ts';
import { getWorkspaceFiles } from '../../server/ownership/paths.ts';
import { findProcessIdentity } from '../../server/ownership/processIdentity.ts';
import { findCurrentGeneration } from '../../server/serve/generations.ts';
import type { Sandbox } from '../process/support/sandbox.ts';
import type { Arena } from './arena.ts';
import { LogTail } from './serverLog.ts';
import type { LogLine } from './serverLog.ts';

const SAMPLE_MS = 20;

/** Watches one workspace from its making until `stop`. */
export class WriterWatch {
  readonly #arena: Arena;
  readonly #workspaceDir: string;
  readonly #files: ReturnType<typeof getWorkspaceFiles>;
  readonly #log: LogTail;
  readonly #timer: NodeJS.Timeout;
  /** Epochs in the order in which they came to own the workspace. */
  readonly #epochs: string[] = [];
  /** Owners that have a successor, by process id; undefined for one that had ended when the successor was seen. */
  readonly #earlier = new Map<number, string | undefined>();
  #published: { generation: number; epoch: string } | undefined;
  #last: LogLine | undefined;
  #samples = 0;

  constructor(arena: Arena, { workspaceDir }: Sandbox) {
    this.#arena = arena;
    this.#workspaceDir = workspaceDir;
    this.#files = getWorkspaceFiles(workspaceDir);
    this.#log = new LogTail(this.#files.log);
    this.#timer = setInterval(() => this.sample(), SAMPLE_MS);
    arena.defer(() => clearInterval(this.#timer));
  }

  /** Looks at all traces now. */
  sample(): void {
    this.#samples += 1;
    this.#checkLocks();
    this.#checkEpochs();
    // Between two looks no number is given to another process.
    const replaced = new Set<number>();
    for (const line of this.#log.read()) this.#checkLine(line, replaced);
  }

  /** To be called when the scenario itself took the index away: the next one begins anew. */
  forget(): void {
    this.#published = undefined;
  }

  /** Ends the watch and says how much was seen. */
  stop(): string {
    this.sample();
    clearInterval(this.#timer);
    return `${this.#epochs.length} epochs one after the other in ${this.#samples} samples`;
  }

  #checkLocks(): void {
    const current = findCurrentGeneration(this.#workspaceDir);
    for (const file of [this.#files.lock, ...(current ? [current.file] : [])]) {
      const found = statSync(file, { bigint: true, throwIfNoEntry: false });
      const owners = new Set(found && findKernelLockOwners(found.ino));
      if (owners.size > 1) this.#arena.violate(`${file} is locked by ${[...owners].join(' and ')}`);
    }
  }

  #checkEpochs(): void {
    // In this order: an epoch that is seen in the record was there before the publication was looked at.
    const newest = this.#epochs.at(-1);
    const epoch = findJsonFile(this.#files.run)?.['epoch'];
    const current = findJsonFile(this.#files.current);
    const [generation, publisher] = [Number(current?.['generation']), String(current?.['epoch'])];
    if (current && (this.#published?.generation !== generation || this.#published.epoch !== publisher)) {
      // The record named `newest` when the publication before was read, so this one was made under it or a later one.
      const isOlder = this.#epochs.slice(0, -1).includes(publisher) && publisher !== newest;
      if (this.#published && isOlder) {
        this.#arena.violate(`generation ${generation} was published by an epoch that had been replaced`);
      }
      if (this.#published && generation < this.#published.generation) {
        this.#arena.violate(`generation ${this.#published.generation} was followed by ${generation}`);
      }
      this.#published = { generation, epoch: publisher };
    }
    if (typeof epoch !== 'string' || epoch === newest) return;
    if (this.#epochs.includes(epoch)) this.#arena.violate('an epoch that had been replaced owns again');
    this.#epochs.push(epoch);
  }

  /** Whether the process is an owner that has a successor, and not another one that got its number. */
  #isEarlier(pid: number): boolean {
    if (!this.#earlier.has(pid)) return false;
    const identity = this.#earlier.get(pid);
    return identity !== undefined && identity === (findProcessIdentity(pid) ?? identity);
  }

  #checkLine(line: LogLine, replaced: Set<number>): void {
    const last = this.#last;
    this.#last = line;
    if (!last || last.pid === line.pid) return;
    replaced.add(last.pid);
    this.#earlier.set(last.pid, findProcessIdentity(last.pid));
    if (replaced.has(line.pid) || this.#isEarlier(line.pid)) {
      this.#arena.violate(`process ${line.pid} logged "${line.event}" after its successor ${last.pid}`);
    }
    this.#earlier.delete(line.pid);
    if (last.event !== 'ended' && !this.#arena.isCondemned(last.pid)) {
      const why = typeof last['why'] === 'string' ? ` (${last['why']})` : '';
      this.#arena.violate(`server ${last.pid} ended unexpectedly after "${last.event}"${why}`);
    }
  }
}
