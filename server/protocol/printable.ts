// Text of others as it may be shown. Names of files and symbols, sources and what a client says of itself hold any
// character: some move a terminal's cursor or turn the order of what follows. They are shown by number instead.

/**
 * Control characters but tab and line feed (C0, DEL, C1), a carriage return that is alone, and what turns the direction of
 * text or ends a line in places (Unicode's bidirectional controls, U+2028 and U+2029).
 */
const UNPRINTABLE =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]|\r(?!\n)/g;

/** `text` with every character that could do something to whoever shows it written as `\x1b` or `\u202e`. */
export function escapeUnprintable(text: string): string {
  return text.replaceAll(UNPRINTABLE, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100 ? `\\x${toHex(code, 2)}` : `\\u${toHex(code, 4)}`;
  });
}

/** The same for a text that is JSON and stays it, with the same value. */
export function escapeUnprintableJson(json: string): string {
  return json.replaceAll(UNPRINTABLE, (character) => `\\u${toHex(character.charCodeAt(0), 4)}`);
}

function toHex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
