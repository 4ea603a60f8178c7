// Walks a finished tree where it lies in WASM memory, without a call into WASM or an object per node. It depends on the
// private structs of tree-sitter 0.27 as compiled for wasm32 (lib/src/subtree.h and parser.h: SubtreeHeapData,
// SubtreeInlineData, TSLanguage), hence the exact pin of web-tree-sitter, the self-check in selfCheck.ts and the slower
// walk of cursorWalk.ts that yields the same records. It knows nothing of languages beyond kind numbers.

import type { Tree } from 'web-tree-sitter';
import type { CompiledKinds } from './kinds.ts';
import type { RecordBuffer } from './records.ts';
import { RECORD_SIZE } from './records.ts';
import type { WasmMemory } from './wasm.ts';

// Byte offsets in struct TSLanguage (parser.h).
const LANGUAGE = {
  symbolCount: 4,
  aliasCount: 8,
  productionIdCount: 28,
  fieldCount: 32,
  maxAliasSequenceLength: 36,
  fieldMapSlices: 64,
  fieldMapEntries: 68,
  symbolMetadata: 72,
  publicSymbolMap: 76,
  aliasSequences: 84,
} as const;

// Offsets in struct SubtreeHeapData, in 32-bit words, and of its 16-bit and 8-bit members, in bytes.
const HEAP = {
  paddingBytes: 1,
  paddingRows: 2,
  sizeBytes: 4,
  sizeRows: 5,
  childCount: 9,
  symbol: 40,
  flags: 44,
  productionId: 66,
} as const;
const CHILD_BYTES = 8;
const BUILT_IN_ERROR = 65535;
const BUILT_IN_ERROR_REPEAT = 65534;

/** The tables of one grammar that a walk needs, copied out of WASM memory. */
interface GrammarTables {
  /** Children per production in `fields` and `aliases`. */
  readonly stride: number;
  readonly fields: Uint16Array;
  readonly aliases: Uint16Array;
  readonly hasFields: Uint8Array;
  readonly hasAliases: Uint8Array;
  /** Symbol → kind of the record it makes, 0 for none. */
  readonly kinds: Uint16Array;
}

/** The address that a wrapper object of web-tree-sitter holds at its slot 0. */
function addressOf(wrapper: object): number {
  const address = (wrapper as { 0?: unknown })[0];
  if (typeof address !== 'number') throw new Error('web-tree-sitter no longer keeps the address at slot 0');
  return address;
}

function readTables(memory: WasmMemory, compiled: CompiledKinds): GrammarTables {
  const bytes = memory.HEAPU8;
  const view = new DataView(bytes.buffer);
  const base = addressOf(compiled.grammar);
  const word = (offset: number) => view.getUint32(base + offset, true);
  const symbolCount = word(LANGUAGE.symbolCount) + word(LANGUAGE.aliasCount);
  const productions = word(LANGUAGE.productionIdCount);
  const maxAliases = view.getUint16(base + LANGUAGE.maxAliasSequenceLength, true);
  const slices = word(LANGUAGE.fieldMapSlices);
  const entries = word(LANGUAGE.fieldMapEntries);
  const productionsWithFields = word(LANGUAGE.fieldCount) > 0 ? productions : 0;
  const productionsWithAliases = maxAliases > 0 ? productions : 0;

  let stride = maxAliases;
  const eachField = (use: (production: number, child: number, field: number) => void) => {
    for (let production = 0; production < productionsWithFields; production++) {
      const index = view.getUint16(slices + 4 * production, true);
      const length = view.getUint16(slices + 4 * production + 2, true);
      for (let entry = entries + 4 * index; entry < entries + 4 * (index + length); entry += 4) {
        const isInherited = bytes[entry + 3] !== 0;
        if (!isInherited) use(production, bytes[entry + 2]!, view.getUint16(entry, true));
      }
    }
  };
  eachField((_production, child) => (stride = Math.max(stride, child + 1)));

  const tables: GrammarTables = {
    stride,
    fields: new Uint16Array(productions * stride),
    aliases: new Uint16Array(productions * stride),
    hasFields: new Uint8Array(productions),
    hasAliases: new Uint8Array(productions),
    kinds: new Uint16Array(65536),
  };
  eachField((production, child, field) => {
    const at = production * stride + child;
    if (tables.fields[at] !== 0) return;
    tables.fields[at] = field;
    tables.hasFields[production] = 1;
  });
  for (let production = 1; production < productionsWithAliases; production++) {
    for (let child = 0; child < maxAliases; child++) {
      const alias = view.getUint16(
        word(LANGUAGE.aliasSequences) + 2 * (production * maxAliases + child),
        true,
      );
      if (alias === 0) continue;
      tables.aliases[production * stride + child] = alias;
      tables.hasAliases[production] = 1;
    }
  }
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    const publicSymbol = view.getUint16(word(LANGUAGE.publicSymbolMap) + 2 * symbol, true);
    tables.kinds[symbol] = compiled.kindOfSymbol[publicSymbol]!;
  }
  tables.kinds[BUILT_IN_ERROR] = compiled.kindOfSymbol[BUILT_IN_ERROR]!;
  tables.kinds[BUILT_IN_ERROR_REPEAT] = 0;
  return tables;
}

// A frame of the stack of ancestors.
const FRAME = 7;

/** Walks trees of one grammar; keep one per grammar and thread. */
export class MemoryWalk {
  private readonly memory: WasmMemory;
  private readonly tables: GrammarTables;
  private stack = new Int32Array(FRAME << 10);

  constructor(memory: WasmMemory, compiled: CompiledKinds) {
    this.memory = memory;
    this.tables = readTables(memory, compiled);
  }

  /** Writes the records of all nodes below the root of `tree` into `output`, replacing what it held. */
  walk(tree: Tree, output: RecordBuffer): void {
    const bytes = this.memory.HEAPU8;
    const halves = this.memory.HEAPU16;
    const words = this.memory.HEAPU32;
    const { stride, fields, aliases, hasFields, hasAliases, kinds } = this.tables;
    let stack = this.stack;
    let depth = 0;
    let ints = output.ints;
    let length = 0;

    const root = words[addressOf(tree) >> 2]!;
    output.length = 0;
    if ((root & 1) !== 0) return;
    let byte = words[(root >> 2) + HEAP.paddingBytes]!;
    let row = words[(root >> 2) + HEAP.paddingRows]!;
    let left = words[(root >> 2) + HEAP.childCount]!;
    let child = root - CHILD_BYTES * left;
    let production = halves[(root + HEAP.productionId) >> 1]!;
    let structural = 0;
    let isFirst = true;
    let parent = -1;
    let inherited = 0;

    for (;;) {
      if (left === 0) {
        if (depth === 0) break;
        depth -= FRAME;
        const record = stack[depth + 6]!;
        if (record >= 0) ints[record + 7] = length;
        child = stack[depth]!;
        left = stack[depth + 1]!;
        production = stack[depth + 2]!;
        structural = stack[depth + 3]!;
        parent = stack[depth + 4]!;
        inherited = stack[depth + 5]!;
        isFirst = false;
        continue;
      }
      const node = words[child >> 2]!;
      const isInline = (node & 1) !== 0;
      let symbol: number;
      let isVisible: boolean;
      let isExtra: boolean;
      let sizeBytes: number;
      let sizeRows: number;
      let childCount = 0;
      if (isInline) {
        const more = words[(child >> 2) + 1]!;
        symbol = (node >> 8) & 255;
        isVisible = (node & 2) !== 0;
        isExtra = (node & 8) !== 0;
        if (!isFirst) {
          byte += (more >> 16) & 255;
          row += (more >> 8) & 15;
        }
        sizeBytes = more >>> 24;
        sizeRows = 0;
      } else {
        const at = node >> 2;
        const flags = bytes[node + HEAP.flags]!;
        symbol = halves[(node + HEAP.symbol) >> 1]!;
        isVisible = (flags & 1) !== 0;
        isExtra = (flags & 4) !== 0;
        if (!isFirst) {
          byte += words[at + HEAP.paddingBytes]!;
          row += words[at + HEAP.paddingRows]!;
        }
        sizeBytes = words[at + HEAP.sizeBytes]!;
        sizeRows = words[at + HEAP.sizeRows]!;
        childCount = words[at + HEAP.childCount]!;
      }
      isFirst = false;
      child += CHILD_BYTES;
      left--;
      let field = 0;
      if (!isExtra) {
        if (structural < stride) {
          if (hasFields[production] === 1) field = fields[production * stride + structural]!;
          if (hasAliases[production] === 1) {
            const alias = aliases[production * stride + structural]!;
            if (alias !== 0) {
              symbol = alias;
              isVisible = true;
            }
          }
        }
        structural++;
        if (field === 0) field = inherited;
      }
      const kind = isVisible ? kinds[symbol]! : 0;
      let record = -1;
      if (kind !== 0) {
        if (length + RECORD_SIZE > ints.length) ints = output.grow();
        record = length;
        ints[length] = kind;
        ints[length + 1] = field;
        ints[length + 2] = byte >> 1;
        ints[length + 3] = (byte + sizeBytes) >> 1;
        ints[length + 4] = row;
        ints[length + 5] = row + sizeRows;
        ints[length + 6] = parent;
        length += RECORD_SIZE;
        ints[length - 1] = length;
      }
      if (childCount === 0) {
        byte += sizeBytes;
        row += sizeRows;
        continue;
      }
      if (depth + FRAME > stack.length) {
        const larger = new Int32Array(stack.length * 2);
        larger.set(stack);
        stack = this.stack = larger;
      }
      stack[depth] = child;
      stack[depth + 1] = left;
      stack[depth + 2] = production;
      stack[depth + 3] = structural;
      stack[depth + 4] = parent;
      stack[depth + 5] = inherited;
      stack[depth + 6] = record;
      depth += FRAME;
      production = halves[(node + HEAP.productionId) >> 1]!;
      child = node - CHILD_BYTES * childCount;
      left = childCount;
      structural = 0;
      isFirst = true;
      if (record >= 0) {
        parent = record;
        inherited = 0;
      } else {
        inherited = field;
      }
    }
    output.length = length;
  }
}
