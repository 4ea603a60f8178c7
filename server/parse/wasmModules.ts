// Modules of WASM, with the machine code that V8's best compiler made of their hot functions in earlier starts: the parser and a
// grammar run slowly until it has, it takes a tenth of what a small tree costs, and every process would do it again. V8 has functions for
// that, which browsers use and Node has no name for. Where they are not known to work, modules are compiled anew.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cachedDataVersionTag, setFlagsFromString } from 'node:v8';
import { compileFunction } from 'node:vm';
import zlib from 'node:zlib';
import { keptCodeDir } from '../entry.ts';
import { compileLate, underUsualFlags } from '../memory.ts';
import { canKeepCode, readKeptCode, writeKeptCode } from '../ownership/keptFile.ts';

/** What is used of the global of this name, whose types come with those of browsers only. */
interface WasmApi {
  readonly Module: new (bytes: Uint8Array) => WebAssembly.Module;
  readonly Instance: new (module: WebAssembly.Module, imports: object) => object;
}

const api = (globalThis as unknown as { WebAssembly: WasmApi }).WebAssembly;

/** Makes an instance of a module. */
export const { Instance } = api;

/** Versions of V8 of which these functions are known: those of Node 24. */
const KNOWN_VERSION = /^13\.6\./;

/** The functions of V8, as they are called in its sources. */
interface Compiled {
  readonly SerializeWasmModule: (module: WebAssembly.Module) => ArrayBuffer;
  /** Undefined when the code is of another V8, of other flags or for another processor. */
  readonly DeserializeWasmModule: (code: ArrayBuffer, source: Uint8Array) => WebAssembly.Module | undefined;
}

/** A thread that goes on has parsed for a while by then. */
const KEPT_AFTER_MS = 5000;

/** With nothing in it that the best compiler made, what V8 gives has at most 1,500 bytes for the modules that are here. */
const LEAST_BYTES = 4096;

/** Functions become hot one by one; so much more than before is written. */
const WORTH_KEEPING = 1.05;

/** Compiles the module in `file`, or takes what was kept of it in `folder`; undefined for a folder where nothing is kept. */
export function loadModule(file: string, folder = keptCodeDir): WebAssembly.Module {
  const source = readFileSync(file);
  const compile = () => new api.Module(source);
  if (folder === undefined || !KNOWN_VERSION.test(process.versions.v8) || !isWritable(folder))
    return compileLate(compile);
  const kept = underUsualFlags(() => {
    const tag = cachedDataVersionTag().toString(16);
    return join(folder, `${basename(file)}-${zlib.crc32(source).toString(16)}-${tag}`);
  });
  const taken = takeKept(kept, source);
  const module = taken?.module ?? compile();
  keepLater({ module, file: kept, folder, bytes: taken?.bytes ?? LEAST_BYTES });
  return module;
}

/** Undefined where there is nothing to be taken, or the disk says no. */
function takeKept(
  file: string,
  source: Uint8Array,
): { readonly module: WebAssembly.Module; readonly bytes: number } | undefined {
  if (isMarked(file)) return undefined;
  try {
    const code = readKeptCode(file)?.code;
    const module = code && marked(file, () => callNative('DeserializeWasmModule', copyOf(code), source));
    return module && { module, bytes: code.length };
  } catch {
    return undefined;
  }
}

function isWritable(folder: string): boolean {
  try {
    return canKeepCode(folder);
  } catch {
    return false;
  }
}

/** A module of this thread, and what was kept of it. */
interface Loaded {
  readonly module: WebAssembly.Module;
  readonly file: string;
  readonly folder: string;
  bytes: number;
}

const loaded: Loaded[] = [];

/** Keeps of all modules of this thread what has become more. */
function keepAll(): void {
  if ((process.exitCode ?? 0) !== 0) return;
  for (const one of loaded) {
    if (isMarked(one.file)) continue;
    try {
      const code = Buffer.from(marked(one.file, () => callNative('SerializeWasmModule', one.module)));
      if (code.length < one.bytes * WORTH_KEEPING) continue;
      one.bytes = code.length;
      writeKeptCode(one.file, one.folder, { code, times: 1 });
    } catch {
      // The next start compiles again.
    }
  }
}

function keepLater(one: Loaded): void {
  if (loaded.push(one) > 1) return;
  setTimeout(keepAll, KEPT_AFTER_MS).unref();
  process.once('exit', keepAll);
}

// V8 ends the process where it finds itself wrong. That may happen once, not with every start: there is a mark while it works.

function markOf(file: string): string {
  return `${file}.busy`;
}

/** Whether a process is at work with this file, or ended there. */
function isMarked(file: string): boolean {
  try {
    readFileSync(markOf(file));
    return true;
  } catch {
    return false;
  }
}

function marked<Value>(file: string, work: () => Value): Value {
  writeFileSync(markOf(file), '', { mode: 0o600 });
  try {
    return work();
  } finally {
    rmSync(markOf(file), { force: true });
  }
}

const natives: Partial<Compiled> = {};

/** Calls a function of V8 itself. */
function callNative<Name extends keyof Compiled>(
  name: Name,
  ...values: Parameters<Compiled[Name]>
): ReturnType<Compiled[Name]> {
  const call = (natives[name] ??= compileNative(name)) as (...args: unknown[]) => ReturnType<Compiled[Name]>;
  return underUsualFlags(() => {
    // Otherwise V8 ends the process when there is nothing yet that its best compiler made.
    setFlagsFromString('--fuzzing');
    try {
      return call(...values);
    } finally {
      setFlagsFromString('--no-fuzzing');
    }
  });
}

function compileNative<Name extends keyof Compiled>(name: Name): Compiled[Name] {
  setFlagsFromString('--allow-natives-syntax');
  try {
    const names = ['one', 'other'].slice(0, name === 'SerializeWasmModule' ? 1 : 2);
    return compileFunction(`return %${name}(${names.join()})`, names) as unknown as Compiled[Name];
  } finally {
    setFlagsFromString('--no-allow-natives-syntax');
  }
}

function copyOf(code: Buffer): ArrayBuffer {
  const copy = new ArrayBuffer(code.length);
  Buffer.from(copy).set(code);
  return copy;
}
