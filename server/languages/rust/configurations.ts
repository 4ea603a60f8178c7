// Conditions of the build before declarations, `#[cfg(…)]`: which of them a build of tests for Linux on a usual machine does
// not meet.

const KNOWN: Readonly<Record<string, boolean>> = {
  unix: true,
  windows: false,
  test: true,
  debug_assertions: true,
  miri: false,
  loom: false,
  doc: false,
  docsrs: false,
};
const VALUES: Readonly<Record<string, readonly string[]>> = {
  target_os: ['linux'],
  target_family: ['unix'],
  target_arch: ['x86_64'],
  target_env: ['gnu'],
  target_endian: ['little'],
  target_pointer_width: ['64'],
  target_vendor: ['unknown'],
  panic: ['unwind'],
};
/** Features that are seldom on; others are taken to be. */
const OFF_BY_CUSTOM = /nightly|unstable|bench|simd|no[-_]std/i;
const TOKEN = /\s*(?:([A-Za-z_]\w*)(?:\s*=\s*"([^"]*)")?|([(),]))/y;
/** Conditions within each other beyond these are not read. */
const MAX_DEPTH = 32;

/** Whether the mark `#[cfg(…)]` leaves out what stands behind it; features count as on. */
export function isLeftOut(mark: string): boolean {
  const condition = /^#\[\s*cfg\s*\(([^]*)\)\s*\]$/.exec(mark)?.[1];
  return condition !== undefined && new Reader(condition).read(0) === false;
}

/** Reads one condition; undefined where nobody can tell. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(depth: number): boolean | undefined {
    const token = this.#next();
    const name = token?.[1];
    if (name === undefined || depth > MAX_DEPTH) return undefined;
    if (token![2] !== undefined) {
      if (name === 'feature') return !OFF_BY_CUSTOM.test(token![2]);
      const values = Object.hasOwn(VALUES, name) ? VALUES[name] : undefined;
      return values?.includes(token![2]);
    }
    if (this.#text.slice(this.#at).trimStart()[0] !== '(')
      return Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
    this.#next();
    const parts: (boolean | undefined)[] = [];
    for (;;) {
      const from = this.#at;
      if (/^\s*\)/.test(this.#text.slice(this.#at)) || this.#at >= this.#text.length) break;
      parts.push(this.read(depth + 1));
      if (/^\s*,/.test(this.#text.slice(this.#at))) this.#next();
      else if (this.#at === from) break;
    }
    this.#next();
    return combine(name, parts);
  }

  #next(): RegExpExecArray | null {
    TOKEN.lastIndex = this.#at;
    const match = TOKEN.exec(this.#text);
    if (match) this.#at = TOKEN.lastIndex;
    return match;
  }
}

function combine(name: string, parts: readonly (boolean | undefined)[]): boolean | undefined {
  if (name === 'not') return parts[0] === undefined ? undefined : !parts[0];
  const decisive = name === 'any';
  if (name !== 'all' && name !== 'any') return undefined;
  if (parts.includes(decisive)) return decisive;
  return parts.includes(undefined) ? undefined : !decisive;
}
