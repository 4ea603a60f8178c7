// The text of one type in a documentation comment, in the notation of phpDocumentor, PHPStan and Psalm. A type ends where
// prose begins: nothing tells that but a space outside of brackets.

import type { DocType, DocumentedName } from '../documentation.ts';

/** Words for values without members that can be called, and for any value. */
const WITHOUT_MEMBERS =
  /^(?:int(?:eger)?|float|double|string|bool(?:ean)?|true|false|null|void|never(?:-returns?)?|no-return|mixed|object|array-key|scalar|numeric|resource|callable|iterable|array|list|positive-int|negative-int|empty|number|non-[\w-]+|[\w-]+-string|[\w-]+-(?:array|list)|key-of|int-mask(?:-of)?)$/i;
/** Arrays and what loops run over, by the position of the element among one, two or more type arguments. */
const ARRAYS = /^(?:(?:non-empty-|associative-)?(?:array|list)|iterable)$/i;
/** Types of the library whose arguments are key and element: the element is written first where it is read here. */
const KEYED =
  /^\\?(?:Traversable|Iterator|IteratorAggregate|Generator|ArrayIterator|ArrayObject|ArrayAccess|OuterIterator|IteratorIterator|SeekableIterator|RecursiveIterator)$/;

/** A longer text is not read: types that people write are shorter, and the reader recurses. */
const MAX_LENGTH = 2000;

const TOKEN =
  /(\s*)("[^"\n]*"|'[^'\n]*'|\.\.\.|::|\$?[\\\p{L}_][\\\p{L}\p{N}_]*(?:-[\p{L}_][\p{L}\p{N}_]*)*|-?\d[\w.]*|[<>()[\]{}|&,:?*=])/uy;

interface Token {
  readonly text: string;
  readonly at: number;
  readonly isApart: boolean;
}

/** The first tokens of a text, up to what is none. */
function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (;;) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) return tokens;
    tokens.push({ text: match[2]!, at: from + match[1]!.length, isApart: match[1] !== '' });
  }
}

/** Reads types by recursive descent; what it does not know makes the whole type unknown. */
class TypeReader {
  readonly #tokens: readonly Token[];
  readonly #base: number;
  #next = 0;

  constructor(tokens: readonly Token[], base: number) {
    this.#tokens = tokens;
    this.#base = base;
  }

  /** Offset behind what was read. */
  get end(): number {
    const last = this.#tokens[this.#next - 1];
    return last ? this.#base + last.at + last.text.length : this.#base;
  }

  /** A type with its alternatives. Throws a NotRead when there is none. */
  readChoice(): DocType {
    const at = this.#at();
    const parts = [this.#readPostfix()];
    while (this.#take('|') || this.#take('&')) parts.push(this.#readPostfix());
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts, at };
  }

  #readPostfix(): DocType {
    const at = this.#at();
    while (this.#take('?'));
    let type = this.#readPrimary();
    for (;;) {
      if (!this.#follows('[')) return type;
      this.#next++;
      if (this.#take(']')) type = { kind: 'collection', of: type, at };
      else {
        // `T[K]`: what a shape holds under a key.
        this.readChoice();
        this.#expect(']');
        type = { kind: 'unknown', at };
      }
    }
  }

  #readPrimary(): DocType {
    const at = this.#at();
    if (this.#take('(')) return this.#readParenthesized(at);
    const token = this.#peek();
    if (token !== undefined && /^["'\d-]|^\*$/.test(token)) {
      this.#next++;
      return { kind: 'unknown', at };
    }
    const name = this.#takeName();
    if (this.#follows('::')) {
      this.#next++;
      while (this.#follows('*') || /^[\w\\]/.test(this.#peek() ?? '')) {
        this.#next++;
        if (!this.#follows('*')) break;
      }
      return { kind: 'unknown', at };
    }
    if (this.#follows('{')) return this.#readShape(name, at);
    if (this.#follows('(')) return this.#readCallable(at);
    const parameters = this.#follows('<') ? this.#readParameters() : undefined;
    return this.#named(name, parameters, at);
  }

  #named(name: string, parameters: readonly DocType[] | undefined, at: number): DocType {
    if (parameters && ARRAYS.test(name))
      return { kind: 'collection', of: parameters[1] ?? parameters[0]!, at };
    if (parameters && name === 'class-string')
      return { kind: 'generic', base: { kind: 'name', names: [name], at }, parameters, at };
    if (parameters && name === 'value-of') return { kind: 'unknown', at };
    if (WITHOUT_MEMBERS.test(name)) return { kind: 'unknown', at };
    const base: DocType = { kind: 'name', names: [name], at };
    if (!parameters) return base;
    const isKeyed = KEYED.test(name) && parameters.length > 1;
    const ordered = isKeyed ? [parameters[1]!, parameters[0]!, ...parameters.slice(2)] : parameters;
    return { kind: 'generic', base, parameters: ordered, at };
  }

  #readParameters(): DocType[] {
    this.#expect('<');
    const parameters: DocType[] = [];
    do {
      if (this.#peek() === '>') break;
      if (/^(?:covariant|contravariant)$/.test(this.#peek() ?? '') && this.#peek(1) !== ',') this.#next++;
      parameters.push(this.readChoice());
    } while (this.#take(','));
    this.#expect('>');
    return parameters;
  }

  /** `callable(A, B $b=): C` and the like. */
  #readCallable(at: number): DocType {
    this.#expect('(');
    const parameters: DocType[] = [];
    while (!this.#take(')')) {
      parameters.push(this.readChoice());
      while (/^(?:\.\.\.|=|&)$|^\$/.test(this.#peek() ?? '')) this.#next++;
      if (!this.#take(',') && this.#peek() !== ')') throw new NotRead();
    }
    const result: DocType = this.#take(':') ? this.#readPostfix() : { kind: 'unknown', at };
    return { kind: 'function', parameters, result, at };
  }

  /** `(A|B)`, or `(T is A ? B : C)`, of which either result is possible. */
  #readParenthesized(at: number): DocType {
    const type = this.readChoice();
    if (this.#peek() !== 'is') {
      this.#expect(')');
      return type;
    }
    this.#next++;
    if (this.#peek() === 'not') this.#next++;
    this.readChoice();
    this.#expect('?');
    const yes = this.readChoice();
    this.#expect(':');
    const no = this.readChoice();
    this.#expect(')');
    return { kind: 'choice', parts: [yes, no], at };
  }

  /** `array{a: A, 'b'?: B, C, ...}`: the items by their keys, which are counted where none are written. */
  #readShape(name: string, at: number): DocType {
    this.#expect('{');
    const items: DocumentedName[] = [];
    let index = 0;
    while (!this.#take('}')) {
      if (this.#take('...')) {
        if (this.#follows('<')) this.#readParameters();
      } else {
        const key = this.#keyAhead();
        const type = this.readChoice();
        items.push({ name: key ?? String(index++), type });
      }
      if (!this.#take(',') && this.#peek() !== '}') throw new NotRead();
    }
    return ARRAYS.test(name) ? { kind: 'items', items, at } : { kind: 'unknown', at };
  }

  /** The key of an item as code writes it; undefined when there is none. */
  #keyAhead(): string | undefined {
    const isOptional = this.#peek(1) === '?';
    if (this.#peek(isOptional ? 2 : 1) !== ':') return undefined;
    const key = this.#peek()!;
    this.#next += isOptional ? 3 : 2;
    return /^-?\d/.test(key) ? key : `'${key.replace(/^["']|["']$/g, '')}'`;
  }

  #at(): number {
    return this.#base + (this.#tokens[this.#next]?.at ?? 0);
  }
  #peek(ahead = 0): string | undefined {
    return this.#tokens[this.#next + ahead]?.text;
  }
  /** Whether `text` stands right behind what was read, without a space. */
  #follows(text: string): boolean {
    const token = this.#tokens[this.#next];
    return token?.text === text && !token.isApart;
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
    if (token === undefined || !/^\$?[\p{L}_\\]/u.test(token)) throw new NotRead();
    this.#next++;
    return token;
  }
}

/** The text is no type that is known here. */
class NotRead extends Error {}

/** A type, and the offset behind it in the comment. */
export interface ReadType {
  readonly type: DocType;
  readonly end: number;
}

/** The type with which `text` begins, which stands at `base` in its comment; undefined when it begins with none. */
export function parseDocType(text: string, base: number): ReadType | undefined {
  const tokens = readTokens(text.slice(0, MAX_LENGTH));
  if (tokens.length === 0) return undefined;
  const reader = new TypeReader(tokens, base);
  try {
    const type = reader.readChoice();
    return { type, end: reader.end };
  } catch (error) {
    if (error instanceof NotRead) return undefined;
    throw error;
  }
}
