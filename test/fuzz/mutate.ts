import type { Random } from '../torture/random.ts';

/** Pieces of messages that mean something where they do not belong. */
const PIECES = [
  '\r\n\r\n',
  '\r\n',
  '\0',
  '{',
  ']',
  '"',
  '[[[[[[[[',
  '__proto__',
  'Content-Length: 99999999\r\n',
  'Content-Length: -1\r\n',
  'Transfer-Encoding: chunked\r\n',
  '1e999',
  '-0',
  'null',
  '\u{1F600}\u202E',
].map((text) => Buffer.from(text));

/** `message` with one to eight changes to its bytes: other bits, bytes that go, come, come twice or are those of others. */
export function mutate(message: Buffer, random: Random): Buffer {
  let bytes = Buffer.from(message);
  for (let left = random.between(1, 8); left > 0; left -= 1) {
    const at = random.between(0, Math.max(0, bytes.length - 1));
    const end = Math.min(bytes.length, at + random.between(1, 32));
    const [before, part, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
    switch (random.between(0, 5)) {
      case 0:
        if (bytes.length > 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << random.between(0, 7));
        break;
      case 1:
        bytes = Buffer.concat([before, after]);
        break;
      case 2:
        bytes = Buffer.concat([before, part, part, part, after]);
        break;
      case 3:
        bytes = Buffer.concat([before, random.pick(PIECES), part, after]);
        break;
      case 4: {
        const noise = Buffer.from(
          Array.from({ length: random.between(1, 64) }, () => random.between(0, 255)),
        );
        bytes = Buffer.concat([before, noise, after]);
        break;
      }
      default:
        bytes = before;
    }
  }
  return bytes;
}
