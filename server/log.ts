// The server's log: JSON lines in the workspace's cache directory, rotated once. Holds no source text and no token.
import { appendFileSync, lstatSync, renameSync, rmSync } from 'node:fs';

/** Where log lines go. `fields` are flat facts: no source text, no secrets. */
export interface Log {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

/** A log whose threshold can be moved. */
export interface FileLog extends Log {
  /** Leaves out what is less severe than `level` from now on. */
  setLevel(level: Level): void;
}

/** From the worst on. */
const LEVELS = ['error', 'warn', 'info'] as const;
type Level = (typeof LEVELS)[number];

const MAX_LOG_BYTES = 1_048_576;

/** Opens a log that appends to `file` and keeps one older file of 1 MiB. A log that can't be written is silent. */
export function createFileLog(file: string): FileLog {
  let bytes = sizeOf(file);
  let threshold: Level = 'info';
  const write = (level: Level, event: string, fields: Record<string, unknown> = {}) => {
    if (LEVELS.indexOf(level) > LEVELS.indexOf(threshold)) return;
    const line = `${JSON.stringify({ time: new Date().toISOString(), level, pid: process.pid, event, ...fields })}\n`;
    try {
      if (bytes > MAX_LOG_BYTES) {
        renameSync(file, `${file}.1`);
        bytes = 0;
      }
      appendFileSync(file, line, { mode: 0o600 });
      bytes += line.length;
    } catch {
      // A full disk must not stop the server from answering.
    }
  };
  return {
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fields) => write('error', event, fields),
    setLevel(level) {
      threshold = level;
    },
  };
}

/** Of the log that is there; what is none goes: a pipe would be waited for. */
function sizeOf(file: string): number {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (!found || found.isFile()) return found?.size ?? 0;
  try {
    rmSync(file, { recursive: true, force: true });
  } catch {
    // Then nothing can be written either.
  }
  return 0;
}
