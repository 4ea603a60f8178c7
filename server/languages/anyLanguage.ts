// What the rules of all languages say together, for questions about text of which it does not matter whose it is.

import { languages } from './index.ts';
import type { LanguageRules } from './rules/index.ts';

/** Whether it holds by the rules of some language. */
export function holdsInAny(test: (rules: LanguageRules) => boolean | undefined): boolean {
  return languages.some(({ rules }) => test(rules) === true);
}

/** What the rules of each language list, together. */
export function listAll<Item>(list: (rules: LanguageRules) => readonly Item[] | undefined): Item[] {
  return languages.flatMap(({ rules }) => list(rules) ?? []);
}
