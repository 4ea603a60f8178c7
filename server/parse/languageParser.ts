// Parses the files of one language with one grammar and extracts their facts. One per (language, grammar) and thread.

import { Parser } from 'web-tree-sitter';
import type { Node, Tree } from 'web-tree-sitter';
import type { StringTable } from '../facts/builder.ts';
import type { Language } from '../languages/language.ts';
import { leaveUnoptimized } from '../memory.ts';
import { gapOf } from '../protocol/fileGap.ts';
import type { FileGap } from '../protocol/fileGap.ts';
import { Arranger } from './arrange.ts';
import { markChanges } from './changedText.ts';
import { walkWithCursor } from './cursorWalk.ts';
import { Extractor } from './extract/extractor.ts';
import { compileKinds } from './kinds.ts';
import type { CompiledKinds } from './kinds.ts';
import { MemoryWalk } from './memoryWalk.ts';
import { startBudget } from './parseBudget.ts';
import { RecordBuffer } from './records.ts';
import { describeErrors, listErrors, measureLost } from './syntaxErrors.ts';
import type { SyntaxErrors } from './syntaxErrors.ts';
import { loadGrammar, startWasm } from './wasm.ts';
import type { WasmMemory } from './wasm.ts';

/** The facts of one file, as packed by FactsBuilder. */
export interface ParsedFile {
  readonly facts: Int32Array;
  readonly lines: number;
  /** What the parser could not read; empty when all was read. */
  readonly problems: readonly FileGap[];
}

/**
 * How long a file may take before it is given up, in milliseconds of CPU time: a hundred times as long as parsers take, which
 * in code that is broken can try ways without end.
 */
function fileBudgetMs(text: string): number {
  return 1000 * Math.min(10, 1 + Math.floor(text.length / 20_000));
}

/**
 * A grammar with a function that is larger than this is never optimised. Its lexer is one function: the best code of Kotlin's, 140 kB,
 * takes V8 three seconds and 600 MB, C++'s 89 kB 1.5 seconds and 220 MB, which 8 MB of sources do not bring in.
 */
const VAST_BYTES = 50_000;

/** Of the parser, each some hundred operations: almost twenty times as many as the largest sample needs. */
const MAX_STEPS = 1000;

/** Parses and extracts the files of one language and grammar. */
export class LanguageParser {
  private readonly compiled: CompiledKinds;
  private readonly parser = new Parser();
  private readonly records = new RecordBuffer();
  private readonly extractor: Extractor;
  private readonly arranger: Arranger | undefined;
  private readonly keywords: ReadonlySet<string>;
  /** Undefined when the self-check found another memory layout. */
  private memoryWalk: MemoryWalk | undefined;

  private constructor(compiled: CompiledKinds, memoryWalk: MemoryWalk | undefined, strings: StringTable) {
    this.compiled = compiled;
    this.memoryWalk = memoryWalk;
    this.parser.setLanguage(compiled.grammar);
    this.keywords = listKeywords(compiled.grammar);
    this.extractor = new Extractor(compiled, strings);
    const { hooks } = compiled.language;
    this.arranger = hooks.arrange || hooks.arrangeFile ? new Arranger(compiled, hooks) : undefined;
  }

  /**
   * Loads the grammar from `assetsDir`, checks the fast walk against the cursor on a sample, and is ready. `isBrief`: it will not read
   * so much that the best code of the grammar would pay.
   */
  static async create(
    language: Language,
    grammarName: string,
    assetsDir: string,
    strings: StringTable,
    walk: 'memory' | 'cursor' = 'memory',
    isBrief = false,
  ): Promise<LanguageParser> {
    const memory = await startWasm(assetsDir);
    const { grammar, largestBytes } = loadGrammar(assetsDir, grammarName);
    const compiled = compileKinds(language, grammar, false, grammarName);
    const fast = walk === 'memory' ? createMemoryWalk(memory, compiled) : undefined;
    const parser = new LanguageParser(compiled, fast, strings);
    // The first text that is parsed calls what takes time later.
    const check = () => parser.isMemoryWalkRight(language.sample);
    const isRight = isBrief || largestBytes > VAST_BYTES ? leaveUnoptimized(check) : check();
    if (!isRight) parser.memoryWalk = undefined;
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
  parse(text: string, moduleName: string, isGenerated = false, budgetMs = fileBudgetMs(text)): ParsedFile {
    const lines = countLines(text);
    const { hooks } = this.compiled.language;
    const parsed = hooks.repair?.(text) ?? text;
    const read = (attempt: string, known?: Tree): Tree | null =>
      this.parser.parse(attempt, known ?? null, { progressCallback: startBudget(budgetMs) });
    let tree = read(parsed);
    let found = tree?.rootNode.hasError ? listErrors(tree) : undefined;
    if (tree && found && hooks.mend) {
      const mended = hooks.mend(parsed, found.errors, found.lost);
      if (mended !== undefined) ({ tree, found } = this.readAgain(tree, found, parsed, mended, read));
    }
    if (tree === null) {
      this.parser.reset();
      this.records.length = 0;
      this.extractor.extract({ records: this.records, source: '', moduleName, lines, isGenerated });
      const reason = `parsing took longer than ${budgetMs / 1000} s and was given up`;
      return { facts: this.extractor.facts.pack(), lines, problems: [gapOf('given-up', reason)] };
    }
    try {
      const problem = found && describeErrors(found.lost, (node) => this.isName(node));
      if (this.memoryWalk) this.memoryWalk.walk(tree, this.records);
      else walkWithCursor(tree, this.compiled, this.records);
      const records = this.arranger?.run(this.records, text) ?? this.records;
      this.extractor.extract({ records, source: text, moduleName, lines, isGenerated });
      return { facts: this.extractor.facts.pack(), lines, problems: problem === undefined ? [] : [problem] };
    } finally {
      tree.delete();
    }
  }

  /** The tree of `mended` when less is lost there than in `tree`, that of `text`, else `tree`; the other is given back. */
  private readAgain(
    tree: Tree,
    found: SyntaxErrors,
    text: string,
    mended: string,
    read: (text: string, known?: Tree) => Tree | null,
  ): { tree: Tree; found: SyntaxErrors | undefined } {
    // What was not changed is common to both, which costs less time, and much less memory.
    const known = tree.copy();
    const other = markChanges(known, text, mended) ? read(mended, known) : read(mended);
    known.delete();
    if (other === null) {
      this.parser.reset();
      return { tree, found };
    }
    const left = other.rootNode.hasError ? listErrors(other) : undefined;
    const isBetter = !left || measureLost(left.lost) < measureLost(found.lost);
    (isBetter ? tree : other).delete();
    return isBetter ? { tree: other, found: left } : { tree, found };
  }

  /** Whether facts are made of a token; a keyword in the place of a name is none. */
  private isName({ isNamed, typeId, text }: Node): boolean {
    const rule = this.compiled.rules[this.compiled.kindOfSymbol[typeId]!];
    return isNamed && rule !== undefined && rule.role !== 'literal' && !this.keywords.has(text);
  }

  /**
   * Records of `text` by the walk named; for the self-check and its tests. None where the grammar does not come to an end
   * within so many steps as no sample needs.
   */
  recordsOf(text: string, walk: 'memory' | 'cursor'): Int32Array {
    let steps = 0;
    const tree = this.parser.parse(text, null, { progressCallback: () => (steps += 1) > MAX_STEPS });
    if (tree === null) {
      this.parser.reset();
      return new Int32Array();
    }
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

/** The words that the grammar writes itself. */
function listKeywords(grammar: CompiledKinds['grammar']): ReadonlySet<string> {
  const words = new Set<string>();
  for (let id = 0; id < grammar.nodeTypeCount; id++) {
    const type = grammar.nodeTypeForId(id);
    if (type !== null && !grammar.nodeTypeIsNamed(id)) words.add(type);
  }
  return words;
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
