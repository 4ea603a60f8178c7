// How files are counted, and the one way it is said. A file is a source file of a known language. It is in the index, wholly
// or partly (something of its text was not understood), or it was skipped for a reason. Folders that were left out as a
// whole are counted as folders: nobody has counted what is in them.
import { formatCount, formatFiles } from './numbers.ts';
import type { GenerationSummary } from './status.ts';
import { t } from './l10n.ts';

/** What was left out, in numbers. */
export interface SkippedCounts {
  readonly files: number;
  readonly folders: number;
}

/** The sum over all reasons. */
export function countSkipped({ skipped }: Pick<GenerationSummary, 'skipped'>): SkippedCounts {
  return {
    files: skipped.reduce((sum, group) => sum + group.files, 0),
    folders: skipped.reduce((sum, group) => sum + group.folders, 0),
  };
}

/** Such as `880 files, 2 of them partly`. */
export function describeIndexed({
  files,
  partialFiles,
}: Pick<GenerationSummary, 'files' | 'partialFiles'>): string {
  return partialFiles > 0
    ? t('{files}, {count} of them partly', {
        files: formatFiles(files),
        count: formatCount(partialFiles),
      })
    : formatFiles(files);
}

/** Such as `3 files, 2 folders`; empty when nothing was left out. */
export function describeSkipped({ files, folders }: SkippedCounts): string {
  return [...(files > 0 ? [formatFiles(files)] : []), ...(folders > 0 ? [formatFolders(folders)] : [])].join(
    ', ',
  );
}

function formatFolders(count: number): string {
  return count === 1 ? t('1 folder') : t('{count} folders', { count: formatCount(count) });
}

/** What a folder holds instead of sources, such as `3 × .rs, 1 × .toml`; empty when it holds no file. */
export function describeSeen(seen: NonNullable<GenerationSummary['nothing']>['seen']): string {
  return seen
    .map(({ suffix, files }) => `${formatCount(files)} × ${suffix || t('without a suffix')}`)
    .join(', ');
}

/** Of an index without a file: what the folder holds instead, and what would be indexed, a sentence each. */
export function describeNothing({ seen, known }: NonNullable<GenerationSummary['nothing']>): string[] {
  return [
    seen.length > 0
      ? t('No file here is in a language that is indexed. There are: {seen}.', { seen: describeSeen(seen) })
      : t('There is no file here to index.'),
    t('Indexed are files with these suffixes: {suffixes}.', { suffixes: known.join(', ') }),
    t('Nothing can be answered until there is such a file; it is taken in as soon as it comes.'),
  ];
}
