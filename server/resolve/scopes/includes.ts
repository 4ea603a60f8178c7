// Which files a file includes, directly and through others. Lists are made on demand and a few are kept: a tree of tens of
// thousands of files has closures of a thousand files each.

import type { Modules } from './modules.ts';
import type { Program } from '../program/index.ts';
import { Kind, kindOf, payloadOf } from '../types/index.ts';

/** Closures that are kept at a time. */
const MAX_KEPT = 256;

/** The files that are read when a file is compiled, itself among them. */
export class Includes {
  private readonly program: Program;
  private readonly modules: Modules;
  private readonly closures = new Map<number, Int32Array>();
  /** File → the last search that met it. */
  private readonly met: Int32Array;
  private search = 0;

  constructor(program: Program, modules: Modules) {
    this.program = program;
    this.modules = modules;
    this.met = new Int32Array(program.files.length);
  }

  /** Whether compiling `file` reads `other`. */
  reaches(file: number, other: number): boolean {
    if (file === other) return true;
    const closure = this.closureOf(file);
    let low = 0;
    let high = closure.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (closure[middle]! < other) low = middle + 1;
      else high = middle;
    }
    return closure[low] === other;
  }

  /** Every file of which compiling `files` would be different if one of them led elsewhere: those that read one. */
  readersOf(files: Iterable<number>): ReadonlySet<number> {
    const includers = new Map<number, number[]>();
    for (let file = 0; file < this.program.files.length; file++) {
      if (this.program.files[file]!.language.binding.moduleUnit !== 'program') continue;
      this.forEachIncluded(file, (included) => {
        const known = includers.get(included);
        if (known) known.push(file);
        else includers.set(included, [file]);
      });
    }
    const readers = new Set(files);
    for (const file of readers) for (const includer of includers.get(file) ?? []) readers.add(includer);
    return readers;
  }

  private closureOf(file: number): Int32Array {
    const known = this.closures.get(file);
    if (known) {
      // The first in the order of a map is the one that was asked for longest ago.
      this.closures.delete(file);
      this.closures.set(file, known);
      return known;
    }
    const closure = this.findClosure(file);
    this.closures.set(file, closure);
    if (this.closures.size > MAX_KEPT) this.closures.delete(this.closures.keys().next().value!);
    return closure;
  }

  private findClosure(file: number): Int32Array {
    const { met } = this;
    const search = ++this.search;
    const found = [file];
    met[file] = search;
    const meet = (included: number) => {
      if (met[included] === search) return;
      met[included] = search;
      found.push(included);
    };
    for (let at = 0; at < found.length; at++) this.forEachIncluded(found[at]!, meet);
    return Int32Array.from(found).sort();
  }

  private forEachIncluded(file: number, use: (included: number) => void): void {
    const { imports } = this.program.firstRow;
    for (let row = imports[file]!; row < imports[file + 1]!; row++) {
      const target = this.modules.targetOf(row);
      if (kindOf(target) === Kind.module) use(payloadOf(target));
    }
  }
}
