// From a tree to a published generation, in the order in which a crash at any moment leaves the old one or the new one,
// complete: build under a temporary name, name it, open it, publish it. Decides neither when nor why.
import type { GenerationSummary, IndexProgress } from '../protocol/status.ts';
import type { Engine, GenerationFile } from './engine.ts';
import {
  deleteGeneration,
  getTemporaryFile,
  nameGeneration,
  nextGeneration,
  publishGeneration,
} from './generations.ts';
import { openPatiently } from './openPublished.ts';

export interface BuildContext {
  readonly engine: Engine;
  readonly workspaceDir: string;
  readonly epoch: string;
  /** The generation that answers meanwhile and is answered from again when this fails. */
  readonly previous: GenerationFile | undefined;
  /** Trusts nothing that was read before. */
  readonly isFresh: boolean;
  /** Throws when this process is not the owner any more, or the tree is gone. Called before each lasting step. */
  readonly assertSound: () => void;
  /** Hears which database is open, undefined before one is closed. */
  readonly onDatabase: (file: string | undefined) => void;
  readonly onProgress: (progress: IndexProgress) => void;
}

/** Builds, opens and publishes the next generation. After a failure nothing of it is left and `previous` answers. */
export async function buildGeneration(
  context: BuildContext,
): Promise<{ generation: GenerationFile; summary: GenerationSummary }> {
  const { engine, workspaceDir, epoch, previous, assertSound, onDatabase } = context;
  assertSound();
  const next = nextGeneration(workspaceDir);
  let isNextOpen = false;
  try {
    const { wallMs, cpuMs } = await engine.index(getTemporaryFile(next), context.isFresh, context.onProgress);
    assertSound();
    nameGeneration(next);
    onDatabase(undefined);
    // Nobody has held the file between its last byte and now.
    const summary = await openPatiently(engine, next, 'none');
    isNextOpen = true;
    onDatabase(next.file);
    assertSound();
    publishGeneration(workspaceDir, { ...next, schema: engine.schemaVersion }, epoch);
    return { generation: next, summary: { ...summary, wallMs, cpuMs } };
  } catch (error) {
    if (isNextOpen) onDatabase(undefined);
    // What could not be published must not answer. A previous one that can't be opened either shows when it is asked.
    if (isNextOpen && previous) await engine.open(previous, 'quick').catch(() => {});
    if (previous) onDatabase(previous.file);
    for (const generation of [getTemporaryFile(next), next]) deleteGeneration(generation);
    throw error;
  }
}

/** Passes progress on at most every `intervalMs`, and every change of phase. */
export function limitProgress(
  intervalMs: number,
  pass: (progress: IndexProgress, isDue: boolean) => void,
): (progress: IndexProgress) => void {
  let sentAt = Number.NEGATIVE_INFINITY;
  let phase: string | undefined;
  return (progress) => {
    const isDue = progress.phase !== phase || performance.now() - sentAt >= intervalMs;
    if (isDue) sentAt = performance.now();
    phase = progress.phase;
    pass(progress, isDue);
  };
}
