/** An error with a stable code: the code crosses the wire, the message tells a person what to do next. */
export class CodedError extends Error {
  readonly code: string;
  /** Process exit code when the command line ends with this error. */
  readonly exitCode: number;

  constructor(code: string, message: string, exitCode: number, options?: ErrorOptions) {
    super(message, options);
    this.name = code;
    this.code = code;
    this.exitCode = exitCode;
  }
}

/** So much of what somebody sent is repeated to him, in characters. */
export const MAX_ECHO = 1000;

/** The beginning of a text that is longer than `most` characters, with how long it is. */
export function shorten(text: string, most = MAX_ECHO): string {
  return text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
}

/**
 * Declares one error of the catalogue; calling the result makes an instance, `cause` is kept when given. What a message
 * repeats is shortened, and may be a sentence of its own.
 */
export function defineError<Arguments extends unknown[]>(
  code: string,
  message: (...parts: Arguments) => string,
  exitCode = 1,
): {
  code: string;
  (...parts: Arguments): CodedError;
  from(cause: unknown, ...parts: Arguments): CodedError;
} {
  const word = (parts: Arguments) => endOnce(message(...(parts.map(shortenPart) as Arguments)));
  const make = (...parts: Arguments) => new CodedError(code, word(parts), exitCode);
  const from = (cause: unknown, ...parts: Arguments) =>
    new CodedError(code, word(parts), exitCode, { cause });
  return Object.assign(make, { code, from });
}

/** A sentence that ends with the sentence of another error has one full stop. */
function endOnce(text: string): string {
  return text.replace(/(?<=[\w)\]'"`])\.\.(?=\s|$)/g, '.');
}

function shortenPart(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(shortenPart);
  return typeof part === 'string' ? shorten(part) : part;
}

/** The code of an error of Node, SQLite or ours; '' where there is none. */
export function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
