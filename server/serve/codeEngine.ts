// The engine that indexes code: ties the index run, the store thread, the read gate and the tools together for one
// workspace. Decides nothing about when to index or which generation is current.

import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ReadGate } from '../discover/readGate.ts';
import { fingerprintCode } from '../entry.ts';
import { isCheaperAnew } from '../indexer/rebuildShare.ts';
import { FreshnessCheck } from '../indexer/freshnessCheck.ts';
import type { IndexOptions, Taken } from '../indexer/messages.ts';
import { parseTaken } from '../indexer/taken.ts';
import { messageOf } from '../errors.ts';
import { releaseMemory } from '../memory.ts';
import { findFileSystem } from '../ownership/fileSystem.ts';
import { getWorkspaceFiles } from '../ownership/paths.ts';
import type { GenerationSummary, SkippedGroup } from '../protocol/status.ts';
import { createQueries } from '../queries/client.ts';
import type { Queries } from '../queries/client.ts';
import { startStore } from '../store/client.ts';
import type { StoreClient } from '../store/client.ts';
import type { StoreNotice } from '../store/messages.ts';
import { StoreClosed } from '../store/errors.ts';
import { SCHEMA_VERSION } from '../store/schema.ts';
import { Artifacts } from './artifacts.ts';
import { CodeIndex, KEEP_WARM_MS } from './codeIndex.ts';
import type { CodeTools } from './codeTools.ts';
import type { Confirmations } from './confirmations.ts';
import { dumpGraph } from './dumpGraph.ts';
import { SourceNames } from '../discover/sourceNames.ts';
import { languageTable } from '../languages/table.ts';
import { TreeWatcher } from '../watch/treeWatcher.ts';
import { EarlyAnswers } from './earlyAnswers.ts';
import type { Engine, EngineContext, GenerationFile } from './engine.ts';
import { UnsavedTexts } from './errors.ts';
import { Hold } from './hold.ts';
import { Overlays } from './overlays.ts';

/** Beside the folders of the workspaces, which share it. */
const FACTS_FOLDER = 'facts';
/** In the folder of the workspace; swept with other temporary files after a crash. */
const EARLY_FILE = 'early.db.tmp';
/** In the folder of the workspace: facts that were pulled from the team's artifacts, and what git is shown for that. */
const PULLED_FOLDER = 'pulled';
const GIT_FOLDER = 'git-artifacts';
/** Files named per reason in a summary. */
const SKIPPED_EXAMPLES = 3;
/** Names that a client completes to; one more than it is shown, so that it knows of more. */
const COMPLETIONS = 101;
/** Symbols that a search of the graph view lists. */
const FOUND_NODES = 30;
/** Skipped files that a summary looks at. */
const SKIPPED_LIMIT = 5000;

/** Makes the engine of a workspace; starts the store thread. */
export function createCodeEngine(context: EngineContext): Promise<Engine> {
  const { root, entryFile, assetsDir, epoch, runFile, guards, log } = context;
  let forbidden = forbid(context);
  const gate = new ReadGate(root, { dirs: [...forbidden.dirs], files: [...forbidden.files] });
  const tuning = () => {
    const { mmapBytes, checkpointMode } = context.settings();
    return { mmapBytes, checkpointMode };
  };
  const store = startStore({
    entryFile,
    ...tuning(),
    fence: { epoch, runFile, isOn: guards.epochFence },
    onNotice: (notice) => hearStore(notice, context),
    // Without its thread the server could only fail; the next one opens the database anew.
    onCrash: (error) => context.abandon(error.message),
  });
  const hold = new Hold();
  const queries = createQueries(store);
  const sourceNames = new SourceNames(languageTable);
  const overlays = new Overlays({
    gate,
    extensions: [...languageTable.extensionToLanguage.keys()],
    isSource: (path) => sourceNames.findLanguage(basename(path)) !== undefined,
    maxBytes: () => context.settings().maxFileSizeBytes,
  });
  const cache = {
    folder: join(dirname(context.workspaceDir), FACTS_FOLDER),
    fingerprint: fingerprintCode(),
    pulled: join(context.workspaceDir, PULLED_FOLDER),
  };
  const options = (): IndexOptions => {
    const { maxFileSizeBytes, exclude, includeGenerated, workers, memoryLimitBytes } = context.settings();
    const run = { root, assetsDir, entryFile, forbidden, cache, overlays: overlays.list() };
    return { ...run, maxFileSizeBytes, exclude, includeGenerated, workers, memoryLimitBytes };
  };
  // Their threads have ended, and nothing says that there is soon something to do again.
  const rest = () => {
    void releaseMemory();
    store.rest().catch(() => {});
  };
  const check = new FreshnessCheck(options, KEEP_WARM_MS, rest);
  const loadStored = async () => {
    const { meta, ...stored } = await queries.loadStoredIndex({});
    return { ...stored, taken: parseTaken(meta) };
  };
  const patientStore: StoreClient = {
    ...store,
    async update(...change) {
      await hold.wait();
      return store.update(...change);
    },
  };
  const index = new CodeIndex({
    entryFile,
    store: patientStore,
    options,
    loadStored,
    onRest: rest,
    runLeastMs: context.runLeastMs,
  });
  const early = new EarlyAnswers(index.definitions, store, join(context.workspaceDir, EARLY_FILE), gate, log);
  let watcher: TreeWatcher | undefined;
  let built: GenerationFile | undefined;
  let opened: GenerationFile | undefined;
  /** Whether another state of the program made the open generation: this one may find other edges in the same files. */
  let isOfOtherCode = false;
  let costs = { wallMs: 0, cpuMs: 0 };
  /** What the next check compares with, when its files are to be listed for that; an edit must not cost as much as there are files. */
  let unchecked: Taken | undefined;
  let telling: Promise<void> | undefined;
  const listIndexed = async () => {
    const taken = unchecked;
    if (!taken) return;
    unchecked = undefined;
    try {
      check.setIndexed(await queries.listFileStates({}), taken);
    } catch (error) {
      unchecked ??= taken;
      throw error;
    }
  };
  /** Whoever looks at the tree while another reads the list waits for it: without it every file would count as added. */
  const tellCheck = async (): Promise<void> => {
    if (!telling && !unchecked) return;
    telling ??= listIndexed().finally(() => {
      telling = undefined;
    });
    await telling;
    await tellCheck();
  };
  const lookAtTree = async () => {
    await tellCheck();
    const started = performance.now();
    const dirty = await check.run();
    watcher?.noteLook(dirty, performance.now() - started);
    return dirty;
  };
  const confirmedFile = getWorkspaceFiles(context.workspaceDir).confirmed;
  let confirmations: Promise<Confirmations> | undefined;
  const loadConfirmations = async () => {
    const { Confirmations: Made } = await import('./confirmations.ts');
    return new Made({
      path: confirmedFile,
      queries,
      hold,
      readText: (path) => overlays.find(path) ?? gate.read(path),
    });
  };
  const getConfirmations = () => {
    confirmations ??= loadConfirmations().catch((error: unknown) => {
      confirmations = undefined;
      throw error;
    });
    return confirmations;
  };
  /** Lays over the edges what is known of them. Answers without it are those of the index alone. */
  const layConfirmed = async (isAll: boolean) => {
    if (!confirmations && !existsSync(confirmedFile)) return;
    try {
      await (await getConfirmations()).refresh(isAll);
    } catch (error) {
      log.warn('confirmations not laid', { why: messageOf(error) });
    }
  };
  const artifacts = new Artifacts({
    root,
    entryFile,
    log,
    cache,
    scratch: join(context.workspaceDir, GIT_FOLDER),
    excludedDirs: [dirname(context.workspaceDir)],
    maker: () => ({
      program: context.version,
      fingerprint: cache.fingerprint,
      schema: SCHEMA_VERSION,
      includeGenerated: context.settings().includeGenerated,
    }),
  });
  let tools: Promise<CodeTools> | undefined;
  const loadTools = async () => {
    const { createCodeTools } = await import('./codeTools.ts');
    return createCodeTools({
      context,
      store,
      hold,
      queries,
      gate,
      overlays,
      index,
      options,
      keepWarmMs: KEEP_WARM_MS,
      rest,
      noteAsked: async (files) => (await getConfirmations()).noteAsked(files),
    });
  };
  const getTools = () => {
    tools ??= loadTools().catch((error: unknown) => {
      tools = undefined;
      throw error;
    });
    return tools;
  };

  const engine: Engine = {
    loadTools: async () => (await getTools()).registry,
    schemaVersion: SCHEMA_VERSION,
    async open(generation, integrityCheck) {
      const { file } = generation;
      await hold.wait();
      const meta = await store.switchTo(file, integrityCheck);
      forbidden = forbid(context, file);
      gate.forbidFiles(forbidden.files);
      opened = generation;
      early.end();
      // What was built under a temporary name has another file name, but the same number.
      index.noteOpened(file, built?.generation === generation.generation);
      built = undefined;
      unchecked = parseTaken(meta);
      isOfOtherCode = meta['code'] !== cache.fingerprint;
      void layConfirmed(true);
      return addOthers({ ...(await loadSummary(queries, generation)), ...artifacts.note }, options);
    },
    overlays,
    early,
    watch(onChange) {
      overlays.onChange = onChange;
      const { type, isRemote } = findFileSystem(root);
      watcher = new TreeWatcher({
        root,
        remote: isRemote ? type : undefined,
        excludedDirs: forbidden.dirs,
        // Without a suffix it may be a script; only a look at the tree tells.
        isSource: (name) => sourceNames.findLanguage(name) !== undefined || sourceNames.canBeScript(name),
        isConfig: (name) => sourceNames.isConfigFile(name),
        onChange,
        onState: () => context.onWatcher(),
      });
      return watcher.start();
    },
    get watcher() {
      return watcher?.state ?? 'not started';
    },
    async checkFresh() {
      return { dirtyFiles: await lookAtTree(), isOfOtherCode };
    },
    async update(hints) {
      if (isOfOtherCode) return 'rebuild';
      // To look at the tree costs less than to take up all that is known of it.
      if (opened && !hints && !index.isWarm) {
        const { length: dirty } = await lookAtTree();
        if (dirty === 0) return 'unchanged';
        if (isCheaperAnew(dirty, check.indexedFiles)) return 'rebuild';
      }
      const started = performance.now();
      const cpu = process.cpuUsage();
      const outcome = await index.update(hints);
      if (outcome.kind === 'rebuild') return outcome.kind;
      // It has looked at the tree itself.
      if (!hints) watcher?.noteLook(outcome.files.written.map(({ path }) => path));
      // A list that is on its way may be older than this.
      if (unchecked || telling) unchecked = outcome.taken;
      else check.takeChanges(outcome.files, outcome.taken);
      if (outcome.kind === 'unchanged') return outcome.kind;
      await layConfirmed(false);
      const { user, system } = process.cpuUsage(cpu);
      costs = { wallMs: performance.now() - started, cpuMs: (user + system) / 1000 };
      log.info('updated', costs);
      return outcome.kind;
    },
    async summarize() {
      if (!opened) throw new Error('no generation is open');
      return {
        ...(await addOthers(await loadSummary(queries, opened), options)),
        ...costs,
        ...artifacts.note,
      };
    },
    async index({ generation, file }, isFresh, onProgress) {
      const started = performance.now();
      const cpu = process.cpuUsage();
      const meta = { epoch, version: context.version, code: cache.fingerprint };
      const isFirst = opened === undefined;
      const reference = isFirst && !isFresh ? context.settings().artifact : '';
      const isPulled = reference !== '' && (await artifacts.pull(reference, file));
      const building = index.build(file, meta, { isFresh, isPulled }, onProgress);
      if (isFirst) early.begin();
      const { counts, sourceBytes, phases, taken, adoption } = await building.catch(
        async (error: unknown) => {
          if (isFirst) await early.abandon();
          throw error;
        },
      );
      artifacts.noteAdoption(adoption);
      built = { generation, file };
      const { user, system } = process.cpuUsage(cpu);
      log.info('indexed', { ...counts, ...phases });
      return {
        ...counts,
        generation,
        partialFiles: 0,
        skipped: [],
        databaseBytes: counts.bytes,
        sourceBytes,
        wallMs: performance.now() - started,
        cpuMs: (user + system) / 1000,
        indexedAtMs: taken.indexedAtMs,
      };
    },
    dump: (request) => dumpGraph(store, request, hold),
    findEnclosing: (places) => queries.findEnclosingSymbols({ places }),
    suggestNames: async (text) => (opened ? queries.suggest({ text }) : []),
    outline: async (file) => (opened ? queries.outlineFile({ file }) : { hash: '', symbols: [] }),
    countUses: async (file, lines) => (opened ? queries.countUses({ file, lines }) : []),
    listFolder: async (folder) => (opened ? queries.listFolder({ folder }) : { entries: [] }),
    askGraph: async (question) => (await getTools()).askGraph(question),
    findGraphNodes: async (text) => (opened ? queries.findGraphNodes({ text, limit: FOUND_NODES }) : []),
    affectedTests: async (since) => (await getTools()).affectedTests(since),
    testCommand: async (file, names) => (await getTools()).testCommand(file, names),
    confirmations: async () => {
      if (!opened) throw StoreClosed('no generation has been built yet');
      return getConfirmations();
    },
    completeName: async (text) => (opened ? queries.completeName({ text, limit: COMPLETIONS }) : []),
    applySettings: () => store.tune(tuning()),
    checkpoint: async (mode) => (await store.checkpoint(mode)) ?? null,
    inspect: async () => (await store.facts()) ?? null,
    async copyGeneration() {
      if (!opened) throw StoreClosed('no generation has been built yet');
      if (index.hasUnsaved) throw UnsavedTexts();
      await index.saveFacts();
      const file = join(context.workspaceDir, `copy-${randomUUID()}.db.tmp`);
      await store.copyTo(file);
      const { exclude, maxFileSizeBytes } = context.settings();
      return { ...artifacts.describeCopy(file), sources: { assetsDir, exclude, maxFileSizeBytes } };
    },
    async close() {
      artifacts.close();
      await Promise.all([
        store.close(),
        check.close(),
        tools?.then((loaded) => loaded.close()).catch(() => {}),
        index.close(),
        watcher?.close(),
      ]);
    },
  };
  return Promise.resolve(engine);
}

/** What the read gate refuses: the cache, and by (device, inode) the files that this process holds locks on. */
function forbid(
  { workspaceDir, lockFile, guards }: EngineContext,
  database?: string,
): IndexOptions['forbidden'] {
  if (!guards.readGate) return { dirs: [], files: [] };
  const files = [lockFile, ...(database === undefined ? [] : [database, `${database}-wal`])];
  return { dirs: [dirname(workspaceDir)], files };
}

function hearStore(notice: StoreNotice, { log, reportDamage, abandon }: EngineContext): void {
  if (notice.notice === 'damaged') reportDamage(notice.file, notice.why);
  else if (notice.notice === 'fenced') abandon(notice.why);
  else log.warn('checkpoint incomplete', { ...notice });
}

/** Of an index without a file: what there is instead, and what would be taken. */
async function addOthers(
  summary: GenerationSummary,
  options: () => IndexOptions,
): Promise<GenerationSummary> {
  if (summary.files > 0) return summary;
  const { discoverSources } = await import('../indexer/discoverSources.ts');
  const { others } = discoverSources(options());
  return { ...summary, nothing: { seen: others, known: [...languageTable.extensionToLanguage.keys()] } };
}

async function loadSummary(
  queries: Queries,
  { generation, file: database }: GenerationFile,
): Promise<GenerationSummary> {
  const { counts, meta, problems } = await queries.indexStatus({ limit: SKIPPED_LIMIT, offset: 0 });
  const groups = new Map<string, string[]>();
  for (const { file, status, reason } of problems) {
    if (status !== 'skipped') continue;
    const files = groups.get(reason);
    if (files) files.push(file);
    else groups.set(reason, [file]);
  }
  const skipped: SkippedGroup[] = [...groups].map(([reason, paths]) => ({
    reason,
    files: paths.filter((path) => !path.endsWith('/')).length,
    folders: paths.filter((path) => path.endsWith('/')).length,
    examples: paths.slice(0, SKIPPED_EXAMPLES),
  }));
  return {
    generation,
    files: counts.indexed_files + counts.partial_files,
    partialFiles: counts.partial_files,
    symbols: counts.symbols,
    edges: counts.edges,
    unresolved: counts.unresolved_sites,
    edgesByTier: counts.edges_by_tier,
    skipped,
    databaseBytes: statSync(database).size,
    sourceBytes: counts.bytes,
    wallMs: 0,
    cpuMs: 0,
    ...(meta['indexedAtMs'] === undefined ? {} : { indexedAtMs: Number(meta['indexedAtMs']) }),
  };
}
