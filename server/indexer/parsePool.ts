// Hands batches of files to parse workers and collects what they send. Owns the workers' lives: they start when there
// is work and end with it, so their memory is free before the graph is resolved.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { SourceFile } from '../discover/discovery.ts';
import { defineError } from '../errors.ts';
import { StringTable } from '../facts/builder.ts';
import { languageNumber } from '../languages/table.ts';
import { MemoryGuard, MemoryLimitReached } from './memoryGuard.ts';
import type { Advice } from './memoryGuard.ts';
import { INDEXING_LIMITS, TIGHT_LIMITS } from './messages.ts';
import type { IndexOptions, ParseAnswer, ParseBatch, ParsedFileReport } from './messages.ts';
import { isLarge, ParseQueue } from './parseOrder.ts';

/** What a batch may hold when memory is short: what is on its way counts too. */
const SMALL_BATCH_BYTES = 64 * 1024;
/** A worker is replaced when it has parsed this much, or a large file: its strings and the heap of its parser only grow. */
const WORKER_BYTES = 96 * 1024 * 1024;
/** Below this many source bytes one worker is as fast as several, and cheaper. */
const BYTES_PER_WORKER = 512 * 1024;

/** A parse worker ended without an answer for some of its files. An index without them would look complete. */
const FilesLost = defineError(
  'FILES_LOST',
  (files: number) => `a parse thread ended before it had answered for ${files} of the files`,
);

/** A parsed file with its facts; the string numbers of the facts lead to the pool's table through `strings`. */
export interface PoolFile {
  readonly report: ParsedFileReport;
  readonly facts: Int32Array | undefined;
  /** Grows while the worker sends; complete once parsing has ended. */
  readonly strings: StringMapping;
}

/** String number of one worker → number in the common table. */
class StringMapping {
  private numbers = new Int32Array(4096);
  private length = 0;

  add(text: string, lengths: Int32Array, table: StringTable): void {
    let at = 0;
    for (const length of lengths) {
      const one = text.slice(at, at + length);
      at += length;
      if (this.length === this.numbers.length) {
        const larger = new Int32Array(this.length * 2);
        larger.set(this.numbers);
        this.numbers = larger;
      }
      this.numbers[this.length++] = table.intern(one);
    }
  }

  get ints(): Int32Array {
    return this.numbers;
  }
}

/**
 * Parses all `files`, in this order but for the `preferred` ones, and returns them in path order; `onFiles` hears of every
 * finished batch. Their strings are added to `strings`. A worker that dies fails the run, as MEMORY_LIMIT does; `parsed`
 * then holds the files that were done.
 */
export async function parseFiles(
  files: readonly SourceFile[],
  options: IndexOptions,
  onFiles: (files: readonly PoolFile[]) => void,
  strings = new StringTable(),
  parsed: PoolFile[] = [],
  preferred: ReadonlySet<string> = new Set(),
): Promise<readonly PoolFile[]> {
  const queue = new ParseQueue(files, preferred);
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const threadsWanted = options.workers > 0 ? options.workers : availableParallelism();
  const useful = Math.ceil(totalBytes / BYTES_PER_WORKER);
  const count = Math.min(threadsWanted, files.length, Math.max(1, useful));

  const limitBytes = options.memoryLimitBytes ?? 0;
  const guard = new MemoryGuard(limitBytes);
  let threads = 0;
  /** Large files are parsed one after the other, or several trees would take more memory than all else together. */
  let largeWorker: Worker | undefined;
  /** Workers for which nothing is left but large files. */
  let waiting: (() => void)[] = [];
  if (!guard.hasRoomForThread) throw MemoryLimitReached(0, files.length, limitBytes);

  const runWorker = (): Promise<void> =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(options.entryFile, {
        workerData: { role: 'parse', options },
        resourceLimits: options.memoryLimitBytes ? TIGHT_LIMITS : INDEXING_LIMITS,
      });
      const mapping = new StringMapping();
      let advice: Advice = 'go on';
      let isRetired = false;
      let givenBytes = 0;
      threads++;
      const give = () => {
        const takesLarge = largeWorker === undefined || largeWorker === worker;
        const batchBytes = guard.isShort ? SMALL_BATCH_BYTES : undefined;
        const wanted = advice === 'go on' ? queue.take(batchBytes, takesLarge) : [];
        if (wanted.length === 0 && advice === 'go on' && !queue.isEmpty) {
          waiting.push(give);
          return;
        }
        if (wanted.some(isLarge)) largeWorker = worker;
        for (const file of wanted) givenBytes += isLarge(file) ? WORKER_BYTES : file.sizeBytes;
        const batch: ParseBatch = {
          files: wanted.map(({ path, language }) => ({ path, language: languageNumber.get(language)! })),
        };
        worker.postMessage(batch);
      };
      worker.on('message', ({ files: reports, facts, newStrings, newLengths }: ParseAnswer) => {
        if (advice === 'go on' && !queue.isEmpty) {
          advice = guard.advise(threads);
          if (advice === 'go on' && givenBytes >= WORKER_BYTES) advice = 'replace';
        }
        if (advice !== 'go on' && !isRetired) threads--;
        isRetired ||= advice !== 'go on';
        give();
        mapping.add(newStrings, newLengths, strings);
        let at = 0;
        const fresh = reports.map((report) => {
          const own = report.length > 0 ? facts.subarray(at, at + report.length) : undefined;
          at += report.length;
          return { report, facts: own, strings: mapping };
        });
        parsed.push(...fresh);
        onFiles(fresh);
      });
      worker.on('error', reject);
      worker.on('exit', () => {
        if (largeWorker === worker) {
          largeWorker = undefined;
          const woken = waiting;
          waiting = [];
          for (const giveOn of woken) giveOn();
        }
        const isOver = advice === 'replace' && threads === 0 && !guard.hasRoomForThread;
        if (advice === 'stop' || isOver) reject(MemoryLimitReached(parsed.length, files.length, limitBytes));
        else if (advice === 'replace') resolve(runWorker());
        else resolve();
      });
      give();
      give();
    });

  await Promise.all(Array.from({ length: guard.countThreads(count) }, runWorker));
  if (parsed.length < files.length) throw FilesLost(files.length - parsed.length);
  parsed.sort((a, b) => (a.report.path < b.report.path ? -1 : 1));
  return parsed;
}
