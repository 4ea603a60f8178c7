// The facts of one file: tables of integers, each with its row width. Text columns hold indices into the string table
// of the batch. This file is the one place that knows the order of columns.

/** A growing table of rows of integers. */
export class IntTable {
  readonly width: number;
  ints: Int32Array;
  /** Integers in use. */
  length = 0;

  constructor(width: number, rows = 256) {
    this.width = width;
    this.ints = new Int32Array(width * rows);
  }

  get rows(): number {
    return this.length / this.width;
  }

  /** Appends one row and returns its index; columns that are not given are 0. */
  add(a: number, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0): number {
    const row = this.addRow();
    const { ints, width } = this;
    const at = row * width;
    ints[at] = a;
    if (width > 1) ints[at + 1] = b;
    if (width > 2) ints[at + 2] = c;
    if (width > 3) ints[at + 3] = d;
    if (width > 4) ints[at + 4] = e;
    if (width > 5) ints[at + 5] = f;
    if (width > 6) ints[at + 6] = g;
    if (width > 7) ints[at + 7] = h;
    return row;
  }

  /** Appends a row of zeros and returns its index. */
  addRow(): number {
    const { length, width } = this;
    if (length + width > this.ints.length) this.reserve(length + width);
    this.ints.fill(0, length, length + width);
    this.length = length + width;
    return length / width;
  }

  get(row: number, column: number): number {
    return this.ints[row * this.width + column]!;
  }

  set(row: number, column: number, value: number): void {
    this.ints[row * this.width + column] = value;
  }

  private reserve(least: number): void {
    const larger = new Int32Array(Math.max(least, this.ints.length * 2));
    larger.set(this.ints.subarray(0, this.length));
    this.ints = larger;
  }

  clear(): void {
    this.length = 0;
  }
}

/**
 * The tables in the order in which they are packed, with their columns. Columns named in `strings` hold string
 * indices; those in `references` hold the index of a row of the named table (or -1) and are rebased when files are joined.
 */
export const FACT_TABLES = {
  symbols: [
    'kind',
    'name:string',
    'parent:symbols',
    'scope:scopes',
    'body:scopes',
    'flags',
    'nameLine',
    'startLine',
    'endLine',
    'signature:string',
    'doc:string',
    'result:expressions',
    'receiver:expressions',
    'position',
  ],
  scopes: ['kind', 'parent:scopes', 'owner:symbols'],
  bindings: [
    'scope:scopes',
    'name:string',
    'kind',
    'payload',
    'type:expressions',
    'position',
    'value:expressions',
    'symbol:symbols',
    // Up to which position it surely holds once it was bound: ALWAYS outside of branches, ANYTIME for what is bound from
    // another function, negative when the code behind the branch is not reached from it.
    'reach',
  ],
  expressions: ['op', 'a', 'b', 'scope:scopes', 'line', 'position'],
  argumentLists: ['value'],
  // `position` is negative for all names of a module in a branch that no default build takes.
  imports: ['scope:scopes', 'specifier:string', 'name:string', 'line', 'position'],
  bases: ['symbol:symbols', 'type:expressions', 'kind'],
  returns: ['symbol:symbols', 'value:expressions', 'isYield'],
  memberAssignments: [
    'object:expressions',
    'name:string',
    'value:expressions',
    'type:expressions',
    'position',
  ],
  decorators: ['symbol:symbols', 'value:expressions'],
  // Names of a module, and its imports, that a build has only under a condition; one of the two is -1.
  conditions: ['symbol:symbols', 'import:imports', 'condition:string'],
  // Names that conditions can ask for; `value` is NO_NUMBER where the name stands for none.
  switches: ['name:string', 'value', 'condition:string'],
  // Names that macros put together: what the macro `macro` makes of its arguments, and uses of macros outside of functions. Of
  // a use in a list of values: a value of the type of its elements and the variable that holds the list, -1 for none; of one
  // of which a member is taken, the call.
  pastes: [
    'macro:string',
    'text:string',
    'kind',
    'isStatic',
    'line',
    'position',
    'object:expressions',
    'variable:expressions',
    'scope:scopes',
  ],
} as const;

export type FactTable = keyof typeof FACT_TABLES;
export const FACT_TABLE_NAMES = Object.keys(FACT_TABLES) as readonly FactTable[];

/** What a row of `pastes` says; `text` is a name, or names between commas, with `$0$` for what the first parameter is given. */
export const PasteKind = {
  /** A function that the macro defines. */
  defines: 0,
  /** Another macro and what it is given. */
  uses: 1,
  /** What the macro is given in a use of it that stands in the file itself. */
  use: 2,
  /**
   * What the macro puts into a list: where, and what. The first name is '' for an element itself, a number for the
   * place in an element, and with `.` before it a member.
   */
  entry: 3,
  /** What the macro is given in a use of it in a list of values. */
  fill: 4,
  /** The type to which the macro casts what it gives. */
  casts: 5,
  /** What the macro is given in a use of it, the call `object`, of which a member is taken. */
  taken: 6,
} as const;

/** `value` of a switch that is no number. */
export const NO_NUMBER = -0x8000_0000;

/** `reach` of a binding that no branch limits, and of one that can happen at any time. */
export const ALWAYS = 0x7fff_ffff;
export const ANYTIME = 0;
/** `reach` of a binding in a branch that no default build takes: it counts where there is no other. */
export const NEVER = -ALWAYS;

/** Column numbers, by table: `Column.symbols.name`. */
export const Column = Object.fromEntries(
  FACT_TABLE_NAMES.map((table) => [
    table,
    Object.fromEntries(FACT_TABLES[table].map((column, index) => [column.split(':')[0], index])),
  ]),
) as {
  readonly [T in FactTable]: {
    readonly [C in (typeof FACT_TABLES)[T][number] as C extends `${infer N}:${string}` ? N : C]: number;
  };
};

/** Row width of a table. */
export function widthOf(table: FactTable): number {
  return FACT_TABLES[table].length;
}
