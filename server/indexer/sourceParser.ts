// From a path to the facts of the file: reads, classifies, parses and extracts. One per thread; the grammars of the
// languages it meets stay loaded.

import { basename } from 'node:path';
import type { ReadGate } from '../discover/readGate.ts';
import { readSource } from '../discover/readSource.ts';
import { messageOf } from '../errors.ts';
import { gapOf } from '../protocol/fileGap.ts';
import type { StringTable } from '../facts/builder.ts';
import { createGate } from './gate.ts';
import { LanguageParsers } from './languageParsers.ts';
import type { IndexOptions, ParsedFileReport, ParseRequest } from './messages.ts';
import { WorkMark } from './workMark.ts';

/** One file: what became of it, and its facts over the string table of the thread; none when it was skipped. */
export interface ParsedSource {
  readonly report: ParsedFileReport;
  readonly facts: Int32Array | undefined;
}

/** Parses files of a workspace one after another. */
export class SourceParser {
  private options: IndexOptions;
  private gate: ReadGate;
  private mark: WorkMark | undefined;
  private readonly parsers: LanguageParsers;

  /** `isBrief`: it will read few megabytes. */
  constructor(options: IndexOptions, strings: StringTable, isBrief: boolean) {
    this.options = options;
    this.parsers = new LanguageParsers(options.assetsDir, strings, isBrief);
    this.gate = createGate(options);
    this.mark = options.workMark && new WorkMark(options.workMark);
  }

  /** Goes on under other settings. */
  configure(options: IndexOptions): void {
    this.options = options;
    this.gate = createGate(options);
    this.mark = options.workMark && new WorkMark(options.workMark);
  }

  /** Never throws for what the file holds: a file that can't be read or parsed comes back as skipped, with the reason. */
  async parse({ path, language }: ParseRequest): Promise<ParsedSource> {
    this.mark?.set(path);
    const base = { path, language, hash: '', sizeBytes: 0, mtimeMs: 0, lines: 0, length: 0, problems: [] };
    const outcome = readSource(this.gate, path, this.options);
    if (!outcome.source)
      return { report: { ...base, hash: outcome.hash, skipped: outcome.skipped }, facts: undefined };
    const { text, hash, sizeBytes, mtimeMs, problems } = outcome.source;
    try {
      const parser = await this.parsers.get(language, path);
      const file = basename(path);
      const parsed = parser.parse(text, file.slice(0, file.lastIndexOf('.')), outcome.isGenerated);
      const report = {
        ...base,
        hash,
        sizeBytes,
        mtimeMs,
        lines: parsed.lines,
        length: parsed.facts.length,
        skipped: undefined,
        problems: [...problems, ...parsed.problems],
      };
      return { report, facts: parsed.facts };
    } catch (error) {
      const skipped = gapOf('given-up', `the parser failed on it (${messageOf(error)})`);
      return { report: { ...base, hash, sizeBytes, mtimeMs, skipped }, facts: undefined };
    }
  }
}
