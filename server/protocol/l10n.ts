// Texts for people in their language. A message is written in English where it is said, with `{names}` of what is put in, and
// is its own key in the translations. The server speaks English; a window says what else is wanted. Whole sentences are
// translated, one for each number: no language puts sentences together as another does.

/** What stands for the names in braces; numbers are formatted before. */
export type Values = Readonly<Record<string, string | number>>;

/** How a window shows texts. */
interface Display {
  readonly translate: (message: string, values: Values) => string;
  /** The language of numbers, as BCP 47 names it. */
  readonly locale: string;
}

let display: Display = { translate: putIn, locale: 'en-US' };

/** Says for the whole process in which language texts are from now on; undefined is English again. */
export function setDisplay(given: Display | undefined): void {
  display = given ?? { translate: putIn, locale: 'en-US' };
}

/** A message in the language of the window; `message` is a literal, so that its translation can be looked for. */
export function t(message: string, values: Values = {}): string {
  return display.translate(message, values);
}

/** The language of numbers. */
export function getLocale(): string {
  return display.locale;
}

/** A message with what stands for its names; a name without a value stays. */
export function putIn(message: string, values: Values): string {
  return message.replaceAll(/\{(\w+)\}/g, (name, key: string) => String(values[key] ?? name));
}
