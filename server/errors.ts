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

/** Declares one error of the catalogue; calling the result makes an instance, `cause` is kept when given. */
export function defineError<Arguments extends unknown[]>(
  code: string,
  message: (...parts: Arguments) => string,
  exitCode = 1,
): {
  code: string;
  (...parts: Arguments): CodedError;
  from(cause: unknown, ...parts: Arguments): CodedError;
} {
  const make = (...parts: Arguments) => new CodedError(code, message(...parts), exitCode);
  const from = (cause: unknown, ...parts: Arguments) =>
    new CodedError(code, message(...parts), exitCode, { cause });
  return Object.assign(make, { code, from });
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
