// Which files a file includes, directly and through others. Files that include each other have one set, and the sets of what
// a file includes make up its own: a web of headers is gone through once, not once for each file.

import { eachCircle } from '../../circles.ts';
import type { FileId, Program, Steps } from '../program/index.ts';
import { Kind, kindOf, payloadOf } from '../types/index.ts';
import type { Modules } from './modules.ts';

/** Memory for sets that are kept, at most. */
const MAX_KEPT_BYTES = 48 * 1024 * 1024;
const BITS = 32;

/** The files that are read when a file is compiled, itself among them. */
export class Includes {
  private readonly program: Program;
  private readonly modules: Modules;
  /** Whether an import counts. */
  private readonly isFollowed: (row: number) => boolean;
  private readonly steps: Steps;
  /** File → number of its circle, -1 before it was found; what a circle includes has lower numbers. */
  private readonly circleOf: Int32Array;
  private readonly members: (readonly FileId[])[] = [];
  /** Circle → bits of the files that it reads; the one asked for longest ago comes first. */
  private readonly closures = new Map<number, Uint32Array>();
  private readonly mostKept: number;
  /** The one asked for last. */
  private last: { readonly circle: number; readonly closure: Uint32Array } | undefined;

  constructor(
    program: Program,
    modules: Modules,
    steps: Steps,
    isFollowed: (row: number) => boolean = () => true,
  ) {
    this.isFollowed = isFollowed;
    this.steps = steps;
    this.program = program;
    this.modules = modules;
    this.circleOf = new Int32Array(program.files.length).fill(-1);
    this.mostKept = Math.max(64, Math.floor(MAX_KEPT_BYTES / (program.files.length / 8 + 64)));
  }

  /** Whether compiling `file` reads `other`. */
  reaches(file: FileId, other: number): boolean {
    if (file === other) return true;
    const closure = this.closureOf(this.findCircle(file));
    return (closure[Math.floor(other / BITS)]! & (1 << (other % BITS))) !== 0;
  }

  /** Whether compiling `file` reads one of the files in a set made by `setOf`. */
  reachesAny(file: FileId, others: Uint32Array): boolean {
    const closure = this.closureOf(this.findCircle(file));
    return others.some((bits, word) => (bits & closure[word]!) !== 0);
  }

  /** Some files as bits. */
  setOf(files: Iterable<number>): Uint32Array {
    const bits = new Uint32Array(Math.ceil(this.program.files.length / BITS));
    for (const file of files) bits[Math.floor(file / BITS)]! |= 1 << (file % BITS);
    return bits;
  }

  /** Every file of which compiling `files` would be different if one of them led elsewhere: those that read one. */
  readersOf(files: Iterable<FileId>): ReadonlySet<FileId> {
    const includers = new Map<FileId, FileId[]>();
    for (let file = 0 as FileId; file < this.program.files.length; file++) {
      const { moduleUnit, includesShow } = this.program.files[file]!.language.rules.modules;
      if (moduleUnit !== 'program' && includesShow !== true) continue;
      for (const included of this.includedBy(file)) {
        const known = includers.get(included);
        if (known) known.push(file);
        else includers.set(included, [file]);
      }
    }
    const readers = new Set(files);
    for (const file of readers) for (const includer of includers.get(file) ?? []) readers.add(includer);
    return readers;
  }

  private findCircle(file: FileId): number {
    const { circleOf, members } = this;
    eachCircle(
      file,
      (at) => this.includedBy(at),
      (at) => circleOf[at]! >= 0,
      (circle) => {
        for (const one of circle) circleOf[one] = members.length;
        members.push(circle);
      },
    );
    return circleOf[file]!;
  }

  private closureOf(circle: number): Uint32Array {
    if (this.last?.circle === circle) return this.last.closure;
    const closure = this.closures.get(circle) ?? this.findClosure(circle);
    this.closures.delete(circle);
    this.keep(circle, closure);
    this.last = { circle, closure };
    return closure;
  }

  private keep(circle: number, closure: Uint32Array): void {
    this.closures.set(circle, closure);
    if (this.closures.size > this.mostKept) this.closures.delete(this.closures.keys().next().value!);
  }

  /** Where a set is known it is taken over, elsewhere the search goes on. */
  private findClosure(circle: number): Uint32Array {
    const inner = new Set([circle]);
    const known: Uint32Array[] = [];
    for (const one of inner)
      for (const next of this.circlesIn(one)) {
        const closure = this.closures.get(next);
        if (closure) known.push(closure);
        else inner.add(next);
      }
    if (inner.size > this.mostKept) return this.join([...inner], known);
    // Those on the way are asked for next.
    const made = new Map<number, Uint32Array>();
    for (const one of [...inner].sort((a, b) => a - b)) {
      const parts = Array.from(this.circlesIn(one), (next) => made.get(next) ?? this.closures.get(next)!);
      made.set(one, this.join([one], parts));
    }
    for (const [one, closure] of made) this.keep(one, closure);
    return made.get(circle)!;
  }

  /** The files of some circles and those of some sets. */
  private join(circles: readonly number[], parts: readonly Uint32Array[]): Uint32Array {
    const closure = this.setOf(circles.flatMap((circle) => this.members[circle]!));
    for (const part of parts) for (let word = 0; word < closure.length; word++) closure[word]! |= part[word]!;
    return closure;
  }

  /** The other circles that the files of a circle include. */
  private circlesIn(circle: number): ReadonlySet<number> {
    const circles = new Set<number>();
    for (const file of this.members[circle]!)
      for (const included of this.includedBy(file)) circles.add(this.circleOf[included]!);
    circles.delete(circle);
    return circles;
  }

  private includedBy(file: FileId): FileId[] {
    const { imports } = this.program.firstRow;
    const included: FileId[] = [];
    for (let row = imports[file]!; row < imports[file + 1]!; row++) {
      const target = this.modules.targetOf(row);
      if (kindOf(target) === Kind.module && this.isFollowed(row)) included.push(payloadOf(target));
    }
    this.steps.share(included.length);
    return included;
  }
}
