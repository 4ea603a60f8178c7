// The text of one type in a JSDoc comment, in the notation of TypeScript and in the older one of Closure.

import type { DocType, DocumentedName } from '../documentation.ts';

/** Words for built-in values, and the built-in types whose members they have. */
const LITERALS: ReadonlyMap<string, string> = new Map([
  ['string', 'String'],
  ['number', 'Number'],
  ['boolean', 'Boolean'],
  ['bigint', 'BigInt'],
  ['symbol', 'Symbol'],
]);
/** Words that say nothing of what can be called. */
const ANY =
  /^(?:any|unknown|mixed|object|Object|never|void|null|undefined|function|Function|this|true|false)$/;

/** A longer text is not read: types that people write are shorter, and the reader recurses. */
const MAX_LENGTH = 2000;

const TOKEN =
  /\s+|("[^"]*"|'[^']*'|`[^`]*`|\.\.\.|=>|\.<|[A-Za-z_$][\w$]*(?:-[\w$]+)*|\d[\w.]*|[<>()[\]{}|&,:;?!=*.#~-])/y;

/** The tokens of a text with their offsets; undefined when something in it is none. */
function readTokens(text: string): { text: string; at: number }[] | undefined {
  const tokens: { text: string; at: number }[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) return undefined;
    if (match[1] !== undefined) tokens.push({ text: match[1], at });
  }
  return tokens;
}

/** Reads types by recursive descent; what it does not know makes the whole type unknown. */
class TypeReader {
  readonly #tokens: readonly { text: string; at: number }[];
  readonly #base: number;
  #next = 0;

  constructor(tokens: readonly { text: string; at: number }[], base: number) {
    this.#tokens = tokens;
    this.#base = base;
  }

  get isAtEnd(): boolean {
    return this.#next >= this.#tokens.length;
  }

  /** A type with all its alternatives. Throws a NotRead when there is none. */
  readChoice(): DocType {
    const at = this.#at();
    this.#take('|');
    const parts = [this.#readParts()];
    while (this.#take('|')) parts.push(this.#readParts());
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts, at };
  }

  /** `A & B`: a value has the members of each. */
  #readParts(): DocType {
    const at = this.#at();
    const parts = [this.#readPostfix()];
    while (this.#take('&')) parts.push(this.#readPostfix());
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts, at };
  }

  #readPostfix(): DocType {
    const at = this.#at();
    while (this.#take('?') || this.#take('!'));
    // What a parameter takes as often as it is given.
    if (this.#take('...')) return { kind: 'collection', of: this.#readPostfix(), at };
    if (this.#peek() === 'readonly' && /^[\w$[]/.test(this.#peek(1) ?? '')) this.#take('readonly');
    let type = this.#readPrimary();
    for (;;) {
      if (this.#take('[')) {
        if (!this.#take(']')) throw new NotRead();
        type = { kind: 'collection', of: type, at };
      } else if (!this.#take('=') && !this.#take('?') && !this.#take('!')) return type;
    }
  }

  #readPrimary(): DocType {
    const at = this.#at();
    if (this.#take('(')) return this.#readParenthesized(at);
    if (this.#take('*') || this.#takeString() !== undefined) return { kind: 'unknown', at };
    if (this.#take('{')) return this.#readObject(at);
    if (this.#take('[')) return this.#readTuple(at);
    // What can be constructed is the class of what it makes.
    if (this.#peek() === 'new' && this.#peek(1) === '(' && this.#take('new')) {
      const made = this.#readPrimary();
      return made.kind === 'function' ? { kind: 'typeOf', of: made.result, at } : { kind: 'unknown', at };
    }
    if (this.#take('typeof')) {
      const named = this.#take('import') ? this.#readImport(at) : this.#readNamed(at);
      return named.kind === 'typeOf' ? named : { kind: 'typeOf', of: named, at };
    }
    if (this.#take('import')) return this.#readImport(at);
    if (this.#peek() === 'function' && this.#peek(1) === '(') return this.#readOldFunction(at);
    return this.#readNamed(at);
  }

  #readNamed(at: number): DocType {
    const names = [this.#takeName()];
    while (this.#peek() === '.' && this.#take('.')) names.push(this.#takeName());
    const word = names[0]!;
    if (names.length === 1 && ANY.test(word)) return this.#readKeyed(word, at);
    const literal = names.length === 1 ? LITERALS.get(word) : undefined;
    if (literal !== undefined) return { kind: 'literal', name: literal, at };
    return this.#readParameters({ kind: 'name', names, at });
  }

  #readImport(at: number): DocType {
    this.#expect('(');
    const specifier = this.#takeString();
    if (specifier === undefined) throw new NotRead();
    this.#expect(')');
    const names: string[] = [];
    while (this.#take('.')) names.push(this.#takeName());
    const imported: DocType = { kind: 'import', specifier, names, at };
    return names.length === 0 ? { kind: 'typeOf', of: imported, at } : this.#readParameters(imported);
  }

  #readParameters(base: DocType): DocType {
    if (!this.#take('<') && !this.#take('.<')) return base;
    const parameters = [this.readChoice()];
    while (this.#take(',')) parameters.push(this.readChoice());
    this.#expect('>');
    // `Array<T>` is `T[]`.
    const isArray = base.kind === 'name' && base.names.join('.') === 'Array' && parameters.length === 1;
    if (isArray) return { kind: 'collection', of: parameters[0]!, at: base.at };
    return { kind: 'generic', base, parameters, at: base.at };
  }

  /** `Object<string, T>` has members of one type under any name; other arguments of such words say nothing. */
  #readKeyed(word: string, at: number): DocType {
    const type = this.#readParameters({ kind: 'unknown', at });
    const isKeyed = /^object$/i.test(word) && type.kind === 'generic' && type.parameters.length === 2;
    return isKeyed ? { ...type, base: { kind: 'name', names: ['Record'], at } } : { kind: 'unknown', at };
  }

  /** `{ a: A, b?: B, c(d: D): E, (f: F): G }`; unknown when it has other members. */
  #readObject(at: number): DocType {
    const begin = this.#next;
    const members: DocumentedName[] = [];
    const called: DocType[] = [];
    while (!this.#take('}')) {
      if (this.#peek() === '(') {
        called.push(this.#readSignature());
        continue;
      }
      if (this.#peek() === 'readonly' && this.#peek(1) !== ':' && this.#peek(1) !== '?') this.#next++;
      const name = this.#takeString() ?? (/^[A-Za-z_$]/.test(this.#peek() ?? '') ? this.#takeName() : '');
      this.#take('?');
      if (name !== '' && this.#peek() === '(') {
        members.push({ name, type: this.#readSignature() });
        continue;
      }
      if (name === '' || !this.#take(':')) return this.#skipObject(begin, at);
      members.push({ name, type: this.readChoice() });
      this.#takeSeparators();
    }
    const object: DocType = { kind: 'object', members, at };
    if (called.length === 0) return object;
    const parts = members.length === 0 ? called : [...called, object];
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts, at };
  }

  /** `(a: A, b?: B): C` in an object: what it, or a member of it, is called with and gives. */
  #readSignature(): DocType {
    const at = this.#at();
    this.#expect('(');
    const parameters = this.#readNamedTypes();
    const result: DocType = this.#take(':') ? this.readChoice() : { kind: 'unknown', at };
    this.#takeSeparators();
    return { kind: 'function', parameters, result, at };
  }

  #takeSeparators(): void {
    while (this.#take(',') || this.#take(';'));
  }

  /** `[A, b: B, C?]`; one that can have any number of items says nothing of them. */
  #readTuple(at: number): DocType {
    const items: DocType[] = [];
    let isOpen = false;
    while (!this.#take(']')) {
      isOpen ||= this.#peek() === '...';
      if (this.#hasLabel()) {
        this.#take('...');
        this.#takeName();
        this.#take('?');
        this.#expect(':');
      }
      items.push(this.readChoice());
      if (!this.#take(',') && this.#peek() !== ']') throw new NotRead();
    }
    if (items.length === 0 || isOpen) return { kind: 'unknown', at };
    return items.length === 1 ? { kind: 'collection', of: items[0]!, at } : { kind: 'tuple', items, at };
  }

  /** Whether a name and a colon stand before the type of an item. */
  #hasLabel(): boolean {
    const first = this.#peek() === '...' ? 1 : 0;
    return this.#peek(first + 1) === ':' || (this.#peek(first + 1) === '?' && this.#peek(first + 2) === ':');
  }

  #skipObject(begin: number, at: number): DocType {
    this.#next = begin;
    return this.#skipTo('{', '}', at);
  }

  /** `(A | B)` or `(a: A, b: B) => C`. */
  #readParenthesized(at: number): DocType {
    const begin = this.#next;
    if (this.#skipTo('(', ')', at) && this.#take('=>')) {
      const end = this.#next;
      this.#next = begin;
      const parameters = this.#readNamedTypes();
      this.#next = end;
      return { kind: 'function', parameters, result: this.readChoice(), at };
    }
    this.#next = begin;
    const type = this.readChoice();
    this.#expect(')');
    return type;
  }

  /** The types of `a: A, b?: B` up to the closing parenthesis. */
  #readNamedTypes(): DocType[] {
    const types: DocType[] = [];
    while (!this.#take(')')) {
      this.#take('...');
      this.#takeName();
      this.#take('?');
      types.push(this.#take(':') ? this.readChoice() : { kind: 'unknown', at: this.#at() });
      if (!this.#take(',') && this.#peek() !== ')') throw new NotRead();
    }
    return types;
  }

  /** `function(A, B): C`. */
  #readOldFunction(at: number): DocType {
    this.#take('function');
    this.#take('(');
    const parameters: DocType[] = [];
    let made: DocType | undefined;
    while (!this.#take(')')) {
      const word = this.#peek(1) === ':' ? this.#peek() : undefined;
      const isReceiver = word === 'this' || word === 'new';
      if (isReceiver) this.#next += 2;
      const type = this.readChoice();
      if (!isReceiver) parameters.push(type);
      else if (word === 'new') made = type;
      this.#take(',');
    }
    const result: DocType = this.#take(':') ? this.readChoice() : { kind: 'unknown', at };
    // What can be constructed is the class of what it makes.
    return made ? { kind: 'typeOf', of: made, at } : { kind: 'function', parameters, result, at };
  }

  #skipTo(open: string, close: string, at: number): DocType {
    for (let depth = 1; depth > 0; this.#next++) {
      const token = this.#peek();
      if (token === undefined) throw new NotRead();
      if (token === open) depth++;
      else if (token === close) depth--;
    }
    return { kind: 'unknown', at };
  }

  #at(): number {
    return this.#base + (this.#tokens[this.#next]?.at ?? 0);
  }
  #peek(ahead = 0): string | undefined {
    return this.#tokens[this.#next + ahead]?.text;
  }
  #take(text: string): boolean {
    if (this.#peek() !== text) return false;
    this.#next++;
    return true;
  }
  #expect(text: string): void {
    if (!this.#take(text)) throw new NotRead();
  }
  #takeName(): string {
    const token = this.#peek();
    if (token === undefined || !/^[A-Za-z_$]/.test(token)) throw new NotRead();
    this.#next++;
    return token;
  }
  #takeString(): string | undefined {
    const token = this.#peek();
    if (token === undefined || !/^["'`]/.test(token)) return undefined;
    this.#next++;
    return token.slice(1, -1);
  }
}

/** The text is no type that is known here. */
class NotRead extends Error {}

/** The type that `text` writes, which stands at `base` in its comment; unknown when it is none that is known here. */
export function parseDocType(text: string, base: number): DocType {
  const unknown: DocType = { kind: 'unknown', at: base };
  if (text.length > MAX_LENGTH) return unknown;
  const tokens = readTokens(text);
  if (!tokens || tokens.length === 0) return unknown;
  const reader = new TypeReader(tokens, base);
  try {
    const type = reader.readChoice();
    return reader.isAtEnd ? type : unknown;
  } catch (error) {
    if (error instanceof NotRead) return unknown;
    throw error;
  }
}
