// The finished graph of one generation, in columns: what resolve makes and store writes. Ids are indices and are
// assigned in one order (files by path, symbols by position), so the same tree always gives the same numbers.

import type { GapCause } from './protocol/fileGap.ts';

/** A file, and why it is not in the graph, or not wholly. */
export interface GraphFile {
  /** Relative to the root, `/` separators. */
  readonly path: string;
  /** Language id, or '' for a file that was skipped. */
  readonly language: string;
  /** Hex SHA-1 of the bytes on disk; '' when they were not read. */
  readonly hash: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly lines: number;
  readonly status: 'indexed' | 'partial' | 'skipped';
  /** For `partial` and `skipped`: what is missing and why, in words for a person. */
  readonly reason: string;
  /** The same as a code, that of the worst gap; '' for `indexed`. */
  readonly cause: GapCause | '';
  /** The first line of which something is missing, 1-based; 0 where no line is to blame. */
  readonly gapLine: number;
}

/** What the graph says of a file of which nothing is missing. */
export const WHOLE_FILE = { status: 'indexed', reason: '', cause: '', gapLine: 0 } as const;

/** Bits of `GraphSymbols.flags`. */
export const SymbolFlag = {
  exported: 1,
  async: 2,
  static: 4,
  abstract: 8,
  generator: 16,
  decorated: 32,
  test: 64,
  property: 128,
  /** A method that builds an instance: calling the class calls it. */
  initializer: 256,
  /** Takes what is assigned to a property of the same name. */
  setter: 512,
  /** Written where a value stands: in an object, as an argument, assigned to a member. Whoever gets it can call it. */
  value: 1024,
  /** The language, its library or its tools call it by its name. */
  implicit: 2048,
  /** A method that satisfies interfaces by its name and types alone, those outside of the workspace too. */
  structural: 4096,
  /** A function without a name, called by what it is written for. Its own calls belong to the named symbol around it. */
  nameless: 8192,
  /** Of a file's Module: a tool wrote the file. */
  generated: 16384,
  /** Of a file's Module: the file imports or exports by itself, so that its other names are its own. */
  module: 32768,
  /** A part of a class: other declarations of its name in the same place are parts of it too. */
  partial: 65536,
  /** A function that is called on its first argument as if it were a method of that. */
  extension: 131072,
  /** A method that says that it replaces one of a base. */
  replaces: 262144,
  /** A function under a name that a macro put together, which no text holds. */
  pasted: 524288,
  /** A class whose own code reaches its members under names that are computed. */
  computes: 1048576,
  /** Declared for sources of several platforms, each of which gives it. */
  expected: 2097152,
  /** What sources of one platform give for what others declare. */
  actual: 4194304,
} as const;

/** One row per node, all columns of equal length; the row number is the node id. */
export interface GraphSymbols {
  readonly count: number;
  /** Index into NODE_KINDS. */
  readonly kind: Uint8Array;
  /** Index into `Graph.strings`. */
  readonly name: Int32Array;
  /** Index into `Graph.strings`: dotted path below the root, or `package:symbol` for External. */
  readonly qualifiedName: Int32Array;
  /** Node id of the container, -1 at the top. */
  readonly parent: Int32Array;
  /** Index into `Graph.files`, -1 for External. */
  readonly file: Int32Array;
  /** 1-based line of the definition's name; 0 for External. */
  readonly line: Int32Array;
  /** 1-based first and last line of the whole definition. */
  readonly startLine: Int32Array;
  readonly endLine: Int32Array;
  readonly flags: Int32Array;
  /** Index into `Graph.strings`, 0 (the empty string) when there is none. */
  readonly signature: Int32Array;
  readonly doc: Int32Array;
}

/** One row per edge, sorted by (source, kind, target, line), no duplicates: sites differ in line or written name. */
export interface GraphEdges {
  readonly count: number;
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** Index into EDGE_KINDS. */
  readonly kind: Uint8Array;
  /** Index into REASONS. */
  readonly reason: Uint8Array;
  /** 1-based line of the site in the source's file; 0 for edges without a site. */
  readonly line: Int32Array;
  /** Index into `Graph.strings`: the name written at the site when it differs from the target's name, else 0. */
  readonly siteName: Int32Array;
}

/** Call sites that nothing but a name describes, sorted; `possible` edges are these joined with the symbols of that name. */
export interface GraphUnresolved {
  readonly count: number;
  readonly source: Int32Array;
  /** Index into `Graph.strings`. */
  readonly name: Int32Array;
  readonly line: Int32Array;
  /** 1 where the name is a local one, so that no symbol of that name can be meant. */
  readonly isLocal: Uint8Array;
}

/**
 * What an edit changes in a generation: files with everything that is now in them. Symbols carry the ids they have in the
 * database; edges and parents name symbols by these ids, of other files too.
 */
export interface GraphDelta {
  /** Files whose rows are replaced as a whole; new ones among them. */
  readonly files: readonly GraphFile[];
  /** See Graph.lookups; by the same index as `files`. */
  readonly lookups: readonly Int32Array[];
  /** Files of which only what is known of their bytes changed. */
  readonly touched: readonly GraphFile[];
  /** Paths of files that are gone. */
  readonly removed: readonly string[];
  /** `strings[0]` is the empty string. */
  readonly strings: readonly string[];
  /**
   * Symbols of `files`, `file` being an index there; then, with `file` -1, the externals that their edges reach. An
   * external that the database has under its qualified name keeps the id it has there.
   */
  readonly symbols: GraphSymbols;
  /** Row of `symbols` → id. */
  readonly ids: Int32Array;
  readonly edges: GraphEdges;
  readonly unresolved: GraphUnresolved;
}

/** What some files define: the part of a delta that needs no other file. */
export type GraphDefinitions = Pick<GraphDelta, 'files' | 'strings' | 'symbols' | 'ids'>;

export interface Graph {
  readonly files: readonly GraphFile[];
  /** Keys of what the edges of each file depend on in others, sorted, see LookupKey; by the same index as `files`. */
  readonly lookups: readonly Int32Array[];
  /** `strings[0]` is the empty string. */
  readonly strings: readonly string[];
  readonly symbols: GraphSymbols;
  readonly edges: GraphEdges;
  readonly unresolved: GraphUnresolved;
}
