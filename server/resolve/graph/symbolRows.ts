// Rows of symbols as the store keeps them, made from a resolved program. Knows which symbols become nodes and what they
// are called; does not know where the numbers of nodes come from.

import { SymbolFlag, type GraphSymbols } from '../../graph.ts';
import type { Notation } from '../../languages/rules/index.ts';
import { joinName } from '../../languages/notation.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import { namedSymbol } from '../edges/index.ts';
import type { SymbolId } from '../program/index.ts';
import type { External } from '../types/index.ts';
import { flagsOfName } from './nameFlags.ts';
import type { Resolution } from './resolution.ts';

const EXTERNAL_KIND = NODE_KINDS.indexOf('External');
const MODULE_KIND = NODE_KINDS.indexOf('Module');
const METHOD_KIND = NODE_KINDS.indexOf('Method');
const CLASS_KINDS: ReadonlySet<number> = new Set(
  (['Class', 'Interface', 'Enum', 'Type'] as const).map((kind) => NODE_KINDS.indexOf(kind)),
);
const FUNCTION_KIND = NODE_KINDS.indexOf('Function');

/** Where the rows go: columns, the ids of symbols of the program, and the strings of the graph. */
export interface SymbolSink {
  readonly symbols: GraphSymbols;
  readonly idOf: (row: number) => number;
  /** The number of a string of the program there, of a name, and of a text that is nowhere else. */
  readonly known: (name: number) => number;
  readonly intern: (text: string) => number;
  readonly add: (text: string) => number;
}

/** Columns for `count` nodes, without parents and files. */
export function makeSymbolColumns(count: number): GraphSymbols {
  const column = () => new Int32Array(count);
  return {
    count,
    kind: new Uint8Array(count),
    name: column(),
    qualifiedName: column(),
    parent: column().fill(-1),
    file: column().fill(-1),
    line: column(),
    startLine: column(),
    endLine: column(),
    flags: column(),
    signature: column(),
    doc: column(),
  };
}

function isNameless(flags: number): boolean {
  return (flags & SymbolFlag.nameless) !== 0;
}

/** Where the symbols come from: all that a row is made of stands in the facts. */
export type SymbolSource = Pick<Resolution, 'program' | 'columns'>;

/** Writes the rows of symbols and externals. */
export class SymbolRows {
  private readonly source: SymbolSource;
  private readonly sink: SymbolSink;
  private readonly qualifiedNames = new Map<number, string>();
  private docs: Map<number, number> | undefined;
  /** Qualified name of functions without a name → how many of them were written. */
  private readonly namelessCounts = new Map<string, number>();

  constructor(source: SymbolSource, sink: SymbolSink) {
    this.source = source;
    this.sink = sink;
  }

  /** Writes symbol `row`, which is in `file` of the graph, as row `to`. */
  write(row: SymbolId, file: number, to: number): void {
    const { program, columns } = this.source;
    const { symbols, known, add, idOf } = this.sink;
    const parent = namedSymbol(columns, columns.symbol(row, 'parent'));
    symbols.parent[to] = parent < 0 ? -1 : idOf(parent);
    symbols.file[to] = file;
    symbols.line[to] = columns.symbol(row, 'nameLine') + 1;
    symbols.startLine[to] = columns.symbol(row, 'startLine') + 1;
    symbols.endLine[to] = columns.symbol(row, 'endLine') + 1;
    if (isNameless(columns.symbol(row, 'flags'))) return this.writeNameless(row, file, parent, to);
    const name = program.strings[columns.symbol(row, 'name')]!;
    const kind = columns.symbol(row, 'kind');
    symbols.kind[to] = kind;
    symbols.name[to] = known(columns.symbol(row, 'name'));
    symbols.qualifiedName[to] = add(this.compose(row));
    const signature = program.strings[columns.symbol(row, 'signature')]!;
    const { path, language } = program.files[columns.fileOfSymbol(row)]!;
    symbols.flags[to] =
      columns.symbol(row, 'flags') | flagsOfName(language.rules, { kind, name, signature, path });
    symbols.signature[to] = known(columns.symbol(row, 'signature'));
    symbols.doc[to] = known(columns.symbol(row, 'doc') || (this.declaredDocs().get(row) ?? 0));
  }

  /** What comments above declarations say of what is defined elsewhere. */
  private declaredDocs(): ReadonlyMap<number, number> {
    if (!this.docs) {
      this.docs = new Map();
      const { program, columns } = this.source;
      for (const [declared, definition] of program.definitions) {
        const doc = columns.symbol(declared, 'doc');
        if (doc > 0 && !this.docs.has(definition)) this.docs.set(definition, doc);
      }
    }
    return this.docs;
  }

  /** The words for a function without a name; those of one container that share them are counted, in each file by itself. */
  private writeNameless(row: SymbolId, file: number, parent: SymbolId, to: number): void {
    const { program, columns } = this.source;
    const { symbols, known, add } = this.sink;
    const words = program.strings[columns.symbol(row, 'signature')]!;
    const qualifiedName = parent < 0 ? words : `${this.qualifiedName(parent)}.${words}`;
    // Files that differ in their extension alone share the names of their containers.
    const key = `${file} ${qualifiedName}`;
    const count = (this.namelessCounts.get(key) ?? 0) + 1;
    this.namelessCounts.set(key, count);
    symbols.kind[to] = FUNCTION_KIND;
    symbols.name[to] = known(columns.symbol(row, 'signature'));
    symbols.qualifiedName[to] = add(count === 1 ? qualifiedName : `${qualifiedName}#${count}`);
    symbols.flags[to] = columns.symbol(row, 'flags');
  }

  /** Writes something outside the workspace as row `to`. */
  writeExternal(external: External, to: number): void {
    const { package: packageName, symbol } = external;
    const { symbols, intern, add } = this.sink;
    symbols.kind[to] = EXTERNAL_KIND;
    symbols.name[to] = intern(written(nameOfExternal(external)));
    symbols.qualifiedName[to] = add(symbol === '' ? packageName : `${packageName}:${written(symbol)}`);
  }

  /** The name of a container, which its members ask for again and again. */
  private qualifiedName(row: SymbolId): string {
    const known = this.qualifiedNames.get(row);
    if (known !== undefined) return known;
    const composed = this.compose(row);
    this.qualifiedNames.set(row, composed);
    return composed;
  }

  /** The package that a file says it belongs to, where packages are told by their names; undefined for other containers. */
  private namedPackage(row: SymbolId): string | undefined {
    const { program, columns } = this.source;
    const { language } = program.files[columns.fileOfSymbol(row)]!;
    const isFile = columns.symbol(row, 'kind') === MODULE_KIND && columns.symbol(row, 'parent') < 0;
    if (!isFile || language.rules.modules.moduleUnit !== 'package') return undefined;
    return program.strings[columns.symbol(row, 'signature')] || undefined;
  }

  /**
   * The whole name: path of the file without extension, or its package, then the containers, wherever those stand, with dots
   * between them unless the language has a notation of its own.
   */
  private compose(row: SymbolId): string {
    const { program, columns } = this.source;
    const { path, language } = program.files[columns.fileOfSymbol(row)]!;
    const { notation } = language.rules.names;
    const parent = namedSymbol(columns, columns.symbol(row, 'parent'));
    const kind = columns.symbol(row, 'kind');
    if (parent < 0 && kind === MODULE_KIND)
      return notation?.moduleOf?.(path) ?? path.replace(/\.[^./]+$/, '').replaceAll('/', '.');
    const name = program.strings[columns.symbol(row, 'name')]!;
    if (!notation) {
      const container = parent < 0 ? '' : (this.namedPackage(parent) ?? this.qualifiedName(parent));
      return container === '' ? name : `${container}.${name}`;
    }
    return joinName(notation, this.containerOf(parent, notation), name, {
      isMember: parent >= 0 && CLASS_KINDS.has(columns.symbol(parent, 'kind')),
      isMethod: kind === METHOD_KIND,
      isStatic: (columns.symbol(row, 'flags') & SymbolFlag.static) !== 0,
    });
  }

  /** The name of what a symbol stands in, as the language writes it; a file counts as its package or module, or not at all. */
  private containerOf(parent: SymbolId, { separator, moduleOf }: Notation): string {
    if (parent < 0) return '';
    const { program, columns } = this.source;
    const isFile =
      columns.symbol(parent, 'kind') === MODULE_KIND &&
      namedSymbol(columns, columns.symbol(parent, 'parent')) < 0;
    if (!isFile) return this.qualifiedName(parent);
    const named = this.namedPackage(parent)?.replaceAll('.', separator);
    return named ?? moduleOf?.(program.files[columns.fileOfSymbol(parent)]!.path) ?? '';
  }
}

/** Types that are told apart by how many type parameters they have are written with as many places: ``List`1`` is `List<>`. */
function written(symbol: string): string {
  return symbol.includes('`')
    ? symbol.replaceAll(/`(\d+)/g, (_, count) => `<${','.repeat(Number(count) - 1)}>`)
    : symbol;
}

/** The last part of the name of something external. */
export function nameOfExternal({ package: packageName, symbol }: External): string {
  return symbol === '' ? packageName : symbol.slice(symbol.lastIndexOf('.') + 1);
}
