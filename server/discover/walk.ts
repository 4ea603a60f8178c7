// One walk over a workspace. Owns the order (real folders first, then what symbolic links add), the pruning, and the
// reason of everything that is left out and worth telling. Of source files it opens only executables without a suffix, for
// their first line; what rules mean is IgnoreScope's, what a name means is SourceNames'.

import { type Dirent, type Stats, existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

import { classifyName } from './classifyContent.ts';
import { isVendoredFolder } from '../languages/copiedPaths.ts';
import type { DiscoverOptions, Discovery, SkippedFile, SourceFile } from './discovery.ts';
import { skipReasonOf, systemCodeOf, unreadable } from './errors.ts';
import { ForbiddenFiles } from './forbiddenFiles.ts';
import { findRepositoryAt } from './gitRepository.ts';
import { type IgnoreScope, loadRootScope } from './ignoreScope.ts';
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
/** So much of a file is read to tell whose it is. */
const TOLD_BY_BYTES = 64 * 1024;

interface Folder {
  /** Relative to the root, '' for the root; goes through the link when a link led here. */
  readonly path: string;
  readonly realPath: string;
  readonly scope: IgnoreScope;
  readonly isInEnvironment: boolean;
  /** The code of others begins here. */
  readonly isVendored?: boolean;
}

interface Link {
  readonly path: string;
  readonly name: string;
  readonly realFolder: string;
  readonly folder: Folder;
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
    this.#options.listings?.begin();
    const { scope, repository } = loadRootScope(this.#root, this.#options.exclude, this.#rules);
    this.#commonDir = repository?.commonDir;
    this.#folders.push({ path: '', realPath: this.#root, scope, isInEnvironment: false });
    this.#drain();
    // Links found behind links make the next round.
    while (this.#links.length > 0) {
      const round = this.#links.sort((left, right) => (left.path < right.path ? -1 : 1));
      this.#links = [];
      for (const link of round) {
        this.#visitLink(link);
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
    const entries = this.#list(outer);
    const folder = entries === undefined ? undefined : this.#enter(outer, entries);
    if (entries === undefined || folder === undefined) return;
    const path = folder.path === '' ? '' : `${folder.path}/`;
    const realPath = folder.realPath.endsWith(sep) ? folder.realPath : folder.realPath + sep;
    for (const entry of entries) {
      const { name } = entry;
      if (entry.isFile()) {
        this.#visitFile(folder, path, name, realPath);
        continue;
      }
      const entryPath = path + name;
      if (entry.isDirectory()) {
        if (this.#isUsableName(`${entryPath}/`, name, realPath)) {
          this.#queueFolder(folder, name, entryPath, realPath + name);
        }
      } else if (entry.isSymbolicLink()) {
        this.#links.push({ path: entryPath, name, realFolder: realPath, folder });
      } else if (!this.#isIgnored(folder.scope, entryPath)) {
        this.#skip(entryPath, `${kindOf(entry)}, not a regular file`);
      }
    }
    for (const unsaved of this.#overlays.keys()) {
      if (unsaved.slice(0, unsaved.lastIndexOf('/') + 1) !== path) continue;
      const name = unsaved.slice(path.length);
      if (!entries.some((entry) => entry.name === name)) this.#visitFile(folder, path, name, realPath);
    }
  }

  /** `indexFolder` and `realFolder` are the paths of the folder, ending in `/` where they are not empty. */
  #visitFile({ scope }: Folder, indexFolder: string, name: string, realFolder: string): void {
    const language = this.#names.findLanguage(name);
    const isConfig = this.#names.isConfigFile(name);
    const canBeScript = language === undefined && !isConfig && this.#names.canBeScript(name);
    const takesAll = this.#options.takesAll === true;
    // Most files of some trees are of no language: for them nothing is made but a count.
    if (!takesAll && language === undefined && !isConfig && !canBeScript) return this.#others.add(name);
    const path = indexFolder + name;
    if (takesAll) {
      if (this.#isUsableName(path, name, realFolder) && !this.#isIgnored(scope, path))
        this.#addFile(path, realFolder + name, language ?? '', isConfig);
      return;
    }
    if (!this.#isUsableName(path, name, realFolder)) return;
    if (!canBeScript) {
      if (!this.#isIgnored(scope, path)) this.#addFile(path, realFolder + name, language, isConfig);
      return;
    }
    const script = this.#findLanguageOfScript(path, realFolder + name);
    if (script === undefined) this.#others.add(name);
    else if (!this.#isIgnored(scope, path)) this.#addFile(path, realFolder + name, script, false);
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

  /** The beginning of a file as it is on disk; '' when it cannot be read. */
  #readStart(path: string): string {
    try {
      const realPath = join(this.#root, path);
      return readBeginning(realPath, path, this.#forbidden, TOLD_BY_BYTES).toString('latin1');
    } catch {
      return '';
    }
  }

  #list(folder: Folder): Dirent[] | undefined {
    try {
      const { listings } = this.#options;
      return listings?.list(folder.realPath) ?? readdirSync(folder.realPath, { withFileTypes: true });
    } catch (error) {
      if (folder.path === '') throw error;
      if (systemCodeOf(error) !== 'ENOENT') this.#skip(`${folder.path}/`, unreadable(error));
      return undefined;
    }
  }

  /** The folder with the rules that hold inside; undefined when its entries show that it does not belong. */
  #enter(folder: Folder, entries: readonly Dirent[]): Folder | undefined {
    let { scope, isInEnvironment } = folder;
    let hasGit = false;
    let gitIgnore: string | undefined;
    let cbmIgnore: string | undefined;
    for (const entry of entries) {
      const { name } = entry;
      if (name === '.git') hasGit = true;
      else if (name === pruned.environmentMarker) isInEnvironment = true;
      // A link is not an ignore file for git either; a pipe is told like any other.
      else if (name === '.gitignore' && entry.isFile()) gitIgnore = this.#loadListed(folder, name);
      else if (name === '.cbmignore' && entry.isFile()) cbmIgnore = this.#loadListed(folder, name);
    }
    if (folder.path !== '') {
      const name = folder.path.slice(folder.path.lastIndexOf('/') + 1);
      if (isInEnvironment && !folder.isInEnvironment && pruned.isEnvironmentName(name)) {
        this.#ignoredCount++;
        return undefined;
      }
      const repository = hasGit ? findRepositoryAt(folder.realPath, this.#rules.load) : undefined;
      if (repository?.isLinkedWorkTree === true && repository.commonDir === this.#commonDir) {
        this.#skip(`${folder.path}/`, 'another work tree of this repository');
        return undefined;
      }
      if (repository !== undefined) scope = scope.enterRepository(folder.path, repository, this.#rules.load);
    }
    scope = scope.enter(folder.path, gitIgnore, cbmIgnore);
    return { path: folder.path, realPath: folder.realPath, scope, isInEnvironment };
  }

  #queueFolder(parent: Folder, name: string, path: string, realPath: string): void {
    if (pruned.isRepositoryData(name)) return;
    const wish = parent.scope.testOwn(`${path}/`);
    const isBuiltIn =
      pruned.isBuiltInExclude(name) || (parent.isInEnvironment && pruned.isInstalledPackages(name));
    if (wish === 'ignored' || (wish !== 'included' && isBuiltIn) || this.#forbidden.hasPath(realPath)) {
      this.#ignoredCount++;
      return;
    }
    let { scope } = parent;
    if (scope.isIgnoredByGit(`${path}/`)) {
      if (wish !== 'included') {
        this.#ignoredCount++;
        return;
      }
      scope = scope.enterReincluded(path);
    }
    const takesAll = wish === 'included' || this.#options.includeGenerated;
    if (!takesAll && pruned.holdsWebLibraries(path)) {
      this.#leftOut.add(realPath);
      this.#skip(`${path}/`, 'web libraries that were copied in (by the name of its folder)');
      return;
    }
    const isVendored = !takesAll && isVendoredFolder(path);
    this.#folders.push({ path, realPath, scope, isInEnvironment: parent.isInEnvironment, isVendored });
  }

  #visitLink({ path, name, realFolder, folder }: Link): void {
    const language = this.#names.findLanguage(name);
    const isConfig = this.#names.isConfigFile(name);
    const isWanted = language !== undefined || isConfig || this.#options.takesAll === true;
    if (pruned.isRepositoryData(name)) return;
    if (isWanted && !this.#isUsableName(path, name, realFolder)) return;
    if (this.#isIgnored(folder.scope, path)) return;
    let target: string;
    let stats: Stats;
    try {
      target = realpathSync.native(realFolder + name);
      stats = statSync(target);
    } catch (error) {
      const code = systemCodeOf(error);
      if (code === 'ELOOP') this.#skip(path, 'symbolic link loop');
      else if (isWanted) this.#skip(path, code === 'ENOENT' ? 'broken symbolic link' : unreadable(error));
      return;
    }
    if (!stats.isDirectory() && !isWanted) return;
    if (!isInside(target, this.#root)) {
      this.#skip(stats.isDirectory() ? `${path}/` : path, 'symbolic link that leads out of the workspace');
      return;
    }
    if (this.#seen.has(target)) return;
    const targetNames = toIndexPath(this.#root, target).split('/');
    const isPruned =
      targetNames.some((part) => pruned.isBuiltInExclude(part)) ||
      this.#forbidden.hasPath(target) ||
      this.#isInLeftOut(target);
    if (isPruned) this.#ignoredCount++;
    else if (stats.isDirectory()) {
      if (this.#isUsableName(`${path}/`, name, realFolder)) {
        this.#queueFolder(folder, name, path, target);
      }
    } else if (stats.isFile()) this.#addFile(path, target, language, isConfig);
    else this.#skip(path, `symbolic link to a ${kindOf(stats)}`);
  }

  /** Whether a folder of others' code that was left out holds a real path, or is it. */
  #isInLeftOut(target: string): boolean {
    for (let folder = target; folder.length > this.#root.length; folder = dirname(folder))
      if (this.#leftOut.has(folder)) return true;
    return false;
  }

  #addFile(path: string, realPath: string, language: string | undefined, isConfig: boolean): void {
    this.#seen.add(realPath);
    if (isConfig) this.#configFiles.push(path);
    if (language === undefined) return;
    const stats = this.#overlays.get(path) ?? this.#findStats(path, realPath);
    // Gone since it was listed, which needs no word; or swapped, which the read gate will find.
    if (stats === undefined) return;
    const { sizeBytes, mtimeMs } = stats;
    const minified = this.#options.includeGenerated ? undefined : classifyName(path);
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

  #isIgnored(scope: IgnoreScope, path: string): boolean {
    const wish = scope.testOwn(path);
    const isIgnored = wish === 'ignored' || (wish === 'unmatched' && scope.isIgnoredByGit(path));
    if (isIgnored) this.#ignoredCount++;
    return isIgnored;
  }

  /** False, with the reason noted, for a name that can't be written down in one line or not be opened again. */
  #isUsableName(path: string, name: string, realFolder: string): boolean {
    if (hasControlCharacters(name)) {
      this.#skip(path, 'control characters in its name');
      return false;
    }
    if (!name.includes('\ufffd')) return true;
    // The replacement character may be meant; a name that was not UTF-8 is not found under it.
    if (existsSync(realFolder + name)) return true;
    this.#skip(path, 'its name is not valid UTF-8');
    return false;
  }

  #skip(path: string, reason: string, sizeBytes = 0): void {
    this.#skipped.push({ path: toPrintable(path), reason, sizeBytes });
  }

  #loadListed(folder: Folder, name: string): string | undefined {
    try {
      return this.#rules.read(folder.realPath + sep + name);
    } catch (error) {
      const path = folder.path === '' ? name : `${folder.path}/${name}`;
      this.#skip(path, `its rules are not applied: ${skipReasonOf(error)}`);
      return undefined;
    }
  }
}
