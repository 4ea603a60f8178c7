// How a server that lives all day takes little memory: what is told to its process at the start, how much room its threads
// get, and how memory is given back when a burst of work is over. Knows no thread and no work.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Flags of V8 for the server's main thread, in megabytes. Answers leave much garbage that lives only briefly: with the room that V8
 * takes by itself, a busy server holds some 100 MB of it. The young generation has three times its size here. The old one is
 * collected when it has grown by a share of what lives in it, which is larger the larger a heap may be: with the 4 GB
 * that Node allows, to four times as much as lives, with this to half as much again.
 */
export const SERVER_FLAGS: readonly string[] = ['--max-semi-space-size=4', '--max-old-space-size=1024'];

/**
 * For the allocator of glibc, which other systems ignore: large blocks go back to the system when they are freed, and threads
 * share what is left, which otherwise stays with a thread's heap when the thread is gone.
 */
export const SERVER_ALLOCATOR: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '32768',
  MALLOC_TRIM_THRESHOLD_: '65536',
};

/** Room for a thread that answers or compares, while another works beside it. */
export const THREAD_LIMITS = { maxYoungGenerationSizeMb: 12 } as const;

/**
 * What code of WASM may run, in bytes executed, before V8 optimises a function: a hundred times of what it takes by itself.
 * It counts a call of a grammar's lexer, one function of some 100 kB, as if all of it ran, so that it would compile it
 * for a few files, at 50 ms and 8 MB. On large trees this makes no difference.
 */
const WASM_BUDGET_BYTES = 1_300_000_000;

/** What V8 takes by itself. */
const USUAL_WASM_BUDGET_BYTES = 13_000_000;

/** Whether V8 has Maglev, which Node 22 leaves out and other processors than these lack. */
const hasSecondCompiler =
  Number.parseInt(process.versions.v8, 10) >= 13 && ['x64', 'arm64'].includes(process.arch);

/** For threads that start from now on: undoes `SERVER_FLAGS`, which overrule what a thread is given. */
export function setThreadFlags(): void {
  setFlagsFromString('--max-semi-space-size=0');
  setFlagsFromString('--max-old-space-size=0');
}

/**
 * Makes a module of WASM whose functions V8 optimises late. The flag holds no longer than that: what V8 has compiled of Node
 * itself, and of us, it takes from a cache only under the flags under which it was made; that is a fifth of a thread's start.
 */
export function compileLate<Module>(compile: () => Module): Module {
  setFlagsFromString(`--wasm-tiering-budget=${WASM_BUDGET_BYTES}`);
  try {
    return compile();
  } finally {
    setFlagsFromString(`--wasm-tiering-budget=${USUAL_WASM_BUDGET_BYTES}`);
  }
}

/** No function of a module has this index. */
const NO_FUNCTION = 2 ** 30;

/**
 * Runs what calls functions of WASM for the first time. V8 makes their first code then, and with this it counts no calls, so
 * that they are never optimised. The flag holds no longer than that, as in `compileLate`.
 */
export function leaveUnoptimized<Result>(run: () => Result): Result {
  setFlagsFromString(`--wasm-tier-up-filter=${NO_FUNCTION}`);
  try {
    return run();
  } finally {
    setFlagsFromString('--wasm-tier-up-filter=-1');
  }
}

/**
 * Has V8 optimise JavaScript with its second-best compiler only, or with `isTiny` not at all, until what is returned is called: code of
 * a run of seconds is no longer in use when the best one has compiled it, which took a fifth of all that the index of such a tree
 * costs, and the second-best one takes a tenth of a tree for which half a second is enough. Holds for all threads, so threads that
 * start meanwhile compile Node's own code anew, see `compileLate`.
 */
export function optimizeLess(isTiny = false): () => void {
  if (!hasSecondCompiler) return () => {};
  const off = isTiny ? ['turbofan', 'maglev'] : ['turbofan'];
  for (const compiler of off) setFlagsFromString(`--no-${compiler}`);
  return () => {
    for (const compiler of off) setFlagsFromString(`--${compiler}`);
  };
}

/** V8 lets go of compiled code that was not run between some collections, and of all its pages with one more. */
const COLLECTIONS = 4;

type Collect = (options: object) => void;

/** Tries to get hold of the collector: flags hold for all threads, and another may take this one back just then. */
const COLLECTOR_TRIES = 20;

function findCollector(): Collect | undefined {
  for (let tried = 0; tried < COLLECTOR_TRIES; tried++) {
    setFlagsFromString('--expose-gc');
    const found = runInNewContext('globalThis.gc') as Collect | undefined;
    // Threads that start later find the flags under which the caches of V8 were made.
    setFlagsFromString('--no-expose-gc');
    if (found) return found;
  }
  return undefined;
}

/** Collects the garbage of this thread, which takes some 20 ms. */
export function collectGarbage(): void {
  findCollector()?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/** Gives memory back that this thread does not need now, for the end of a burst of work; other work gets its turn meanwhile. */
export async function releaseMemory(): Promise<void> {
  for (let round = 0; round < COLLECTIONS; round++) {
    if (round > 0) await nextTurn();
    collectGarbage();
  }
}
