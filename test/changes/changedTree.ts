// A tree in every language that is changed at random, with an index of before and one of after each change: what
// detect_changes says of it must be what the two indexes say.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findGitChanges } from '../../server/discover/gitChanges.ts';
import { GitMemory } from '../../server/discover/gitMemory.ts';
import { ReadGate } from '../../server/discover/readGate.ts';
import { assetsDir } from '../../server/entry.ts';
import type { Graph } from '../../server/graph.ts';
import { compareChanges } from '../../server/indexer/compareChanges.ts';
import type { IndexOptions } from '../../server/indexer/messages.ts';
import { NameFinder } from '../../server/indexer/occurrences.ts';
import { Outliner } from '../../server/indexer/outlineText.ts';
import { WorkspaceIndex } from '../../server/indexer/workspaceIndex.ts';
import { detectChanges } from '../../server/mcp/tools/detectChanges.ts';
import type { ToolCall } from '../../server/mcp/tool.ts';
import { createQueries } from '../../server/queries/client.ts';
import { queryHandlers } from '../../server/queries/index.ts';
import { openGeneration } from '../../server/store/generation.ts';
import { writeGeneration } from '../../server/store/writeGeneration.ts';
import { commitAll, git } from '../discover/repository.ts';
import { RandomEdits } from '../incremental/randomEdits.ts';
import type { Random } from '../torture/random.ts';
import { HOSTILE_SETTINGS, writeTrap } from './hostileSettings.ts';
import { compareIndexes } from './twoIndexes.ts';
import type { IndexedTree } from './twoIndexes.ts';
import { makeIndexOptions } from '../indexer/indexOptions.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
const PARTS = {
  py: 'test/languages/python',
  go: 'test/languages/go',
  c: 'test/languages/c',
  ts: 'test/languages/typescript',
  js: 'node_modules/express/lib',
};
const SILENT = { onDiscovered() {}, onParsed() {}, onResolving() {} };

/** One comparison: what was changed, and what is wrong about the answer. */
export interface Round {
  readonly what: string;
  readonly setting: string;
  readonly problems: readonly string[];
  /** Symbols that changed, and uses of them that the two indexes know, with how many of these the answer names. */
  readonly symbols: number;
  readonly uses: number;
  readonly named: number;
}

/** The tree with its repository; gone when it is disposed. */
export class ChangedTree {
  readonly #folder = mkdtempSync(join(tmpdir(), 'codebase-memory-changes-'));
  readonly #root = join(this.#folder, 'tree');
  readonly #mark = join(this.#folder, 'ran');
  readonly #random: Random;
  readonly #edits: RandomEdits;
  /** Kept from round to round, as a server does. */
  readonly #outliner = new Outliner(assetsDir);
  readonly #finder = new NameFinder(this.#outliner);
  readonly #memory = new GitMemory();
  #before: IndexedTree | undefined;

  constructor(random: Random) {
    this.#random = random;
    for (const [name, source] of Object.entries(PARTS))
      cpSync(join(projectRoot, source), join(this.#root, name, 'ä b'), { recursive: true });
    this.#write('README.md', 'A tree.\n');
    this.#write('sub/inner.py', 'def inner():\n    return 1\n\ndef other():\n    return inner()\n');
    writeTrap(join(this.#folder, 'program'), this.#mark);
    this.#edits = new RandomEdits(this.#root, random);
    commitAll(join(this.#root, 'sub'));
    git(this.#root, 'init', '--quiet', '--initial-branch=main');
    git(this.#root, 'config', 'core.fileMode', 'true');
    commitAll(this.#root);
  }

  /** Makes one change under one setting, asks, and commits it. */
  async run(round: number): Promise<Round> {
    const settings = Object.keys(HOSTILE_SETTINGS);
    const setting = settings[round % settings.length]!;
    const before = (this.#before ??= await this.#index());
    const what = Array.from({ length: this.#random.between(1, 3) }, () => this.#change()).join('; ');
    const isStaged = this.#random.between(1, 5) === 1;
    const after = await this.#index();
    const file = join(this.#folder, 'graph.db');
    rmSync(file, { force: true });
    writeGeneration(file, after.graph, {});
    const generation = openGeneration(file, {
      mmapBytes: 0,
      fence: { epoch: '', runFile: join(this.#folder, 'run.json'), isOn: false },
    });
    try {
      if (isStaged) git(this.#root, 'add', '--all');
      HOSTILE_SETTINGS[setting]!(this.#root, join(this.#folder, 'program'));
      rmSync(this.#mark, { force: true });
      const queries = createQueries({
        ask: (name, input) =>
          Promise.resolve((queryHandlers[name as keyof typeof queryHandlers] as Function)(generation, input)),
      });
      const answer = await detectChanges.run(this.#arguments(isStaged), this.#call(queries));
      const text = detectChanges.render(answer);
      const compared = compareIndexes(before, after, answer, text, isStaged ? ['sub/'] : []);
      const problems = [
        ...compared.problems,
        ...(existsSync(this.#mark) ? ['a program of the repository ran'] : []),
      ];
      return { what, setting, ...compared, problems };
    } finally {
      generation.close();
      this.#before = after;
      rmSync(join(this.#root, '.git', 'config'));
      for (const [key, value] of [
        ['core.repositoryformatversion', '0'],
        ['core.fileMode', 'true'],
      ] as const)
        git(this.#root, 'config', key, value);
      rmSync(join(this.#root, '.git', 'info', 'attributes'), { force: true });
      git(this.#root, 'update-index', '--no-split-index');
      commitAll(join(this.#root, 'sub'));
      commitAll(this.#root);
    }
  }

  #arguments(staged: boolean) {
    return { staged, scope: 'impact', direction: 'inbound', depth: 2, limit: 5000 };
  }

  #change(): string {
    const others = [
      () => this.#changeMode(),
      () => this.#changeLineEnds(),
      () => this.#append('README.md', 'More of it.\n'),
      () =>
        this.#append('sub/inner.py', `\ndef added_${this.#random.between(1, 999)}():\n    return inner()\n`),
      () => this.#addFile(),
    ];
    return this.#random.between(1, 3) === 1 ? this.#random.pick(others)() : this.#edits.edit();
  }

  #changeMode(): string {
    const path = this.#file();
    chmodSync(join(this.#root, path), this.#random.pick([0o644, 0o755]));
    return `mode of ${path}`;
  }

  #changeLineEnds(): string {
    const path = this.#file();
    const text = this.#read(path);
    this.#write(path, text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text.replaceAll('\n', '\r\n'));
    return `line ends of ${path}`;
  }

  #append(path: string, text: string): string {
    this.#write(path, (existsSync(join(this.#root, path)) ? this.#read(path) : '') + text);
    return `append to ${path}`;
  }

  #addFile(): string {
    const name = `new_${this.#random.between(1, 999)}`;
    this.#write(
      `py/${name}.py`,
      `def ${name}():\n    return 1\n\nclass ${name.toUpperCase()}:\n    x = ${name}()\n`,
    );
    return `add ${name}`;
  }

  #file(): string {
    return this.#random.pick(
      readdirSync(this.#root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(?:py|go|c|h|ts|tsx|js)$/.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name).slice(this.#root.length + 1))
        .filter((path) => !path.includes('.git/'))
        .sort(),
    );
  }

  #read(path: string): string {
    return readFileSync(join(this.#root, path), 'utf8');
  }

  #write(path: string, text: string): void {
    mkdirSync(dirname(join(this.#root, path)), { recursive: true });
    writeFileSync(join(this.#root, path), text);
  }

  get #options(): IndexOptions {
    return makeIndexOptions(this.#root);
  }

  async #index(): Promise<IndexedTree> {
    const graph: Graph = await new WorkspaceIndex().build(this.#options, true, SILENT);
    const texts = new Map(
      graph.files
        .filter(({ status }) => status !== 'skipped')
        .map(({ path }) => [path, this.#read(path).replace(/\r\n?/g, '\n')] as const),
    );
    return { graph, texts };
  }

  #call(queries: ToolCall['queries']): ToolCall {
    const options = this.#options;
    const gate = new ReadGate(this.#root, { dirs: [], files: [] });
    const scratch = join(this.#folder, 'views');
    const source = {
      root: this.#root,
      scratch,
      gate,
      overlays: [],
      excludedDirs: [],
      maxFileSizeBytes: 1_000_000,
    };
    const call: Partial<ToolCall> = {
      queries,
      workspace: { root: this.#root, name: 'tree' },
      readText: (path) => gate.read(path),
      findChanges: async (question, signal) =>
        compareChanges(await findGitChanges(source, question, signal, this.#memory), this.#outliner, options),
      findOccurrences: async (names, signal) => {
        this.#finder.setTexts((await queries.listIndexedTexts({})).files ?? []);
        return this.#finder.find(names, gate, signal);
      },
      freshness: () => ({ generation: 1, indexing: false, stale: false, dirtyFiles: [], skippedFiles: 0 }),
      offset: 0,
      maxTokens: 100_000,
      signal: new AbortController().signal,
    };
    return call as ToolCall;
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
