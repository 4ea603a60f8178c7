// How long the parts of the tests took: the folders of test/, longest first, and the slowest files. Figures for whoever
// wants them shorter; nothing is judged by them.
import { dirname, relative, sep } from 'node:path';
import { projectRoot } from './project.mjs';

const SLOWEST_FILES = 10;

/**
 * A reporter of node:test: for each test at the top of a file its milliseconds and the file, a line each.
 * @param {AsyncIterable<{ type: string, data: { nesting?: number, file?: string, details?: { duration_ms: number } } }>} source
 */
export default async function* reportTimes(source) {
  for await (const { type, data } of source) {
    const isEnd = type === 'test:pass' || type === 'test:fail';
    if (!isEnd || data.nesting !== 0 || data.file === undefined) continue;
    const file = relative(projectRoot, data.file).split(sep).join('/');
    yield `${data.details?.duration_ms ?? 0} ${file}\n`;
  }
}

/**
 * What the reporter has written, for a person.
 * @param {string} reported
 */
export function formatTimes(reported) {
  /** @type {Map<string, number>} */
  const byFile = new Map();
  for (const [, ms, file = ''] of reported.matchAll(/^(\S+) (.+)$/gm))
    byFile.set(file, (byFile.get(file) ?? 0) + Number(ms));
  /** @type {Map<string, number>} */
  const byFolder = new Map();
  for (const [file, ms] of byFile) byFolder.set(dirname(file), (byFolder.get(dirname(file)) ?? 0) + ms);
  return [
    '\nTimes of the tests, in seconds, one after the other:\n',
    ...sortByTime(byFolder).map(formatRow),
    'The slowest files:\n',
    ...sortByTime(byFile).slice(0, SLOWEST_FILES).map(formatRow),
  ].join('');
}

/** @param {Map<string, number>} times */
function sortByTime(times) {
  return [...times].toSorted((a, b) => b[1] - a[1]);
}

/** @param {readonly [string, number]} row */
function formatRow([name, ms]) {
  return `${(ms / 1000).toFixed(1).padStart(8)}  ${name}\n`;
}
