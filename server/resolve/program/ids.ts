// The kinds of ids, each a type of its own, and how two kinds of numbers share one integer, each way of doing so once. An id
// is the row of its table; all count from zero, and NONE stands where there is none.

import type { FACT_TABLES, FactTable } from '../../facts/tables.ts';

declare const file: unique symbol;
declare const owner: unique symbol;
declare const target: unique symbol;
declare const symbol: unique symbol;
declare const scope: unique symbol;
declare const expression: unique symbol;
declare const name: unique symbol;
declare const list: unique symbol;
declare const binding: unique symbol;
declare const imported: unique symbol;

/** A file, by its place in path order. */
export type FileId = number & { readonly [file]: true };
/** Whose members something is: a class or function by its symbol, or an object literal, see `ownerOfObject`. */
export type OwnerId = number & { readonly [owner]: true };
/** What an edge leads to: a symbol, or something outside, see `targetOfExternal`. */
export type TargetId = number & { readonly [target]: true };
/** A symbol: a row of `symbols`. */
export type SymbolId = OwnerId & TargetId & { readonly [symbol]: true };
export type ScopeId = number & { readonly [scope]: true };
/** An expression: a row of `expressions`. */
export type ExprId = number & { readonly [expression]: true };
/** A string of the program, 0 for the empty one. */
export type NameId = number & { readonly [name]: true };
/** A list of arguments: where it begins in `argumentLists`. */
export type ListId = number & { readonly [list]: true };
export type BindingId = number & { readonly [binding]: true };
export type ImportId = number & { readonly [imported]: true };

/** A number of which what stands beside it tells the kind: the op of an expression, the kind of a binding or of a value. */
export type AnyId = FileId & SymbolId & ScopeId & ExprId & NameId & ListId & BindingId & ImportId;

/** The empty string, which stands for no name. */
export const NO_NAME = 0 as NameId;

/** Where there is none of its kind. */
export const NONE = -1 as AnyId;

/** A column of ids. */
export interface IdColumn<Id extends number> extends Int32Array<ArrayBuffer> {
  [row: number]: Id;
  [Symbol.iterator](): ArrayIterator<Id>;
  subarray(begin?: number, end?: number): IdColumn<Id>;
  slice(begin?: number, end?: number): IdColumn<Id>;
}

interface Rows {
  readonly symbols: SymbolId;
  readonly scopes: ScopeId;
  readonly expressions: ExprId;
  readonly argumentLists: ListId;
  readonly bindings: BindingId;
  readonly imports: ImportId;
  readonly string: NameId;
}

/** What numbers the rows of a table. */
export type RowOf<Table extends FactTable> = Table extends keyof Rows ? Rows[Table] : number;

/** What the columns of a table hold: ids of the table that the column names, plain numbers for others. */
export type Cells<Table extends FactTable> = {
  readonly [
    Entry in (typeof FACT_TABLES)[Table][number] as Entry extends `${infer Column}:${string}` ? Column : Entry
  ]: Entry extends `${string}:${infer Kind extends keyof Rows}`
    ? Rows[Kind]
    : Entry extends 'payload'
      ? AnyId
      : number;
};

/** The owner of the members of the object literal with a scope. */
export function ownerOfObject(scopeOfObject: ScopeId): OwnerId {
  return (-1 - scopeOfObject) as OwnerId;
}

/** The scope of the object literal that owns members; only for owners below zero. */
export function objectOfOwner(ofObject: OwnerId): ScopeId {
  return (-1 - ofObject) as ScopeId;
}

/** The target that is something outside. */
export function targetOfExternal(external: number): TargetId {
  return (-1 - external) as TargetId;
}

/** The number of what is outside; only for targets below zero. */
export function externalOfTarget(outside: TargetId): number {
  return -1 - outside;
}

/** The type parameter that a call makes; others are rows of bindings. */
export function parameterOfCall(call: ExprId): BindingId {
  return (-1 - call) as BindingId;
}

/** The call that makes a type parameter; only for parameters below zero. */
export function callOfParameter(parameter: BindingId): ExprId {
  return (-1 - parameter) as ExprId;
}
