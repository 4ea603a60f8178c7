// An index that a compiler made, read for what it says of calls: which definitions stand behind the name of each. An index
// names no version of the files: a document counts when every occurrence lies where a word is, and every definition is
// spelled by its symbol; documents with their text are compared with it.

import { realpathSync } from 'node:fs';
import { join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { PositionEncoding, SymbolRole } from '@c4312/scip/scip_pb.js';
import type { Document } from '@c4312/scip/scip_pb.js';
import { isInside, toIndexPath } from '../discover/paths.ts';
import { ReadGate } from '../discover/readGate.ts';
import { findCallColumns, findGiven } from '../protocol/callColumns.ts';
import type { AnsweredPlace, AnsweredSite, DefinedPlace } from '../protocol/rpc.ts';
import { isWordAt } from '../text/wordMarks.ts';
import { OwnIndex } from './errors.ts';
import { IndexFile } from './indexFile.ts';
import type { AnswerJob, ImportedDocument, OpenedIndex, OpenJob } from './messages.ts';
import { OUR_SCHEME } from './namedSymbols.ts';
import { Rows } from './rows.ts';
import { isLocalSymbol, parseSymbol } from './symbolNames.ts';

/** Documents that are kept as they were read last. */
const KEPT_DOCUMENTS = 60;
const ENCODINGS = [
  PositionEncoding.UTF16CodeUnitOffsetFromLineStart,
  PositionEncoding.UTF8CodeUnitOffsetFromLineStart,
  PositionEncoding.UTF32CodeUnitOffsetFromLineStart,
];
const OUTSIDE: DefinedPlace = { file: '', line: 0, character: 0 };

/** Where an occurrence is, in UTF-16 units from zero, what it names, and whether it defines that. */
export interface PlacedOccurrence {
  readonly row: number;
  readonly start: number;
  readonly end: number;
  readonly symbol: string;
  readonly isDefinition: boolean;
}

interface ReadDocument {
  readonly rows: Rows;
  readonly occurrences: readonly PlacedOccurrence[];
  /** `row start` → the symbols that are named there. */
  readonly at: ReadonlyMap<string, readonly string[]>;
  /** Symbols of this document alone → where they are defined. */
  readonly locals: ReadonlyMap<string, readonly DefinedPlace[]>;
}

/** One opened index over the texts of a workspace. */
export class ImportedIndex {
  readonly #gate: ReadGate;
  readonly #index: IndexFile;
  /** File → number of its document. */
  readonly #numbers = new Map<string, number>();
  readonly #kept = new Map<string, ReadDocument>();
  readonly #definitions = new Map<string, DefinedPlace[]>();
  /** Packages of which the index has definitions: what is missing of them is not outside. */
  readonly #packages = new Set<string>();
  readonly #packageOf = new Map<string, string>();
  readonly opened: OpenedIndex;

  /** Throws BAD_SCIP_INDEX, and OWN_SCIP_INDEX for what this program wrote. */
  constructor({ root, file, excludedDirs, isOwnAllowed }: Omit<OpenJob, 'type'>) {
    this.#gate = new ReadGate(root, { dirs: excludedDirs, files: [] });
    this.#index = new IndexFile(file);
    const { toolInfo, projectRoot } = this.#index.metadata;
    if (toolInfo?.name === OUR_SCHEME && !isOwnAllowed) throw OwnIndex(file);
    const below = findPrefix(root, projectRoot);
    const documents: ImportedDocument[] = [];
    const stale: string[] = [];
    let missing = 0;
    let occurrences = 0;
    for (let number = 0; number < this.#index.count; number += 1) {
      const document = this.#index.document(number);
      const path = join(below, document.relativePath);
      const source = this.#read(path);
      if (!source || this.#numbers.has(path)) {
        missing += 1;
        continue;
      }
      const read = readDocument(document, path, source.text);
      if (!read) {
        stale.push(path);
        continue;
      }
      this.#numbers.set(path, number);
      documents.push({ file: path, hash: source.hash });
      occurrences += read.occurrences.length;
      for (const { symbol, isDefinition, row, start } of read.occurrences) {
        if (!isDefinition || isLocalSymbol(symbol)) continue;
        const place = { file: path, line: row + 1, character: start };
        const before = this.#definitions.get(symbol);
        if (before) before.push(place);
        else this.#definitions.set(symbol, [place]);
        this.#packages.add(this.#packageName(symbol));
      }
    }
    const tool = [toolInfo?.name ?? '', toolInfo?.version ?? ''].filter((part) => part !== '').join(' ');
    this.opened = { tool: tool || 'an index', documents, stale, missing, occurrences };
  }

  /** What the index says of call sites of one of its files. */
  answer({ file, sites }: Omit<AnswerJob, 'type'>): AnsweredSite[] {
    const document = this.#document(file);
    if (!document) return [];
    const rowAt = (row: number) => (row < document.rows.count ? document.rows.at(row) : undefined);
    return sites.flatMap(({ caller, offset, name, line }): AnsweredSite[] => {
      const columns = findCallColumns(rowAt, line, name);
      const named = columns.flatMap(
        ({ line: row, character }) => document.at.get(`${row} ${character}`) ?? [],
      );
      // A name that the index says nothing of stays as it is.
      if (named.length === 0 || columns.some((one) => !document.at.has(`${one.line} ${one.character}`)))
        return [];
      const found = [...new Set(named)].map((symbol) => this.#placesOf(symbol, document));
      if (found.includes(undefined)) return [];
      const places = found.flatMap((some) => some!).map((place) => this.#withGiven(place));
      // Another name than the definition has is one that an import gives, or a mistake of the indexer.
      const isUnsure = named.some((symbol) => !isSpelled(name, symbol));
      return [{ caller, offset, name, places, ...(isUnsure ? { isUnsure } : {}) }];
    });
  }

  /** All occurrences of a file, and where each leads. */
  occurrencesOf(
    file: string,
  ): (PlacedOccurrence & { readonly places: readonly DefinedPlace[] | undefined })[] {
    const document = this.#document(file);
    return (document?.occurrences ?? []).map((one) =>
      Object.assign({ places: this.#placesOf(one.symbol, document!) }, one),
    );
  }

  /** Where a symbol is defined; undefined when that is not known. */
  #placesOf(symbol: string, document: ReadDocument): readonly DefinedPlace[] | undefined {
    const places = isLocalSymbol(symbol) ? document.locals.get(symbol) : this.#definitions.get(symbol);
    if (places || isLocalSymbol(symbol)) return places;
    return this.#packages.has(this.#packageName(symbol)) ? undefined : [OUTSIDE];
  }

  #withGiven(place: DefinedPlace): AnsweredPlace {
    const document = place.file === '' ? undefined : this.#document(place.file);
    const given = document && findGiven(document.rows.at(place.line - 1), place.character);
    if (!given) return place;
    const symbols = document.at.get(`${place.line - 1} ${given.character}`) ?? [];
    const places = symbols.flatMap((symbol) => this.#placesOf(symbol, document) ?? []);
    return places.length > 0 ? { ...place, given: { isCalled: given.isCalled, places } } : place;
  }

  #packageName(symbol: string): string {
    let known = this.#packageOf.get(symbol);
    if (known === undefined) {
      const parsed = parseSymbol(symbol);
      known = parsed ? JSON.stringify([parsed.scheme, parsed.package]) : '';
      this.#packageOf.set(symbol, known);
    }
    return known;
  }

  #document(file: string): ReadDocument | undefined {
    const known = this.#kept.get(file);
    if (known) {
      this.#kept.delete(file);
      this.#kept.set(file, known);
      return known;
    }
    const number = this.#numbers.get(file);
    const source = number === undefined ? undefined : this.#read(file);
    const read = source && readDocument(this.#index.document(number!), file, source.text);
    if (!read) return undefined;
    this.#kept.set(file, read);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT_DOCUMENTS) break;
      this.#kept.delete(oldest);
    }
    return read;
  }

  #read(path: string) {
    try {
      const source = this.#gate.read(path);
      return this.#gate.locate(path) === path ? source : undefined;
    } catch {
      // Not there, or nothing that may be read.
      return undefined;
    }
  }
}

/** Where the documents lie below the root; an index that was made elsewhere is taken for one of the same root. */
function findPrefix(root: string, projectRoot: string): string {
  try {
    const folder = realpathSync.native(fileURLToPath(projectRoot));
    return isInside(folder, root) ? toIndexPath(root, folder) : '';
  } catch {
    return '';
  }
}

/** The occurrences over the text of now; undefined when it is another text than that of the index. */
function readDocument(document: Document, file: string, text: string): ReadDocument | undefined {
  if (document.text !== '' && document.text !== text) return undefined;
  const rows = new Rows(text);
  const { positionEncoding } = document;
  const encodings =
    positionEncoding === PositionEncoding.UnspecifiedPositionEncoding ? ENCODINGS : [positionEncoding];
  for (const encoding of encodings) {
    const occurrences = placeAll(document, rows, encoding);
    if (!occurrences) continue;
    const at = new Map<string, string[]>();
    const locals = new Map<string, DefinedPlace[]>();
    for (const { row, start, end, symbol, isDefinition } of occurrences) {
      if (start < end) {
        const key = `${row} ${start}`;
        const before = at.get(key);
        if (before) before.push(symbol);
        else at.set(key, [symbol]);
      }
      if (isDefinition && isLocalSymbol(symbol))
        locals.set(symbol, [...(locals.get(symbol) ?? []), { file, line: row + 1, character: start }]);
    }
    return { rows, occurrences, at, locals };
  }
  return undefined;
}

function placeAll(
  document: Document,
  rows: Rows,
  encoding: PositionEncoding,
): PlacedOccurrence[] | undefined {
  const placed: PlacedOccurrence[] = [];
  for (const { range, symbol, symbolRoles } of document.occurrences) {
    const [row = -1, from = -1, third = -1, fourth] = range;
    const lastRow = fourth === undefined ? row : third;
    const start = rows.toUtf16(row, from, encoding);
    const end = rows.toUtf16(lastRow, fourth ?? third, encoding);
    if (start === undefined || end === undefined || lastRow < row) return undefined;
    // What goes over rows is no name.
    if (lastRow !== row || symbol === '') continue;
    if (end < start) return undefined;
    const text = rows.at(row);
    if (start < end && (cutsWord(text, start) || cutsWord(text, end))) return undefined;
    const isDefinition = (symbolRoles & SymbolRole.Definition) !== 0;
    if (isDefinition && start < end && !isSpelled(text.slice(start, end), symbol)) return undefined;
    placed.push({ row, start, end, symbol, isDefinition });
  }
  return placed;
}

function cutsWord(text: string, at: number): boolean {
  return isWordAt(text, at - 1) && isWordAt(text, at);
}

/** Whether a definition is written as its symbol says, where that is a name at all. */
function isSpelled(written: string, symbol: string): boolean {
  const last = parseSymbol(symbol)?.descriptors.at(-1);
  if (!last || last.kind === 'namespace' || last.kind === 'meta') return true;
  const isName = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;
  return !isName.test(last.name) || !isName.test(written) || written === last.name;
}
