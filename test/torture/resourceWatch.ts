// What a server uses while it is tormented: memory, descriptors, and the files of its cache. Judges only whether that
// stays bounded; what is normal for a project is measured in the same run. Linux tells, elsewhere nothing is judged.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../../bench/report.ts';
import type { Sandbox } from '../process/support/sandbox.ts';
import type { Arena } from './arena.ts';
import { WAL_LIMIT_BYTES } from '../../server/store/generation.ts';

const SAMPLE_MS = 100;
const MEGABYTE = 1_048_576;
/** A transaction may be longer than the limit at which the log is folded in. */
const WAL_SLACK_BYTES = 8 * MEGABYTE;
/** What the last quarter of a run may have more than the one that it is compared with; a short run is still growing. */
const LONG_GROWTH = 1.1;
const SHORT_GROWTH = 1.15;
const SHORT_SLACK_BYTES = 24 * MEGABYTE;
/** For the project of the scenario that is watched; it had 321 MB after 1,000 index runs, of which each fourth was a whole one. */
const RSS_LIMIT_BYTES = 400 * MEGABYTE;
const DESCRIPTOR_SLACK = 4;
const MOST_GENERATIONS = 2;

interface Sample {
  readonly rssBytes: number;
  readonly descriptors: number;
}

const NOTHING: Sample = { rssBytes: 0, descriptors: 0 };

export class ResourceWatch {
  readonly #arena: Arena;
  readonly #workspaceDir: string;
  readonly #pid: number;
  readonly #timer: NodeJS.Timeout;
  readonly #samples: Sample[] = [];
  #walBytes = 0;
  #hasManyGenerations = false;

  /** Watches the server that is published now; it must live until `stop`. */
  constructor(arena: Arena, sandbox: Sandbox) {
    this.#arena = arena;
    this.#workspaceDir = sandbox.workspaceDir;
    this.#pid = sandbox.discovery().pid;
    this.#timer = setInterval(() => this.#sample(), SAMPLE_MS);
    arena.defer(() => clearInterval(this.#timer));
  }

  /** Ends the watch, judges, and says what was seen. */
  stop(): string {
    clearInterval(this.#timer);
    const quarters = [0, 0.25, 0.5, 0.75].map((from) => summarize(this.#samples, from, from + 0.25));
    // A short run spends its first half warming up.
    const early = quarters[this.#arena.isLong ? 1 : 2] ?? NOTHING;
    const late = quarters[3] ?? NOTHING;
    const megabytes = quarters.map(({ rssBytes }) => Math.round(rssBytes / MEGABYTE)).join(', ');
    const most = this.#arena.isLong
      ? early.rssBytes * LONG_GROWTH
      : early.rssBytes * SHORT_GROWTH + SHORT_SLACK_BYTES;
    this.#arena.expect(late.rssBytes <= most, `memory grew: ${megabytes} MB`);
    this.#arena.expect(late.rssBytes <= RSS_LIMIT_BYTES, `memory was too large: ${megabytes} MB`);
    this.#arena.expect(
      late.descriptors <= early.descriptors + DESCRIPTOR_SLACK,
      `descriptors grew from ${early.descriptors} to ${late.descriptors}`,
    );
    this.#arena.expect(
      this.#walBytes <= WAL_LIMIT_BYTES + WAL_SLACK_BYTES,
      `the log grew to ${Math.round(this.#walBytes / MEGABYTE)} MB`,
    );
    return (
      `server memory by quarters ${megabytes} MB, descriptors ${early.descriptors} → ${late.descriptors}, ` +
      `largest log ${(this.#walBytes / MEGABYTE).toFixed(1)} MB`
    );
  }

  #sample(): void {
    const names = listFiles(this.#workspaceDir);
    for (const name of names.filter((one) => one.endsWith('-wal'))) {
      const found = statSync(join(this.#workspaceDir, name), { throwIfNoEntry: false });
      this.#walBytes = Math.max(this.#walBytes, found?.size ?? 0);
    }
    const generations = names.filter((name) => /^graph-\d+\.db(?:\.tmp)?$/.test(name));
    // Names come and go while a directory is listed, so one glance proves nothing.
    if (generations.length > MOST_GENERATIONS && this.#hasManyGenerations) {
      this.#arena.violate(`there were the generations ${generations.join()}`);
    }
    this.#hasManyGenerations = generations.length > MOST_GENERATIONS;
    const sample = findSample(this.#pid);
    if (sample) this.#samples.push(sample);
  }
}

function listFiles(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function findSample(pid: number): Sample | undefined {
  try {
    const rssKilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return { rssBytes: Number(rssKilobytes) * 1024, descriptors: readdirSync(`/proc/${pid}/fd`).length };
  } catch {
    return undefined;
  }
}

/** The middle of a part of the samples; threads come and go with every index run, so single samples say nothing. */
function summarize(samples: readonly Sample[], from: number, to: number): Sample {
  const part = samples.slice(Math.floor(samples.length * from), Math.ceil(samples.length * to));
  return {
    rssBytes: median(part.map(({ rssBytes }) => rssBytes)),
    descriptors: median(part.map(({ descriptors }) => descriptors)),
  };
}
