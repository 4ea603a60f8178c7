// A reporter of node:test that says at the end how long the parts of the tests took: the folders of test/, longest first,
// and the slowest files. Figures for whoever wants them shorter; nothing is judged by them.
import { dirname, relative, sep } from 'node:path';
import { projectRoot } from './project.mjs';

const SLOWEST_FILES = 10;

/**
 * @param {AsyncIterable<{ type: string, data: { nesting?: number, file?: string, details?: { duration_ms: number } } }>} source
 */
export default async function* reportTimes(source) {
  /** @type {Map<string, number>} */
  const byFile = new Map();
  for await (const { type, data } of source) {
    const isEnd = type === 'test:pass' || type === 'test:fail';
    if (!isEnd || data.nesting !== 0 || data.file === undefined) continue;
    const file = relative(projectRoot, data.file).split(sep).join('/');
    byFile.set(file, (byFile.get(file) ?? 0) + (data.details?.duration_ms ?? 0));
  }
  /** @type {Map<string, number>} */
  const byFolder = new Map();
  for (const [file, ms] of byFile) byFolder.set(dirname(file), (byFolder.get(dirname(file)) ?? 0) + ms);
  yield `\nTimes of the tests, in seconds, one after the other:\n`;
  for (const [folder, ms] of sortByTime(byFolder)) yield formatRow(folder, ms);
  yield `The slowest files:\n`;
  for (const [file, ms] of sortByTime(byFile).slice(0, SLOWEST_FILES)) yield formatRow(file, ms);
}

/** @param {Map<string, number>} times */
function sortByTime(times) {
  return [...times].toSorted((a, b) => b[1] - a[1]);
}

/**
 * @param {string} name
 * @param {number} ms
 */
function formatRow(name, ms) {
  return `${(ms / 1000).toFixed(1).padStart(8)}  ${name}\n`;
}
