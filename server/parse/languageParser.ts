// Parses the files of one language with one grammar and extracts their facts. One per (language, grammar) and thread.

import { Parser } from 'web-tree-sitter';
import type { Tree } from 'web-tree-sitter';
import type { StringTable } from '../facts/builder.ts';
import type { Language, TextRange } from '../languages/language.ts';
import { walkWithCursor } from './cursorWalk.ts';
import { Extractor } from './extract/extractor.ts';
import { roleHandlers } from './extract/roles.ts';
import { compileKinds } from './kinds.ts';
import type { CompiledKinds } from './kinds.ts';
import { MemoryWalk } from './memoryWalk.ts';
import { startBudget } from './parseBudget.ts';
import { RecordBuffer } from './records.ts';
import { loadGrammar, startWasm } from './wasm.ts';
import type { WasmMemory } from './wasm.ts';

/** The facts of one file, as packed by FactsBuilder. */
export interface ParsedFile {
  readonly facts: Int32Array;
  readonly lines: number;
  /** What the parser could not read, in words for a person; empty when all was read. */
  readonly problems: readonly string[];
}

/** How long one file may take before it is given up, in milliseconds of CPU time. */
const FILE_BUDGET_MS = 10_000;

/** Parses and extracts the files of one language and grammar. */
export class LanguageParser {
  private readonly compiled: CompiledKinds;
  private readonly parser = new Parser();
  private readonly records = new RecordBuffer();
  private readonly extractor: Extractor;
  /** Undefined when the self-check found another memory layout. */
  private memoryWalk: MemoryWalk | undefined;

  private constructor(compiled: CompiledKinds, memoryWalk: MemoryWalk | undefined, strings: StringTable) {
    this.compiled = compiled;
    this.memoryWalk = memoryWalk;
    this.parser.setLanguage(compiled.grammar);
    this.extractor = new Extractor(compiled, strings, roleHandlers);
  }

  /** Loads the grammar from `assetsDir`, checks the fast walk against the cursor on a sample, and is ready. */
  static async create(
    language: Language,
    grammarName: string,
    assetsDir: string,
    strings: StringTable,
    walk: 'memory' | 'cursor' = 'memory',
  ): Promise<LanguageParser> {
    const memory = await startWasm(assetsDir);
    const compiled = compileKinds(language, await loadGrammar(assetsDir, grammarName), false, grammarName);
    const fast = walk === 'memory' ? createMemoryWalk(memory, compiled) : undefined;
    const parser = new LanguageParser(compiled, fast, strings);
    if (fast && !parser.isMemoryWalkRight(language.sample)) parser.memoryWalk = undefined;
    return parser;
  }

  /** Whether the fast walk is in use; it is not when the self-check found another memory layout. */
  get usesMemoryWalk(): boolean {
    return this.memoryWalk !== undefined;
  }

  /** Compares the two walks on a sample. */
  private isMemoryWalkRight(sample: string): boolean {
    try {
      const fast = this.recordsOf(sample, 'memory');
      const slow = this.recordsOf(sample, 'cursor');
      return fast.length === slow.length && fast.every((value, index) => value === slow[index]);
    } catch {
      return false;
    }
  }

  /** Parses `text` of the file whose Module symbol is called `moduleName`; never throws for what the text holds. */
  parse(text: string, moduleName: string, isGenerated = false, budgetMs = FILE_BUDGET_MS): ParsedFile {
    const lines = countLines(text);
    const { hooks } = this.compiled.language;
    const parsed = hooks.repair?.(text) ?? text;
    const read = (attempt: string): Tree | null =>
      this.parser.parse(attempt, null, { progressCallback: startBudget(budgetMs) });
    let tree = read(parsed);
    if (tree?.rootNode.hasError && hooks.mend)
      tree = this.readAgain(tree, hooks.mend(parsed, listErrors(tree)), read);
    if (tree === null) {
      this.parser.reset();
      this.records.length = 0;
      this.extractor.extract(this.records, '', moduleName, lines, isGenerated);
      const reason = `parsing took longer than ${budgetMs / 1000} s and was given up`;
      return { facts: this.extractor.facts.pack(), lines, problems: [reason] };
    }
    try {
      const problems = tree.rootNode.hasError ? [describeErrors(tree)] : [];
      if (this.memoryWalk) this.memoryWalk.walk(tree, this.records);
      else walkWithCursor(tree, this.compiled, this.records);
      this.extractor.extract(this.records, text, moduleName, lines, isGenerated);
      return { facts: this.extractor.facts.pack(), lines, problems };
    } finally {
      tree.delete();
    }
  }

  /** The tree of `mended` when that has fewer errors than `tree`, else `tree`; the other one is given back. */
  private readAgain(tree: Tree, mended: string | undefined, read: (text: string) => Tree | null): Tree {
    if (mended === undefined) return tree;
    const other = read(mended);
    if (other === null) {
      this.parser.reset();
      return tree;
    }
    const isBetter = !other.rootNode.hasError || countLost(other) < countLost(tree);
    (isBetter ? tree : other).delete();
    return isBetter ? other : tree;
  }

  /** Records of `text` by the walk named; for the self-check and its tests. */
  recordsOf(text: string, walk: 'memory' | 'cursor'): Int32Array {
    const tree = this.parser.parse(text)!;
    try {
      if (walk === 'memory' && this.memoryWalk) this.memoryWalk.walk(tree, this.records);
      else walkWithCursor(tree, this.compiled, this.records);
      return this.records.ints.slice(0, this.records.length);
    } finally {
      tree.delete();
    }
  }
}

/** The fast walk, or undefined when its tables cannot be read at all. */
function createMemoryWalk(memory: WasmMemory, compiled: CompiledKinds): MemoryWalk | undefined {
  try {
    return new MemoryWalk(memory, compiled);
  } catch {
    return undefined;
  }
}

/** What the grammar could not read, by offsets, outermost only. */
function listErrors(tree: Tree): (TextRange & { firstLine: number; lastLine: number })[] {
  const errors: (TextRange & { firstLine: number; lastLine: number })[] = [];
  const cursor = tree.walk();
  let goesOn = true;
  while (goesOn) {
    const { startIndex: start, endIndex: end } = cursor;
    const isLost = cursor.currentNode.isError || cursor.nodeIsMissing;
    if (isLost) {
      const firstLine = cursor.startPosition.row + 1;
      errors.push({ start, end, firstLine, lastLine: cursor.endPosition.row + 1 });
    }
    if (!isLost && cursor.currentNode.hasError && cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) {
        goesOn = false;
        break;
      }
    }
  }
  cursor.delete();
  return errors;
}

function countLost(tree: Tree): number {
  return listErrors(tree).reduce((sum, { start, end }) => sum + end - start + 1, 0);
}

const NAMED_RANGES = 5;

/** Which lines were not understood, in words for a person. */
function describeErrors(tree: Tree): string {
  const ranges: { first: number; last: number }[] = [];
  for (const { firstLine, lastLine } of listErrors(tree)) {
    const before = ranges.at(-1);
    if (before && firstLine <= before.last + 1) before.last = Math.max(before.last, lastLine);
    else ranges.push({ first: firstLine, last: lastLine });
  }
  const named = ranges
    .slice(0, NAMED_RANGES)
    .map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
  const more = ranges.length - named.length;
  const isOneLine = ranges.length === 1 && ranges[0]!.first === ranges[0]!.last;
  return `syntax not understood in ${isOneLine ? 'line' : 'lines'} ${named.join(', ')}${more > 0 ? ` and ${more} more places` : ''}`;
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
