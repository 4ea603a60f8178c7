// Reads what a Python file declares, stub or source: names of modules and classes, signatures, and what bodies say of results
// and fields. Of branches the one counts that the newest version takes on the default system; what only others declare
// counts where that one says nothing of it. Nothing is ever thrown: what cannot be read is left out.

import { ExpressionReader } from './expressions.ts';
import type {
  Expression,
  Written,
  WrittenBody,
  WrittenFunction,
  WrittenModule,
  WrittenParameter,
  WrittenValue,
} from './syntax.ts';
import { readTokens } from './tokens.ts';
import type { Line, Tokens } from './tokens.ts';

/** Blocks within blocks are read so far. */
const MAX_DEPTH = 24;
/** Of one function so many returns are read, and of a variable so many values. */
const MAX_RETURNS = 8;
const MAX_VALUES = 4;
const NOT_TAKEN = /<\s*\(|win32|darwin|not TYPE_CHECKING/;
const OTHER_SYSTEM = /!=\s*["'](?:win32|darwin)["']/;

/** What the names of a module or class are being collected in. */
interface Block {
  readonly names: Map<string, Written>;
  /** Names that only branches declare which are not taken. */
  readonly spare: Set<string>;
}

/** Reads a file; `name` is that of the module. */
export function readDeclarations(
  text: string,
  name: string,
  isPackage: boolean,
  isStub: boolean,
): WrittenModule {
  return new Reader(readTokens(text), name, isPackage, isStub).module();
}

class Reader {
  private readonly tokens: Tokens;
  private readonly name: string;
  private readonly isPackage: boolean;
  private readonly isStub: boolean;
  private readonly stars: string[] = [];
  private readonly offered = new Set<string>();

  constructor(tokens: Tokens, name: string, isPackage: boolean, isStub: boolean) {
    this.tokens = tokens;
    this.name = name;
    this.isPackage = isPackage;
    this.isStub = isStub;
  }

  module(): WrittenModule {
    const block: Block = { names: new Map(), spare: new Set() };
    this.block(block, 0, this.tokens.lines.length, false, 0);
    const { name, isPackage, isStub, stars, offered } = this;
    return { name, isPackage, isStub, names: block.names, stars, offered };
  }

  private text(at: number): string {
    return this.tokens.texts[at] ?? '';
  }

  private line(at: number): Line {
    return this.tokens.lines[at]!;
  }

  /** The first line behind the block that a line begins. */
  private endOf(line: number, last: number): number {
    const { indent } = this.line(line);
    let end = line + 1;
    while (end < last && this.line(end).indent > indent) end++;
    return end;
  }

  /** The first place from `from` on, outside of brackets, at which one of some signs stands; the end for none. */
  private find(from: number, to: number, ...signs: readonly string[]): number {
    let at = from;
    while (at < to && !signs.includes(this.text(at))) at = (this.tokens.closing.get(at) ?? at) + 1;
    return Math.min(at, to);
  }

  private expression(from: number, to: number): Expression {
    return new ExpressionReader(this.tokens, from, to).expression();
  }

  // Statements.

  private block(block: Block, first: number, last: number, isSpare: boolean, depth: number): void {
    if (depth > MAX_DEPTH) return;
    const spare: (readonly [first: number, last: number, header: number])[] = [];
    let decorators: Expression[] = [];
    for (let at = first; at < last;) {
      const { from, to } = this.line(at);
      const end = this.endOf(at, last);
      const word = this.text(from);
      if (word === '@') decorators.push(this.expression(from + 1, to));
      else {
        const isAsync = word === 'async';
        const keyword = isAsync ? this.text(from + 1) : word;
        if (keyword === 'def') this.definition(block, from + (isAsync ? 2 : 1), at, end, decorators, isSpare);
        else if (keyword === 'class') this.classAt(block, at, end, decorators, isSpare, depth);
        else if (word === 'if') {
          at = this.branches(block, at, last, isSpare, depth, spare);
          decorators = [];
          continue;
        } else if (keyword === 'try' || keyword === 'with' || keyword === 'finally')
          this.suite(block, at, end, isSpare, depth);
        else if (keyword === 'except' || keyword === 'else' || keyword === 'for' || keyword === 'while')
          spare.push([at, end, at]);
        else this.statements(block, from, to, isSpare);
        decorators = [];
      }
      at = end;
    }
    for (const [header, end] of spare) this.suite(block, header, end, true, depth);
  }

  /** What stands behind the colon of a line, and the block below it. */
  private suite(block: Block, line: number, end: number, isSpare: boolean, depth: number): void {
    const { from, to } = this.line(line);
    const colon = this.find(from, to, ':');
    if (colon + 1 < to) this.statements(block, colon + 1, to, isSpare);
    this.block(block, line + 1, end, isSpare, depth + 1);
  }

  /** An `if` with its other branches; the line behind them. */
  private branches(
    block: Block,
    first: number,
    last: number,
    isSpare: boolean,
    depth: number,
    spare: (readonly [first: number, last: number, header: number])[],
  ): number {
    const parts: (readonly [first: number, last: number, header: number])[] = [];
    let at = first;
    for (const words = ['if']; at < last && words.includes(this.text(this.line(at).from));) {
      const end = this.endOf(at, last);
      parts.push([at, end, at]);
      at = end;
      words.splice(0, words.length, 'elif', 'else');
      if (at < last && this.line(at).indent !== this.line(first).indent) break;
    }
    const { from, to } = this.line(first);
    const colon = this.find(from, to, ':');
    let condition = '';
    for (let one = from + 1; one < colon; one++) condition += ` ${this.text(one)}`;
    const isTaken = !NOT_TAKEN.test(condition) || OTHER_SYSTEM.test(condition);
    const taken = isTaken ? 0 : parts.length > 1 ? parts.length - 1 : -1;
    parts.forEach((part, index) => {
      if (index === taken) this.suite(block, part[0], part[1], isSpare, depth);
      else spare.push(part);
    });
    return at;
  }

  private statements(block: Block, from: number, to: number, isSpare: boolean): void {
    for (let at = from; at < to;) {
      const end = this.find(at, to, ';');
      this.statement(block, at, end, isSpare);
      at = end + 1;
    }
  }

  private statement(block: Block, from: number, to: number, isSpare: boolean): void {
    const word = this.text(from);
    if (word === 'import') this.imports(block, from + 1, to, isSpare);
    else if (word === 'from') this.importsFrom(block, from + 1, to, isSpare);
    else if (word === '__all__') this.offer(from + 1, to);
    else if (word === 'type' && /^[\p{L}_]/u.test(this.text(from + 1)))
      this.typeAlias(block, from + 1, to, isSpare);
    else this.assignment(block, from, to, isSpare);
  }

  private add(block: Block, name: string, written: Written, isSpare: boolean): void {
    const known = block.names.get(name);
    if (written.kind === 'functions' && known?.kind === 'functions' && block.spare.has(name) === isSpare) {
      known.all.push(...written.all);
      return;
    }
    if (known && isSpare) return;
    // What is declared with a type keeps it where it is given a value.
    const isTyped = known?.kind === 'value' && known.type !== undefined && !block.spare.has(name);
    if (isTyped && written.kind === 'value' && !written.type) return;
    block.names.set(name, written);
    if (isSpare) block.spare.add(name);
    else block.spare.delete(name);
  }

  private offer(from: number, to: number): void {
    for (let at = from; at < to; at++) {
      const [, name] = /^["'](\w+)["']$/.exec(this.text(at)) ?? [];
      if (name !== undefined) this.offered.add(name);
    }
  }

  private dotted(from: number, to: number): readonly [name: string, next: number] {
    let at = from;
    while (
      at < to &&
      /^(?:\.|\.\.\.|[\p{L}\p{N}_]+)$/u.test(this.text(at)) &&
      !/^(?:as|import)$/.test(this.text(at))
    )
      at++;
    return [this.tokens.texts.slice(from, at).join(''), at];
  }

  private imports(block: Block, from: number, to: number, isSpare: boolean): void {
    for (let at = from; at < to;) {
      const end = this.find(at, to, ',');
      const [name, next] = this.dotted(at, end);
      const [first = ''] = name.split('.');
      const alias = this.text(next) === 'as' && next < end ? this.text(next + 1) : '';
      const target = alias === '' ? first : name;
      if (name !== '')
        this.add(block, alias || first, { kind: 'alias', target, isOffered: alias === name }, isSpare);
      at = end + 1;
    }
  }

  private importsFrom(block: Block, from: number, to: number, isSpare: boolean): void {
    const [written, next] = this.dotted(from, to);
    if (this.text(next) !== 'import') return;
    const module = this.absolute(written);
    const isBracketed = this.text(next + 1) === '(';
    const last = isBracketed ? Math.min(this.tokens.closing.get(next + 1) ?? to, to) : to;
    for (let at = next + (isBracketed ? 2 : 1); at < last; at += 1) {
      const name = this.text(at);
      if (name === '*') this.stars.push(module);
      else if (/^[\p{L}_]/u.test(name)) {
        const alias = this.text(at + 1) === 'as' ? this.text(at + 2) : name;
        const isOffered = alias === name && this.text(at + 1) === 'as';
        this.add(block, alias, { kind: 'alias', target: `${module}.${name}`, isOffered }, isSpare);
      }
      at = this.find(at, last, ',');
    }
  }

  private absolute(written: string): string {
    const name = written.replace(/^\.+/, '');
    const dots = written.length - name.length;
    if (dots === 0) return name;
    const parts = this.name.split('.');
    const around = parts.slice(0, Math.max(0, parts.length - dots + (this.isPackage ? 1 : 0)));
    return [...around, ...(name === '' ? [] : [name])].join('.');
  }

  private typeAlias(block: Block, from: number, to: number, isSpare: boolean): void {
    const equals = this.find(from, to, '=');
    const typeParameters = this.typeParameters(from + 1);
    const value = this.expression(equals + 1, to);
    this.add(block, this.text(from), { kind: 'value', type: undefined, value, typeParameters }, isSpare);
  }

  private assignment(block: Block, from: number, to: number, isSpare: boolean): void {
    const name = this.text(from);
    if (!/^[\p{L}_]/u.test(name) || !/^[:=]$/.test(this.text(from + 1))) return;
    // `a = b = value` gives both the same.
    const also: string[] = [];
    let at = from + 1;
    while (this.text(at) === '=' && this.text(at + 2) === '=' && /^[\p{L}_]/u.test(this.text(at + 1))) {
      also.push(this.text(at + 1));
      at += 2;
    }
    const value = this.valueAt(at, to);
    if (value) for (const one of [name, ...also]) this.add(block, one, value, isSpare);
  }

  /** What `: type = value` or `= value` says. */
  private valueAt(at: number, to: number): WrittenValue | undefined {
    const isTyped = this.text(at) === ':';
    const equals = isTyped ? this.find(at, to, '=') : at;
    if (equals < at || (!isTyped && this.text(at) !== '=')) return undefined;
    const type = isTyped ? this.expression(at + 1, equals) : undefined;
    const value = equals < to ? this.expression(equals + 1, to) : undefined;
    return { kind: 'value', type, value, typeParameters: [] };
  }

  // Classes and functions.

  private classAt(
    block: Block,
    line: number,
    end: number,
    decorators: readonly Expression[],
    isSpare: boolean,
    depth: number,
  ): void {
    const { from, to } = this.line(line);
    const name = this.text(from + 1);
    const [typeParameters, next] = this.typeParametersBefore(from + 2);
    const bases = this.text(next) === '(' ? this.basesAt(next, to) : [];
    const members: Block = { names: new Map(), spare: new Set() };
    this.suite(members, line, end, false, depth);
    const written: Written = { kind: 'class', decorators, typeParameters, bases, members: members.names };
    if (!this.isStub) this.addFields(members);
    this.add(block, name, written, isSpare);
  }

  private basesAt(open: number, to: number): readonly Expression[] {
    const end = Math.min(this.tokens.closing.get(open) ?? to, to);
    const bases: Expression[] = [];
    for (let at = open + 1; at < end;) {
      const next = this.find(at, end, ',');
      if (this.text(at + 1) !== '=') bases.push(this.expression(at, next));
      at = next + 1;
    }
    return bases;
  }

  /** What methods give to fields of the object that they are called on. */
  private addFields(members: Block): void {
    const fields = new Map<string, WrittenValue>();
    for (const written of members.names.values()) {
      if (written.kind !== 'functions') continue;
      for (const method of written.all)
        for (const [name, field] of method.body?.fields ?? []) {
          const known = fields.get(name);
          if (!known || (!known.type && field.type)) fields.set(name, { ...field, method });
        }
    }
    for (const [name, field] of fields) {
      const known = members.names.get(name);
      const isVague = known?.kind === 'value' && !known.type && isNothing(known.value);
      if (!known || isVague) members.names.set(name, field);
    }
  }

  private typeParameters(at: number): readonly string[] {
    return this.typeParametersBefore(at)[0];
  }

  /** `[T, *Ts, **P]`, and what follows. */
  private typeParametersBefore(at: number): readonly [names: readonly string[], next: number] {
    if (this.text(at) !== '[') return [[], at];
    const end = this.tokens.closing.get(at) ?? at;
    const names: string[] = [];
    for (let one = at + 1; one < end;) {
      names.push(this.text(one).startsWith('*') ? this.text(one + 1) : this.text(one));
      one = this.find(one, end, ',') + 1;
    }
    return [names, end + 1];
  }

  private definition(
    block: Block,
    name: number,
    line: number,
    end: number,
    decorators: readonly Expression[],
    isSpare: boolean,
  ): void {
    const { to } = this.line(line);
    const [typeParameters, open] = this.typeParametersBefore(name + 1);
    if (this.text(open) !== '(') return;
    const close = Math.min(this.tokens.closing.get(open) ?? to, to);
    const parameters = this.parametersBetween(open + 1, close);
    const hasResult = this.text(close + 1) === '->';
    const result = hasResult ? this.expression(close + 2, to) : undefined;
    const body = this.isStub
      ? undefined
      : this.bodyOf(line, end, close, parameters[0]?.name ?? '', hasResult);
    const one: WrittenFunction = { decorators, typeParameters, parameters, result, body };
    this.add(block, this.text(name), { kind: 'functions', all: [one] }, isSpare);
  }

  private parametersBetween(from: number, to: number): WrittenParameter[] {
    const parameters: WrittenParameter[] = [];
    for (let at = from; at < to;) {
      const end = this.find(at, to, ',');
      const parameter = this.parameter(at, end);
      if (parameter) parameters.push(parameter);
      at = end + 1;
    }
    return parameters;
  }

  private parameter(from: number, to: number): WrittenParameter | undefined {
    const sign = this.text(from);
    const none = { name: '', type: undefined, value: undefined };
    if (sign === '/') return { kind: 'slash', ...none };
    const isStarred = sign === '*' || sign === '**';
    if (sign === '*' && from + 1 >= to) return { kind: 'bare', ...none };
    const name = this.text(isStarred ? from + 1 : from);
    if (!/^[\p{L}_]/u.test(name)) return undefined;
    const at = from + (isStarred ? 2 : 1);
    const written = at < to ? this.valueAt(at, to) : undefined;
    const kind = sign === '*' ? 'rest' : sign === '**' ? 'named rest' : 'plain';
    return { kind, name, type: written?.type, value: written?.value };
  }

  /** What the statements of a function say; functions within it have their own. */
  private bodyOf(line: number, end: number, close: number, self: string, hasResult: boolean): WrittenBody {
    const returned: Expression[] = [];
    const locals = new Map<string, Expression[]>();
    const fields = new Map<string, WrittenValue>();
    let isGenerator = false;
    const read = (from: number, to: number): void => {
      const word = this.text(from);
      if (word === 'return') {
        if (!hasResult && returned.length < MAX_RETURNS && from + 1 < to)
          returned.push(this.expression(from + 1, to));
      } else if (word === self && self !== '' && this.text(from + 1) === '.') {
        const name = this.text(from + 2);
        const value = this.valueAt(from + 3, to);
        if (value && (!fields.has(name) || value.type)) fields.set(name, value);
      } else if (word === 'yield' || this.text(from + 2) === 'yield') isGenerator = true;
      else if (/^[:=]$/.test(this.text(from + 1)) && /^[\p{L}_]/u.test(word)) {
        const value = this.valueAt(from + 1, to);
        const written = value?.type ?? value?.value;
        if (!written) return;
        const known = locals.get(word);
        if (!known) locals.set(word, [written]);
        else if (known.length < MAX_VALUES) known.push(written);
      }
    };
    const colon = this.find(close, this.line(line).to, ':');
    if (colon + 1 < this.line(line).to) read(colon + 1, this.line(line).to);
    for (let at = line + 1; at < end;) {
      const { from, to } = this.line(at);
      const word = this.text(from);
      const isInner =
        word === 'def' || word === 'class' || (word === 'async' && this.text(from + 1) === 'def');
      if (isInner) {
        at = this.endOf(at, end);
        continue;
      }
      const isHeader = /^(?:if|elif|else|for|while|try|except|finally|with)$/.test(word);
      const inline = isHeader ? this.find(from, to, ':') + 1 : from;
      if (inline < to) read(inline, to);
      at++;
    }
    return { returned, locals, fields, isGenerator };
  }
}

/** Whether a value says no more than that there is none yet. */
function isNothing(value: Expression | undefined): boolean {
  return !value || value.kind === 'other' || (value.kind === 'name' && value.name === 'None');
}
