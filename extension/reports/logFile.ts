// The end of a log file and what is added to it, as text for a person. Knows no VS Code.
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { formatLogLine } from './logLine.ts';
import { t } from '../../server/protocol/l10n.ts';

const TAIL_BYTES = 262_144;
const POLL_MS = 1000;

/** Follows `file`, which need not exist yet: `onText` gets all of its end now and whenever the file has changed. */
export function followLog(file: string, onText: (text: string) => void): { dispose(): void } {
  let seen = '';
  // Not `watchFile`: what is written before its first look would go unnoticed.
  const look = () => {
    const found = statSync(file, { throwIfNoEntry: false });
    const state = found ? `${found.ino} ${found.size} ${found.mtimeMs}` : 'none';
    if (seen === (seen = state)) return;
    onText(readTail(file));
  };
  look();
  const timer = setInterval(look, POLL_MS);
  return { dispose: () => clearInterval(timer) };
}

/** The last lines of a log, each formatted; a sentence when there are none. */
export function readTail(file: string): string {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const { size } = fstatSync(descriptor);
    const from = Math.max(0, size - TAIL_BYTES);
    const buffer = Buffer.alloc(size - from);
    const bytes = readSync(descriptor, buffer, 0, buffer.length, from);
    const lines = buffer.toString('utf8', 0, bytes).split('\n');
    // The first one is cut where the tail begins in the middle of the file.
    if (from > 0) lines.shift();
    return lines.map(formatLogLine).join('\n');
  } catch {
    return `${t('There is no log yet. The server writes it to {file}.', { file })}\n`;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
