// One walk over a workspace. Owns the order (real folders first, then what symbolic links add), the pruning, and the
// reason of everything that is left out and worth telling. What the names in a folder come to is kept for the next walk. Of source
// files it opens only executables without a suffix, for their first line; what rules mean is IgnoreScope's, what a name means is
// SourceNames'.

import { type Dirent, type Stats, existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

import { classifyName } from './classifyContent.ts';
import { isVendoredFolder } from '../languages/copiedPaths.ts';
import type { DiscoverOptions, Discovery, SourceFile } from './discovery.ts';
import { skipReasonOf, systemCodeOf, unreadable } from './errors.ts';
import { FolderContents } from './folderContents.ts';
import type { Folder, Link, NamedFile, PossibleScript, RuleText, SkippedFile } from './folderContents.ts';
import type { Listing } from './folderListings.ts';
import { ForbiddenFiles } from './forbiddenFiles.ts';
import { findRepositoryAt } from './gitRepository.ts';
import { type IgnoreScope, type RootScope, loadRootScope } from './ignoreScope.ts';
import type { Overlay } from './overlay.ts';
import { hasControlCharacters, isInside, realPathOrResolved, toIndexPath, toPrintable } from './paths.ts';
import { OtherFiles } from './otherFiles.ts';
import { kindOf, readBeginning } from './readRegularFile.ts';
import { RulesReader } from './rulesReader.ts';
import { shareOut } from './sharedExtensions.ts';
import type { SourceNames } from './sourceNames.ts';
import * as pruned from './vendored.ts';

/** Windows has no such bits: there everything can be run. */
const EXECUTABLE = process.platform === 'win32' ? ~0 : 0o111;
const FIRST_LINE_BYTES = 256;
const IF_THERE = { throwIfNoEntry: false } as const;
/** A vendored folder of more source files is a distribution of its own, which would cost more than the project. */
const MAX_VENDORED_FILES = 10_000;
/** Below a folder of what was built, at most so many folders are sought through for how. */
const MAX_BUILD_FOLDERS = 32;
/** So much of a file is read to tell whose it is. */
const TOLD_BY_BYTES = 64 * 1024;

interface Entered {
  readonly folder: Folder | undefined;
  readonly rules: readonly RuleText[] | undefined;
}

export class Walk {
  readonly #options: DiscoverOptions;
  readonly #names: SourceNames;
  readonly #root: string;
  readonly #forbidden: ForbiddenFiles;
  readonly #rules: RulesReader;
  readonly #files: SourceFile[] = [];
  readonly #configFiles: string[] = [];
  readonly #skipped: SkippedFile[] = [];
  /** Real paths of the folders walked and files met: a link adds only what is not among them. */
  readonly #seen = new Set<string>();
  readonly #leftOut = new Set<string>();
  readonly #overlays: ReadonlyMap<string, Overlay>;
  readonly #others = new OtherFiles();
  #ignoredCount = 0;
  #folders: Folder[] = [];
  #links: Link[] = [];
  #commonDir: string | undefined;

  constructor(options: DiscoverOptions, names: SourceNames) {
    this.#options = options;
    this.#names = names;
    this.#overlays = new Map(options.overlays?.map((overlay) => [overlay.path, overlay]));
    this.#root = realPathOrResolved(options.root);
    this.#forbidden = new ForbiddenFiles(options.excludedDirs, []);
    this.#rules = new RulesReader(this.#forbidden);
  }

  run(): Discovery {
    const { scope, repository } = this.#begin();
    this.#commonDir = repository?.commonDir;
    this.#folders.push({ path: '', realPath: this.#root, scope, isInEnvironment: false });
    this.#drain();
    // Links found behind links make the next round.
    while (this.#links.length > 0) {
      const round = this.#links.sort((left, right) => (left.path < right.path ? -1 : 1));
      this.#links = [];
      for (const link of round) {
        const found = new FolderContents(link.folder);
        this.#visitLink(link, found);
        this.#take(found);
        this.#drain();
      }
    }
    const { files, isByText } = shareOut(
      this.#files,
      this.#options.languages.sharedExtensions ?? new Map(),
      (path) => this.#readStart(path),
    );
    return {
      files: [...files],
      isByText,
      configFiles: this.#configFiles,
      skipped: this.#skipped,
      ignoredCount: this.#ignoredCount,
      others: this.#others.list(),
    };
  }

  /** The rules at the root; the same as in the walk before when nothing that what was kept depends on is another. */
  #begin(): RootScope {
    const { exclude, listings, excludedDirs, includeGenerated, takesAll, languages } = this.#options;
    const root = loadRootScope(this.#root, exclude, this.#rules);
    if (!listings) return root;
    const { loaded } = this.#rules;
    const cache = excludedDirs.map(realPathOrResolved);
    const all = [this.#root, cache, exclude, includeGenerated, takesAll, root.repository, loaded];
    listings.begin();
    return listings.keepRoot(JSON.stringify(all), languages, root);
  }

  #drain(): void {
    for (let folder = this.#folders.pop(); folder !== undefined; folder = this.#folders.pop()) {
      if (folder.isVendored === true) this.#visitVendored(folder);
      else this.#visitFolder(folder);
    }
  }

  /** All of a folder of others' code, or nothing of it but its name when it is too much. */
  #visitVendored(outer: Folder): void {
    const most = this.#options.maxVendoredFiles ?? MAX_VENDORED_FILES;
    const lists = [this.#files, this.#configFiles, this.#skipped, this.#links];
    const lengths = lists.map(({ length }) => length);
    const ignoredCount = this.#ignoredCount;
    const folders = [outer];
    const outside = this.#folders;
    this.#folders = folders;
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      this.#visitFolder(folder);
      if (this.#files.length - lengths[0]! <= most) continue;
      lists.forEach((list, at) => (list.length = lengths[at]!));
      this.#ignoredCount = ignoredCount;
      this.#leftOut.add(outer.realPath);
      this.#skip(`${outer.path}/`, `vendored code of more than ${most} files`);
      break;
    }
    this.#folders = outside;
  }

  #visitFolder(outer: Folder): void {
    if (this.#seen.has(outer.realPath)) return;
    this.#seen.add(outer.realPath);
    const listing = this.#list(outer);
    if (listing === undefined) return;
    const contents = this.#findKept(outer, listing) ?? this.#sortOut(outer, listing);
    this.#take(contents);
    if (this.#overlays.size > 0) this.#addUnsaved(contents.folder, listing.entries);
  }

  /** What the last walk made of a folder, if that is what this one would make of it. */
  #findKept({ path, scope, isInEnvironment }: Folder, { kept }: Listing): FolderContents | undefined {
    const outer = kept?.outer;
    if (outer?.scope !== scope || outer.path !== path || outer.isInEnvironment !== isInEnvironment)
      return undefined;
    const isAsRead = ({ realPath, text }: RuleText) => this.#rules.loadInTree(realPath) === text;
    return kept!.rules.every(isAsRead) ? kept!.contents : undefined;
  }

  /** What the entries of a folder come to. */
  #sortOut(outer: Folder, listing: Listing): FolderContents {
    const { entries } = listing;
    const own = new FolderContents(outer);
    const { folder, rules } = this.#enter(outer, entries, own);
    if (folder === undefined) return own;
    const found = new FolderContents(folder);
    found.skipped.push(...own.skipped);
    const path = folder.path === '' ? '' : `${folder.path}/`;
    const realPath = folder.realPath.endsWith(sep) ? folder.realPath : folder.realPath + sep;
    let isPlain = true;
    for (const entry of entries) {
      const { name } = entry;
      isPlain &&= !name.includes('\ufffd');
      if (entry.isFile()) {
        this.#sortFile(path, name, realPath, found);
        continue;
      }
      const entryPath = path + name;
      if (entry.isDirectory()) {
        if (this.#isUsableName(`${entryPath}/`, name, realPath, found)) {
          this.#queueFolder(folder, name, entryPath, realPath + name, found);
        }
      } else if (entry.isSymbolicLink()) {
        found.links.push({ path: entryPath, name, realFolder: realPath, folder });
      } else if (!this.#isIgnored(entryPath, name, found)) {
        found.skip(entryPath, `${kindOf(entry)}, not a regular file`);
      }
    }
    // Whether a strange name leads anywhere is looked up anew, as is what a repository inside says.
    if (rules && isPlain) listing.kept = { contents: found, outer, rules };
    return found;
  }

  /** Adds what was found in a folder to what this walk has found, with the sizes and times of now. */
  #take(found: FolderContents): void {
    const { files, scripts, leftOut } = found;
    for (let at = 0; at < files.length; at++) this.#addFile(files[at]!);
    for (let at = 0; at < scripts.length; at++) this.#addScript(scripts[at]!, found);
    for (let at = 0; at < leftOut.length; at++) this.#leftOut.add(leftOut[at]!);
    for (const folder of found.unversioned) this.#findBuilt(folder);
    append(this.#folders, found.folders);
    append(this.#links, found.links);
    append(this.#skipped, found.skipped);
    this.#ignoredCount += found.ignoredCount;
    if (found.others) this.#others.addAll(found.others);
  }

  /** Texts without a file, and folders that have nothing else any more. */
  #addUnsaved(folder: Folder, entries: readonly Dirent[]): void {
    const path = folder.path === '' ? '' : `${folder.path}/`;
    const realPath = folder.realPath.endsWith(sep) ? folder.realPath : folder.realPath + sep;
    const found = new FolderContents(folder);
    const gone = new Set<string>();
    for (const { path: unsaved, isFormer } of this.#overlays.values()) {
      if (!unsaved.startsWith(path)) continue;
      const end = unsaved.indexOf('/', path.length);
      const name = unsaved.slice(path.length, end < 0 ? undefined : end);
      if (entries.some((entry) => entry.name === name)) continue;
      if (end < 0) this.#sortFile(path, name, realPath, found);
      else if (isFormer && !gone.has(name)) {
        gone.add(name);
        this.#queueFolder(folder, name, path + name, realPath + name, found);
      }
    }
    this.#take(found);
  }

  /** `indexFolder` and `realFolder` are the paths of the folder, ending in `/` where they are not empty. */
  #sortFile(indexFolder: string, name: string, realFolder: string, found: FolderContents): void {
    const language = this.#names.findLanguage(name);
    const isConfig = this.#names.isConfigFile(name);
    const canBeScript = language === undefined && !isConfig && this.#names.canBeScript(name);
    const takesAll = this.#options.takesAll === true;
    // Most files of some trees are of no language: for them nothing is made but a count.
    if (!takesAll && language === undefined && !isConfig && !canBeScript) return found.addOther(name);
    const path = indexFolder + name;
    if (!this.#isUsableName(path, name, realFolder, found)) return;
    if (canBeScript && !takesAll) found.scripts.push({ name, path, realPath: realFolder + name });
    else if (!this.#isIgnored(path, name, found))
      found.files.push(
        this.#nameFile(path, realFolder + name, takesAll ? (language ?? '') : language, isConfig),
      );
  }

  #nameFile(path: string, realPath: string, language: string | undefined, isConfig: boolean): NamedFile {
    const minified = this.#options.includeGenerated ? undefined : classifyName(path);
    return { path, realPath, language, isConfig, minified };
  }

  #addScript({ name, path, realPath }: PossibleScript, { folder }: FolderContents): void {
    const script = this.#findLanguageOfScript(path, realPath);
    if (script === undefined) this.#others.add(name);
    else if (isIgnoredBy(folder.scope, path)) this.#ignoredCount++;
    else this.#addFile(this.#nameFile(path, realPath, script, false));
  }

  /** Of an executable file without a suffix, what its first line says; undefined for everything else. */
  #findLanguageOfScript(path: string, realPath: string): string | undefined {
    try {
      if ((lstatSync(realPath).mode & EXECUTABLE) === 0) return undefined;
      const beginning = readBeginning(realPath, path, this.#forbidden, FIRST_LINE_BYTES).toString('latin1');
      return this.#names.findLanguageOfScript(beginning.split('\n', 1)[0] ?? '');
    } catch {
      // Gone, or not to be read: it would not have been one of ours by its name.
      return undefined;
    }
  }

  /** The beginning of a file as it is on disk, or was; '' when it cannot be read. */
  #readStart(path: string): string {
    const overlay = this.#overlays.get(path);
    if (overlay?.isFormer) return overlay.text.slice(0, TOLD_BY_BYTES);
    try {
      const realPath = join(this.#root, path);
      return readBeginning(realPath, path, this.#forbidden, TOLD_BY_BYTES).toString('latin1');
    } catch {
      return '';
    }
  }

  /** What a build wrote on itself, at the top of a folder that version control leaves out, or in a folder of that. */
  #findBuilt(outer: Pick<Folder, 'path' | 'realPath'>): void {
    if (this.#names.builtNames.length === 0) return;
    let inner: readonly Dirent[] = [];
    try {
      inner = this.#listEntries(outer.realPath).entries.filter((entry) => entry.isDirectory());
    } catch {
      // Nobody asked for what lies in it.
      return;
    }
    const folders = inner.slice(0, MAX_BUILD_FOLDERS).map(({ name }) => ({
      path: `${outer.path}/${name}`,
      realPath: join(outer.realPath, name),
    }));
    for (const { path, realPath } of [outer, ...folders])
      for (const name of this.#names.builtNames) {
        const file = join(realPath, name);
        if (hasControlCharacters(path) || this.#forbidden.hasPath(file)) continue;
        if (lstatSync(file, IF_THERE)?.isFile() === true)
          this.#addFile(this.#nameFile(`${path}/${name}`, file, undefined, true));
      }
  }

  #listEntries(realPath: string): Listing {
    const { listings } = this.#options;
    return listings ? listings.list(realPath) : { entries: readdirSync(realPath, { withFileTypes: true }) };
  }

  #list(folder: Folder): Listing | undefined {
    try {
      return this.#listEntries(folder.realPath);
    } catch (error) {
      if (folder.path === '') throw error;
      if (systemCodeOf(error) !== 'ENOENT') this.#skip(`${folder.path}/`, unreadable(error));
      // Its files were there once.
      else if (this.#overlays.size > 0) return { entries: [] };
      return undefined;
    }
  }

  /**
   * The folder with the rules that hold inside, undefined when its entries show that it does not belong; and the ignore files in it
   * that were read for that, undefined when that was not all.
   */
  #enter(folder: Folder, entries: readonly Dirent[], found: FolderContents): Entered {
    let { scope, isInEnvironment } = folder;
    let hasGit = false;
    const rules = new Map<string, RuleText>();
    let isAllRead = true;
    for (const entry of entries) {
      const { name } = entry;
      if (name === '.git') hasGit = true;
      else if (name === pruned.environmentMarker) isInEnvironment = true;
      // A link is not an ignore file for git either; a pipe is told like any other.
      else if ((name === '.gitignore' || name === '.cbmignore') && entry.isFile()) {
        const rule = this.#loadListed(folder, name, found);
        if (rule) rules.set(name, rule);
        else isAllRead = false;
      }
    }
    if (folder.path !== '') {
      const name = folder.path.slice(folder.path.lastIndexOf('/') + 1);
      if (isInEnvironment && !folder.isInEnvironment && pruned.isEnvironmentName(name)) {
        found.ignoredCount++;
        return { folder: undefined, rules: undefined };
      }
      isAllRead &&= !hasGit;
      const repository = hasGit ? findRepositoryAt(folder.realPath, this.#rules.load) : undefined;
      if (repository?.isLinkedWorkTree === true && repository.commonDir === this.#commonDir) {
        found.skip(`${folder.path}/`, 'another work tree of this repository');
        return { folder: undefined, rules: undefined };
      }
      if (repository !== undefined) scope = scope.enterRepository(folder.path, repository, this.#rules.load);
    }
    scope = scope.enter(folder.path, rules.get('.gitignore')?.text, rules.get('.cbmignore')?.text);
    const { path, realPath } = folder;
    return {
      folder: { path, realPath, scope, isInEnvironment },
      rules: isAllRead ? [...rules.values()] : undefined,
    };
  }

  #queueFolder(parent: Folder, name: string, path: string, realPath: string, found: FolderContents): void {
    if (pruned.isRepositoryData(name)) return;
    const wish = parent.scope.testOwn(`${path}/`);
    const isBuiltIn =
      pruned.isBuiltInExclude(name) || (parent.isInEnvironment && pruned.isInstalledPackages(name));
    if (wish === 'ignored' || (wish !== 'included' && isBuiltIn) || this.#forbidden.hasPath(realPath)) {
      found.ignoredCount++;
      return;
    }
    let { scope } = parent;
    if (scope.isIgnoredByGit(`${path}/`)) {
      if (wish !== 'included') {
        found.ignoredCount++;
        found.unversioned.push({ path, realPath });
        return;
      }
      scope = scope.enterReincluded(path);
    }
    const takesAll = wish === 'included' || this.#options.includeGenerated;
    if (!takesAll && pruned.holdsWebLibraries(path)) {
      found.leftOut.push(realPath);
      found.skip(`${path}/`, 'web libraries that were copied in (by the name of its folder)');
      return;
    }
    const isVendored = !takesAll && isVendoredFolder(path);
    found.folders.push({ path, realPath, scope, isInEnvironment: parent.isInEnvironment, isVendored });
  }

  #visitLink({ path, name, realFolder, folder }: Link, found: FolderContents): void {
    const language = this.#names.findLanguage(name);
    const isConfig = this.#names.isConfigFile(name);
    const isWanted = language !== undefined || isConfig || this.#options.takesAll === true;
    if (pruned.isRepositoryData(name)) return;
    if (isWanted && !this.#isUsableName(path, name, realFolder, found)) return;
    if (this.#isIgnored(path, name, found)) return;
    let target: string;
    let stats: Stats;
    try {
      target = realpathSync.native(realFolder + name);
      stats = statSync(target);
    } catch (error) {
      const code = systemCodeOf(error);
      if (code === 'ELOOP') found.skip(path, 'symbolic link loop');
      else if (isWanted) found.skip(path, code === 'ENOENT' ? 'broken symbolic link' : unreadable(error));
      return;
    }
    if (!stats.isDirectory() && !isWanted) return;
    if (!isInside(target, this.#root)) {
      found.skip(stats.isDirectory() ? `${path}/` : path, 'symbolic link that leads out of the workspace');
      return;
    }
    if (this.#seen.has(target)) return;
    const targetNames = toIndexPath(this.#root, target).split('/');
    const isPruned =
      targetNames.some((part) => pruned.isBuiltInExclude(part)) ||
      this.#forbidden.hasPath(target) ||
      this.#isInLeftOut(target);
    if (isPruned) found.ignoredCount++;
    else if (stats.isDirectory()) {
      if (this.#isUsableName(`${path}/`, name, realFolder, found)) {
        this.#queueFolder(folder, name, path, target, found);
      }
    } else if (stats.isFile()) found.files.push(this.#nameFile(path, target, language, isConfig));
    else found.skip(path, `symbolic link to a ${kindOf(stats)}`);
  }

  /** Whether a folder of others' code that was left out holds a real path, or is it. */
  #isInLeftOut(target: string): boolean {
    for (let folder = target; folder.length > this.#root.length; folder = dirname(folder))
      if (this.#leftOut.has(folder)) return true;
    return false;
  }

  #addFile({ path, realPath, language, isConfig, minified }: NamedFile): void {
    this.#seen.add(realPath);
    if (isConfig) this.#configFiles.push(path);
    if (language === undefined) return;
    const stats = this.#overlays.get(path) ?? this.#findStats(path, realPath);
    // Gone since it was listed, which needs no word; or swapped, which the read gate will find.
    if (stats === undefined) return;
    const { sizeBytes, mtimeMs } = stats;
    if (minified !== undefined) this.#skip(path, minified, sizeBytes);
    else if (sizeBytes > this.#options.maxFileSizeBytes) {
      this.#skip(path, `larger than the size limit of ${this.#options.maxFileSizeBytes} bytes`, sizeBytes);
    } else this.#files.push({ path, language, sizeBytes, mtimeMs });
  }

  #findStats(path: string, realPath: string): Pick<SourceFile, 'sizeBytes' | 'mtimeMs'> | undefined {
    try {
      const stats = lstatSync(realPath, IF_THERE);
      return stats && { sizeBytes: stats.size, mtimeMs: stats.mtimeMs };
    } catch (error) {
      this.#skip(path, unreadable(error));
      return undefined;
    }
  }

  #isIgnored(path: string, name: string, found: FolderContents): boolean {
    const { scope } = found.folder;
    const isBuilt = this.#names.builtNames.includes(name);
    const isIgnored = isBuilt ? scope.testOwn(path) === 'ignored' : isIgnoredBy(scope, path);
    if (isIgnored) found.ignoredCount++;
    return isIgnored;
  }

  /** False, with the reason noted, for a name that can't be written down in one line or not be opened again. */
  #isUsableName(path: string, name: string, realFolder: string, found: FolderContents): boolean {
    if (hasControlCharacters(name)) {
      found.skip(path, 'control characters in its name');
      return false;
    }
    if (!name.includes('\ufffd')) return true;
    // The replacement character may be meant; a name that was not UTF-8 is not found under it.
    if (existsSync(realFolder + name)) return true;
    found.skip(path, 'its name is not valid UTF-8');
    return false;
  }

  #skip(path: string, reason: string, sizeBytes = 0): void {
    this.#skipped.push({ path: toPrintable(path), reason, sizeBytes });
  }

  #loadListed(folder: Folder, name: string, found: FolderContents): RuleText | undefined {
    const realPath = folder.realPath + sep + name;
    try {
      return { realPath, text: this.#rules.read(realPath) };
    } catch (error) {
      const path = folder.path === '' ? name : `${folder.path}/${name}`;
      found.skip(path, `its rules are not applied: ${skipReasonOf(error)}`);
      return undefined;
    }
  }
}

/** Most folders have nothing of a kind, and thousands are passed by in each look: no iterator is made for them. */
function append<Item>(to: Item[], from: readonly Item[]): void {
  for (let at = 0; at < from.length; at++) to.push(from[at]!);
}

function isIgnoredBy(scope: IgnoreScope, path: string): boolean {
  const wish = scope.testOwn(path);
  return wish === 'ignored' || (wish === 'unmatched' && scope.isIgnoredByGit(path));
}
