// Just enough TOML (https://toml.io/en/v1.0.0) to find a few settings in a pyproject.toml: keys, tables, strings, arrays,
// inline tables. Numbers, booleans and dates stay text. A line that makes no sense is skipped, so a broken file gives
// what can be read of it. It validates nothing.

export type TomlValue = string | TomlValue[] | TomlTable;
export type TomlTable = Map<string, TomlValue>;

const MAX_DEPTH = 32;
const BLANK = /(?:[ \t\r\n]|#[^\n]*)*/y;
const SPACE = /[ \t]*/y;
const KEY = /[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([\w-]+))[ \t]*/y;
const TEXT = /"""([^]*?)"""|'''([^]*?)'''|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([^\s,\]}#"'[{]+)/y;
const ESCAPES: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r' };

/** Reads a TOML document into nested maps; never throws. The tables of an array of tables are read as one. */
export function parseToml(text: string): TomlTable {
  const reader = new TomlReader(text);
  return reader.readDocument();
}

/** The value at a path of keys, undefined when a part of the path is missing or no table. */
export function tomlAt(table: TomlTable, ...keys: string[]): TomlValue | undefined {
  let at: TomlValue | undefined = table;
  for (const key of keys) at = at instanceof Map ? at.get(key) : undefined;
  return at;
}

class TomlReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readDocument(): TomlTable {
    const root: TomlTable = new Map();
    let table = root;
    for (;;) {
      this.#match(BLANK);
      if (this.#at >= this.#text.length) return root;
      const start = this.#at;
      const header = this.#readHeader();
      if (header !== undefined) table = tableAt(root, header);
      else if (!this.#readPair(table, 0)) {
        const end = this.#text.indexOf('\n', start);
        this.#at = end < 0 ? this.#text.length : end + 1;
      }
    }
  }

  #readHeader(): string[] | undefined {
    if (!this.#take('[')) return undefined;
    this.#take('[');
    const keys = this.#readKeys();
    if (keys === undefined || !this.#take(']')) return undefined;
    this.#take(']');
    return keys;
  }

  #readPair(table: TomlTable, depth: number): boolean {
    const keys = this.#readKeys();
    const last = keys?.pop();
    if (keys === undefined || last === undefined || !this.#take('=')) return false;
    const value = this.#readValue(depth);
    if (value === undefined) return false;
    tableAt(table, keys).set(last, value);
    return true;
  }

  #readKeys(): string[] | undefined {
    const keys: string[] = [];
    do {
      const match = this.#match(KEY);
      if (match === null) return undefined;
      keys.push(match[1] === undefined ? (match[2] ?? match[3] ?? '') : unescape(match[1]));
    } while (this.#take('.'));
    return keys;
  }

  #readValue(depth: number): TomlValue | undefined {
    this.#match(SPACE);
    if (depth > MAX_DEPTH) return undefined;
    if (this.#take('[')) return this.#readArray(depth + 1);
    if (this.#take('{')) return this.#readInlineTable(depth + 1);
    const match = this.#match(TEXT);
    if (match === null) return undefined;
    const escaped = match[1] ?? match[3];
    return escaped === undefined ? (match[2] ?? match[4] ?? match[5] ?? '') : unescape(escaped);
  }

  #readArray(depth: number): TomlValue[] | undefined {
    const values: TomlValue[] = [];
    for (;;) {
      this.#match(BLANK);
      if (this.#take(']')) return values;
      const value = this.#readValue(depth);
      if (value === undefined) return undefined;
      values.push(value);
      this.#match(BLANK);
      this.#take(',');
    }
  }

  #readInlineTable(depth: number): TomlTable | undefined {
    const table: TomlTable = new Map();
    for (;;) {
      this.#match(BLANK);
      if (this.#take('}')) return table;
      if (!this.#readPair(table, depth)) return undefined;
      this.#match(BLANK);
      this.#take(',');
    }
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#at = pattern.lastIndex;
    return match;
  }
}

function tableAt(table: TomlTable, keys: readonly string[]): TomlTable {
  let at = table;
  for (const key of keys) {
    let next = at.get(key);
    if (!(next instanceof Map)) at.set(key, (next = new Map()));
    at = next;
  }
  return at;
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped);
}
