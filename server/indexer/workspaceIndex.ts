// The index thread's knowledge of a workspace: the entries of all files and the ids that their symbols have in the open
// generation. Makes whole generations, and deltas of what an edit changed. Knows no thread and no database connection.

import { compareWithIndex } from '../discover/compareWithIndex.ts';
import type { Discovery, SourceFile } from '../discover/discovery.ts';
import { FolderListings } from '../discover/folderListings.ts';
import { UNSAVED_MTIME_MS } from '../discover/overlay.ts';
import type { ReadGate } from '../discover/readGate.ts';
import type { Strings } from '../facts/builder.ts';
import type { Graph, GraphDelta, GraphFile } from '../graph.ts';
import type { ProjectManifest } from '../languages/manifest.ts';
import { Definitions } from '../resolve/dependencies/index.ts';
import type { FileChange } from '../resolve/dependencies/index.ts';
import type { FileFacts, StepLimits } from '../resolve/program/index.ts';
import { PastedNames, Resolution, resolveDelta, resolveWhole } from '../resolve/graph/index.ts';
import { STEP_LIMITS, listFileIds } from '../resolve/program/index.ts';
import { ConfigProblems } from './configProblems.ts';
import {
  changedConfigs,
  discoverSources,
  findHinted,
  hashConfigs,
  readManifests,
} from './discoverSources.ts';
import { followEdit, hasSameLanguages, mapLookups, renewLookups, takeReach } from './editReach.ts';
import type { Reach } from './editReach.ts';
import { InstalledPackages, areCompatible } from './installedPackages.ts';
import type { Installed } from './installedPackages.ts';
import type { Adoption, IndexOptions, StoredIndex, Taken, Update } from './messages.ts';
import { assertRoomToResolve } from './memoryGuard.ts';
import { sortByUse } from './parseOrder.ts';
import { createResolverFactory } from './projectFiles.ts';
import { listPublicModules } from './publicModules.ts';
import { isCheaperAnew } from './rebuildShare.ts';
import { listFacts, listIndexed, skippedEntries, sortEntries, SourceFacts } from './sourceFacts.ts';
import type { SourceEntries, SourceEntry } from './sourceFacts.ts';
import { areSameFacts, takeSample } from './sampledFacts.ts';
import type { DeltaOutcome } from '../store/writeDelta.ts';
import { createGate } from './gate.ts';
import { WorkMark } from './workMark.ts';
import { collectIds, completeIds, keepIds, recallIds, spreadIds } from './symbolIds.ts';

/** The tree as it was when it was last indexed. */
interface Known {
  readonly entries: SourceEntries;
  /** Path → the facts that were resolved: those of the entry, with the names that macros define in the file. */
  readonly facts: ReadonlyMap<string, FileFacts>;
  /** Path → ids of its symbols, in the order of the facts. */
  readonly ids: ReadonlyMap<string, Int32Array>;
  readonly nextId: number;
  /** What belonged to the workspace then. */
  readonly discovery: Discovery;
  /** Configuration file, and manifest of a package that is installed → hash. */
  readonly configs: ReadonlyMap<string, string>;
  readonly manifests: readonly ProjectManifest[];
  readonly installed: Installed;
  /** Files whose edges could not all be made → what the database says of them. */
  readonly failures: ReadonlyMap<string, GraphFile>;
  /** When the comparison with the disk began. */
  readonly indexedAtMs: number;
  /** What the next edit is judged by. */
  readonly reach: Reach;
}

/** A step to the next known state, open until the database has taken it. */
interface Pending {
  readonly next: Known;
  readonly makeDelta: (alsoAffected: readonly string[]) => GraphDelta;
}

/** The rows of a generation from elsewhere. */
export interface AdoptedRows {
  /** The first file of a delta of which they say something else; nothing of it is kept. */
  findDifference(delta: GraphDelta): string | undefined;
  write(delta: GraphDelta): DeltaOutcome;
}

/** The names of a workspace's packages, and the packages of which not all are listed. */
export interface PublicNames {
  readonly names: readonly {
    readonly package: string;
    readonly name: string;
    /** -1 where the name is that of something outside. */
    readonly symbol: number;
    readonly outside: { readonly package: string; readonly symbol: string } | undefined;
    readonly top: number;
    /** The path of the file that an import leads to. */
    readonly file: string;
    readonly isModule: boolean;
    readonly isMember: boolean;
  }[];
  readonly cut: readonly string[];
}

/** Hears how far a run is. */
export interface RunListener {
  onDiscovered(files: number, bytes: number): void;
  /** Hears of each file once; the facts are over the strings of the index. */
  onParsed(entries: readonly SourceEntry[]): void;
  onResolving(): void;
}

/** The index of one workspace between edits. */
export class WorkspaceIndex {
  readonly #facts = new SourceFacts();
  readonly #definitions = new Definitions(this.#facts.strings);
  readonly #pastedNames = new PastedNames(this.#facts.strings);
  readonly #installed = new InstalledPackages(this.#facts.strings);
  #known: Known | undefined;
  /** Entries to start from when nothing is known for certain. */
  #spare: SourceEntries = new Map();
  #spareAtMs = 0;
  #pending: Pending | undefined;
  /** What was resolved last: the next update goes on with its tables. */
  #resolved: Resolution | undefined;
  readonly #limits: StepLimits;

  /** `limits`: the steps that resolving may take; smaller ones are for tests. */
  constructor(limits: StepLimits = STEP_LIMITS) {
    this.#limits = limits;
  }
  #listings: FolderListings | undefined;
  readonly #configProblems = new ConfigProblems();

  /** The state of the tree of the last graph or update. */
  get taken(): Taken {
    const state = this.#pending?.next ?? this.#known;
    return {
      indexedAtMs: state?.indexedAtMs ?? 0,
      configs: Object.fromEntries(state?.configs ?? []),
      manifests: state?.manifests ?? [],
    };
  }

  /** Whether an update can start from what is known. */
  get isWarm(): boolean {
    return this.#known !== undefined;
  }

  /** Strings of all facts, by number; it grows while files are parsed. */
  get strings(): Strings {
    return this.#facts.strings;
  }

  /**
   * The graph of the whole tree as it is on disk. `isFresh` parses every file, whatever is known of it. Files that
   * `preferred` names, which may grow meanwhile, are parsed first.
   */
  async build(
    options: IndexOptions,
    isFresh: boolean,
    listener: RunListener,
    preferred: ReadonlySet<string> = new Set(),
  ): Promise<Graph> {
    const indexedAtMs = Date.now();
    this.forget();
    const discovery = discoverSources(options);
    const bytes = discovery.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    listener.onDiscovered(discovery.files.length, bytes);
    const gate = createGate(options);
    const configs = hashConfigs(discovery, gate);
    const start: SourceEntries = isFresh ? new Map() : this.#spare;
    const { added, changed } = compareWithIndex(discovery, listIndexed(start), gate, this.#spareAtMs);
    const toParse = new Set([...added, ...changed].map(({ path }) => path));
    const isKept = ({ path }: SourceFile) => !toParse.has(path);
    const kept = this.#renew(start, discovery.files.filter(isKept));
    if (kept.length > 0) listener.onParsed(kept);
    const parsed = await this.#facts.parse(
      sortByUse(discovery.files.filter((file) => !isKept(file))),
      options,
      isFresh,
      (done) => listener.onParsed(done),
      preferred,
    );
    listener.onResolving();
    const entries = sortEntries([...kept, ...parsed, ...skippedEntries(discovery)]);
    this.#assertRoom(entries, options);
    const { resolution, installed } = this.#resolve(entries, discovery, options, true);
    const files = [...entries.values()].map(({ file }) => file);
    const { graph, nodes } = resolveWhole(resolution, files);
    const known = {
      entries,
      facts: factsByPath(resolution),
      discovery,
      configs: new Map([...configs, ...hashConfigs(discovery, gate, installed.manifests)]),
      installed,
      manifests: readManifests(discovery, gate),
      failures: findFailures(graph.files, entries),
      indexedAtMs,
      ids: collectIds(resolution.program, nodes),
      nextId: graph.symbols.count,
      reach: takeReach(resolution, nodes, mapLookups(files, graph.lookups)),
    };
    this.#keep(entries, indexedAtMs);
    this.#pending = {
      next: known,
      makeDelta: () => {
        throw new Error('a whole graph has no delta');
      },
    };
    return graph;
  }

  /**
   * What the database lacks of the tree as it is on disk now. `hints` are files of which it was told that they changed,
   * and that no other did: only they are looked at then, unless one came or went. Nothing is known to be in the
   * database until `commit`.
   */
  async update(options: IndexOptions, hints?: readonly string[]): Promise<Update> {
    const known = this.#known;
    if (!known) return { kind: 'rebuild' };
    const gate = createGate(options);
    const hinted = hints && findHinted(known.discovery, options, hints);
    // A look at some files says nothing of when the others were looked at.
    const indexedAtMs = hinted ? known.indexedAtMs : Date.now();
    if (!hinted) this.#listings ??= new FolderListings(options.root);
    const discovery = hinted
      ? known.discovery
      : discoverSources(options, this.#listings, this.#configProblems);
    const difference = hinted
      ? compareWithIndex(
          { ...discovery, files: hinted, skipped: [] },
          hinted.map(({ path }) => known.entries.get(path)!.file),
          gate,
          Date.now(),
        )
      : compareWithIndex(discovery, listIndexed(known.entries), gate, known.indexedAtMs);
    const configs = hinted ? known.configs : hashConfigs(discovery, gate, known.installed.manifests);
    const reconfigured = changedConfigs(known.configs, configs);
    const isReconfigured = reconfigured.length > 0;
    const isInstalledAnew = reconfigured.some((path) => known.installed.manifests.includes(path));
    const stale = [...difference.added, ...difference.changed];
    if (isInstalledAnew || isCheaperAnew(stale.length, known.entries.size)) {
      const kept = new Map(known.entries);
      for (const { path } of stale) kept.delete(path);
      this.forget();
      this.#keep(kept, known.indexedAtMs);
      return { kind: 'rebuild' };
    }
    const parsed = await this.#facts.parse(stale, options, false);
    const skipped = skippedEntries(discovery).filter(({ file }) => !isSameSkip(known.entries, file));
    const touched = this.#renew(known.entries, difference.touched);
    const replaced = [...parsed, ...skipped];
    const removed = difference.removed;
    if (replaced.length + removed.length + touched.length === 0 && !isReconfigured) {
      this.#known = { ...known, indexedAtMs, discovery };
      return { kind: 'unchanged' };
    }
    const merged = new Map(known.entries);
    for (const path of removed) merged.delete(path);
    for (const entry of [...replaced, ...touched]) merged.set(entry.file.path, entry);
    const entries = sortEntries(merged.values());
    this.#keep(entries, indexedAtMs);
    const manifests = isReconfigured ? readManifests(discovery, gate) : known.manifests;
    return this.#prepare(
      { ...known, entries, configs, manifests, indexedAtMs, discovery },
      known,
      discovery,
      options,
      {
        replaced,
        touched: touched.map(({ file }) => file),
        removed,
        isRelinked: isReconfigured || removed.length > 0 || difference.added.length > 0,
      },
    );
  }

  /** Takes up what a generation holds; false when facts of it are missing, or the configuration has changed since. */
  async recall(options: IndexOptions, stored: StoredIndex): Promise<boolean> {
    return (await this.#takeUp(options, stored)) === undefined;
  }

  /**
   * Takes up what a generation from elsewhere holds and brings it up to date with the tree, `rows` being its database. Some
   * files are looked at anew before; returns why it is not taken, or how many files differed.
   */
  async adopt(options: IndexOptions, stored: StoredIndex, rows: AdoptedRows): Promise<Adoption> {
    const why = (await this.#takeUp(options, stored)) ?? (await this.#findFalseFile(options, rows));
    if (why !== undefined) {
      this.forget();
      this.#spare = new Map();
      return { isAdopted: false, why };
    }
    const update = await this.update(options);
    if (update.kind === 'rebuild') return { isAdopted: false, why: 'too much of the tree differs from it' };
    if (update.kind === 'unchanged') return { isAdopted: true, differing: 0 };
    let { delta } = update;
    const differing = countDifferent(stored.files, this.#pending!.next.entries);
    for (let outcome = rows.write(delta); outcome.kind === 'incomplete'; outcome = rows.write(delta))
      delta = this.extend(outcome.paths);
    return { isAdopted: true, differing };
  }

  /** What is wrong with facts or rows of a few files, by name; undefined when nothing is. */
  async #findFalseFile(options: IndexOptions, rows: AdoptedRows): Promise<string | undefined> {
    const known = this.#known!;
    const resolution = this.#resolved!;
    const gate = createGate(options);
    const parsed = [...known.entries.values()].filter(({ facts }) => facts !== undefined);
    const sample = takeSample(parsed, ({ file }) => isOnDisk(gate, file));
    for (const entry of sample) {
      const anew = await this.#facts.parseAnew(entry.file, options);
      if (!areSameFacts(entry, anew)) return `its facts of ${entry.file.path} are not those of the file`;
    }
    const paths = new Set(sample.map(({ file }) => file.path));
    const { files } = resolution.program;
    const delta = resolveDelta(resolution, {
      files: listFileIds(resolution.program)
        .filter((at) => paths.has(files[at]!.path))
        .map((at) => ({ at, file: known.entries.get(files[at]!.path)!.file })),
      skipped: [],
      touched: [],
      removed: [],
      ids: spreadIds(resolution.program, known.ids),
      nextId: known.nextId,
    });
    const wrong = rows.findDifference(delta);
    return wrong === undefined ? undefined : `its edges of ${wrong} are not those of the file`;
  }

  /** Undefined once it is taken up, else why not. */
  async #takeUp(options: IndexOptions, stored: StoredIndex): Promise<string | undefined> {
    this.forget();
    this.#listings ??= new FolderListings(options.root);
    const discovery = discoverSources(options, this.#listings, this.#configProblems);
    const before = new Map(Object.entries(stored.taken.configs));
    const configs = hashConfigs(discovery, createGate(options), before.keys());
    const changed = changedConfigs(before, configs);
    if (changed.length > 0) return `${changed[0]} is another one here`;
    const recalled = await this.#facts.recall(stored.files, options);
    const entries = recalled && sortEntries(recalled);
    if (!entries) return 'facts of its files are missing';
    const { resolution, installed } = this.#resolve(entries, discovery, options, true);
    const ids = recallIds(resolution.program.files, stored, this.strings.numbers);
    if (!ids) return 'its symbols are not those of its facts';
    this.#known = {
      entries,
      facts: factsByPath(resolution),
      ids,
      discovery,
      configs,
      installed,
      manifests: stored.taken.manifests,
      failures: findFailures(stored.files, entries),
      nextId: stored.nextId,
      indexedAtMs: stored.taken.indexedAtMs,
      reach: takeReach(
        resolution,
        spreadIds(resolution.program, ids),
        mapLookups(stored.files, stored.lookups),
      ),
    };
    this.#keep(entries, stored.taken.indexedAtMs);
    this.#resolved = resolution;
    return undefined;
  }

  /**
   * Under which names others reach what the packages of this workspace offer; symbols by their ids in the generation that was
   * recalled. Throws where none was.
   */
  publicNames(): PublicNames {
    const [known, resolution] = [this.#known, this.#resolved];
    if (!known || !resolution) throw new Error('there is no generation to name the symbols of');
    const ids = spreadIds(resolution.program, known.ids);
    const cut = new Set<string>();
    const listed = resolution.publicNames(listPublicModules(resolution, known.manifests), (name) =>
      cut.add(name),
    );
    const names = listed.map(({ symbol, top, file, ...name }) =>
      Object.assign(name, {
        symbol: symbol < 0 ? -1 : ids[symbol]!,
        top: top < 0 ? -1 : ids[top]!,
        file: resolution.program.files[file]!.path,
      }),
    );
    return { names, cut: [...cut] };
  }

  /** Puts what was parsed since into the cache. */
  save(options: IndexOptions): void {
    this.#facts.save(options);
  }

  /** The delta of the last update again, with the rows of more files. */
  extend(paths: readonly string[]): GraphDelta {
    if (!this.#pending) throw new Error('there is no update to extend');
    return this.#pending.makeDelta(paths);
  }

  /** The database has taken the last graph or delta. */
  commit(): void {
    if (this.#pending) this.#known = this.#pending.next;
    this.#pending = undefined;
  }

  /** It is not known what the database holds; what was parsed stays. */
  forget(): void {
    this.#known = undefined;
    this.#pending = undefined;
    this.#resolved = undefined;
  }

  #keep(entries: SourceEntries, indexedAtMs: number): void {
    this.#spare = entries;
    this.#spareAtMs = indexedAtMs;
  }

  #prepare(
    after: Omit<Known, 'facts' | 'installed'>,
    known: Known,
    discovery: Discovery,
    options: IndexOptions,
    edit: {
      readonly replaced: readonly SourceEntry[];
      readonly touched: readonly GraphFile[];
      readonly removed: readonly string[];
      readonly isRelinked: boolean;
    },
  ): Update {
    // Its tables are of no use any more, also when this fails.
    const resolved = this.#resolved;
    this.#resolved = undefined;
    const { resolution, installed } = this.#resolve(after.entries, discovery, options, false, resolved);
    this.#resolved = resolution;
    const configs = withManifests(after.configs, known.installed, installed, createGate(options));
    const next: Known = { ...after, configs, installed, facts: factsByPath(resolution) };
    const { files } = resolution.program;
    const replaced = edit.replaced.map(({ file }) => file.path);
    // Files that stay, but for what macros of others define in them.
    const redefined = files.flatMap(({ path }) => {
      const before = known.entries.get(path)?.facts;
      const isKept = before !== undefined && before === next.entries.get(path)?.facts;
      return isKept && known.facts.get(path) !== next.facts.get(path) ? [path] : [];
    });
    const changedPaths = [...replaced, ...redefined, ...edit.removed];
    const changes: FileChange[] = changedPaths.map((path) => ({
      before: known.facts.get(path),
      after: next.facts.get(path),
    }));
    let { nextId } = known;
    const ids = new Map(known.ids);
    for (const path of changedPaths) {
      const facts = next.facts.get(path);
      const before = known.facts.get(path);
      if (facts)
        ids.set(
          path,
          keepIds(before, known.ids.get(path) ?? new Int32Array(0), facts, () => nextId++),
        );
      else ids.delete(path);
    }
    const idOfRow = spreadIds(resolution.program, ids);
    completeIds(resolution.program, ids, idOfRow, () => nextId++);
    const { affected, reach } = followEdit(
      { entries: known.entries, reach: known.reach },
      { entries: next.entries, resolution, ids: idOfRow },
      { changes, isRelinked: edit.isRelinked },
      this.#definitions,
    );
    if (
      isCheaperAnew(affected.size, files.length) ||
      !hasSameLanguages(known.entries, next.entries) ||
      !areCompatible(known.installed, installed)
    ) {
      this.forget();
      return { kind: 'rebuild' };
    }
    const makeDelta = (alsoAffected: readonly string[]): GraphDelta => {
      for (const path of alsoAffected) affected.add(path);
      const delta = resolveDelta(resolution, {
        files: listFileIds(resolution.program)
          .filter((at) => affected.has(files[at]!.path))
          .map((at) => ({ at, file: next.entries.get(files[at]!.path)!.file })),
        skipped: edit.replaced.filter(({ facts }) => facts === undefined).map(({ file }) => file),
        touched: edit.touched
          .filter(({ path }) => !affected.has(path))
          .map((file) => withFailure(file, known.failures.get(file.path))),
        removed: edit.removed,
        ids: idOfRow,
        nextId,
      });
      this.#pending = {
        next: {
          ...next,
          ids,
          failures: renewFailures(known.failures, next.entries, delta),
          reach: { ...reach, lookups: renewLookups(known.reach.lookups, next.entries, delta) },
          nextId: nextId + delta.symbols.count,
        },
        makeDelta,
      };
      return delta;
    };
    return { kind: 'delta', delta: makeDelta([]) };
  }

  /** The same contents under other times. */
  #renew(entries: SourceEntries, files: readonly SourceFile[]): SourceEntry[] {
    const renewed: SourceEntry[] = [];
    for (const { path, sizeBytes, mtimeMs } of files) {
      const before = entries.get(path)!;
      const entry = { ...before, file: { ...before.file, sizeBytes, mtimeMs } };
      renewed.push(entry);
      // What was unsaved when it was parsed is on disk now.
      if (before.file.mtimeMs === UNSAVED_MTIME_MS) this.#facts.remember([entry]);
    }
    return renewed;
  }

  /** What was parsed is kept when there is no room to go on. */
  #assertRoom(entries: SourceEntries, options: IndexOptions): void {
    const { memoryLimitBytes = 0 } = options;
    let bytes = 0;
    for (const { facts } of entries.values()) bytes += facts?.facts.byteLength ?? 0;
    try {
      assertRoomToResolve(memoryLimitBytes, entries.size, bytes);
    } catch (error) {
      this.save(options);
      throw error;
    }
  }

  #resolve(
    entries: SourceEntries,
    { configFiles }: Discovery,
    options: IndexOptions,
    isAnew: boolean,
    previous?: Resolution,
  ): { readonly resolution: Resolution; readonly installed: Installed } {
    const plain = listFacts(entries);
    const gate = createGate(options);
    const installed = this.#installed.of(plain, { configFiles, gate }, isAnew);
    const paths = plain.map(({ path, language }) => ({ path, family: language.rules.family }));
    const resolverOf = createResolverFactory(gate, options.root, paths, configFiles, installed);
    const facts = this.#pastedNames.define(plain, resolverOf);
    const resolution = new Resolution(facts, this.strings, resolverOf, previous, this.#limits);
    const mark = options.workMark && new WorkMark(options.workMark);
    if (mark) resolution.onFile = (path) => mark.set(path);
    return { resolution, installed };
  }
}

/** How many files came, went or have other bytes. */
function countDifferent(before: readonly GraphFile[], after: SourceEntries): number {
  const others = before.filter(({ path, hash }) => after.get(path)?.file.hash !== hash);
  const added = after.size - (before.length - others.filter(({ path }) => !after.has(path)).length);
  return others.length + added;
}

function isOnDisk(gate: ReadGate, { path, hash }: GraphFile): boolean {
  try {
    return gate.hashFile(path) === hash;
  } catch {
    return false;
  }
}

/** The hashes of configuration files with those of packages that are asked for now. */
function withManifests(
  configs: ReadonlyMap<string, string>,
  before: Installed,
  after: Installed,
  gate: ReadGate,
): ReadonlyMap<string, string> {
  if (before === after) return configs;
  const own = [...configs].filter(([path]) => !before.manifests.includes(path));
  return new Map([...own, ...hashConfigs({ configFiles: [...after.manifests] }, gate)]);
}

function factsByPath({ program }: Resolution): Map<string, FileFacts> {
  return new Map(program.files.map((file) => [file.path, file]));
}

/** The files of which the database says more than their parser did: their edges could not all be made. */
function findFailures(files: readonly GraphFile[], entries: SourceEntries): Map<string, GraphFile> {
  const isFailed = ({ path, reason }: GraphFile): boolean => {
    const entry = entries.get(path);
    return entry?.facts !== undefined && entry.file.reason !== reason;
  };
  return new Map(files.filter(isFailed).map((file) => [file.path, file]));
}

function renewFailures(
  before: ReadonlyMap<string, GraphFile>,
  entries: SourceEntries,
  { files, removed }: GraphDelta,
): Map<string, GraphFile> {
  const failures = new Map(before);
  for (const path of [...removed, ...files.map((file) => file.path)]) failures.delete(path);
  for (const [path, file] of findFailures(files, entries)) failures.set(path, file);
  return failures;
}

/** A file under another time, with what the database says of its edges. */
function withFailure(file: GraphFile, failed: GraphFile | undefined): GraphFile {
  if (failed === undefined) return file;
  const { status, reason, cause } = failed;
  return { ...file, status, reason, cause };
}

function isSameSkip(entries: SourceEntries, { path, reason, sizeBytes }: GraphFile): boolean {
  const before = entries.get(path)?.file;
  return before?.status === 'skipped' && before.reason === reason && before.sizeBytes === sizeBytes;
}
