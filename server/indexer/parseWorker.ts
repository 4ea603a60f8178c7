// A parse worker: reads, parses and extracts the files of one batch after another. Lives only while indexing.

import { basename, extname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { ReadGate } from '../discover/readGate.ts';
import { readSource } from '../discover/readSource.ts';
import { messageOf } from '../errors.ts';
import { StringTable } from '../facts/builder.ts';
import { languages } from '../languages/index.ts';
import { LanguageParser } from '../parse/languageParser.ts';
import type { ParseAnswer, ParseBatch, ParsedFileReport, ParseRequest, ParseWorkerData } from './messages.ts';

interface Parsed {
  readonly report: ParsedFileReport;
  readonly facts: Int32Array | undefined;
}

/** Serves batches until an empty one comes. */
export function runParseWorker(): void {
  const { options } = workerData as ParseWorkerData;
  const port = parentPort!;
  const gate = new ReadGate(
    options.root,
    { dirs: [...options.forbidden.dirs], files: [...options.forbidden.files] },
    options.maxFileSizeBytes,
  );
  const strings = new StringTable();
  const parsers = new Map<string, Promise<LanguageParser>>();
  let sentStrings = 0;

  const parserFor = (language: number, path: string) => {
    const extension = extname(path);
    const grammar = languages[language]!.extensions[extension]!;
    const key = `${language}:${grammar}`;
    let parser = parsers.get(key);
    if (!parser) {
      parser = LanguageParser.create(languages[language]!, grammar, options.assetsDir, strings);
      parsers.set(key, parser);
    }
    return parser;
  };

  const parseOne = async ({ path, language }: ParseRequest): Promise<Parsed> => {
    const base = { path, language, hash: '', sizeBytes: 0, mtimeMs: 0, lines: 0, length: 0, problems: [] };
    const outcome = readSource(gate, path, options);
    if (!outcome.source)
      return { report: { ...base, hash: outcome.hash, skipped: outcome.skipped }, facts: undefined };
    const { text, hash, sizeBytes, mtimeMs, problems } = outcome.source;
    try {
      const parser = await parserFor(language, path);
      const file = basename(path);
      const parsed = parser.parse(text, file.slice(0, file.lastIndexOf('.')));
      const report = {
        ...base,
        hash,
        sizeBytes,
        mtimeMs,
        lines: parsed.lines,
        length: parsed.facts.length,
        skipped: '',
        problems: [...problems, ...parsed.problems],
      };
      return { report, facts: parsed.facts };
    } catch (error) {
      const skipped = `the parser failed on it (${messageOf(error)})`;
      return { report: { ...base, hash, sizeBytes, mtimeMs, skipped }, facts: undefined };
    }
  };

  const parseBatch = async ({ files }: ParseBatch): Promise<void> => {
    if (files.length === 0) {
      port.close();
      return;
    }
    const parsed: Parsed[] = [];
    for (const file of files) parsed.push(await parseOne(file));
    const facts = new Int32Array(parsed.reduce((sum, { report }) => sum + report.length, 0));
    let at = 0;
    for (const one of parsed) {
      if (!one.facts) continue;
      facts.set(one.facts, at);
      at += one.facts.length;
    }
    const fresh = strings.strings.slice(sentStrings);
    const newStrings = fresh.join('');
    const newLengths = Int32Array.from(fresh, ({ length }) => length);
    sentStrings = strings.strings.length;
    const answer: ParseAnswer = {
      files: parsed.map(({ report }) => report),
      facts,
      newStrings,
      newLengths,
    };
    port.postMessage(answer, [facts.buffer, newLengths.buffer]);
  };

  // The next batch, even the empty last one, may arrive while a grammar is being loaded for the one before.
  let work = Promise.resolve();
  port.on('message', (batch: ParseBatch) => {
    work = work.then(() => parseBatch(batch));
  });
}
