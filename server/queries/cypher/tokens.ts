// The tokens of Cypher. Keywords are written in any case, and are names where only a name can stand.

import { createToken, Lexer, type TokenType } from 'chevrotain';

/** Anything that can name a property, a label, a type or a function: identifiers and keywords. */
export const AnyName = createToken({ name: 'AnyName', pattern: Lexer.NA });
/** Anything that can name a variable: no keyword that can follow an expression or begin a clause. */
export const VariableName = createToken({ name: 'VariableName', pattern: Lexer.NA, categories: AnyName });

export const Identifier = createToken({
  name: 'Identifier',
  pattern: /[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]*/,
  categories: VariableName,
});
export const QuotedIdentifier = createToken({
  name: 'QuotedIdentifier',
  pattern: /`(?:[^`]|``)+`/,
  line_breaks: true,
  categories: VariableName,
});

const keywords: TokenType[] = [];

function keyword(name: string, category: TokenType = AnyName): TokenType {
  const token = createToken({
    name,
    pattern: new RegExp(name, 'i'),
    longer_alt: Identifier,
    categories: category,
  });
  keywords.push(token);
  return token;
}

export const Match = keyword('MATCH');
export const Optional = keyword('OPTIONAL');
export const Where = keyword('WHERE');
export const Unwind = keyword('UNWIND');
export const With = keyword('WITH');
export const Return = keyword('RETURN');
export const Union = keyword('UNION');
export const All = keyword('ALL', VariableName);
export const Distinct = keyword('DISTINCT');
export const Order = keyword('ORDER');
export const By = keyword('BY');
export const Skip = keyword('SKIP');
export const Offset = keyword('OFFSET');
export const Limit = keyword('LIMIT');
export const Ascending = keyword('ASCENDING');
export const Asc = keyword('ASC');
export const Descending = keyword('DESCENDING');
export const Desc = keyword('DESC');
export const As = keyword('AS');
export const Starts = keyword('STARTS');
export const Ends = keyword('ENDS');
export const Contains = keyword('CONTAINS');
export const Is = keyword('IS');
export const Case = keyword('CASE');
export const When = keyword('WHEN');
export const Then = keyword('THEN');
export const Else = keyword('ELSE');
export const Exists = keyword('EXISTS', VariableName);
export const Count = keyword('COUNT', VariableName);
export const Any = keyword('ANY', VariableName);
export const None = keyword('NONE', VariableName);
export const Single = keyword('SINGLE', VariableName);
export const True = keyword('TRUE');
export const False = keyword('FALSE');
export const Null = keyword('NULL');
export const Not = keyword('NOT');
export const And = keyword('AND');
export const Xor = keyword('XOR');
export const Or = keyword('OR');
export const In = keyword('IN');
export const End = keyword('END');

export const Decimal = createToken({
  name: 'Decimal',
  pattern: /(?:\d+\.\d+|\.\d+)(?:e[+-]?\d+)?|\d+e[+-]?\d+/i,
});
export const Integer = createToken({ name: 'Integer', pattern: /0x[0-9a-f]+|\d+/i });
export const Text = createToken({
  name: 'Text',
  pattern: /'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"/,
  line_breaks: true,
});

function symbol(name: string, pattern: string): TokenType {
  return createToken({ name, pattern });
}

export const DotDot = symbol('..', '..');
export const NotEqual = createToken({ name: '<>', pattern: /<>|!=/ });
export const LessEqual = symbol('<=', '<=');
export const GreaterEqual = symbol('>=', '>=');
export const Matches = symbol('=~', '=~');
export const Equal = symbol('=', '=');
export const Less = symbol('<', '<');
export const Greater = symbol('>', '>');
export const Plus = symbol('+', '+');
export const Minus = symbol('-', '-');
export const Star = symbol('*', '*');
export const Slash = symbol('/', '/');
export const Percent = symbol('%', '%');
export const Caret = symbol('^', '^');
export const LeftParen = symbol('(', '(');
export const RightParen = symbol(')', ')');
export const LeftBracket = symbol('[', '[');
export const RightBracket = symbol(']', ']');
export const LeftBrace = symbol('{', '{');
export const RightBrace = symbol('}', '}');
export const Comma = symbol(',', ',');
export const Colon = symbol(':', ':');
export const Dot = symbol('.', '.');
export const Pipe = symbol('|', '|');
export const Ampersand = symbol('&', '&');
export const Dollar = symbol('$', '$');
export const Semicolon = symbol(';', ';');

const skipped = [
  createToken({ name: 'Space', pattern: /[\s\uFEFF]+/, group: Lexer.SKIPPED, line_breaks: true }),
  createToken({
    name: 'Comment',
    pattern: /\/\/[^\n\r]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//,
    group: Lexer.SKIPPED,
    line_breaks: true,
  }),
];

/** All tokens, in the order in which they are tried. */
export const allTokens: readonly TokenType[] = [
  ...skipped,
  ...keywords,
  QuotedIdentifier,
  Identifier,
  DotDot,
  Decimal,
  Integer,
  Text,
  NotEqual,
  LessEqual,
  GreaterEqual,
  Matches,
  Equal,
  Less,
  Greater,
  Plus,
  Minus,
  Star,
  Slash,
  Percent,
  Caret,
  LeftParen,
  RightParen,
  LeftBracket,
  RightBracket,
  LeftBrace,
  RightBrace,
  Comma,
  Colon,
  Dot,
  Pipe,
  Ampersand,
  Dollar,
  Semicolon,
  VariableName,
  AnyName,
];

/** The words that begin or join clauses and expressions, for messages. */
export const keywordNames: readonly string[] = keywords.map(({ name }) => name);
