// Reads a query: which of its words name something, and which only say what it is about. Knows nothing of the index.

import { splitWords, STOP_WORDS } from '../store/words.ts';

/** Words in which people ask about code: they say that something is asked, not what about. */
const QUESTION_WORDS: ReadonlySet<string> = new Set(
  `call calls called code codebase defined does definition explain find function functions get gets give happen happens
   implement implementation implemented kind kinds know located look method methods please place project responsible show
   tell thing things understand use used uses using want way ways work works`.split(/\s+/),
);

/** A query, taken apart. */
export interface QueryTerms {
  /** Quoted, or written as no word of prose is: they may name a symbol as they stand. */
  readonly identifiers: readonly string[];
  /** What it is about, in lower case, each once; all words when there are only words of questions. */
  readonly words: readonly string[];
}

/** Takes a query apart. */
export function readQuery(query: string): QueryTerms {
  const quoted = [...query.matchAll(/[`"“”']([^`"“”'\s]{2,})[`"“”']/gu)].map(([, name]) => name!);
  const tokens = query.match(/[\p{L}\p{N}_$][\p{L}\p{N}_$.:#/()*-]*/gu) ?? [];
  const written = tokens.map((token) => token.replace(/[.:#/()*-]+$/u, '')).filter(looksLikeName);
  const spoken = tokens.flatMap((token) => {
    // A word of several humps is one word of prose (JavaScript) as well as several.
    const parts = splitWords(token);
    if (parts.length > 1 && parts.length < 4 && /^\p{L}+$/u.test(token)) parts.push(token.toLowerCase());
    return parts;
  });
  const distinct = [...new Set(spoken)].filter((word) => word.length > 1 || /\p{N}/u.test(word));
  const meant = distinct.filter((word) => !STOP_WORDS.has(word));
  const subject = meant.filter((word) => !isQuestionWord(word));
  return {
    identifiers: [...new Set([...quoted, ...written])],
    words: subject.length > 0 ? subject : meant.length > 0 ? meant : distinct,
  };
}

/** Whether prose would not write it so: `get_user`, `getUser`, `a.b`, `A::b`, `file.ts:12`. */
function looksLikeName(token: string): boolean {
  return /[_$]|[.:#/](?=[\p{L}\p{N}_$])|\p{Ll}\p{Lu}/u.test(token);
}

/** In any of its regular forms. */
function isQuestionWord(word: string): boolean {
  return QUESTION_WORDS.has(word) || QUESTION_WORDS.has(word.replace(/(?:s|ed|ing)$/u, ''));
}
