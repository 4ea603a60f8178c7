// What git lists: entries of its index and differences between trees, as its plumbing prints them with -z. Pure.

/** An entry of the index. */
export interface IndexEntry {
  readonly path: string;
  readonly mode: string;
  readonly id: string;
  /** Several versions of it wait for somebody to merge them. */
  readonly isUnmerged: boolean;
  /** git was told not to look whether it has changed (assume-unchanged, skip-worktree). */
  readonly isUnwatched: boolean;
}

/** A path that differs between two sides; mode `000000` and an empty id where it is not there. */
export interface RawChange {
  readonly path: string;
  readonly oldMode: string;
  readonly newMode: string;
  readonly oldId: string;
  /** Empty too when only the file on disk can tell. */
  readonly newId: string;
  readonly isUnmerged: boolean;
}

/** The mode of an entry that is another repository. */
export const GITLINK = '160000';
/** The mode of a symbolic link. */
export const SYMLINK = '120000';
/** The mode of nothing. */
export const ABSENT = '000000';

/** Entries as `git ls-files -v --stage -z` prints them, each path once. */
export function parseIndexEntries(output: string): IndexEntry[] {
  const entries: IndexEntry[] = [];
  for (const line of output.split('\0')) {
    const match = /^(\S) (\d{6}) ([0-9a-f]+) (\d)\t/.exec(line);
    if (!match) continue;
    const [head, tag, mode, id, stage] = match;
    const path = line.slice(head.length);
    if (entries.at(-1)?.path === path) continue;
    const isUnwatched = tag === 'S' || tag === 's' || (tag! >= 'a' && tag! <= 'z');
    entries.push({ path, mode: mode!, id: id!, isUnmerged: stage !== '0', isUnwatched });
  }
  return entries;
}

/** Changes as `git diff-index`, `diff-tree` and their like print them with `--raw -z --no-renames`, each path once. */
export function parseRawChanges(output: string): RawChange[] {
  const changes = new Map<string, RawChange>();
  const parts = output.split('\0');
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const match = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])/.exec(parts[at]!);
    if (!match) continue;
    const [, oldMode, newMode, oldId, newId, status] = match;
    const path = parts[at + 1]!;
    const earlier = changes.get(path);
    // A path in conflict comes twice: as such, and as what the file on disk is.
    const isUnmerged = status === 'U' || earlier?.isUnmerged === true;
    if (earlier && status === 'U') changes.set(path, { ...earlier, isUnmerged });
    else
      changes.set(path, {
        path,
        oldMode: oldMode!,
        newMode: newMode!,
        oldId: idOrNothing(oldId!),
        newId: idOrNothing(newId!),
        isUnmerged,
      });
  }
  return [...changes.values()];
}

function idOrNothing(id: string): string {
  return /^0+$/.test(id) ? '' : id;
}
