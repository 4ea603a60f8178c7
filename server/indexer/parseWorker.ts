// A parse worker: reads, parses and extracts the files of one batch after another. Lives only while indexing.

import { parentPort, workerData } from 'node:worker_threads';
import { StringTable } from '../facts/builder.ts';
import type { ParseAnswer, ParseBatch, ParseWorkerData } from './messages.ts';
import { SourceParser } from './sourceParser.ts';
import type { ParsedSource } from './sourceParser.ts';

/** Serves batches until an empty one comes. */
export function runParseWorker(): void {
  const { options } = workerData as ParseWorkerData;
  const port = parentPort!;
  const strings = new StringTable();
  const parser = new SourceParser(options, strings, false);
  let sentStrings = 0;

  const parseBatch = async ({ files }: ParseBatch): Promise<void> => {
    if (files.length === 0) {
      port.close();
      return;
    }
    const parsed: ParsedSource[] = [];
    for (const file of files) parsed.push(await parser.parse(file));
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
