/**
 * Splits an identifier into lower-case words at camelCase humps, digits, `_`, `-`, `.`, `/` and `$`:
 * `parseHTTPUrl_v2` → parse, http, url, v, 2.
 */
export function splitWords(identifier: string): string[] {
  const spaced = identifier
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\p{N})/gu, '$1 $2')
    .replace(/(\p{N})(\p{L})/gu, '$1 $2');
  return spaced.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The text the word index stores for a name: its words, and the whole name so that a prefix of it is found too. */
export function indexedWords(name: string): string {
  const words = splitWords(name);
  const whole = name.toLowerCase();
  return words.length === 1 && words[0] === whole ? whole : `${words.join(' ')} ${words.join('')}`;
}

/** Words that say nothing of a subject: articles, pronouns, prepositions, conjunctions and auxiliary verbs of English. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above after again against all also am an and any are aren as at be because been before being below between both
   but by can cannot could did do does doing don done down during each either else ever every few for from further had has
   have having he her here hers him his how however i if in into is isn it its itself just may me might more most must my no
   nor not now of off on once one only onto or other our ours out over own per quite rather s same shall she should since so
   some such t than that the their theirs them then there these they this those though through thus to too under until up
   upon us very via was we were what whatever when where whether which while who whom whose why will with within without
   would yet you your yours`.split(/\s+/),
);

/** The words of documentation that tell something, each once, as `splitWords` cuts them. */
export function indexedProse(text: string): string {
  const words = new Set(splitWords(text));
  for (const word of words) if (STOP_WORDS.has(word)) words.delete(word);
  return [...words].join(' ');
}

/** The words of a path, without its last suffix. */
export function indexedPath(path: string): string {
  return splitWords(path.replace(/\.[^./]+$/, '')).join(' ');
}
