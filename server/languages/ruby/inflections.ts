// Which class a name in the declaration of an association means, as Rails tells it (ActiveSupport::Inflector).

/** Plural endings that a word loses or changes, the first that fits counts. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(^|_)people$/, '$1person'],
  [/(^|_)children$/, '$1child'],
  [/(^|_)(wo)?men$/, '$1$2man'],
  [/(ss|us|is|news|series|species)$/, '$1'],
  [/(x|ch|sh|ss|us)es$/, '$1'],
  [/([^aeiou])ies$/, '$1y'],
  [/s$/, ''],
];

/** One of what a plural names: `categories` → `category`. */
export function singularOf(word: string): string {
  const found = ENDINGS.find(([ending]) => ending.test(word));
  return found ? word.replace(...found) : word;
}

/** `line_item` → `LineItem`. */
export function classNameOf(word: string): string {
  return word.replaceAll(/(?:^|_)([\p{L}\d])/gu, (_whole, letter: string) => letter.toUpperCase());
}
