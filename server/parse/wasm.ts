// Starts web-tree-sitter once per thread and keeps its module, whose memory the fast walk reads.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Language as Grammar, Parser } from 'web-tree-sitter';
import { compileLate } from '../memory.ts';

/** The views of the WASM module's memory; they are replaced when the memory grows, so read them afresh per tree. */
export interface WasmMemory {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU16: Uint16Array;
  readonly HEAPU32: Uint32Array;
}

/** What is used of the global of this name, whose types come with those of browsers only. */
interface WasmApi {
  readonly Module: new (bytes: Uint8Array) => WebAssembly.Module;
  readonly Instance: new (module: WebAssembly.Module, imports: object) => object;
}

const { Module, Instance } = (globalThis as unknown as { WebAssembly: WasmApi }).WebAssembly;

let starting: Promise<WasmMemory> | undefined;

/** Initialises the parser library from `assetsDir` (where the build put its .wasm); later calls give the same memory. */
export function startWasm(assetsDir: string): Promise<WasmMemory> {
  starting ??= (async () => {
    const module: Record<string, unknown> = {
      instantiateWasm(imports: object, receive: (instance: object, module: WebAssembly.Module) => void) {
        const compiled = compile(readFileSync(join(assetsDir, 'web-tree-sitter.wasm')));
        receive(new Instance(compiled, imports), compiled);
      },
    };
    await Parser.init(module);
    return module as unknown as WasmMemory;
  })();
  return starting;
}

/** A grammar, and how many bytes the largest function of its module has. */
export interface LoadedGrammar {
  readonly grammar: Grammar;
  readonly largestBytes: number;
}

/** Loads `<assetsDir>/grammars/<name>.wasm`. */
export function loadGrammar(assetsDir: string, name: string): LoadedGrammar {
  const bytes = readFileSync(join(assetsDir, 'grammars', `${name}.wasm`));
  return { grammar: Grammar.loadSync(compile(bytes)), largestBytes: largestFunction(bytes) };
}

function compile(bytes: Uint8Array): WebAssembly.Module {
  return compileLate(() => new Module(bytes));
}

/** A module begins with eight bytes that say what it is and its version; sections follow, each with its number and its size. */
const PREAMBLE_BYTES = 8;
/** The section with the code of functions: their number, then each with its size. */
const CODE_SECTION = 10;

/** The size of the largest function of a module of WASM. */
export function largestFunction(module: Uint8Array): number {
  let at = PREAMBLE_BYTES;
  // Seven bits a byte, the lowest first, until one lacks the eighth (LEB128).
  const readSize = (): number => {
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = module[at++]!;
      size |= (byte & 0x7f) << shift;
      if (byte < 0x80) return size;
    }
  };
  while (at < module.length) {
    const section = module[at++];
    const size = readSize();
    const end = at + size;
    if (section !== CODE_SECTION) {
      at = end;
      continue;
    }
    let largest = 0;
    for (let functions = readSize(); functions > 0; functions--) {
      const bytes = readSize();
      largest = Math.max(largest, bytes);
      at += bytes;
    }
    return largest;
  }
  return 0;
}
