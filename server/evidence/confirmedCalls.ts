// What language servers and the indexes of compilers said of call sites: evidence beside the index, in a file of its own. A site
// is named by the text of the symbol that it stands in, so that what was said of it goes when that text does, and moves with it
// when lines above come or go. The index and its dump know nothing of it.

import { z } from 'zod';
import { findJsonFile, writeFileAtomically } from '../ownership/atomicFile.ts';

const siteSchema = z.object({
  /** The symbol around it, by qualified name, and the SHA-1 of its text. */
  caller: z.string(),
  hash: z.string(),
  /** Lines below the first of the symbol. */
  offset: z.number().int(),
  /** What is called, as it is written. */
  name: z.string(),
  /** The definitions that were named, by qualified name and file. */
  answers: z.array(z.object({ name: z.string(), file: z.string() })),
  /** What variables were given that were named: the definitions of it, or of what was called to make it. */
  given: z.array(z.object({ name: z.string(), file: z.string(), isCalled: z.boolean() })).default([]),
  /** Definitions outside of the workspace were named. */
  isOutside: z.boolean(),
  /** Places were named at which the index has no symbol, or there was no answer: nothing follows from what is missing. */
  isUnclear: z.boolean(),
  /** Who said so. */
  by: z.string(),
});
const evidenceSchema = z.object({
  version: z.literal(1),
  files: z.record(z.string(), z.object({ hash: z.string(), sites: z.array(siteSchema) })),
});

/** What was said of one call site. */
export type ConfirmedSite = z.infer<typeof siteSchema>;

/** What was said of the sites of a file, and the SHA-1 of the text for which that was checked last. */
export interface FileEvidence {
  readonly hash: string;
  readonly sites: readonly ConfirmedSite[];
}

/** Sites beyond this are not kept: the files that were asked of longest ago go first. A whole index may be imported. */
const MAX_SITES = 200_000;

/** The evidence of one workspace; read when it is first wanted, written whole. */
export class ConfirmedCalls {
  readonly #path: string;
  #files: Map<string, FileEvidence> | undefined;
  #isUnsaved = false;

  constructor(path: string) {
    this.#path = path;
  }

  get size(): number {
    return this.#load().size;
  }

  /** The files with evidence, those of which was heard last at the end. */
  files(): ReadonlyMap<string, FileEvidence> {
    return this.#load();
  }

  /** Replaces what is known of files; one without sites is forgotten. `isMore`: the rest follows, and is written with this. */
  set(evidence: ReadonlyMap<string, FileEvidence>, isMore = false): void {
    if (evidence.size === 0 && !this.#isUnsaved) return;
    const known = this.#load();
    for (const [file, one] of evidence) {
      known.delete(file);
      if (one.sites.length > 0) known.set(file, one);
    }
    let sites = 0;
    for (const one of known.values()) sites += one.sites.length;
    for (const [file, one] of known) {
      if (sites <= MAX_SITES) break;
      sites -= one.sites.length;
      known.delete(file);
    }
    this.#isUnsaved = true;
    if (!isMore) this.#save();
  }

  #load(): Map<string, FileEvidence> {
    this.#files ??= new Map(
      Object.entries(evidenceSchema.safeParse(findJsonFile(this.#path)).data?.files ?? {}),
    );
    return this.#files;
  }

  #save(): void {
    writeFileAtomically(this.#path, JSON.stringify({ version: 1, files: Object.fromEntries(this.#load()) }));
    this.#isUnsaved = false;
  }
}

/** What tells the sites of a file apart. */
export function siteKey({ caller, offset, name }: Pick<ConfirmedSite, 'caller' | 'offset' | 'name'>): string {
  return `${caller} ${offset} ${name}`;
}
