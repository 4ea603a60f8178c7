// The mention worker: looks for names in the text of the workspace, in source files and in those that can refer to code
// by name: templates, configuration, other languages. A thread of its own, for one question.

import { parentPort, workerData } from 'node:worker_threads';
import { discover } from '../discover/discover.ts';
import { MentionCollector } from '../discover/mentions.ts';
import type { Mentions } from '../discover/mentions.ts';
import { ReadGate } from '../discover/readGate.ts';
import { CodedError, messageOf } from '../errors.ts';
import { otherTextExtensions, otherTextNames } from '../languages/otherTexts.ts';
import { languageTable } from '../languages/table.ts';
import type { IndexOptions } from './messages.ts';

/** `workerData` of the mention worker. */
export interface MentionWorkerData {
  readonly role: 'mentions';
  readonly options: IndexOptions;
  readonly names: readonly string[];
}

/** The only message of the mention worker. */
export type MentionAnswer = { readonly found: Mentions } | { readonly failure: string };

const TABLE = {
  extensionToLanguage: new Map([
    ...otherTextExtensions.map((extension) => [extension, 'text'] as const),
    ...languageTable.extensionToLanguage,
  ]),
  configFiles: [...languageTable.configFiles, ...otherTextNames],
};

/** Answers the one question that the thread was started for. */
export function runMentionWorker(): void {
  const { options, names } = workerData as MentionWorkerData;
  let answer: MentionAnswer;
  try {
    answer = { found: collectMentions(options, names) };
  } catch (error) {
    answer = { failure: messageOf(error) };
  }
  parentPort!.postMessage(answer);
}

/** Where `names` stand in the text of the workspace. */
export function collectMentions(options: IndexOptions, names: readonly string[]): Mentions {
  const { files, configFiles } = discover({
    root: options.root,
    excludedDirs: options.forbidden.dirs,
    maxFileSizeBytes: options.maxFileSizeBytes,
    exclude: options.exclude,
    includeGenerated: options.includeGenerated,
    languages: TABLE,
    overlays: options.overlays,
  });
  const forbidden = { dirs: [...options.forbidden.dirs], files: [...options.forbidden.files] };
  const gate = new ReadGate(options.root, forbidden, undefined, options.overlays);
  const collector = new MentionCollector(names);
  for (const path of new Set([...files.map((file) => file.path), ...configFiles])) {
    const text = readOrSkip(gate, path);
    if (text !== undefined) collector.add(path, text);
  }
  return collector.finish();
}

function readOrSkip(gate: ReadGate, path: string): string | undefined {
  try {
    return gate.read(path).text;
  } catch (error) {
    if (error instanceof CodedError) return undefined;
    throw error;
  }
}
