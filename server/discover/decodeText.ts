import { isAscii, isUtf8 } from 'node:buffer';
import { gapOf } from '../protocol/fileGap.ts';
import type { FileGap } from '../protocol/fileGap.ts';

/** Decoded text without its byte order mark; `problems` says what was lost. `undefined` text means binary. */
export interface DecodedText {
  readonly text: string | undefined;
  readonly problems: FileGap[];
}

/** UTF-8, or UTF-16 by its byte order mark. Line ends are kept; NUL characters mean binary. */
export function decodeText(bytes: Buffer): DecodedText {
  const utf16 = utf16LabelOf(bytes);
  if (utf16 !== undefined) {
    const text = new TextDecoder(utf16).decode(bytes);
    const problems = text.includes('\ufffd')
      ? [gapOf('encoding', 'invalid UTF-16: the unreadable characters were replaced')]
      : [];
    return { text: text.includes('\0') ? undefined : text, problems };
  }
  if (bytes.includes(0)) return { text: undefined, problems: [] };

  // A one-byte string is half the memory and faster to walk.
  if (isAscii(bytes)) return { text: bytes.toString('latin1'), problems: [] };
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const problems = isUtf8(bytes)
    ? []
    : [gapOf('encoding', 'invalid UTF-8: the unreadable bytes were replaced')];
  return { text: bytes.toString('utf8', start), problems };
}

function utf16LabelOf(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}
