// Which functions have the same text, by a key of what is written in their lines.

import { keyOf } from './keys.ts';

/** Less is the same in many places without having been copied. */
const LEAST_LINES = 5;
const LEAST_CHARACTERS = 120;

/**
 * The key of the text of a definition, 0n for a short one. White space between words counts once, and the name of the function not at
 * all: what was copied is often renamed and indented anew. Lines are taken whole, as the index knows no columns.
 */
export function bodyKey(lines: readonly string[], name: string): bigint {
  if (lines.length < LEAST_LINES) return 0n;
  const text = lines.join('\n').replaceAll(/\s+/g, ' ').trim();
  if (text.length < LEAST_CHARACTERS) return 0n;
  return keyOf('body', name === '' ? text : text.replace(name, ''));
}
