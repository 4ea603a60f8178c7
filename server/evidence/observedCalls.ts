// Calls that were seen running: evidence beside the index, in a file of its own. Each call names both symbols with the hash of
// their text, so that it goes when either text does. The index and its dump know nothing of it.

import { z } from 'zod';
import { findJsonFile, writeFileAtomically } from '../ownership/atomicFile.ts';

const endSchema = z.object({ name: z.string(), file: z.string(), hash: z.string() });
const callSchema = z.object({
  caller: endSchema,
  callee: endSchema,
  count: z.number(),
  kind: z.enum(['call', 'sample', 'span']),
});
const fileSchema = z.object({ version: z.literal(1), calls: z.array(callSchema) });

/** One end of a call: qualified name, file, and SHA-1 of the symbol's text. */
export type ObservedEnd = z.infer<typeof endSchema>;
export type ObservedCall = z.infer<typeof callSchema>;

/** The rarest are left out beyond this. */
const MAX_CALLS = 50_000;

/** The evidence of one workspace; read when it is first wanted, written whole. */
export class ObservedCalls {
  readonly #file: string;
  #calls: Map<string, ObservedCall> | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  get size(): number {
    return this.#load().size;
  }

  /** Adds to what was seen before. */
  add(calls: readonly ObservedCall[]): void {
    const known = this.#load();
    for (const call of calls) {
      const before = known.get(keyOf(call))?.count ?? 0;
      known.set(keyOf(call), { ...call, count: before + call.count });
    }
    if (known.size > MAX_CALLS) {
      const kept = [...known].sort(([, a], [, b]) => b.count - a.count).slice(0, MAX_CALLS);
      this.#calls = new Map(kept);
    }
    this.#save();
  }

  /** All calls, those that were seen most first. */
  all(): ObservedCall[] {
    return [...this.#load().values()].sort((a, b) => b.count - a.count);
  }

  /** The calls of which one end has this name in this file. */
  of(name: string, file: string): ObservedCall[] {
    const isIt = (end: ObservedEnd): boolean => end.name === name && end.file === file;
    return [...this.#load().values()].filter(({ caller, callee }) => isIt(caller) || isIt(callee));
  }

  /** Forgets calls of texts that are no more. */
  remove(calls: readonly ObservedCall[]): void {
    if (calls.length === 0) return;
    for (const call of calls) this.#load().delete(keyOf(call));
    this.#save();
  }

  /** Forgets all; how many there were. */
  clear(): number {
    const { size } = this.#load();
    this.#calls = new Map();
    this.#save();
    return size;
  }

  #load(): Map<string, ObservedCall> {
    this.#calls ??= new Map(
      (fileSchema.safeParse(findJsonFile(this.#file)).data?.calls ?? []).map((call) => [keyOf(call), call]),
    );
    return this.#calls;
  }

  #save(): void {
    writeFileAtomically(this.#file, JSON.stringify({ version: 1, calls: [...this.#load().values()] }));
  }
}

function keyOf({ caller, callee, kind }: ObservedCall): string {
  return JSON.stringify([kind, caller.name, caller.file, caller.hash, callee.name, callee.file, callee.hash]);
}
