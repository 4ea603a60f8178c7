// The one place of the command line that writes to the terminal, and where no text of others can do anything to it.
// Answers go to stdout, everything else to stderr.
import { escapeUnprintable, escapeUnprintableJson } from '../protocol/printable.ts';

/** Where a command writes. */
export interface Output {
  /** Whether a person looks at stderr, so that a line may be rewritten in place. */
  readonly isInteractive: boolean;
  /** One line of the answer. */
  line(text?: string): void;
  json(value: unknown): void;
  /** Text of the answer with its own line ends; resolves when the reader has room for more. */
  write(text: string): Promise<void>;
  /** One line beside the answer. */
  note(text: string): void;
  /** Replaces the last status line on an interactive terminal; nothing elsewhere. */
  status(text: string): void;
  error(text: string): void;
}

/** Output to the process's own streams. A reader that went away (`| head`) ends the process quietly. */
export function createOutput(): Output {
  const { stdout, stderr } = process;
  const isInteractive = stderr.isTTY && process.env['TERM'] !== 'dumb';
  let hasStatus = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
  const clear = () => {
    if (hasStatus) stderr.write('\r\u001B[K');
    hasStatus = false;
  };
  return {
    isInteractive,
    line(text = '') {
      clear();
      stdout.write(`${escapeUnprintable(text)}\n`);
    },
    json(value) {
      stdout.write(`${escapeUnprintableJson(JSON.stringify(value, null, 2))}\n`);
    },
    write(text) {
      if (stdout.write(escapeUnprintable(text))) return Promise.resolve();
      return new Promise((resolve) => stdout.once('drain', resolve));
    },
    note(text) {
      clear();
      stderr.write(`${escapeUnprintable(text)}\n`);
    },
    status(text) {
      if (!isInteractive) return;
      stderr.write(`\r\u001B[K${escapeUnprintable(text).slice(0, (stderr.columns || 80) - 1)}`);
      hasStatus = text !== '';
    },
    error(text) {
      clear();
      stderr.write(`codebase-memory: ${escapeUnprintable(text)}\n`);
    },
  };
}
