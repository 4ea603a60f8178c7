// A repository with an index in this process, its artifacts, and what another clone makes of them.
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { adoptGeneration } from '../../server/indexer/adoptGeneration.ts';
import type { AdoptedGeneration } from '../../server/indexer/adoptGeneration.ts';
import type { IndexOptions } from '../../server/indexer/messages.ts';
import { describeTaken } from '../../server/indexer/taken.ts';
import { WorkspaceIndex } from '../../server/indexer/workspaceIndex.ts';
import { dumpCanonical } from '../../server/queries/dump.ts';
import { openGeneration } from '../../server/store/generation.ts';
import { SCHEMA_VERSION } from '../../server/store/schema.ts';
import { writeGeneration } from '../../server/store/writeGeneration.ts';
import type { PulledArtifact, PushedArtifact } from '../../server/team/messages.ts';
import { pullArtifact } from '../../server/team/pull.ts';
import { pushArtifact } from '../../server/team/push.ts';
import { commitAll } from '../discover/repository.ts';
import { makeIndexOptions } from '../indexer/indexOptions.ts';

const SILENT = { onDiscovered() {}, onParsed() {}, onResolving() {} };
const SIGNAL = new AbortController().signal;

export const MAKER = {
  program: '1.2.3',
  fingerprint: 'test',
  schema: SCHEMA_VERSION,
  includeGenerated: false,
};

/** A temporary folder of a test. */
export function makeFolder(t: TestContext): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cbm-team-')));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A work tree with a cache of its own. */
export class TeamTree {
  readonly base: string;
  readonly root: string;
  readonly options: IndexOptions;
  /** The database of the last index, or of the last pull. */
  database = '';
  #databases = 0;

  constructor(t: TestContext) {
    this.base = makeFolder(t);
    this.root = join(this.base, 'tree');
    mkdirSync(this.root);
    this.options = makeIndexOptions(this.root, {
      cache: { folder: join(this.base, 'facts'), fingerprint: 'test', pulled: join(this.base, 'pulled') },
    });
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.root, path)), { recursive: true });
      writeFileSync(join(this.root, path), text);
    }
  }

  /** Modules that call each other, and a caller that imports them all. */
  writeModules(count: number): void {
    const numbers = Array.from({ length: count }, (_, at) => at);
    this.write(
      Object.fromEntries(
        numbers.map((at) => [
          `src/m${at}.ts`,
          `import { f${(at + 1) % count} } from './m${(at + 1) % count}.ts';\n` +
            `/** Says ${at}. */\nexport function f${at}(): number {\n  return f${(at + 1) % count}() + ${at};\n}\n`,
        ]),
      ),
    );
  }

  commit(): void {
    commitAll(this.root);
  }

  /** Another clone: the same files and commits, nothing of the cache. */
  clone(t: TestContext): TeamTree {
    const other = new TeamTree(t);
    cpSync(this.root, other.root, { recursive: true });
    return other;
  }

  /** Makes the index from nothing. */
  async index(): Promise<void> {
    const index = new WorkspaceIndex();
    const graph = await index.build(this.options, false, SILENT);
    this.database = join(this.base, `graph-${this.#databases++}.db`);
    writeGeneration(this.database, graph, { epoch: 'x', version: '1.2.3', ...describeTaken(index.taken) });
    index.save(this.options);
  }

  /** Pushes the last index; `lie` may change the copy that goes out. */
  push(
    place: string,
    { lie, isAnyTree = false }: { lie?: (copy: string) => void; isAnyTree?: boolean } = {},
  ): Promise<PushedArtifact> {
    const copy = join(this.base, `copy-${this.#databases++}.db`);
    cpSync(this.database, copy);
    lie?.(copy);
    const { cache } = this.options;
    return pushArtifact(
      { type: 'push', ...this.#job(place), copy, cache: cache as Required<typeof cache> & object, isAnyTree },
      SIGNAL,
    );
  }

  /** Pulls into a new database. */
  async pull(
    place: string,
    patience?: { stallMs: number; leastBytesPerSecond: number },
  ): Promise<PulledArtifact> {
    this.database = join(this.base, `graph-${this.#databases++}.db`);
    const job = {
      type: 'pull',
      ...this.#job(place),
      database: this.database,
      pulled: join(this.base, 'pulled'),
    } as const;
    return pullArtifact(patience ? { ...job, patience } : job, SIGNAL);
  }

  /** Takes up what was pulled, as the index thread does. */
  async adopt(): Promise<AdoptedGeneration> {
    const index = new WorkspaceIndex();
    const adopted = await adoptGeneration(index, this.options, this.database, {
      epoch: 'y',
      version: '1.2.3',
    });
    index.commit();
    index.save(this.options);
    return adopted;
  }

  /** The canonical dump of the last database. */
  dump(): string[] {
    const fence = { epoch: 'z', runFile: '', isOn: false };
    const generation = openGeneration(this.database, { mmapBytes: 0, fence });
    try {
      const lines: string[] = [];
      for (let from: number | undefined = 0; from !== undefined;) {
        const chunk = dumpCanonical(generation, { from });
        lines.push(...chunk.lines);
        from = chunk.next;
      }
      return lines;
    } finally {
      generation.close();
    }
  }

  #job(reference: string) {
    return { root: this.root, reference, scratch: join(this.base, 'git'), excludedDirs: [], maker: MAKER };
  }
}
