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
        const compiled = compileFile(join(assetsDir, 'web-tree-sitter.wasm'));
        receive(new Instance(compiled, imports), compiled);
      },
    };
    await Parser.init(module);
    return module as unknown as WasmMemory;
  })();
  return starting;
}

/** Loads `<assetsDir>/grammars/<name>.wasm`. */
export function loadGrammar(assetsDir: string, name: string): Grammar {
  return Grammar.loadSync(compileFile(join(assetsDir, 'grammars', `${name}.wasm`)));
}

function compileFile(file: string): WebAssembly.Module {
  const bytes = readFileSync(file);
  return compileLate(() => new Module(bytes));
}
