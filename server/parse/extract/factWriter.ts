// Writes facts down while one file is read: where we are (scope, owner), rows of names, expressions, imports and
// bindings, and the prose of symbols. What a node means is not decided here.

import { FactsBuilder } from '../../facts/builder.ts';
import type { StringTable } from '../../facts/builder.ts';
import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import type { DocTypes } from '../../languages/documentation.ts';
import type { CompiledKinds } from '../kinds.ts';
import type { RecordBuffer } from '../records.ts';
import { R_LINE, R_START } from '../records.ts';
import { docText } from './prose.ts';
import { RecordReader } from './recordReader.ts';

/** The longest signature or documentation that is kept, in characters. */
const MAX_PROSE = 240;

/** What a comment says of types; offsets in them count from its start. */
export interface Documented {
  readonly types: DocTypes;
  readonly text: string;
  readonly start: number;
  readonly line: number;
}

/** A reader of records that can write facts. */
export class FactWriter extends RecordReader {
  readonly facts: FactsBuilder;
  readonly moduleScope = 0;
  exportsScope = 0;
  /** Innermost scope, and the symbol that owns what is written now. */
  scope = 0;
  owner = 0;
  /** Whether declared variables belong to the block or to the function, and what holds unless a rule says otherwise. */
  isBlockScoped = false;
  readonly isBlockScopedByDefault: boolean;
  /** Whether comments of this file declare names of types. */
  hasDocNames = false;
  /** Names under which comments of this file import types. */
  readonly docImports = new Set<number>();
  /** Start of the group of adjoining comments that was read last, and the last of them. */
  private commentStart = -1;
  private lastComment = -1;
  private commentEnd = -1;
  private commentEndLine = -2;

  constructor(compiled: CompiledKinds, strings: StringTable) {
    super(compiled);
    this.facts = new FactsBuilder(strings);
    this.isBlockScopedByDefault = compiled.language.rules.names.blockScoped === true;
  }

  protected override open(records: RecordBuffer, source: string): void {
    super.open(records, source);
    this.facts.clear();
    this.commentEndLine = -2;
    this.docImports.clear();
    const hasDocTypes = this.compiled.language.hooks.docTypes !== undefined;
    this.hasDocNames = hasDocTypes && this.compiled.language.lexis.typeTags?.test(source) === true;
    this.isBlockScoped = this.isBlockScopedByDefault;
  }

  /** Runs `body` with another innermost scope and owner. */
  within(scope: number, owner: number, body: () => void): void {
    const outerScope = this.scope;
    const outerOwner = this.owner;
    const wasBlockScoped = this.isBlockScoped;
    this.scope = scope;
    this.owner = owner;
    body();
    this.scope = outerScope;
    this.owner = outerOwner;
    this.isBlockScoped = wasBlockScoped;
  }

  intern(text: string): number {
    return this.facts.strings.internPart(text);
  }
  nameOf(record: number): number {
    return this.facts.strings.internPart(this.text(record));
  }
  add(op: number, a: number, b: number, at: number): number {
    return this.facts.addExpression(op, a, b, this.scope, this.ints[at + R_LINE]!, this.ints[at + R_START]!);
  }
  nameExpression(name: string, at: number): number {
    return this.add(Op.name, this.intern(name), 0, at);
  }
  symbolExpression(symbol: number, at: number): number {
    return this.add(Op.symbol, symbol, 0, at);
  }
  memberExpression(object: number, name: string, at: number): number {
    return this.add(Op.member, object, this.intern(name), at);
  }
  addImport(specifier: string, name: string, at: number, scope = this.scope): number {
    return this.facts.tables.imports.add(
      scope,
      this.intern(specifier),
      this.intern(name),
      this.line(at),
      this.start(at),
    );
  }
  bindImport(scope: number, name: string, importId: number, at: number): void {
    this.facts.addBinding(scope, this.intern(name), BindingKind.import, importId, this.start(at));
  }
  bindValue(scope: number, name: string, expression: number, at: number): void {
    this.facts.addBinding(scope, this.intern(name), BindingKind.value, expression, this.start(at));
  }

  bindAlias(scope: number, name: string, expression: number, at: number): void {
    this.facts.addBinding(scope, this.intern(name), BindingKind.alias, expression, this.start(at));
  }

  scopeKind(scope = this.scope): number {
    return this.facts.tables.scopes.get(scope, Column.scopes.kind);
  }

  /** The scope that a declaration lands in: the block, or the function, class or module around it. */
  declarationScope(isBlock = this.isBlockScoped): number {
    let scope = this.scope;
    if (isBlock) return scope;
    while (this.scopeKind(scope) === ScopeKind.block) {
      scope = this.facts.tables.scopes.get(scope, Column.scopes.parent);
    }
    return scope;
  }

  /** The function, class or module that a scope belongs to. */
  functionScopeOf(scope: number): number {
    let at = scope;
    while (this.scopeKind(at) === ScopeKind.block)
      at = this.facts.tables.scopes.get(at, Column.scopes.parent);
    return at;
  }

  /** The function whose own arguments these are, -1 outside of functions. */
  functionAround(): number {
    const { scopes } = this.facts.tables;
    let at = this.scope;
    while (at >= 0 && this.scopeKind(at) !== ScopeKind.function) at = scopes.get(at, Column.scopes.parent);
    return at < 0 ? -1 : scopes.get(at, Column.scopes.owner);
  }

  setFlag(symbol: number, flag: number): void {
    const { symbols } = this.facts.tables;
    symbols.set(symbol, Column.symbols.flags, symbols.get(symbol, Column.symbols.flags) | flag);
  }

  /** Keeps the text from `start` to `end` as the symbol's signature, white space folded. */
  setSignature(symbol: number, start: number, end: number): void {
    const text = this.source.slice(start, Math.min(end, start + MAX_PROSE * 2));
    const folded = text
      .replaceAll(/\n[ \t]*(?:# |\/\/).*/g, '')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, MAX_PROSE);
    this.facts.tables.symbols.set(symbol, Column.symbols.signature, this.intern(folded));
  }

  setDoc(symbol: number, raw: string): void {
    const text = docText(raw, MAX_PROSE, this.compiled.language.lexis);
    if (text !== '') this.facts.tables.symbols.set(symbol, Column.symbols.doc, this.intern(text));
  }

  /** Remembers a comment; adjoining ones are one. */
  noteComment(record: number): void {
    if (this.line(record) > this.commentEndLine + 1) this.commentStart = this.start(record);
    this.lastComment = record;
    this.commentEnd = this.end(record);
    this.commentEndLine = this.endLine(record);
  }

  /** What a comment says of types, in languages whose comments do. */
  readComment(record: number): Documented | undefined {
    const text = this.text(record);
    const types = this.compiled.language.hooks.docTypes?.(text);
    return types && { types, text, start: this.start(record), line: this.line(record) };
  }

  /** The same of the comment that ends on the line above `record`, or right before it. */
  docTypesAbove(record: number): Documented | undefined {
    if (!this.compiled.language.hooks.docTypes || this.commentEndLine < this.line(record) - 1)
      return undefined;
    const start = this.start(record);
    if (this.commentEnd > start) return undefined;
    const isAbove = this.commentEndLine === this.line(record) - 1;
    // On the same line only words such as `export const` can stand between.
    if (!isAbove && !/^[\s\w]*$/.test(this.source.slice(this.commentEnd, start))) return undefined;
    return this.readComment(this.lastComment);
  }

  /** The line on which something in a comment stands. */
  lineOf({ text, line }: Documented, at: number): number {
    let lines = line;
    for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) lines++;
    return lines;
  }

  /** An expression that stands in a comment. */
  addDocumented(op: number, a: number, b: number, documented: Documented, at: number): number {
    const line = this.lineOf(documented, at);
    return this.facts.addExpression(op, a, b, this.scope, line, documented.start + at);
  }

  /** Gives the comment that ends on the line above `line` to the symbol. */
  protected takeComment(symbol: number, line: number): void {
    if (this.commentEndLine < line - 1 || this.commentEndLine >= line) return;
    this.setDoc(symbol, this.source.slice(this.commentStart, this.commentEnd));
    this.commentEndLine = -2;
  }
}
