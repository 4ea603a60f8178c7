// Reads types and plain values out of tokens. What is none of them is `other`; nothing is too broken or too deep to be read.

import type { Expression } from './syntax.ts';
import { readTokens } from './tokens.ts';
import type { Tokens } from './tokens.ts';

/** Expressions within expressions are read so far. */
const MAX_DEPTH = 24;
const OTHER: Expression = { kind: 'other' };
/** Where an expression ends. */
const ENDS: ReadonlySet<string> = new Set([',', ')', ']', '}', '=', ':', ';', ':=', 'else', 'for', 'as']);

/** Reads expressions from the tokens between two places. */
export class ExpressionReader {
  private readonly tokens: Tokens;
  at: number;
  private readonly to: number;
  private depth = 0;

  constructor(tokens: Tokens, from: number, to: number) {
    this.tokens = tokens;
    this.at = from;
    this.to = to;
  }

  get text(): string {
    return this.at < this.to ? this.tokens.texts[this.at]! : '';
  }

  /** Takes a token if it stands here. */
  take(text: string): boolean {
    if (this.text !== text) return false;
    this.at++;
    return true;
  }

  /** One expression; what follows is a sign that ends one. */
  expression(): Expression {
    if (this.depth > MAX_DEPTH) return this.skip();
    this.depth++;
    const found = this.choice();
    this.depth--;
    return found;
  }

  private choice(): Expression {
    const parts = [this.operand()];
    for (;;) {
      if (this.take('|') || this.take('or')) parts.push(this.operand());
      else if (this.take('if')) {
        this.skip();
        if (!this.take('else')) return OTHER;
        parts.push(this.expression());
      } else break;
    }
    if (this.at < this.to && !ENDS.has(this.text)) return this.skip();
    const [only] = parts;
    return parts.length === 1 && only ? only : { kind: 'either', parts };
  }

  /** Everything up to the end of the expression. */
  skip(): Expression {
    while (this.at < this.to && !ENDS.has(this.text))
      this.at = (this.tokens.closing.get(this.at) ?? this.at) + 1;
    return OTHER;
  }

  private operand(): Expression {
    this.take('await');
    let found = this.first();
    for (;;) {
      if (this.text === '.') {
        this.at++;
        const name = this.text;
        this.at++;
        found =
          found.kind === 'name'
            ? { kind: 'name', name: `${found.name}.${name}` }
            : { kind: 'member', of: found, name };
      } else if (this.text === '[' && found.kind !== 'other') {
        found = { kind: 'subscript', of: found, parts: this.bracketed().parts };
      } else if (this.text === '(') {
        found = { kind: 'call', of: found, ...this.bracketed() };
      } else return found;
    }
  }

  private first(): Expression {
    const { text } = this;
    const quote = /^([rRbBuUfFtT]*)("""|'''|["'])/.exec(text);
    if (quote) return this.texts(quote[1]!);
    switch (text) {
      case '(': {
        const { parts, hasComma } = this.bracketed();
        const [only = { kind: 'literal', type: 'tuple' }] = parts;
        return parts.length === 1 && !hasComma ? only : { kind: 'literal', type: 'tuple' };
      }
      case '[': {
        const { parts } = this.bracketed();
        return { kind: 'list', parts };
      }
      case '{': {
        const end = this.tokens.closing.get(this.at);
        const isEntries = end === this.at + 1 || this.hasColon(this.at + 1, end ?? this.to);
        this.at = (end ?? this.to) + 1;
        return { kind: 'literal', type: isEntries ? 'dict' : 'set' };
      }
      case '...':
        this.at++;
        return { kind: 'ellipsis' };
      case 'True':
      case 'False':
        this.at++;
        return { kind: 'literal', type: 'bool' };
      case 'lambda':
      case 'not':
      case 'yield':
      case '':
        return OTHER;
      default:
    }
    if (/^\d/.test(text)) {
      this.at++;
      const isFloat = this.text === '.';
      if (isFloat) this.at++;
      if (isFloat && /^\d/.test(this.text)) this.at++;
      return { kind: 'literal', type: isFloat ? 'float' : 'int' };
    }
    if (!/^[\p{L}_]/u.test(text)) {
      // Of `*args` and `**kwargs` what is unpacked; other signs belong to nothing.
      if (text !== '*' && text !== '**' && text !== '-') return OTHER;
      this.at++;
      return this.depth > MAX_DEPTH ? OTHER : this.nested();
    }
    this.at++;
    return { kind: 'name', name: text };
  }

  private nested(): Expression {
    this.depth++;
    const found = this.operand();
    this.depth--;
    return found;
  }

  /** Texts beside each other are one. */
  private texts(prefix: string): Expression {
    let whole = '';
    while (/^[rRbBuUfFtT]*["']/.test(this.text)) {
      whole += this.text.replace(/^[rRbBuUfFtT]*("""|'''|["'])([^]*)\1$/, '$2');
      this.at++;
    }
    return /[bB]/.test(prefix) ? { kind: 'literal', type: 'bytes' } : { kind: 'text', text: whole };
  }

  private hasColon(from: number, to: number): boolean {
    for (let at = from; at < to; at = (this.tokens.closing.get(at) ?? at) + 1)
      if (this.tokens.texts[at] === ':') return true;
      else if (this.tokens.texts[at] === ',') return this.tokens.texts[from] === '**';
    return false;
  }

  /** What stands between the brackets that begin here. */
  private bracketed(): { parts: Expression[]; named: Map<string, Expression>; hasComma: boolean } {
    const end = Math.min(this.tokens.closing.get(this.at) ?? this.to, this.to);
    const inner = new ExpressionReader(this.tokens, this.at + 1, end);
    inner.depth = this.depth;
    this.at = end + 1;
    const parts: Expression[] = [];
    const named = new Map<string, Expression>();
    let hasComma = false;
    while (inner.at < end) {
      const from = inner.at;
      const part = inner.expression();
      if (part.kind === 'name' && inner.take('=')) named.set(part.name, inner.expression());
      else parts.push(part);
      // Of a comprehension and a slice only the first part counts.
      while (inner.at < end && inner.text !== ',')
        inner.at = (this.tokens.closing.get(inner.at) ?? inner.at) + 1;
      if (inner.take(',')) hasComma = true;
      if (inner.at === from) inner.at++;
    }
    return { parts, named, hasComma };
  }
}

/** The expression that a text holds, as a type that is quoted. */
export function readQuoted(text: string): Expression {
  // It may go over several lines, as if in brackets.
  const tokens = readTokens(`(${text})`);
  return new ExpressionReader(tokens, 0, tokens.texts.length).expression();
}
