// What arranging Ruby knows of where it is, and the small parts that all of its constructs are written with.

import type { ArrangeApi } from '../language.ts';
import type { Locals } from './locals.ts';

/** The method around. */
export interface MethodAround {
  /** Where its name stands, from and to. */
  readonly start: number;
  readonly end: number;
  /** The parameter that takes the block, by its record; -1 where it has no name. */
  readonly block: number;
  /** The records of its parameters. */
  readonly parameters: readonly number[];
}

/** The file that is arranged. */
export interface Ruby {
  readonly api: ArrangeApi;
  locals: Locals;
  /** Undefined outside of methods. */
  method: MethodAround | undefined;
  /** In a class or module, else `self` is the object of the program, which all methods at the top belong to. */
  isInClass: boolean;
  /** In `class << self`, or behind `module_function`: methods belong to the class itself. */
  isOfClass: boolean;
  /** In a block: `return` leaves the method around it. */
  isInBlock: boolean;
  /** How many loops are around in the same function. */
  loops: number;
  /** The name of the class around, '' for none, and the record of it. */
  className: string;
  classAt: number;
  /** The module around is extended by what Rails knows as a concern. */
  isConcern: boolean;
  /** The methods of the block that comes next are those of every object, and written already. */
  isShared: boolean;
  /** The constant that the block which comes next describes, -1 for none. */
  described: number;
  /** Writes a record as a value, as a statement, or as what a function gives. */
  readonly value: (r: Ruby, record: number, field: string) => void;
  readonly statement: (r: Ruby, record: number) => void;
  readonly last: (r: Ruby, record: number) => void;
}

/** What stands beside code: it is written where it stands and is no value. */
const BESIDE: ReadonlySet<string> = new Set(['comment', 'heredoc_body', 'uninterpreted']);

export function isBeside({ api }: Ruby, record: number): boolean {
  return BESIDE.has(api.typeOf(record));
}

/** The children of a record but comments and bodies of texts. */
export function parts(r: Ruby, record: number): number[] {
  return r.api.children(record).filter((one) => !isBeside(r, one));
}

/** The first child in a field, -1 for none. */
export function child({ api }: Ruby, record: number, field: string): number {
  return record < 0 ? -1 : (api.children(record).find((one) => api.fieldIs(one, field)) ?? -1);
}

/** Writes what stands beside the code in a record. */
export function writeBeside(r: Ruby, record: number): void {
  if (record < 0) return;
  for (const one of r.api.children(record)) if (isBeside(r, one)) writeOneBeside(r, one);
}

/** Writes a comment, or the body of a text with the code in it. */
export function writeOneBeside(r: Ruby, record: number): void {
  const { api } = r;
  if (api.typeOf(record) === 'heredoc_body')
    api.write('heredoc_body', '', record, () => parts(r, record).forEach((one) => r.value(r, one, '')));
  else api.copy(record, '');
}

export function writeSelf({ api }: Ruby, at: number, field: string): void {
  api.write('self_word', field, at);
}

/** `@name`, a member of the object. */
export function writeVariable(r: Ruby, record: number, field: string): void {
  r.api.write('variable', field, record, () => {
    writeSelf(r, record, 'object');
    r.api.write('word', 'property', record);
  });
}

/** Where the name in a symbol or text stands; undefined for other values, and for names that are computed. */
export function literalName(
  { api }: Ruby,
  record: number,
): { readonly start: number; readonly end: number } | undefined {
  const [start, end] = [api.start(record), api.end(record)];
  switch (api.typeOf(record)) {
    case 'simple_symbol':
      return { start: start + 1, end };
    case 'bare_symbol':
    case 'bare_string':
    case 'hash_key_symbol':
      return { start, end };
    case 'string':
      return /^(["'])[\p{L}_][\p{L}\p{N}_]*[?!=]?\1$/u.test(api.text(record))
        ? { start: start + 1, end: end - 1 }
        : undefined;
    default:
      return undefined;
  }
}

/** The names that literals among some records say. */
export function literalNames(
  r: Ruby,
  records: readonly number[],
): { readonly at: number; readonly start: number; readonly end: number }[] {
  return records.flatMap((record) => {
    const type = r.api.typeOf(record);
    if (type === 'symbol_array' || type === 'string_array' || type === 'array')
      return literalNames(r, parts(r, record));
    const name = literalName(r, record);
    return name ? [{ at: record, ...name }] : [];
  });
}

/** A call of `name`, which stands in the text from `start` to `end`, on the object that `object` writes. */
export function writeCall(
  { api }: Ruby,
  field: string,
  at: number,
  name: { readonly type?: string; readonly at: number; readonly start: number; readonly end: number },
  object: (() => void) | undefined,
  passed?: () => void,
): void {
  api.write('call', field, at, () => {
    object?.();
    api.writeWord(name.type ?? 'word', 'property', name.at, name.start, name.end);
    passed?.();
  });
}
