// What texts define and import, by the same parsers and in the same words as the index, without a look at other files.
// For texts that are in no index: what a commit holds.

import { hash } from 'node:crypto';
import { basename } from 'node:path';
import { decodeText } from '../discover/decodeText.ts';
import { StringTable } from '../facts/builder.ts';
import { BindingKind } from '../facts/expressions.ts';
import { Column, FACT_TABLE_NAMES, FACT_TABLES, widthOf } from '../facts/tables.ts';
import type { FactTable } from '../facts/tables.ts';
import { SymbolFlag, WHOLE_FILE } from '../graph.ts';
import { languages } from '../languages/index.ts';
import { listRuleNames } from '../languages/ruleNames.ts';
import { languageNumber } from '../languages/table.ts';
import { NODE_KINDS } from '../protocol/graph.ts';
import type { NodeKind } from '../protocol/graph.ts';
import { outlineFiles } from '../resolve/graph/index.ts';
import type { OutlinedFile } from '../resolve/graph/index.ts';
import { LanguageParsers } from './languageParsers.ts';

/** A definition with a name. Lines are 1-based and inclusive. */
export interface OutlineSymbol {
  readonly kind: NodeKind;
  readonly name: string;
  readonly qualifiedName: string;
  readonly line: number;
  readonly startLine: number;
  readonly endLine: number;
  readonly signature: string;
  readonly flags: number;
}

/** One name that a file takes from elsewhere; `local` is what it is called here, '' where nothing is bound. */
export interface OutlineImport {
  readonly specifier: string;
  readonly name: string;
  readonly local: string;
  readonly line: number;
}

/** What one text defines. */
export interface Outline {
  readonly lines: readonly string[];
  readonly symbols: readonly OutlineSymbol[];
  readonly imports: readonly OutlineImport[];
  /** What the parser could not read, in words for a person. */
  readonly problems: readonly string[];
}

/** A text to be read, with the path that says its language. */
export interface OutlineRequest {
  readonly path: string;
  readonly language: string;
  readonly bytes: Buffer;
}

/** Strings that are kept between texts; with more of them everything is begun anew. */
const MAX_STRINGS = 400_000;
/** Texts of so many bytes stay parsed: who asks what has changed asks again after the next edit. */
const MAX_KEPT_BYTES = 4 * 1024 * 1024;
/** Two sides of two questions. */
const KEPT_TREES = 4;
const MODULE = NODE_KINDS.indexOf('Module');

/** A text with what the parser says of it. */
interface ParsedText {
  readonly bytes: number;
  readonly lines: readonly string[];
  readonly problems: readonly string[];
  readonly file: OutlinedFile['file'];
  readonly facts: Omit<NonNullable<OutlinedFile['facts']>, 'strings'>;
  readonly imports: readonly OutlineImport[];
  /** Definitions in it can belong to types of other files, by whose texts they are called then. */
  readonly isOpen: boolean;
  /** What it defines whatever stands in other files, once that is known. */
  outline?: Outline;
}

/** Texts of one tree with their outlines. */
interface OutlinedTree {
  readonly texts: readonly (ParsedText | undefined)[];
  readonly outlines: (Outline | undefined)[];
}

/** Outlines texts; the grammars that were needed stay loaded. */
export class Outliner {
  readonly #assetsDir: string;
  #strings = new StringTable();
  #parsers: LanguageParsers;
  /** By path and content; what was needed last comes last. */
  readonly #kept = new Map<string, ParsedText>();
  #keptBytes = 0;
  /** Texts that were asked about together where what one defines depends on the others. */
  #trees: readonly OutlinedTree[] = [];

  constructor(assetsDir: string) {
    this.#assetsDir = assetsDir;
    this.#parsers = new LanguageParsers(assetsDir, this.#strings, true);
    this.#prepare();
  }

  /** The outlines of texts that stand in one tree, undefined for one that is binary or that the parser fails on. */
  async outline(requests: readonly OutlineRequest[]): Promise<(Outline | undefined)[]> {
    const read = await this.#readAll(requests);
    const known = this.#trees.find(
      ({ texts }) => texts.length === read.length && texts.every((one, at) => one === read[at]),
    );
    if (known) return known.outlines;
    // What a file defines alone is known once it has been asked about.
    const isAnyOpen = read.some((one) => one?.isOpen);
    const wanted = read.filter((one) => one !== undefined).filter((one) => isAnyOpen || !one.outline);
    const symbols = this.#listSymbols(wanted);
    const outlines = read.map((one) => {
      if (!one || (one.outline && !one.isOpen)) return one?.outline;
      const { lines, imports, problems } = one;
      const outline = { lines, symbols: symbols.get(one.file.path) ?? [], imports, problems };
      if (!one.isOpen) one.outline = outline;
      return outline;
    });
    if (isAnyOpen) this.#trees = [{ texts: read, outlines }, ...this.#trees].slice(0, KEPT_TREES);
    return outlines;
  }

  /** What a text imports; nothing for one that is binary or that the parser fails on. */
  async listImports(request: OutlineRequest): Promise<OutlineImport[]> {
    const [parsed] = await this.#readAll([request]);
    return parsed ? [...parsed.imports] : [];
  }

  /** Parses texts, or takes what is kept of them. */
  async #readAll(requests: readonly OutlineRequest[]): Promise<(ParsedText | undefined)[]> {
    if (this.#strings.strings.length > MAX_STRINGS) {
      this.#strings = new StringTable();
      this.#parsers = new LanguageParsers(this.#assetsDir, this.#strings, true);
      this.#kept.clear();
      this.#keptBytes = 0;
      this.#trees = [];
      this.#prepare();
    }
    const read = [];
    for (const request of requests) {
      const key = `${request.path}\n${hash('sha1', request.bytes, 'hex')}`;
      const parsed = this.#kept.get(key) ?? (await this.#read(request));
      if (parsed) this.#keep(key, parsed);
      read.push(parsed);
    }
    return read;
  }

  #keep(key: string, parsed: ParsedText): void {
    if (!this.#kept.delete(key)) this.#keptBytes += parsed.bytes;
    this.#kept.set(key, parsed);
    for (const [oldest, { bytes }] of this.#kept) {
      if (this.#keptBytes <= MAX_KEPT_BYTES) break;
      this.#kept.delete(oldest);
      this.#keptBytes -= bytes;
    }
  }

  #prepare(): void {
    for (const name of listRuleNames()) this.#strings.intern(name);
  }

  async #read({ path, language, bytes }: OutlineRequest): Promise<ParsedText | undefined> {
    const { text } = decodeText(bytes);
    const number = languageNumber.get(language);
    if (text === undefined || number === undefined) return undefined;
    try {
      const parser = await this.#parsers.get(number, path);
      const name = basename(path);
      const { facts, lines: count, problems } = parser.parse(text, name.slice(0, name.lastIndexOf('.')));
      const state = { hash: '', sizeBytes: 0, mtimeMs: 0, ...WHOLE_FILE } as const;
      return {
        bytes: bytes.byteLength,
        lines: text.split(/\r\n|\n|\r/),
        problems: problems.map(({ reason }) => reason),
        file: { path, language, lines: count, ...state },
        facts: { path, language: languages[number]!, facts },
        imports: this.#listImports(facts),
        isOpen: tableOf(facts, 'symbols').some((row) => row[Column.symbols.receiver]! >= 0),
      };
    } catch {
      return undefined;
    }
  }

  #listSymbols(parsed: readonly ParsedText[]): Map<string, OutlineSymbol[]> {
    const identity = Int32Array.from(this.#strings.strings, (_, index) => index);
    const files = parsed.map(({ file, facts }) => ({ file, facts: { ...facts, strings: identity } }));
    const { strings, symbols, files: ordered } = outlineFiles(files, this.#strings, 0);
    const found = new Map<string, OutlineSymbol[]>();
    for (let row = 0; row < symbols.count; row++) {
      const flags = symbols.flags[row]!;
      if ((flags & SymbolFlag.nameless) !== 0 || symbols.kind[row] === MODULE) continue;
      const { path } = ordered[symbols.file[row]!]!;
      const listed = found.get(path) ?? [];
      listed.push({
        kind: NODE_KINDS[symbols.kind[row]!]!,
        name: strings[symbols.name[row]!]!,
        qualifiedName: strings[symbols.qualifiedName[row]!]!,
        line: symbols.line[row]!,
        startLine: symbols.startLine[row]!,
        endLine: symbols.endLine[row]!,
        signature: strings[symbols.signature[row]!]!,
        flags,
      });
      found.set(path, listed);
    }
    return found;
  }

  #listImports(facts: Int32Array): OutlineImport[] {
    const { strings } = this.#strings;
    const imports = tableOf(facts, 'imports');
    const bindings = tableOf(facts, 'bindings');
    const locals = new Map<number, number>();
    for (const row of bindings)
      if (row[Column.bindings.kind] === BindingKind.import)
        locals.set(row[Column.bindings.payload]!, row[Column.bindings.name]!);
    return imports.map((row, at) => ({
      specifier: strings[row[Column.imports.specifier]!] ?? '',
      name: strings[row[Column.imports.name]!] ?? '',
      local: strings[locals.get(at) ?? 0] ?? '',
      line: row[Column.imports.line]! + 1,
    }));
  }
}

/** The rows of one table of packed facts, see FactsBuilder.pack. */
function tableOf(facts: Int32Array, wanted: FactTable): Int32Array[] {
  let at = FACT_TABLE_NAMES.length;
  for (const [index, table] of FACT_TABLE_NAMES.entries()) {
    const width = widthOf(table);
    const rows = facts[index]!;
    if (table === wanted)
      return Array.from({ length: rows }, (_, row) =>
        facts.subarray(at + row * width, at + (row + 1) * width),
      );
    at += rows * width;
  }
  throw new Error(`there is no table ${wanted} among ${Object.keys(FACT_TABLES).join(', ')}`);
}
