// Parses the files of one language with one grammar and extracts their facts. One per (language, grammar) and thread.

import { Parser } from 'web-tree-sitter';
import type { StringTable } from '../facts/builder.ts';
import type { Language } from '../languages/language.ts';
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
  parse(text: string, moduleName: string, budgetMs = FILE_BUDGET_MS): ParsedFile {
    const lines = countLines(text);
    const parsed = this.compiled.language.hooks.repair?.(text) ?? text;
    const tree = this.parser.parse(parsed, null, { progressCallback: startBudget(budgetMs) });
    if (tree === null) {
      this.parser.reset();
      this.records.length = 0;
      this.extractor.extract(this.records, '', moduleName, lines);
      const reason = `parsing took longer than ${budgetMs / 1000} s and was given up`;
      return { facts: this.extractor.facts.pack(), lines, problems: [reason] };
    }
    try {
      const problems = tree.rootNode.hasError ? ['syntax errors: what stands in them is missing'] : [];
      if (this.memoryWalk) this.memoryWalk.walk(tree, this.records);
      else walkWithCursor(tree, this.compiled, this.records);
      this.extractor.extract(this.records, text, moduleName, lines);
      return { facts: this.extractor.facts.pack(), lines, problems };
    } finally {
      tree.delete();
    }
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

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
