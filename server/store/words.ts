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
