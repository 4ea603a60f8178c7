// The text of a query → its syntax, or a refusal that says where and what to write instead. Loads the parser: import it
// only where a query is asked.

import { EOF, Lexer, type ILexingError, type IRecognitionException, type IToken } from 'chevrotain';
import { CypherGrammar } from './grammar.ts';
import { CypherRefused, explainRefusals, findNearest, Refusal } from './refusal.ts';
import type { Clause, CypherQuery } from './syntax.ts';
import { allTokens, keywordNames } from './tokens.ts';

/** Longer than a person writes, short enough to parse at once. */
const MAX_QUERY_LENGTH = 20_000;
const MAX_TOKENS = 3000;
/** Parentheses, brackets and the like within one another. */
const MAX_DEPTH = 40;

/** What is not in the grammar, by the word that it begins with, and what does the same or nearly so. */
const REFUSED: Readonly<Record<string, readonly [problem: string, advice: string]>> = {
  CREATE: ['CREATE writes, and this graph is only read', 'Use MATCH … RETURN.'],
  MERGE: ['MERGE writes, and this graph is only read', 'Use MATCH … RETURN.'],
  SET: ['SET writes, and this graph is only read', 'Name a value with WITH … AS.'],
  DELETE: ['DELETE writes, and this graph is only read', 'Leave rows out with WHERE.'],
  DETACH: ['DETACH DELETE writes, and this graph is only read', 'Leave rows out with WHERE.'],
  REMOVE: ['REMOVE writes, and this graph is only read', 'Leave columns out of RETURN.'],
  DROP: ['DROP writes, and this graph is only read', 'Use MATCH … RETURN.'],
  FOREACH: ['FOREACH writes, and this graph is only read', 'Use UNWIND list AS x.'],
  LOAD: ['LOAD CSV reads files, which is not offered', 'Use UNWIND [ … ] AS x.'],
  CALL: ['procedures and CALL { … } are not supported', 'Use WITH, EXISTS { … } or COUNT { … }.'],
  USE: ['there is one graph', 'Leave USE out.'],
  SHOW: ['SHOW is not supported', 'Ask get_graph_schema.'],
  EXPLAIN: ['EXPLAIN is not supported', 'Leave it out.'],
  PROFILE: ['PROFILE is not supported', 'Leave it out.'],
  SHORTESTPATH: [
    'shortestPath is not supported',
    'Use MATCH p = (a)-[:CALLS*1..5]->(b) RETURN p ORDER BY length(p) LIMIT 1.',
  ],
  ALLSHORTESTPATHS: [
    'allShortestPaths is not supported',
    'Use MATCH p = (a)-[:CALLS*1..5]->(b) RETURN p ORDER BY length(p) LIMIT 10.',
  ],
  REDUCE: ['reduce() is not supported', 'Use UNWIND list AS x WITH sum(x) AS total.'],
};

let lexer: Lexer | undefined;
let grammar: CypherGrammar | undefined;

/** The syntax of a query. Throws CYPHER with the place of what is not understood. */
export function parseCypher(text: string): CypherQuery {
  if (text.length > MAX_QUERY_LENGTH) {
    throw CypherRefused(text, MAX_QUERY_LENGTH, `the query has ${text.length} characters`, 'At most 20,000.');
  }
  lexer ??= new Lexer([...allTokens], { positionTracking: 'onlyOffset' });
  grammar ??= new CypherGrammar();
  const parser = grammar;
  return explainRefusals(text, () => {
    const { tokens, errors } = lexer!.tokenize(text);
    if (errors[0]) throw refuseCharacter(text, errors[0]);
    if (tokens.length === 0) throw new Refusal(0, 'the query is empty', 'Begin with MATCH (n:Function).');
    if (tokens.length > MAX_TOKENS)
      throw new Refusal(tokens[MAX_TOKENS]!.startOffset, 'the query is too long', 'Ask in several queries.');
    checkDepth(tokens);
    parser.text = text;
    parser.input = tokens;
    const parsed = parser.query();
    if (parser.errors[0]) throw refuseSyntax(parser.errors[0], tokens, text);
    const parts = parsed.parts.map(completePart);
    return { text, parts, keepsDuplicates: parsed.keepsDuplicates };
  });
}

/** A part ends with RETURN; one that only matches returns all that it matched, as such servers do. */
function completePart(clauses: readonly Clause[]): readonly Clause[] {
  for (const [index, clause] of clauses.entries()) {
    if (clause.type === 'return') {
      const next = clauses[index + 1];
      if (next) throw new Refusal(next.at, 'nothing can follow RETURN but UNION', 'Use WITH before it.');
      if (clause.where) throw new Refusal(clause.where.at, 'RETURN has no WHERE', 'Put WHERE before RETURN.');
    }
  }
  const last = clauses.at(-1)!;
  if (last.type === 'return') return clauses;
  if (last.type === 'with') throw new Refusal(last.at, 'the query ends with WITH', 'End it with RETURN.');
  const all: Clause = {
    type: 'return',
    at: last.at,
    isDistinct: false,
    takesAll: true,
    items: [],
    order: [],
    skip: undefined,
    limit: undefined,
    where: undefined,
  };
  return [...clauses, all];
}

function checkDepth(tokens: readonly IToken[]): void {
  let depth = 0;
  let signs = 0;
  for (const { image, startOffset } of tokens) {
    if (/^[([{]$/.test(image) || /^case$/i.test(image)) depth++;
    else if (/^[)\]}]$/.test(image) || /^end$/i.test(image)) depth--;
    signs = /^(?:not|-|\+)$/i.test(image) ? signs + 1 : 0;
    if (depth > MAX_DEPTH || signs > MAX_DEPTH)
      throw new Refusal(startOffset, `nested more than ${MAX_DEPTH} deep`, 'Take it apart with WITH.');
  }
}

function refuseCharacter(text: string, { offset }: ILexingError): Refusal {
  const char = text.charAt(offset);
  if (char === "'" || char === '"') return new Refusal(offset, 'this text has no closing quote');
  if (char === '`') return new Refusal(offset, 'this name has no closing `');
  if (char === '!') return new Refusal(offset, '! is not supported', 'Use NOT n:Label in WHERE.');
  return new Refusal(offset, `${JSON.stringify(char)} means nothing here`);
}

function refuseSyntax(error: IRecognitionException, tokens: readonly IToken[], text: string): Refusal {
  if (error.token.tokenType === EOF)
    return new Refusal(text.length, 'the query stops here', adviseExpected(error));
  const { token } = error;
  const at = token.startOffset;
  const position = tokens.indexOf(token);
  const before = tokens[position - 1];
  for (const candidate of [token, before]) {
    const refused = candidate && REFUSED[candidate.image.toUpperCase()];
    if (candidate && refused) return new Refusal(candidate.startOffset, ...refused);
  }
  if (token.image === '$')
    return new Refusal(at, 'parameters are not supported', 'Write the value itself: {name: "main"}.');
  if (token.image === '(' && before && tokens[position - 2]?.image === '.')
    return new Refusal(before.startOffset, 'functions with a dot in their name are not supported');
  if (token.image === '{' && before)
    return new Refusal(at, 'map projections are not supported', 'Use properties(n), or n.name, n.file.');
  if (token.image === '|')
    return new Refusal(at, 'pattern comprehensions are not supported', 'Use MATCH … WITH collect(x) AS xs.');
  const nearest = findNearest(token.image, keywordNames);
  const meant = nearest && nearest !== token.image.toUpperCase() ? `Nearest: ${nearest}.` : '';
  return new Refusal(at, `${JSON.stringify(token.image)} can't stand here`, meant || adviseExpected(error));
}

/** What the parser would have taken, when that is little enough to tell. */
function adviseExpected({ message }: IRecognitionException): string {
  const expected = [...new Set([...message.matchAll(/--> ([^\s']+) <--/g)].map(([, name]) => name!))];
  const listed = [...message.matchAll(/\[([A-Za-z*([{<>=.,:-]+)\]/g)].map(([, name]) => name!);
  const names = expected.length > 0 ? expected : [...new Set(listed)];
  const words = names.map((name) => (/^(?:AnyName|VariableName|Identifier)$/.test(name) ? 'a name' : name));
  return words.length > 0 && words.length <= 8 ? `Expected ${[...new Set(words)].join(' or ')}.` : '';
}
