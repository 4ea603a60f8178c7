// What git says has changed below the root: which files, with both contents. Owns which files differ at all; what of their
// symbols does is not known here. Contents are compared here and not by git, which would run the filters that a repository
// names for that. Submodules and repositories within are looked at like the one around them.

import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CodedError, defineError, messageOf } from '../errors.ts';
import { findRenames } from './changedFiles.ts';
import type { ChangedFile, ChangeNote, GitChanges } from './changedFiles.ts';
import { DiskTexts } from './diskTexts.ts';
import type { ChangeSource } from './diskTexts.ts';
import { ForbiddenFiles } from './forbiddenFiles.ts';
import { findHeadCommit } from './gitHead.ts';
import { GitMemory, identify } from './gitMemory.ts';
import { ABSENT, GITLINK, parseIndexEntries, parseRawChanges, SYMLINK } from './gitEntries.ts';
import type { IndexEntry, RawChange } from './gitEntries.ts';
import { readGitObjects } from './gitObjects.ts';
import type { GitObject } from './gitObjects.ts';
import { COMMAND_BUDGET_MS, findGitProgram, runGit } from './gitProgram.ts';
import type { GitRun } from './gitProgram.ts';
import { findRepositoryAround, findRepositoryAt } from './gitRepository.ts';
import type { GitRepository } from './gitRepository.ts';
import { findSides } from './gitSides.ts';
import type { ChangeQuestion, Sides } from './gitSides.ts';
import { makeGitView } from './gitView.ts';
import type { GitView } from './gitView.ts';
import { isInside, realPathOrResolved, toIndexPath } from './paths.ts';
import { RulesReader } from './rulesReader.ts';
import { compareContents, findLfsPointer, isStoredAs } from './sameContent.ts';

const NoGit = defineError(
  'NO_GIT',
  (root: string, why: string) => `git can't tell what has changed in ${root}: ${why}.`,
);

const MAX_REPOSITORIES = 64;
const MAX_FILES = 4000;
const MAX_TOTAL_BYTES = 96 * 1024 * 1024;
/** What is not tracked can be listed late: a folder that git can't read must not cost the whole answer. */
const UNTRACKED_BUDGET_MS = 5000;
/** The tree without any entry, which git knows by itself. */
const EMPTY_TREE = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
};

const ATTRIBUTES = '.gitattributes';

/**
 * The files below the root that a question is about; `memory` makes the next question cheaper. Rejects with NO_GIT,
 * UNKNOWN_REVISION or GIT_FAILED.
 */
export async function findGitChanges(
  source: ChangeSource,
  question: ChangeQuestion,
  signal: AbortSignal,
  memory: GitMemory = new GitMemory(),
): Promise<GitChanges> {
  return new GitComparison(source, signal, memory).run(question);
}

/** One comparison of all repositories below the root. */
class GitComparison {
  readonly #source: ChangeSource;
  readonly #root: string;
  readonly #rules: RulesReader;
  readonly #signal: AbortSignal;
  readonly #memory: GitMemory;
  readonly #program: string;
  readonly #disk: DiskTexts;
  readonly #files: ChangedFile[] = [];
  readonly #notes = new Map<ChangeNote['kind'], { paths: string[]; why: string }>();
  #repositories = 0;
  #leftBytes = MAX_TOTAL_BYTES;

  constructor(source: ChangeSource, signal: AbortSignal, memory: GitMemory) {
    this.#source = source;
    this.#memory = memory;
    this.#root = realPathOrResolved(source.root);
    this.#disk = new DiskTexts(source);
    this.#rules = new RulesReader(new ForbiddenFiles(source.excludedDirs, []));
    this.#signal = signal;
    const program = findGitProgram(this.#root);
    if (program === undefined)
      throw NoGit(source.root, 'no git is found on the PATH. Install it outside of the folder');
    this.#program = program;
  }

  async run(question: ChangeQuestion): Promise<GitChanges> {
    const repository = findRepositoryAround(this.#root, this.#rules.load);
    if (!repository)
      throw NoGit(
        this.#source.root,
        'the folder is in no repository. Run `git init` and commit there to have changes told',
      );
    const view = this.#view(repository);
    const sides = await this.#findSides(view, question);
    await this.#compare(view, sides);
    this.#files.sort((a, b) => (a.path < b.path ? -1 : 1));
    return {
      base: sides.from,
      to: typeof sides.to === 'string' ? sides.to : sides.to.commit,
      files: findRenames(this.#files),
      notes: [...this.#notes].map(([kind, { paths, why }]) => ({ kind, paths, why })),
    };
  }

  #findSides(view: GitView, question: ChangeQuestion): Promise<Sides> {
    return findSides(this.#runOf(view), question, findHeadCommit(view.repository, this.#rules.load));
  }

  #view(repository: GitRepository): GitView {
    this.#repositories++;
    return makeGitView(repository, this.#source.scratch, this.#rules);
  }

  #runOf({ environment, cwd }: GitView, budgetMs = COMMAND_BUDGET_MS): GitRun {
    return { program: this.#program, environment, cwd, signal: this.#signal, budgetMs };
  }

  async #compare(view: GitView, sides: Sides): Promise<void> {
    const run = this.#runOf(view);
    const below = this.#belowOf(view.repository.workTree);
    const from = sides.from || (view.isSha256 ? EMPTY_TREE.sha256 : EMPTY_TREE.sha1);
    const list = async (...args: string[]) => (await runGit(run, [...args, '--', below])).toString();
    const raw = ['--raw', '-z', '--no-renames', '--no-abbrev', '--ignore-submodules=dirty'];
    if (sides.to === 'disk') {
      const [changed, entries, untracked] = await Promise.all([
        list('diff-index', ...raw, from),
        this.#listEntries(view, below, list),
        this.#listUntracked(view, below),
      ]);
      await this.#addChanges(view, parseRawChanges(changed), entries, untracked);
    } else {
      const changed =
        sides.to === 'index'
          ? await list('diff-index', '--cached', ...raw, from)
          : await list('diff-tree', '-r', ...raw, from, sides.to.commit);
      await this.#addStored(view, parseRawChanges(changed));
    }
  }

  /** The root as a path of a repository around it, '.' for all of one that lies in the root. */
  #belowOf(workTree: string): string {
    return isInside(this.#root, workTree) ? toIndexPath(workTree, this.#root) || '.' : '.';
  }

  /** What an index says beside what has changed: all of it where windows show other texts, else what is out of the ordinary. */
  async #listEntries(
    { repository: { gitDir } }: GitView,
    below: string,
    list: (...args: string[]) => Promise<string>,
  ): Promise<readonly IndexEntry[]> {
    const listAll = async () => parseIndexEntries(await list('ls-files', '-v', '--stage', '-z'));
    if (this.#source.overlays.length > 0) return listAll();
    const file = join(gitDir, 'index');
    return this.#memory.entriesOf(`${file}\n${below}`, identify(file), async () =>
      (await listAll()).filter(
        ({ path, mode, isUnmerged, isUnwatched }) =>
          isUnmerged || isUnwatched || mode === GITLINK || isAttributesFile(path),
      ),
    );
  }

  async #listUntracked(view: GitView, below: string): Promise<string[]> {
    const args = ['ls-files', '--others', '--exclude-standard', '-z', '--', below];
    try {
      const output = await runGit(this.#runOf(view, UNTRACKED_BUDGET_MS), args);
      return output.toString().split('\0').filter(Boolean);
    } catch (error) {
      this.#signal.throwIfAborted();
      this.#note('untracked', this.#pathOf(view, below === '.' ? '' : below) ?? '', messageOf(error));
      return [];
    }
  }

  /** Both sides are stored: nothing on disk counts. */
  async #addStored(view: GitView, changes: readonly RawChange[]): Promise<void> {
    const files: Candidate[] = [];
    for (const change of changes) {
      const path = this.#pathOf(view, change.path);
      if (path === undefined) continue;
      if (change.oldMode === GITLINK || change.newMode === GITLINK)
        await this.#addGitlink(path, change, 'stored');
      else if (change.isUnmerged) this.#note('unmerged', path, '');
      else if (change.oldId === change.newId) this.#note('mode', path, '');
      else files.push({ path, change });
    }
    await this.#read(view, files, (bytes, { change }) => [bytes(change.oldId), bytes(change.newId)]);
  }

  /** One side is what lies on disk, or what a window shows of it. */
  async #addChanges(
    view: GitView,
    changes: readonly RawChange[],
    entries: readonly IndexEntry[],
    untracked: readonly string[],
  ): Promise<void> {
    const changed = new Map(changes.map((change) => [change.path, change]));
    for (const { path: inRepository, mode, id, isUnwatched, isUnmerged } of entries) {
      const path = this.#pathOf(view, inRepository);
      if (path === undefined) continue;
      if (isUnmerged) this.#note('unmerged', path, '');
      if (mode === GITLINK) {
        const same = {
          path: inRepository,
          oldMode: mode,
          newMode: mode,
          oldId: id,
          newId: id,
          isUnmerged: false,
        };
        await this.#addGitlink(path, changed.get(inRepository) ?? same, 'disk');
      } else if (isUnwatched && lstatSync(join(this.#root, path), { throwIfNoEntry: false }))
        this.#note('unwatched', path, '');
    }
    const files: Candidate[] = [];
    const left = new Set(untracked);
    for (const change of changes) {
      const path = this.#pathOf(view, change.path);
      if (path === undefined || change.newMode === GITLINK) continue;
      // Taken out of the index alone: it is still there.
      if (left.delete(change.path)) {
        files.push({ path, change: { ...change, newMode: change.oldMode } });
        continue;
      }
      if (change.oldMode === GITLINK) await this.#addGitlink(path, change, 'stored');
      else files.push({ path, change });
    }
    // What windows show differs from the disk, of which alone git knows.
    const known = new Set(files.map(({ path }) => path));
    const tracked = new Map(entries.map((entry) => [entry.path, entry]));
    for (const { path } of this.#source.overlays) {
      const entry = tracked.get(this.#pathIn(view, path) ?? '');
      if (!entry || known.has(path) || entry.mode === GITLINK) continue;
      const { mode, id } = entry;
      files.push({
        path,
        change: { path: entry.path, oldMode: mode, newMode: mode, oldId: id, newId: '', isUnmerged: false },
      });
    }
    await this.#readChanged(view, files, entries);
    for (const inRepository of left) {
      const path = this.#pathOf(view, inRepository);
      if (path === undefined) continue;
      if (inRepository.endsWith('/')) await this.#addNested(path.replace(/\/$/, ''));
      else this.#add({ path, status: 'untracked', before: undefined, ...this.#disk.read(path) });
    }
  }

  /** Reads what lies on disk first: most files that only seem to have changed are told by their id. */
  async #readChanged(
    view: GitView,
    files: readonly Candidate[],
    entries: readonly IndexEntry[],
  ): Promise<void> {
    const onDisk = new Map<string, { after: Buffer | undefined; reason: string }>();
    const differing: Candidate[] = [];
    for (const file of files) {
      const { path, change } = file;
      if (change.newMode === ABSENT && !this.#disk.isOverlaid(path)) {
        differing.push(file);
        continue;
      }
      if (change.oldMode === SYMLINK || change.newMode === SYMLINK) {
        const target = this.#disk.readLink(path);
        if (change.oldMode === SYMLINK && change.oldId !== '' && isStoredAs(target, change.oldId)) continue;
      }
      const read = this.#disk.read(path);
      if (read.after && change.oldId !== '' && isStoredAs(read.after, change.oldId)) {
        if (change.oldMode !== change.newMode) this.#note('mode', path, '');
        continue;
      }
      onDisk.set(path, read);
      differing.push(file);
    }
    const modified = differing.filter(({ change, path }) => change.oldId !== '' && onDisk.get(path)?.after);
    const [filters] = await Promise.all([
      this.#findFiltered(view, modified, entries),
      this.#read(view, differing, (bytes, { path, change }) => {
        const read = onDisk.get(path);
        return [bytes(change.oldId), read?.after, read?.reason];
      }),
    ]);
    for (const [path, filter] of filters)
      if (this.#files.some((file) => file.path === path)) this.#note('filtered', path, filter);
  }

  /** Which of the files a filter stands before, other than that of Git LFS, whose pointers are understood. */
  async #findFiltered(
    view: GitView,
    files: readonly Candidate[],
    entries: readonly IndexEntry[],
  ): Promise<readonly (readonly [path: string, filter: string])[]> {
    const key = this.#describeAttributes(view, files, entries);
    if (key === '') return [];
    try {
      return await this.#memory.filtersOf(view.repository.workTree, key, () => this.#askFilters(view, files));
    } catch {
      this.#signal.throwIfAborted();
      return [];
    }
  }

  /** The state of all that gives attributes to `files`, and these; '' when nothing does. */
  #describeAttributes(
    { repository: { workTree, gitDir, commonDir } }: GitView,
    files: readonly Candidate[],
    entries: readonly IndexEntry[],
  ): string {
    const folders = new Set<string>();
    for (const { change } of files)
      for (let at = dirname(change.path); !folders.has(at); at = dirname(at)) folders.add(at);
    const states = [...folders].flatMap((folder) => {
      const file = join(workTree, folder, ATTRIBUTES);
      const state = identify(file);
      return state === '' ? [] : [`${folder} ${state}`];
    });
    const ofRepository = identify(join(commonDir, 'info', 'attributes'));
    // Where there is none on disk, git takes those of its index.
    const isStored = this.#belowOf(workTree) !== '.' || entries.some(({ path }) => isAttributesFile(path));
    if (files.length === 0 || (states.length === 0 && ofRepository === '' && !isStored)) return '';
    const ofIndex = isStored ? identify(join(gitDir, 'index')) : '';
    return [ofRepository, ofIndex, ...states, ...files.map(({ path }) => path)].join('\n');
  }

  async #askFilters(view: GitView, files: readonly Candidate[]): Promise<[string, string][]> {
    const input = files.map(({ change }) => `${change.path}\0`).join('');
    const run = this.#runOf(view, UNTRACKED_BUDGET_MS);
    const output = await runGit(run, ['check-attr', '-z', '--stdin', 'filter'], input);
    const parts = output.toString().split('\0');
    return files.flatMap(({ path }, at): [string, string][] => {
      const filter = parts[3 * at + 2] ?? 'unspecified';
      return ['unspecified', 'unset', 'set', 'lfs'].includes(filter) ? [] : [[path, filter]];
    });
  }

  /** Adds what truly differs of `files`, whose two contents `contentsOf` tells. */
  async #read(
    view: GitView,
    files: readonly Candidate[],
    contentsOf: (bytes: (id: string) => Buffer | undefined, file: Candidate) => Contents,
  ): Promise<void> {
    const wanted = files.slice(0, Math.max(0, MAX_FILES - this.#files.length));
    for (const { path, change } of files.slice(wanted.length)) {
      this.#note('too-many', path, '');
      this.#add({
        path,
        status: statusOf(change),
        before: undefined,
        after: undefined,
        reason: 'not compared',
        isUnknown: true,
      });
    }
    const ids = [...new Set(wanted.flatMap(({ change }) => [change.oldId, change.newId]).filter(Boolean))];
    const objectOf = await this.#readObjects(view, ids);
    const bytesOf = (id: string): Buffer | undefined => (id === '' ? undefined : objectOf.get(id)?.bytes);
    for (const file of wanted) {
      const { path, change } = file;
      const [before, after, told = ''] = contentsOf(bytesOf, file);
      this.#leftBytes -= (before?.byteLength ?? 0) + (after?.byteLength ?? 0);
      const isLink = change.oldMode === SYMLINK || change.newMode === SYMLINK;
      const lacking = [change.oldId, change.newId].filter(
        (id) => id !== '' && !bytesOf(id) && (id === change.oldId || !after),
      );
      const reason =
        told || (isLink ? 'a symbolic link' : lacking.map((id) => describeLack(objectOf.get(id))).join('; '));
      const difference = before && after ? compareContents(before, after) : 'different';
      if (difference === 'line-ends') this.#note('line-ends', path, '');
      if (difference !== 'different') continue;
      const isPointer = [before, after].some((bytes) => bytes && findLfsPointer(bytes));
      const isOpaque = isLink || isPointer || reason !== '';
      this.#add({
        path,
        status: statusOf(change),
        before: isOpaque ? undefined : before,
        // What is there now is known whatever it was before.
        after: isLink || findLfsPointer(after ?? Buffer.alloc(0)) ? undefined : after,
        reason: isOpaque && reason === '' ? 'a pointer of Git LFS' : reason,
        ...(lacking.some((id) => !objectOf.get(id)) ? { isUnknown: true as const } : {}),
      });
    }
  }

  async #readObjects(view: GitView, ids: readonly string[]): Promise<ReadonlyMap<string, GitObject>> {
    const { commonDir } = view.repository;
    const found = new Map<string, GitObject>();
    let leftBytes = this.#leftBytes;
    for (const id of ids) {
      const known = this.#memory.findObject(commonDir, id);
      if (!known || known.bytes.byteLength > Math.min(leftBytes, this.#source.maxFileSizeBytes)) continue;
      found.set(id, known);
      leftBytes -= known.bytes.byteLength;
    }
    const missing = ids.filter((id) => !found.has(id));
    const read = await readGitObjects(this.#runOf(view), missing, this.#source.maxFileSizeBytes, leftBytes);
    for (const [at, id] of missing.entries()) {
      const object = read[at];
      found.set(id, object);
      // What is not there, or too large, may be to be had the next time.
      if (object?.bytes) this.#memory.keepObject(commonDir, object);
    }
    return found;
  }

  /** A submodule: its own files count when they are there. */
  async #addGitlink(path: string, change: RawChange, to: 'disk' | 'stored'): Promise<void> {
    const isMoved = change.oldId !== change.newId;
    const repository = findRepositoryAt(join(this.#root, path), this.#rules.load);
    if (to === 'stored' && !isMoved) return;
    if (!repository) {
      if (isMoved)
        this.#note('repository', path, 'a submodule that is not checked out has moved to another commit');
      return;
    }
    const end = to === 'disk' ? 'disk' : { commit: change.newId };
    if (to === 'stored' && change.newId === '') this.#note('repository', path, 'a submodule was taken away');
    else await this.#compareWithin(path, repository, { from: change.oldId, to: end });
  }

  /** A repository that the one around it does not know. */
  async #addNested(path: string): Promise<void> {
    const repository = findRepositoryAt(join(this.#root, path), this.#rules.load);
    if (!repository) this.#note('repository', path, 'a folder that git does not list the files of');
    else await this.#compareWithin(path, repository, undefined);
  }

  async #compareWithin(path: string, repository: GitRepository, sides: Sides | undefined): Promise<void> {
    if (this.#repositories >= MAX_REPOSITORIES) {
      this.#note('repository', path, `only ${MAX_REPOSITORIES} repositories are looked into`);
      return;
    }
    try {
      const view = this.#view(repository);
      await this.#compare(view, sides ?? (await this.#findSides(view, { kind: 'disk' })));
    } catch (error) {
      this.#signal.throwIfAborted();
      if (!(error instanceof CodedError)) throw error;
      this.#note('repository', path, error.message);
    }
  }

  /** The path below the root of a path of a repository; undefined outside of the root. */
  #pathOf({ repository }: GitView, path: string): string | undefined {
    const absolute = join(repository.workTree, path);
    return isInside(absolute, this.#root)
      ? toIndexPath(this.#root, absolute) + (path.endsWith('/') ? '/' : '')
      : undefined;
  }

  #pathIn({ repository }: GitView, path: string): string | undefined {
    const absolute = join(this.#root, path);
    return isInside(absolute, repository.workTree) ? toIndexPath(repository.workTree, absolute) : undefined;
  }

  #add(file: ChangedFile): void {
    this.#files.push(file);
  }

  #note(kind: ChangeNote['kind'], path: string, why: string): void {
    const note = this.#notes.get(kind) ?? { paths: [], why };
    note.paths.push(path);
    this.#notes.set(kind, note);
  }
}

interface Candidate {
  readonly path: string;
  readonly change: RawChange;
}

type Contents = [before: Buffer | undefined, after: Buffer | undefined, reason?: string | undefined];

function isAttributesFile(path: string): boolean {
  return path === ATTRIBUTES || path.endsWith(`/${ATTRIBUTES}`);
}

function statusOf({ oldId, newMode }: RawChange): ChangedFile['status'] {
  if (newMode === ABSENT) return 'deleted';
  return oldId === '' ? 'added' : 'modified';
}

function describeLack(object: { readonly bytes: Buffer | undefined } | undefined): string {
  return object ? 'larger than the size limit' : 'its stored text is not in this clone';
}
