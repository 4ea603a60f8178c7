// Reads declaration files of TypeScript (`.d.ts`): what they declare, import and export. It reads what valid files hold and
// passes over the rest; no text stops it.

import { readTokens } from './tokens.ts';
import type { Tokens } from './tokens.ts';
import type {
  DeclarationFile,
  TypeParameter,
  Written,
  WrittenMember,
  WrittenParameter,
  WrittenScope,
  WrittenSignature,
  WrittenType,
} from './syntax.ts';

const UNKNOWN: WrittenType = { kind: 'unknown' };
/** Types within types are read so far. */
const MAX_DEPTH = 60;
/** Types that are written in small letters → what the outline calls them; '' says nothing. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ['string', 'String'],
  ['number', 'Number'],
  ['boolean', 'Boolean'],
  ['true', 'Boolean'],
  ['false', 'Boolean'],
  ['bigint', 'BigInt'],
  ['symbol', 'Symbol'],
  ['void', 'None'],
  ['undefined', 'None'],
  ['null', 'None'],
  ['never', 'None'],
  ['this', '%'],
  ['any', ''],
  ['unknown', ''],
  ['object', ''],
  ['intrinsic', ''],
]);
const MODIFIERS: ReadonlySet<string> = new Set([
  'public',
  'private',
  'protected',
  'static',
  'readonly',
  'abstract',
  'declare',
  'override',
  'accessor',
  'async',
  'get',
  'set',
]);
const WORD = /^[\p{L}\p{N}_$#]/u;

/** Reads one file. */
export function readDeclarations(text: string): DeclarationFile {
  const references = [...text.matchAll(/^\/\/\/\s*<reference\s+path\s*=\s*["']([^"'\n]+)["']/gm)];
  const reader = new Reader(readTokens(text));
  const scope = newScope();
  reader.statements(scope, reader.end);
  return { scope, modules: reader.modules, references: references.map(([, path]) => path!) };
}

function newScope(): WrittenScope {
  return { declared: new Map(), imports: new Map(), exports: new Map(), stars: [], whole: undefined };
}

/** The text within quotes. */
function unquoted(token: string): string {
  return token.slice(1, -1);
}

function declare(scope: WrittenScope, name: string, written: Written): void {
  const known = scope.declared.get(name);
  if (known) known.push(written);
  else scope.declared.set(name, [written]);
}

class Reader {
  readonly modules = new Map<string, WrittenScope>();
  private readonly texts: readonly string[];
  private readonly closing: ReadonlyMap<number, number>;
  private at = 0;
  private depth = 0;

  constructor({ texts, closing }: Tokens) {
    this.texts = texts;
    this.closing = closing;
  }

  get end(): number {
    return this.texts.length;
  }

  /** Reads what is declared up to a token. */
  statements(scope: WrittenScope, end: number): void {
    while (this.at < end) {
      const from = this.at;
      this.statement(scope);
      if (this.at === from) this.at++;
    }
    this.at = end;
  }

  private get token(): string {
    return this.texts[this.at] ?? '';
  }

  private next(ahead = 1): string {
    return this.texts[this.at + ahead] ?? '';
  }

  private take(token: string): boolean {
    if (this.token !== token) return false;
    this.at++;
    return true;
  }

  /** Takes a word or whatever stands here. */
  private word(): string {
    const { token } = this;
    this.at++;
    return token;
  }

  private isWord(ahead = 0): boolean {
    return WORD.test(this.next(ahead));
  }

  /** Passes over what is in brackets. */
  private skipBrackets(): void {
    this.at = (this.closing.get(this.at) ?? this.at) + 1;
  }

  private skipTo(...signs: readonly string[]): void {
    while (this.at < this.end && !signs.includes(this.token)) this.skipBrackets();
  }

  // Statements.

  private statement(scope: WrittenScope): void {
    let isExported = false;
    let isDefault = false;
    if (this.take('export')) {
      isExported = true;
      if (this.exportForm(scope)) return;
      isDefault = this.take('default');
    } else if (this.token === 'import' && this.next() !== '(') return this.import_(scope, false);
    while (this.token === 'declare' || this.token === 'abstract' || this.token === 'async')
      if (this.isWord(1)) this.at++;
      else break;
    const name = this.declaration(scope);
    if (name === undefined) {
      if (isDefault && scope.whole === undefined) scope.whole = this.valueHere();
      return;
    }
    if (isDefault) scope.whole = { kind: 'value', name };
    else if (isExported && name !== '') scope.exports.set(name, name);
  }

  /** `export default name` and `export = name`. */
  private valueHere(): WrittenType {
    if (!this.isWord()) return UNKNOWN;
    const name = this.dotted();
    return { kind: 'value', name };
  }

  /** Forms of exports that declare nothing. */
  private exportForm(scope: WrittenScope): boolean {
    if (this.token === 'type' && (this.next() === '{' || this.next() === '*')) this.at++;
    if (this.take('=')) {
      scope.whole = this.valueHere();
      return true;
    }
    if (this.token === 'as') {
      this.at += 3;
      return true;
    }
    if (this.token === 'import') {
      this.import_(scope, true);
      return true;
    }
    if (this.take('*')) {
      const name = this.take('as') ? this.word() : '';
      const from = this.take('from') ? unquoted(this.word()) : '';
      if (name === '') scope.stars.push(from);
      else scope.exports.set(plainName(name), { from, name: '*' });
      return true;
    }
    if (this.token !== '{') return false;
    const names = this.specifiers();
    const from = this.take('from') ? unquoted(this.word()) : undefined;
    for (const [name, alias] of names) {
      scope.exports.set(alias, from === undefined ? name : { from, name });
      if (alias === 'default' && from === undefined) scope.whole = { kind: 'value', name };
    }
    return true;
  }

  /** `{ a, b as c, type d }`. */
  private specifiers(): [name: string, alias: string][] {
    const end = this.closing.get(this.at) ?? this.end;
    const found: [string, string][] = [];
    this.at++;
    while (this.at < end) {
      if (this.token === 'type' && this.next() !== ',' && this.next() !== 'as' && this.next() !== '}')
        this.at++;
      const name = plainName(this.word());
      found.push([name, this.take('as') ? plainName(this.word()) : name]);
      this.take(',');
    }
    this.at = end + 1;
    return found;
  }

  private import_(scope: WrittenScope, isExported: boolean): void {
    this.at++;
    if (this.token === 'type' && this.next() !== 'from' && this.next() !== '=' && this.next() !== ',')
      this.at++;
    const names: [name: string, alias: string][] = [];
    if (this.isWord()) {
      const local = this.word();
      if (this.take('=')) return this.importEquals(scope, local, isExported);
      names.push(['default', local]);
      this.take(',');
    }
    if (this.take('*')) {
      this.take('as');
      names.push(['*', this.word()]);
    } else if (this.token === '{') names.push(...this.specifiers());
    if (!this.take('from')) {
      this.at++;
      return;
    }
    const from = unquoted(this.word());
    for (const [name, alias] of names) scope.imports.set(alias, { from, name });
  }

  private importEquals(scope: WrittenScope, local: string, isExported: boolean): void {
    if (this.token === 'require' && this.next() === '(') {
      scope.imports.set(local, { from: unquoted(this.next(2)), name: 'default' });
      this.at += 4;
    } else declare(scope, local, { kind: 'other', name: this.dotted() });
    if (isExported) scope.exports.set(local, local);
  }

  /** Reads a declaration and gives its name, '' for one without and undefined for none. */
  private declaration(scope: WrittenScope): string | undefined {
    const keyword = this.token;
    switch (keyword) {
      case 'function': {
        this.at++;
        const name = this.token === '(' || this.token === '<' ? 'default' : this.word();
        declare(scope, name, { kind: 'function', signature: this.signature() });
        this.take(';');
        return name;
      }
      case 'class':
      case 'interface': {
        this.at++;
        const isNamed = this.isWord() && this.token !== 'extends' && this.token !== 'implements';
        const name = isNamed ? this.word() : 'default';
        declare(scope, name, this.classLike(keyword));
        return name;
      }
      case 'type': {
        if (!this.isWord(1)) return undefined;
        this.at++;
        const name = this.word();
        const typeParameters = this.typeParameters();
        this.take('=');
        declare(scope, name, { kind: 'alias', typeParameters, type: this.type() });
        this.take(';');
        return name;
      }
      case 'const':
      case 'let':
      case 'var':
        this.at++;
        return this.token === 'enum' ? this.enumeration(scope) : this.variables(scope);
      case 'enum':
        return this.enumeration(scope);
      case 'namespace':
      case 'module':
      case 'global':
        return this.namespace(scope);
      default:
        return undefined;
    }
  }

  private enumeration(scope: WrittenScope): string {
    this.at++;
    const name = this.word();
    declare(scope, name, { kind: 'enumeration' });
    if (this.token === '{') this.skipBrackets();
    return name;
  }

  private variables(scope: WrittenScope): string {
    let first = '';
    do {
      if (!this.isWord()) break;
      const name = this.word();
      first ||= name;
      const type = this.take(':') ? this.type() : UNKNOWN;
      if (this.take('=')) this.skipTo(',', ';', 'export', 'declare', 'import');
      declare(scope, name, { kind: 'variable', type });
      // Each of them is exported with the first.
      if (name !== first) scope.exports.set(name, name);
    } while (this.take(','));
    this.take(';');
    return first;
  }

  private namespace(scope: WrittenScope): string | undefined {
    const isGlobal = this.token === 'global' && this.next() === '{';
    if (!isGlobal && !this.isWord(1) && !/^["']/.test(this.next())) return undefined;
    this.at++;
    if (/^["']/.test(this.token)) {
      const name = unquoted(this.word());
      if (this.token !== '{') return '';
      const known = this.modules.get(name) ?? newScope();
      this.modules.set(name, known);
      this.block(known);
      return '';
    }
    const names = isGlobal ? [] : this.dotted().split('.');
    let inner = isGlobal ? newScope() : scope;
    for (const name of names) {
      const known = inner.declared.get(name)?.find((one) => one.kind === 'namespace');
      const made = known?.scope ?? newScope();
      if (!known) declare(inner, name, { kind: 'namespace', scope: made });
      inner = made;
    }
    if (this.token === '{') this.block(inner);
    return names[0] ?? '';
  }

  private block(scope: WrittenScope): void {
    const end = this.closing.get(this.at) ?? this.end;
    if (this.depth < MAX_DEPTH) {
      this.depth++;
      this.at++;
      this.statements(scope, end);
      this.depth--;
    }
    this.at = end + 1;
  }

  private classLike(kind: 'class' | 'interface'): Written {
    const typeParameters = this.typeParameters();
    const bases: WrittenType[] = [];
    while (this.token === 'extends' || this.token === 'implements') {
      this.at++;
      do bases.push(this.type());
      while (this.take(','));
    }
    const members = this.token === '{' ? this.members() : [];
    return { kind, typeParameters, bases, members };
  }

  // Members.

  private members(): WrittenMember[] {
    const end = this.closing.get(this.at) ?? this.end;
    const found: WrittenMember[] = [];
    this.at++;
    while (this.at < end) {
      const from = this.at;
      const member = this.member();
      if (member) found.push(member);
      if (this.at === from) this.at++;
    }
    this.at = end + 1;
    return found;
  }

  private member(): WrittenMember | undefined {
    let isStatic = false;
    let accessor = '';
    let isPrivate = false;
    while (MODIFIERS.has(this.token) && !/^[(<?!:;,}=]$/.test(this.next())) {
      const modifier = this.word();
      isStatic ||= modifier === 'static';
      isPrivate ||= modifier === 'private';
      if (modifier === 'get' || modifier === 'set') accessor = modifier;
    }
    const shared = { isStatic, type: UNKNOWN, signature: undefined };
    if (this.token === '(' || this.token === '<')
      return { ...shared, kind: 'call', name: '()', signature: this.signature() };
    if (this.token === 'new' && (this.next() === '(' || this.next() === '<')) {
      this.at++;
      return { ...shared, kind: 'new', name: 'constructor', signature: this.signature() };
    }
    const isKeyed = this.token === '[' && this.isWord(1) && this.next(2) === ':';
    if (isKeyed) {
      this.skipBrackets();
      const type = this.take(':') ? this.type() : UNKNOWN;
      return { ...shared, kind: 'index', name: '[]', type };
    }
    const name = this.memberName();
    if (name === undefined) return undefined;
    this.take('?');
    this.take('!');
    if (this.token === '(' || this.token === '<') {
      const signature = this.signature();
      if (isPrivate) return undefined;
      if (accessor === 'get') return { ...shared, kind: 'property', name, type: signature.result };
      if (accessor === 'set') return undefined;
      const kind = name === 'constructor' ? 'new' : 'method';
      return { ...shared, kind, name, signature };
    }
    const type = this.take(':') ? this.type() : UNKNOWN;
    if (this.take('=')) this.skipTo(';', ',', '}');
    return isPrivate ? undefined : { ...shared, kind: 'property', name, type };
  }

  /** The name of a member: `[Symbol.iterator]` is `@iterator`. */
  private memberName(): string | undefined {
    if (this.token !== '[')
      return /^["'\p{L}\p{N}_$#]/u.test(this.token) ? plainName(this.word()) : undefined;
    const isSymbol = this.next() === 'Symbol' && this.next(2) === '.';
    const name = isSymbol ? `@${this.next(3)}` : /^["']/.test(this.next()) ? unquoted(this.next()) : '@';
    this.skipBrackets();
    return name;
  }

  // Signatures.

  private typeParameters(): TypeParameter[] {
    const found: TypeParameter[] = [];
    if (!this.take('<')) return found;
    while (this.at < this.end && this.token !== '>') {
      const from = this.at;
      while ((this.token === 'const' || this.token === 'in' || this.token === 'out') && this.isWord(1))
        this.at++;
      const name = this.word();
      const bound = this.take('extends') ? this.type() : undefined;
      const otherwise = this.take('=') ? this.type() : undefined;
      found.push({ name, bound, otherwise });
      this.take(',');
      if (this.at === from) this.at++;
    }
    this.at++;
    return found;
  }

  private signature(sign: ':' | '=>' = ':'): WrittenSignature {
    const typeParameters = this.typeParameters();
    const parameters = this.token === '(' ? this.parameters() : [];
    const result = this.take(sign) ? this.result() : UNKNOWN;
    return { typeParameters, parameters, result };
  }

  /** A type of what a function gives: a guard gives a truth value. */
  private result(): WrittenType {
    if (this.token === 'asserts' && this.isWord(1)) {
      this.at += 2;
      if (this.take('is')) this.type();
      return { kind: 'plain', name: 'None' };
    }
    if (this.isWord() && this.next() === 'is') {
      this.at += 2;
      this.type();
      return { kind: 'plain', name: 'Boolean' };
    }
    return this.type();
  }

  private parameters(): WrittenParameter[] {
    const end = this.closing.get(this.at) ?? this.end;
    const found: WrittenParameter[] = [];
    this.at++;
    while (this.at < end) {
      while (MODIFIERS.has(this.token) && this.isWord(1)) this.at++;
      const isRest = this.take('...');
      const name = this.token === '{' || this.token === '[' ? '' : this.token;
      this.skipBrackets();
      const isOptional = this.take('?');
      const type = this.take(':') ? this.type() : UNKNOWN;
      if (this.take('=')) this.skipTo(',', ')');
      // Of `this` only the compiler asks.
      if (name !== 'this') found.push({ name, isOptional, isRest, type });
      if (!this.take(',')) break;
    }
    this.at = end + 1;
    return found;
  }

  // Types.

  private type(): WrittenType {
    if (this.depth > MAX_DEPTH) {
      this.skipTo(',', ';', ')', ']', '}', '>');
      return UNKNOWN;
    }
    this.depth++;
    const type = this.conditional();
    this.depth--;
    return type;
  }

  private conditional(): WrittenType {
    const tested = this.union();
    if (this.token !== 'extends') return tested;
    this.at++;
    this.union();
    if (!this.take('?')) return tested;
    const yes = this.type();
    this.take(':');
    return { kind: 'conditional', parts: [yes, this.type()] };
  }

  private union(): WrittenType {
    this.take('|');
    const first = this.intersection();
    if (this.token !== '|') return first;
    const parts = [first];
    while (this.take('|')) parts.push(this.intersection());
    return { kind: 'union', parts };
  }

  private intersection(): WrittenType {
    this.take('&');
    const first = this.postfix();
    if (this.token !== '&') return first;
    const parts = [first];
    while (this.take('&')) parts.push(this.postfix());
    return { kind: 'intersection', parts };
  }

  private postfix(): WrittenType {
    if (this.depth > MAX_DEPTH) return UNKNOWN;
    this.depth++;
    let type = this.primary();
    this.depth--;
    while (this.token === '[') {
      if (this.next() === ']') {
        this.at += 2;
        type = { kind: 'array', of: type };
        continue;
      }
      const isOnePart = this.closing.get(this.at) === this.at + 2;
      const key = isOnePart && /^["']/.test(this.next()) ? unquoted(this.next()) : '';
      this.skipBrackets();
      type = key === '' ? UNKNOWN : { kind: 'indexed', of: type, key };
    }
    return type;
  }

  private primary(): WrittenType {
    const { token } = this;
    switch (token) {
      case '(':
        return this.isFunction() ? this.functionType('function') : this.inParentheses();
      case '<':
        return this.functionType('function');
      case 'abstract':
      case 'new':
        if (token === 'abstract' && this.next() !== 'new') break;
        this.at += token === 'new' ? 1 : 2;
        return this.functionType('constructor');
      case '[':
        return this.tuple();
      case '{':
        return this.objectType();
      case 'keyof':
        this.at++;
        this.postfix();
        return { kind: 'plain', name: 'String' };
      case 'readonly':
        this.at++;
        return this.postfix();
      case 'unique':
        this.at++;
        return this.postfix();
      case 'infer':
        this.at += 2;
        return UNKNOWN;
      case 'typeof':
        return this.typeOf();
      case 'import':
        return this.importType();
      case '``':
        this.at++;
        return { kind: 'plain', name: 'String' };
      case '-':
        this.at += 2;
        return { kind: 'plain', name: 'Number' };
      default:
        break;
    }
    if (/^["']/.test(token)) {
      this.at++;
      return { kind: 'plain', name: 'String' };
    }
    if (/^\d/.test(token)) {
      this.at++;
      if (this.token === '.') this.at += 2;
      return { kind: 'plain', name: 'Number' };
    }
    if (!this.isWord()) return UNKNOWN;
    const plain = PLAIN.get(token);
    if (plain !== undefined && this.next() !== '.') {
      this.at++;
      return plain === '' ? UNKNOWN : { kind: 'plain', name: plain };
    }
    const name = this.dotted();
    return { kind: 'name', name, given: this.given() };
  }

  private dotted(): string {
    let name = this.word();
    while (this.token === '.' && this.isWord(1)) {
      this.at++;
      name += `.${this.word()}`;
    }
    return name;
  }

  private given(): WrittenType[] {
    const parts: WrittenType[] = [];
    if (!this.take('<')) return parts;
    while (this.at < this.end && this.token !== '>') {
      const from = this.at;
      parts.push(this.type());
      this.take(',');
      if (this.at === from) this.at++;
    }
    this.at++;
    return parts;
  }

  private isFunction(): boolean {
    const end = this.closing.get(this.at);
    return end !== undefined && this.texts[end + 1] === '=>';
  }

  private functionType(kind: 'function' | 'constructor'): WrittenType {
    return { kind, signature: this.signature('=>') };
  }

  private inParentheses(): WrittenType {
    const end = this.closing.get(this.at) ?? this.end;
    this.at++;
    const type = this.type();
    this.at = end + 1;
    return type;
  }

  private tuple(): WrittenType {
    const end = this.closing.get(this.at) ?? this.end;
    const parts: WrittenType[] = [];
    let isList = false;
    this.at++;
    while (this.at < end) {
      const from = this.at;
      isList ||= this.take('...');
      if (this.isWord() && (this.next() === ':' || (this.next() === '?' && this.next(2) === ':')))
        this.at += this.next() === ':' ? 2 : 3;
      parts.push(this.type());
      this.take('?');
      this.take(',');
      if (this.at === from) this.at++;
    }
    this.at = end + 1;
    return isList ? { kind: 'array', of: UNKNOWN } : { kind: 'tuple', parts };
  }

  private objectType(): WrittenType {
    const end = this.closing.get(this.at) ?? this.end;
    const from = this.at + 1;
    this.at = from;
    while (['readonly', '+', '-'].includes(this.token)) this.at++;
    if (this.token === '[' && this.next(2) === 'in') {
      this.skipBrackets();
      while (['?', '+', '-'].includes(this.token)) this.at++;
      const value = this.take(':') ? this.type() : UNKNOWN;
      this.at = end + 1;
      return { kind: 'mapped', value };
    }
    this.at = from - 1;
    return { kind: 'object', members: this.members() };
  }

  private typeOf(): WrittenType {
    this.at++;
    if (this.token === 'import') {
      this.importType();
      return UNKNOWN;
    }
    const name = this.dotted();
    this.given();
    return { kind: 'value', name };
  }

  /** `import('package').Name<…>`. */
  private importType(): WrittenType {
    const from = unquoted(this.next(2));
    this.at++;
    this.skipBrackets();
    if (!this.take('.')) return UNKNOWN;
    const name = this.dotted();
    return { kind: 'imported', from, name, given: this.given() };
  }
}

function plainName(token: string): string {
  return /^["']/.test(token) ? unquoted(token) : token;
}
