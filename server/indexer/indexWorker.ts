// The index worker: one thread that builds generations and says what edits change in them. It lives while there is
// something to do and for a while after, because what it knows makes the next edit cheap; its memory ends with it.

import { parentPort } from 'node:worker_threads';
import { messageOf } from '../errors.ts';
import type { IndexPhase } from '../protocol/status.ts';
import { deleteDatabase, writeGeneration } from '../store/writeGeneration.ts';
import { collectGarbage, optimizeLess } from '../memory.ts';
import { DefinitionsFeed } from './definitionsFeed.ts';
import type { Adoption, IndexAnswer, IndexOptions, IndexRequest, PhaseTimes } from './messages.ts';
import { describeTaken } from './taken.ts';
import { WorkspaceIndex } from './workspaceIndex.ts';
import type { RunListener } from './workspaceIndex.ts';

/** Resolving leaves tables behind that are not collected by themselves before the database takes as much again. */
const MUCH_BYTES = 64 * 1024 * 1024;

/** The index of a tree of up to so many source bytes is made before the best code of it would pay. */
const BRIEF_BYTES = 32 * 1024 * 1024;
/** And of one of up to so many before the second-best would: at 600 kB it costs as much as it saves. */
const TINY_BYTES = 512 * 1024;

function post(message: IndexAnswer): void {
  parentPort!.postMessage(message);
}

/** Serves requests in the order in which they come, until the last one. */
export function runIndexWorker(): void {
  const port = parentPort!;
  const worker = new IndexWorker();
  let work = Promise.resolve();
  port.on('message', (request: IndexRequest) => {
    if (worker.take(request)) return;
    work = work.then(async () => {
      try {
        const answer = await worker.answer(request);
        if (answer) post(answer);
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'INDEX_FAILED';
        post({ type: 'failed', code, message: messageOf(error) });
      }
      if (request.type === 'end') port.close();
    });
  });
}

class IndexWorker {
  #index = new WorkspaceIndex();
  #options: IndexOptions | undefined;
  /** A whole graph was made; its facts are saved once it is in use. */
  #isBuilt = false;
  /** The settings that decide what a file's facts are. */
  #settings = '';
  /** Of the build under way. */
  #feed: DefinitionsFeed | undefined;
  #optimizeAgain: () => void = () => {};
  readonly #preferred = new Set<string>();

  /** Takes what does not wait for the request under way; false for other requests. */
  take(request: IndexRequest): boolean {
    if (request.type === 'define') this.#feed?.ask();
    else if (request.type === 'prefer') for (const path of request.paths) this.#preferred.add(path);
    else return false;
    return true;
  }

  async answer(request: IndexRequest): Promise<IndexAnswer | undefined> {
    switch (request.type) {
      case 'build':
        this.#configure(request.options);
        return this.#build(request).finally(() => {
          this.#feed = undefined;
          this.#optimizeAgain();
          this.#optimizeAgain = () => {};
        });
      case 'update': {
        this.#configure(request.options);
        const update = await this.#index.update(request.options, request.hints);
        return { type: 'updated', update, taken: this.#index.taken };
      }
      case 'recall':
        this.#configure(request.options);
        return { type: 'recalled', isWarm: await this.#index.recall(request.options, request.stored) };
      case 'extend':
        return {
          type: 'updated',
          update: { kind: 'delta', delta: this.#index.extend(request.paths) },
          taken: this.#index.taken,
        };
      case 'commit':
        this.#index.commit();
        if (this.#isBuilt && this.#options) this.#index.save(this.#options);
        this.#isBuilt = false;
        return undefined;
      case 'forget':
        this.#index.forget();
        return undefined;
      case 'save':
        if (this.#options) this.#index.save(this.#options);
        return { type: 'saved' };
      case 'end':
        if (this.#options) this.#index.save(this.#options);
        return undefined;
      default:
        return undefined;
    }
  }

  #configure(options: IndexOptions): void {
    const { root, maxFileSizeBytes, includeGenerated } = options;
    this.#options = options;
    const settings = JSON.stringify([root, maxFileSizeBytes, includeGenerated]);
    if (settings !== this.#settings) this.#index = new WorkspaceIndex();
    this.#settings = settings;
  }

  async #build(request: IndexRequest & { type: 'build' }): Promise<IndexAnswer> {
    const { options, generationFile, meta, isFresh } = request;
    let adoption: Adoption | undefined;
    if (request.isPulled) {
      const adopted = await this.#adopt(request);
      if ('counts' in adopted) return adopted;
      adoption = adopted.adoption;
    }
    const phases: PhaseTimes = { discover: 0, parse: 0, resolve: 0, write: 0 };
    const sum = { files: 0, totalFiles: 0, bytes: 0, totalBytes: 0 };
    let phase: IndexPhase = 'discover';
    let started = performance.now();
    const report = () => post({ type: 'progress', progress: { phase, ...sum } });
    const enter = (next: IndexPhase) => {
      phases[phase] += performance.now() - started;
      started = performance.now();
      phase = next;
      report();
    };
    report();
    const listener: RunListener = {
      onDiscovered: (files, bytes) => {
        sum.totalFiles = files;
        sum.totalBytes = bytes;
        if (bytes <= BRIEF_BYTES) this.#optimizeAgain = optimizeLess(bytes <= TINY_BYTES);
        this.#feed = new DefinitionsFeed(files, bytes, this.#index.strings, (definitions) =>
          post({ type: 'defined', definitions }),
        );
        enter('parse');
      },
      onParsed: (entries) => {
        sum.files += entries.length;
        for (const { file } of entries) sum.bytes += file.sizeBytes;
        report();
        this.#feed?.add(entries);
      },
      onResolving: () => {
        this.#feed?.finish();
        enter('resolve');
      },
    };
    const graph = await this.#index.build(options, isFresh, listener, this.#preferred);
    enter('write');
    if (process.memoryUsage().arrayBuffers > MUCH_BYTES) collectGarbage();
    const { taken } = this.#index;
    const counts = writeGeneration(generationFile, graph, { ...meta, ...describeTaken(taken) });
    phases.write += performance.now() - started;
    this.#isBuilt = true;
    const built = { type: 'built', counts, sourceBytes: sum.bytes, phases, taken } as const;
    return adoption ? { ...built, adoption } : built;
  }

  /** Takes up what was pulled; nothing of the file is left when it is not taken. */
  async #adopt({
    options,
    generationFile,
    meta,
  }: IndexRequest & { type: 'build' }): Promise<
    (IndexAnswer & { type: 'built' }) | { readonly adoption: Adoption & { isAdopted: false } }
  > {
    const started = performance.now();
    // Whatever the tree, a hundredth of it is parsed and resolved: that ends before the best code of it would pay.
    this.#optimizeAgain = optimizeLess();
    const { adoptGeneration } = await import('./adoptGeneration.ts');
    const adopted = await adoptGeneration(this.#index, options, generationFile, meta).catch(
      (error: unknown) => ({ adoption: { isAdopted: false, why: messageOf(error) } as const }),
    );
    if (!('counts' in adopted)) {
      deleteDatabase(generationFile);
      // The whole tree is indexed instead, which says for itself what pays.
      this.#optimizeAgain();
      this.#optimizeAgain = () => {};
      return adopted;
    }
    const { adoption, counts } = adopted;
    const { taken } = this.#index;
    const phases: PhaseTimes = { discover: 0, parse: 0, resolve: performance.now() - started, write: 0 };
    return { type: 'built', counts, sourceBytes: 0, phases, taken, adoption };
  }
}
