// What documentation comments in YARD's notation say of types (https://rubydoc.info/gems/yard/file/docs/Tags.md): of parameters,
// results and values. Types in brackets alone are read, no prose.

import type { DocType, DocTypes, DocumentedName } from '../documentation.ts';

const TAG = /^[ \t]*#+[ \t]*@(param|return|type|overload)\b[ \t]*/gm;
/** Words for values of which no class follows. */
const WITHOUT_CLASS = new Set([
  'Boolean',
  'Bool',
  'Object',
  'BasicObject',
  'NilClass',
  'TrueClass',
  'FalseClass',
]);
/** Collections whose only type argument is what they hold. */
const LISTS = new Set(['Array', 'Enumerable', 'Set', 'Enumerator']);

const TOKEN = /[ \t]*(::|=>|[<>{}()[\],]|[\p{L}_][\p{L}\p{N}_]*[?!]?|[^\s\p{L}<>{}()[\],]+)/uy;

/** What a group of comment lines says of types; undefined when that is nothing. */
export function readDocTypes(comment: string): DocTypes | undefined {
  if (!comment.startsWith('#') || !comment.includes('@')) return undefined;
  const parameters: DocumentedName[] = [];
  const results: DocType[] = [];
  let type: DocType | undefined;
  let isOverloaded = false;
  for (const match of comment.matchAll(TAG)) {
    const at = match.index + match[0].length;
    const line = comment.slice(at, lineEnd(comment, at));
    if (match[1] === 'overload') isOverloaded = true;
    else if (match[1] === 'param') {
      // Parameters of one way to call it are not those of the others.
      const read = isOverloaded ? undefined : readParameter(line, at);
      if (read) parameters.push(read);
    } else {
      const read = readBrackets(line, at);
      if (read && match[1] === 'return') results.push(read);
      else type ??= read;
    }
  }
  const result = oneOf(results);
  if (!result && !type && parameters.length === 0) return undefined;
  return { parameters, result, type, receiver: undefined, templates: [], declared: [] };
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

/** `name [Type]` or `[Type] name`. */
function readParameter(line: string, at: number): DocumentedName | undefined {
  const before = /^[*&]*([\p{Ll}_][\p{L}\p{N}_]*)[ \t]*(?=\[)/u.exec(line);
  const opens = before ? before[0].length : 0;
  const type = readBrackets(line.slice(opens), at + opens);
  if (!type) return undefined;
  const name = before?.[1] ?? /^\[.*?\][ \t]*[*&]*([\p{Ll}_][\p{L}\p{N}_]*)/u.exec(line)?.[1];
  return name === undefined ? undefined : { name, type };
}

/** The types in brackets with which a text begins. */
function readBrackets(text: string, at: number): DocType | undefined {
  if (!text.startsWith('[')) return undefined;
  const reader = new TypeReader(text, at);
  return oneOf(reader.readList(']'));
}

function oneOf(types: readonly DocType[]): DocType | undefined {
  const [first] = types;
  return first && types.length > 1 ? { kind: 'choice', parts: types, at: first.at } : first;
}

/** Reads types by recursive descent; what has no class, and what it does not know, is left out. */
class TypeReader {
  readonly #text: string;
  readonly #base: number;
  #at = 1;

  constructor(text: string, base: number) {
    this.#text = text;
    this.#base = base;
  }

  /** Types up to a closing bracket, which is read too; the text can end before it. */
  readList(...ends: readonly string[]): DocType[] {
    const types: DocType[] = [];
    for (let token = this.#take(); token !== undefined && !ends.includes(token); token = this.#take()) {
      const type = this.#readType(token);
      if (type) types.push(type);
    }
    return types;
  }

  #take(): string | undefined {
    TOKEN.lastIndex = this.#at;
    const match = TOKEN.exec(this.#text);
    if (!match) return undefined;
    this.#at = TOKEN.lastIndex;
    return match[1];
  }

  #next(): string | undefined {
    const at = this.#at;
    const token = this.#take();
    this.#at = at;
    return token;
  }

  #readType(first: string): DocType | undefined {
    const at = this.#base + this.#at - first.length;
    if (first === '(') {
      this.readList(')');
      return { kind: 'literal', name: 'Array', at };
    }
    const names = first === '::' ? [`::${this.#take() ?? ''}`] : [first];
    if (!/^(?:::)?\p{Lu}/u.test(names[0]!)) return undefined;
    while (this.#next() === '::') {
      this.#take();
      names.push(this.#take() ?? '');
    }
    const base: DocType = { kind: 'name', names, at };
    const opens = this.#next();
    if (opens === '<' || opens === '{') return this.#readArguments(base);
    return names.length === 1 && WITHOUT_CLASS.has(names[0]!) ? undefined : base;
  }

  /** `<A, B>` or `{A => B}` behind a class. */
  #readArguments(base: DocType & { kind: 'name' }): DocType {
    const isPairs = this.#take() === '{';
    const { at } = base;
    if (isPairs) {
      const keys = oneOf(this.readList('=>', '}'));
      const values = oneOf(this.readList('}'));
      const unknown: DocType = { kind: 'unknown', at };
      return { kind: 'generic', base, parameters: [keys ?? unknown, values ?? unknown], at };
    }
    const parameters = this.readList('>');
    if (base.names.length > 1 || !LISTS.has(base.names[0]!))
      return parameters.length > 0 ? { kind: 'generic', base, parameters, at } : base;
    const of = oneOf(parameters);
    if (!of) return base;
    return base.names[0] === 'Array'
      ? { kind: 'collection', of, at }
      : { kind: 'generic', base, parameters: [of], at };
  }
}
