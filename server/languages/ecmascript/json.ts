// Configuration files as people write them: JSON with comments and trailing commas. Broken ones are undefined.

export type JsonObject = Readonly<Record<string, unknown>>;

// A string, a comment, or a comma that closes nothing: only the first is kept. Each part can match in one way only, so
// that no text makes the search explode.
const STRING_OR_NOISE =
  /("[^"\\]*(?:\\[^][^"\\]*)*")|\/\/[^\n]*|\/\*[^*]*(?:\*(?!\/)[^*]*)*\*\/|,(?=(?:\s|\/\/[^\n]*(?:\n|$)|\/\*[^*]*(?:\*(?!\/)[^*]*)*\*\/)*[}\]])/g;

/** Reads a JSON object, with comments and trailing commas allowed; undefined when the text is anything else. */
export function parseJsonObject(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const value = tryParse(() => source) ?? tryParse(() => withoutNoise(source));
  return isJsonObject(value) ? value : undefined;
}

/** Whether a value is an object with members, not a list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The strings of a value that is one string or a list of them; whatever else is left out. */
export function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function withoutNoise(text: string): string {
  return text.replace(STRING_OR_NOISE, (_, kept?: string) => kept ?? ' ');
}

function tryParse(text: () => string): unknown {
  try {
    return JSON.parse(text());
  } catch {
    return undefined;
  }
}
