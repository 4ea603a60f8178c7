// From a copy of a generation and the texts of the tree to an index file of SCIP. The index knows on which line a symbol is
// defined and used: the columns come from the texts, so a file that was changed since is left out and counted.

import { extname } from 'node:path/posix';
import { pathToFileURL } from 'node:url';
import { create } from '@bufbuild/protobuf';
import {
  DocumentSchema,
  Language,
  MetadataSchema,
  OccurrenceSchema,
  PositionEncoding,
  RelationshipSchema,
  SymbolInformation_Kind,
  SymbolInformationSchema,
  SymbolRole,
  TextEncoding,
  ToolInfoSchema,
} from '@c4312/scip/scip_pb.js';
import type { Document, Occurrence, Relationship, SymbolInformation } from '@c4312/scip/scip_pb.js';
import { ReadGate } from '../discover/readGate.ts';
import { SymbolFlag } from '../graph.ts';
import { languages } from '../languages/index.ts';
import { EDGE_KINDS, NAMING_KINDS, NODE_KINDS, type EdgeKind, type NodeKind } from '../protocol/graph.ts';
import { manifestsOf } from '../queries/manifests.ts';
import { EXTERNAL } from '../queries/vocabulary.ts';
import { openGeneration, type Generation } from '../store/generation.ts';
import { sealGeneration } from '../store/sealGeneration.ts';
import { IndexWriter } from './indexFile.ts';
import type { ExportedIndex, ExportJob } from './messages.ts';
import { NamedSymbols, OUR_SCHEME } from './namedSymbols.ts';
import { PlacedNames, type RowRange } from './placeNames.ts';

const KIND_OF: Readonly<Partial<Record<NodeKind, SymbolInformation_Kind>>> = {
  Module: SymbolInformation_Kind.Module,
  Class: SymbolInformation_Kind.Class,
  Interface: SymbolInformation_Kind.Interface,
  Enum: SymbolInformation_Kind.Enum,
  Type: SymbolInformation_Kind.Type,
  Function: SymbolInformation_Kind.Function,
  Method: SymbolInformation_Kind.Method,
  Field: SymbolInformation_Kind.Field,
  Variable: SymbolInformation_Kind.Variable,
};
const WRITTEN: ReadonlySet<EdgeKind> = new Set(NAMING_KINDS);
const LANGUAGE_NAMES = new Map(
  Object.values(Language).flatMap((name) => (typeof name === 'string' ? [[name.toLowerCase(), name]] : [])),
);

interface SymbolRow {
  readonly id: number;
  readonly kind: number;
  readonly name: string;
  readonly parent: number | null;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly flags: number;
  readonly signature: string | null;
  readonly doc: string | null;
}

interface EdgeRow {
  readonly kind: number;
  readonly target: number;
  readonly line: number;
  /** What is written there, when it is not the name of the target. */
  readonly written: string | null;
  readonly name: string;
  readonly qualified: string;
  readonly targetKind: number;
}

interface FileRow {
  readonly id: number;
  readonly path: string;
  readonly language: string;
  readonly hash: string;
}

/** Writes the index; says what is in it. */
export async function exportIndex(job: ExportJob, signal: AbortSignal): Promise<ExportedIndex> {
  const { root, copy, file, excludedDirs, version } = job;
  sealGeneration(copy);
  const generation = openGeneration(copy, { mmapBytes: 0 });
  const writer = new IndexWriter(file);
  try {
    const gate = new ReadGate(root, { dirs: excludedDirs, files: [] });
    const exporter = new Exporter(generation);
    writer.add({
      metadata: create(MetadataSchema, {
        toolInfo: create(ToolInfoSchema, { name: OUR_SCHEME, version }),
        projectRoot: pathToFileURL(root).href,
        textDocumentEncoding: TextEncoding.UTF8,
      }),
    });
    const files = generation
      .rows<FileRow>("SELECT id, path, language, hash FROM file WHERE language <> '' ORDER BY path")
      .all();
    const counts = { documents: 0, changed: 0, definitions: 0, references: 0, unplaced: 0 };
    for (const one of files) {
      signal.throwIfAborted();
      const text = readSame(gate, one);
      if (text === undefined) {
        counts.changed += 1;
        continue;
      }
      const document = exporter.describe(one, text);
      for (const { symbolRoles, range } of document.occurrences) {
        if ((symbolRoles & SymbolRole.Definition) !== 0) counts.definitions += 1;
        else {
          counts.references += 1;
          if (range.length === 3 && range[1] === range[2]) counts.unplaced += 1;
        }
      }
      counts.documents += 1;
      writer.add({ documents: [document] });
      // What was asked to stop is heard between files.
      await Promise.resolve();
    }
    const outside = exporter.outside();
    writer.add({ externalSymbols: outside });
    const bytes = writer.finish();
    return { ...counts, outside: outside.length, bytes };
  } catch (error) {
    writer.discard();
    throw error;
  } finally {
    generation.close();
  }
}

function readSame(gate: ReadGate, { path, hash }: FileRow): string | undefined {
  try {
    const source = gate.read(path);
    return source.hash === hash ? source.text : undefined;
  } catch {
    // Gone, or not to be read any more.
    return undefined;
  }
}

/** Describes the files of one generation. */
class Exporter {
  readonly #names: NamedSymbols;
  readonly #symbols;
  readonly #edges;
  readonly #folderOf;
  readonly #outside = new Map<string, SymbolInformation>();

  constructor(generation: Generation) {
    const managers = new Map(languages.map(({ id, hooks }) => [id, hooks.packageManager ?? '']));
    this.#names = new NamedSymbols(
      generation,
      manifestsOf(generation),
      (language) => managers.get(language) ?? '',
    );
    this.#symbols = generation.rows<SymbolRow>(
      `SELECT s.id, s.kind, n.text AS name, s.parent, s.line, s.start_line AS start, s.end_line AS end, s.flags,
         s.signature, s.doc
       FROM symbol s JOIN name n ON n.id = s.name WHERE s.file = ? ORDER BY s.start_line, s.id`,
    );
    this.#edges = generation.rows<EdgeRow>(
      `SELECT e.kind, e.target, e.line, w.text AS written, n.text AS name, t.qualified_name AS qualified,
         t.kind AS targetKind
       FROM main.edge e JOIN symbol t ON t.id = e.target JOIN name n ON n.id = t.name
       LEFT JOIN name w ON w.id = e.site_name WHERE e.source = ?`,
    );
    this.#folderOf = generation.values<string>(
      'SELECT f.path FROM symbol s JOIN file f ON f.id = s.file WHERE s.id = ?',
    );
  }

  /** Symbols of other packages that the documents so far use. */
  outside(): SymbolInformation[] {
    return [...this.#outside.values()];
  }

  describe({ id, path, language }: FileRow, text: string): Document {
    const places = new PlacedNames(text, lexisOf(path, language));
    const rows = this.#symbols.all(id);
    const occurrences = new Occurrences();
    for (const { id: symbol, kind, parent, name, line, start, end, flags } of rows) {
      const isFile = parent === null && NODE_KINDS[kind] === 'Module';
      const range = isFile ? { row: 0, start: 0, end: 0 } : places.definition(line, name);
      occurrences.add(range, this.#names.of(symbol, language), SymbolRole.Definition | testRole(flags), {
        enclosing: isFile ? [] : places.span(start, end),
      });
    }
    const isDefined = (range: RowRange) => occurrences.isDefined(range);
    const symbols = rows.map((row): SymbolInformation => {
      const relationships: Relationship[] = [];
      for (const edge of this.#edges.all(row.id)) {
        const kind = EDGE_KINDS[edge.kind]!;
        const target = this.#names.of(edge.target, language);
        if (edge.targetKind === EXTERNAL) this.#noteOutside(target, edge.name);
        if (kind === 'INHERITS' || kind === 'IMPLEMENTS' || kind === 'OVERRIDES') {
          const isReference = kind === 'OVERRIDES';
          relationships.push(
            create(RelationshipSchema, { symbol: target, isImplementation: true, isReference }),
          );
        }
        if (!WRITTEN.has(kind)) continue;
        const written = edge.written || edge.name;
        const ranges =
          kind === 'IMPORTS'
            ? [places.module(edge.line, this.#moduleNames(edge, written))]
            : places.uses(edge.line, written, kind === 'CALLS', isDefined);
        const role = kind === 'IMPORTS' ? SymbolRole.Import : SymbolRole.UnspecifiedSymbolRole;
        for (const range of ranges) occurrences.add(range, target, role);
      }
      return create(SymbolInformationSchema, {
        symbol: this.#names.of(row.id, language),
        kind:
          (row.flags & SymbolFlag.initializer) === 0
            ? (KIND_OF[NODE_KINDS[row.kind]!] ?? SymbolInformation_Kind.UnspecifiedKind)
            : SymbolInformation_Kind.Constructor,
        displayName: row.name,
        documentation: row.doc ? [row.doc] : [],
        relationships,
        ...(row.signature
          ? {
              signatureDocumentation: create(DocumentSchema, {
                language: nameOf(language),
                text: row.signature,
              }),
            }
          : {}),
      });
    });
    return create(DocumentSchema, {
      language: nameOf(language),
      relativePath: path,
      positionEncoding: PositionEncoding.UTF16CodeUnitOffsetFromLineStart,
      occurrences: occurrences.list(),
      symbols: joinParts(symbols),
    });
  }

  /** What a statement can call a module by, the longest first. */
  #moduleNames({ target, qualified, name }: EdgeRow, written: string): string[] {
    const folders = (this.#folderOf.get(target) ?? '').split('/').slice(0, -1).toReversed();
    return [written, qualified, name, ...folders];
  }

  #noteOutside(symbol: string, displayName: string): void {
    if (!this.#outside.has(symbol))
      this.#outside.set(symbol, create(SymbolInformationSchema, { symbol, displayName }));
  }
}

/** The occurrences of a document, each once, in the order of the text. */
class Occurrences {
  readonly #known = new Map<string, Occurrence>();
  readonly #defined = new Set<string>();

  add(
    { row, start, end }: RowRange,
    symbol: string,
    symbolRoles: number,
    { enclosing = [] }: { readonly enclosing?: number[] } = {},
  ): void {
    const place = `${row} ${start} ${end}`;
    const isDefinition = (symbolRoles & SymbolRole.Definition) !== 0;
    if (isDefinition && start < end) this.#defined.add(place);
    // Several statements of one kind can name a symbol at one place.
    const key = `${place} ${isDefinition} ${symbol}`;
    const before = this.#known.get(key);
    if (before) {
      before.symbolRoles |= symbolRoles;
      return;
    }
    const range = [row, start, end];
    this.#known.set(key, create(OccurrenceSchema, { range, symbol, symbolRoles, enclosingRange: enclosing }));
  }

  isDefined({ row, start, end }: RowRange): boolean {
    return this.#defined.has(`${row} ${start} ${end}`);
  }

  list(): Occurrence[] {
    return [...this.#known.values()].sort(
      ({ range: [row = 0, start = 0] }, { range: [otherRow = 0, otherStart = 0] }) =>
        row - otherRow || start - otherStart,
    );
  }
}

/** Declarations of one name that are one symbol: what is known of each is said of it. */
function joinParts(symbols: readonly SymbolInformation[]): SymbolInformation[] {
  const known = new Map<string, SymbolInformation>();
  for (const one of symbols) {
    const before = known.get(one.symbol);
    if (!before) known.set(one.symbol, one);
    else {
      before.documentation.push(...one.documentation);
      before.relationships.push(...one.relationships);
    }
  }
  for (const one of known.values()) {
    const seen = new Set<string>();
    one.relationships = one.relationships.filter(({ symbol, isReference }) => {
      const key = `${isReference} ${symbol}`;
      return !seen.has(key) && seen.add(key);
    });
  }
  return [...known.values()];
}

function testRole(flags: number): number {
  return (flags & SymbolFlag.test) === 0 ? 0 : SymbolRole.Test;
}

function lexisOf(path: string, language: string) {
  const own = languages.find(({ extensions }) => Object.hasOwn(extensions, extname(path)));
  return (own ?? languages.find(({ id }) => id === language))?.lexis;
}

/** A language as the schema spells it, where it does. */
function nameOf(language: string): string {
  return LANGUAGE_NAMES.get(language) ?? language;
}
