// An index that is kept up to date by deltas, and one made from nothing, of the same tree: their dumps must be equal.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assetsDir } from '../../server/entry.ts';
import type { Overlay } from '../../server/discover/overlay.ts';
import { describeTaken } from '../../server/indexer/taken.ts';
import type { IndexOptions } from '../../server/indexer/messages.ts';
import { WorkspaceIndex } from '../../server/indexer/workspaceIndex.ts';
import { STEP_LIMITS } from '../../server/resolve/program/index.ts';
import type { StepLimits } from '../../server/resolve/program/index.ts';
import { dumpCanonical } from '../../server/queries/dump.ts';
import { indexStatus } from '../../server/queries/indexStatus.ts';
import { queryHandlers } from '../../server/queries/index.ts';
import { nameTable } from '../../server/queries/names.ts';
import { loadStoredIndex } from '../../server/queries/storedIndex.ts';
import { openGeneration } from '../../server/store/generation.ts';
import type { Generation } from '../../server/store/generation.ts';
import type { QueryHandlers } from '../../server/store/thread.ts';
import { changesOf, writeDelta } from '../../server/store/writeDelta.ts';
import { writeGeneration } from '../../server/store/writeGeneration.ts';
import { makeIndexOptions } from '../indexer/indexOptions.ts';

const SILENT = { onDiscovered() {}, onParsed() {}, onResolving() {} };

/** How an edit reached the database. */
export type Step = 'unchanged' | 'delta' | 'rebuild';

/** A tree with its incremental index. */
export class Mirror {
  /** Unsaved texts in the place of files. */
  overlays: readonly Overlay[] = [];
  readonly #settings: IndexOptions;
  readonly #folder = mkdtempSync(join(tmpdir(), 'codebase-memory-mirror-'));
  readonly #limits: StepLimits;
  #index: WorkspaceIndex;
  #generation: Generation | undefined;
  #files = 0;

  constructor(root: string, limits: StepLimits = STEP_LIMITS) {
    // Without grammars nothing is parsed, and two empty indexes are equal.
    if (!existsSync(join(assetsDir, 'grammars')))
      throw new Error(`There are no grammars in ${assetsDir}: run npm run build first.`);
    this.#limits = limits;
    this.#index = new WorkspaceIndex(limits);
    this.#settings = makeIndexOptions(root, {
      cache: { folder: join(this.#folder, 'facts'), fingerprint: 'mirror' },
    });
  }

  get #options(): IndexOptions {
    return { ...this.#settings, overlays: this.overlays };
  }

  /** Brings the index up to date in the way the server does; `touched` is how many files were written anew. */
  async update(hints?: readonly string[]): Promise<{ step: Step; files: number }> {
    if (!this.#generation) {
      await this.#rebuild();
      return { step: 'rebuild', files: 0 };
    }
    const update = await this.#index.update(this.#options, hints);
    if (update.kind === 'rebuild') await this.#rebuild();
    if (update.kind !== 'delta') return { step: update.kind, files: 0 };
    const generation = this.#generation;
    let { delta } = update;
    for (;;) {
      const meta = describeTaken(this.#index.taken);
      const outcome = generation.write((db) => writeDelta(db, delta, meta), changesOf);
      if (outcome.kind === 'written') break;
      delta = this.#index.extend(outcome.paths);
    }
    this.#index.commit();
    return { step: 'delta', files: delta.files.length };
  }

  /** What was known in memory is taken up anew from the database and the cache, or made anew, as after a restart. */
  async restart(): Promise<void> {
    const { taken } = this.#index;
    this.#index.save(this.#options);
    this.#index = new WorkspaceIndex(this.#limits);
    const stored = loadStoredIndex(this.#generation!);
    if (!(await this.#index.recall(this.#options, { ...stored, taken }))) await this.#rebuild();
  }

  async #rebuild(): Promise<void> {
    this.#generation?.close();
    this.#generation = this.#open(await this.#build(this.#index, false));
    this.#index.commit();
  }

  /** Writes a whole index into a new database. */
  async #build(index: WorkspaceIndex, isFresh: boolean): Promise<string> {
    const graph = await index.build(this.#options, isFresh, SILENT);
    const file = join(this.#folder, `graph-${this.#files++}.db`);
    writeGeneration(file, graph, describeTaken(index.taken));
    return file;
  }

  #open(file: string): Generation {
    const fence = { epoch: 'mirror', runFile: join(this.#folder, 'run.json'), isOn: false };
    return openGeneration(file, { mmapBytes: 0, fence });
  }

  /** Answers a question as the store does. */
  ask(query: string, input: unknown): Promise<unknown> {
    const handler = (queryHandlers as QueryHandlers)[query]!;
    return Promise.resolve(handler(this.#generation!, input as never));
  }

  /** The canonical dump of the incremental index, as the product prints it. */
  dumpGraph(): string[] {
    return dumpCanonicalLines(this.#generation!);
  }

  /** The dump of the incremental index, with what its full-text indexes know. */
  dump(): string[] {
    return dumpAll(this.#generation!);
  }

  /** The dump of an index made from nothing. */
  async dumpAnew(): Promise<string[]> {
    const file = await this.#build(new WorkspaceIndex(this.#limits), true);
    const generation = this.#open(file);
    try {
      return dumpAll(generation);
    } finally {
      generation.close();
      rmSync(file);
    }
  }

  close(): void {
    this.#generation?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function dumpCanonicalLines(generation: Generation): string[] {
  const lines: string[] = [];
  for (let from: number | undefined = 0; from !== undefined;) {
    const chunk = dumpCanonical(generation, { from });
    lines.push(...chunk.lines);
    from = chunk.next;
  }
  return lines;
}

function dumpAll(generation: Generation): string[] {
  const lines = [
    ...dumpCanonicalLines(generation),
    ...dumpWords(generation),
    ...dumpNames(generation),
    ...dumpCounts(generation),
  ];
  const defect = lines.find((line) => line.includes('a defect of Codebase Memory'));
  if (defect !== undefined) throw new Error(defect);
  return lines;
}

/** The names that searches go through, as they are written and as they are found. */
function dumpNames(generation: Generation): string[] {
  const { texts, joined, starts } = nameTable(generation);
  return texts.map(
    (text, row) => `name ${text} ${joined.slice(starts[row], joined.indexOf('\n', starts[row]))}`,
  );
}

/** The numbers of rows, which writes carry along. */
function dumpCounts(generation: Generation): string[] {
  const { counts } = indexStatus(generation, { limit: 0, offset: 0 });
  return Object.entries(counts).map(([what, count]) => `count ${what} ${JSON.stringify(count)}`);
}

/** Which words the full-text indexes have for what: the canonical dump knows nothing of them. */
function dumpWords(generation: Generation): string[] {
  const owners = {
    name_words: 'SELECT text FROM name WHERE id = doc',
    doc_words: `SELECT s.qualified_name || ' ' || f.path || ':' || s.line FROM symbol s JOIN file f ON f.id = s.file WHERE s.id = doc`,
    path_words: 'SELECT path FROM file WHERE id = doc',
  };
  return Object.entries(owners).flatMap(([table, owner]) => {
    const vocabulary = `${table}_vocabulary`;
    generation
      .rows(
        `CREATE VIRTUAL TABLE IF NOT EXISTS temp.${vocabulary} USING fts5vocab('main', '${table}', 'instance')`,
      )
      .run();
    return generation
      .values<string>(`SELECT '${table} ' || term || ' ' || ifnull((${owner}), 'nothing') FROM ${vocabulary}`)
      .all();
  });
}

/** Lines that only one of two dumps has, `-` for missing and `+` for too much; at most `limit`. */
export function compareDumps(incremental: readonly string[], anew: readonly string[], limit = 12): string[] {
  const rest = new Map<string, number>();
  for (const line of anew) rest.set(line, (rest.get(line) ?? 0) + 1);
  const extra: string[] = [];
  for (const line of incremental) {
    const count = rest.get(line) ?? 0;
    if (count === 0) extra.push(`+ ${line}`);
    else if (count === 1) rest.delete(line);
    else rest.set(line, count - 1);
  }
  // Edges first: symbols outside the workspace follow from them.
  const missing = [...rest.keys()].map((line) => `- ${line}`);
  return [...missing, ...extra].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, limit);
}

function rankOf(line: string): number {
  return Number(line.startsWith('symbol', 2));
}
