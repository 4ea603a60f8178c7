// Text files that are written together after one yes: plan, let the person look, write, or leave everything as it was.
// Knows nothing of what is in the files.
import { isDeepStrictEqual } from 'node:util';
import { messageOf } from '../../server/errors.ts';
import { FilesChanged, FileNotWritable } from './errors.ts';
import type { Outcome, Review, ReviewedPlan } from './registration.ts';
import { isRefusal, replaceText } from './textFile.ts';
import type { FileText } from './textFile.ts';

/** How often a plan is shown anew because the files changed. */
const MAX_REVIEWS = 5;

/** What is done to one file; undefined where there is none. */
export interface FileChange {
  readonly file: string;
  readonly before: FileText;
  readonly after: FileText;
}

/** What is to be done to a set of files. */
export interface FileSetPlan {
  readonly kind: ReviewedPlan['kind'];
  /** In the order in which they are written; files that stay as they are may be among them. */
  readonly changes: readonly FileChange[];
  /** Called after the yes, before the first file is written. */
  readonly remember: () => void;
}

/** How a set of files is shown and made. */
export interface FileSetTarget {
  readonly subject: ReviewedPlan['subject'];
  /** The file, or the folder of all of them. */
  readonly place: string;
  /** Of files that are new. */
  readonly mode: number;
}

/** Carries a plan out after a yes. Throws FILES_CHANGED and FILE_NOT_WRITABLE, leaving the files as they were. */
export async function writeFileSet(
  { subject, place, mode }: FileSetTarget,
  makePlan: () => FileSetPlan,
  review: Review,
): Promise<Outcome> {
  for (let round = 0; round < MAX_REVIEWS; round += 1) {
    const shown = makePlan();
    const changes = listChanges(shown);
    if (changes.length === 0) return 'unchanged';
    const [before, after] = (['before', 'after'] as const).map((side) => formatFiles(place, changes, side));
    if (!(await review({ subject, file: place, kind: shown.kind, before, after }))) return 'declined';
    // The yes was to these texts.
    const plan = makePlan();
    if (!isDeepStrictEqual(listChanges(plan), changes)) continue;
    plan.remember();
    writeAll(changes, mode);
    return 'written';
  }
  throw FilesChanged(place);
}

/** The files of a set as one text for a diff; the text of the file itself when the set has no other. */
function formatFiles(place: string, changes: readonly FileChange[], side: 'before' | 'after'): FileText {
  const [only] = changes;
  if (changes.length === 1 && only?.file === place) return only[side];
  const shown = changes.flatMap(({ file, [side]: text }) =>
    text === undefined
      ? []
      : [`──── ${file.slice(place.length + 1).replaceAll('\\', '/')} ────\n${text.trimEnd()}\n`],
  );
  return shown.length === 0 ? undefined : shown.join('\n');
}

function listChanges({ changes }: FileSetPlan): FileChange[] {
  return changes.filter(({ before, after }) => before !== after);
}

function writeAll(changes: readonly FileChange[], mode: number): void {
  const written: FileChange[] = [];
  for (const change of changes) {
    try {
      replaceText(change.file, change.after, mode);
      written.push(change);
    } catch (error) {
      for (const { file, before } of written.toReversed()) replaceText(file, before, mode);
      throw isRefusal(error) ? FileNotWritable.from(error, change.file, messageOf(error)) : error;
    }
  }
}
