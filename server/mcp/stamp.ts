import { percentOf } from '../protocol/numbers.ts';
import type { Freshness } from '../protocol/status.ts';
import type { FileProblem, Stamp, ToolContext, UnsavedFiles } from './tool.ts';

const MAX_NAMED_FILES = 20;

/** What is known of the index at one moment. */
export interface Moment {
  readonly freshness: Freshness;
  readonly unsaved: UnsavedFiles;
}

/** What is known of the index now. */
export function noteMoment(context: Pick<ToolContext, 'freshness' | 'unsaved'>): Moment {
  return { freshness: context.freshness(), unsaved: context.unsaved() };
}

/**
 * How fresh an answer about `files` is that was given at a moment; `problems` are those of the files that the index holds only in
 * part.
 */
export function stampFreshness(
  context: Pick<ToolContext, 'status'>,
  { freshness, unsaved }: Moment,
  files: readonly string[],
  problems: readonly FileProblem[],
): Stamp {
  const { generation, indexing, stale, dirtyFiles, skippedFiles, earlyFiles = 0 } = freshness;
  const { progress } = context.status();
  const touched = new Set(files);
  const { overlaid, differing, pending } = unsaved;
  const allDirty = [...new Set([...dirtyFiles, ...pending])];
  const isTouched = (file: string): boolean => touched.has(file);
  const dirty = allDirty.sort((a, b) => Number(touched.has(b)) - Number(touched.has(a)));
  return {
    generation,
    indexing,
    ...(generation === null && progress ? { partial: describePart(earlyFiles, progress.totalFiles) } : {}),
    ...(indexing && progress
      ? { progress: { phase: progress.phase, files: progress.files, total_files: progress.totalFiles } }
      : {}),
    stale: stale || pending.length > 0,
    dirty_files: dirty.slice(0, MAX_NAMED_FILES),
    dirty_total: allDirty.length,
    overlaid_files: overlaid.filter(isTouched).slice(0, MAX_NAMED_FILES),
    differing_files: differing.filter(isTouched).slice(0, MAX_NAMED_FILES),
    skipped_files: problems.slice(0, MAX_NAMED_FILES),
    skipped_total: skippedFiles,
  };
}

function describePart(files: number, total: number): NonNullable<Stamp['partial']> {
  return { files, total_files: total, percent: percentOf(files, total) };
}

/** What a reader has to know of the stamp, in one line each; nothing when all is well. */
export function renderStamp(stamp: Stamp, files: readonly string[]): string {
  const lines: string[] = [];
  const { progress, partial } = stamp;
  if (partial) {
    const parsed = progress ? `${progress.files} of ${partial.total_files} files parsed; ` : '';
    lines.push(
      `[partial: the first index is under way, ${parsed}${partial.files} of them (${partial.percent} % of all) answer with their definitions, calls are not known yet]`,
    );
  } else if (stamp.indexing) {
    const done =
      progress && progress.total_files > 0 ? ` (${progress.files} of ${progress.total_files} files)` : '';
    lines.push(`[indexing under way${done}: this is the index from before]`);
  }
  const touched = new Set(files);
  const overlaid = new Set(stamp.overlaid_files);
  if (overlaid.size > 0) lines.push(`[overlay, unsaved text of an editor: ${[...overlaid].join(', ')}]`);
  if (stamp.differing_files.length > 0)
    lines.push(
      `[windows show different unsaved versions, the latest edit counts: ${stamp.differing_files.join(', ')}]`,
    );
  const changed = stamp.dirty_files.filter((file) => touched.has(file));
  const unsaved = changed.filter((file) => overlaid.has(file));
  if (unsaved.length > 0) lines.push(`[edited since indexed: ${unsaved.join(', ')}]`);
  const dirty = changed.filter((file) => !overlaid.has(file));
  if (dirty.length > 0) lines.push(`[changed since indexed, read from disk: ${dirty.join(', ')}]`);
  else if (stamp.dirty_total > unsaved.length)
    lines.push(`[${stamp.dirty_total - unsaved.length} other files changed since they were indexed]`);
  if (stamp.skipped_files.length > 0) lines.push(`[${renderProblems(stamp.skipped_files)}]`);
  return lines.join('\n');
}

const SHOWN_PROBLEMS = 3;

/** Files that are not wholly known; those with one reason share it. */
function renderProblems(problems: readonly FileProblem[]): string {
  const groups = Map.groupBy(problems, ({ status, reason }) => `${status}: ${reason}`);
  return [...groups]
    .map(([why, group]) => {
      const files = group.slice(0, SHOWN_PROBLEMS).map(({ file }) => file);
      const more = group.length - files.length;
      return `${files.join(', ')}${more > 0 ? ` and ${more} more` : ''} ${why}`;
    })
    .join('; ');
}
