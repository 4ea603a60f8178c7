import type { LanguageRules } from '../../languages/language.ts';

const known = new WeakMap<LanguageRules, ReadonlySet<string>>();

/** Whether a name is built into a language. */
export function isBuiltin(rules: LanguageRules, text: string): boolean {
  let names = known.get(rules);
  if (!names) known.set(rules, (names = new Set(rules.library.builtins)));
  return names.has(text);
}
