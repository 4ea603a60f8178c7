// Where a condition can be flipped, and into what.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * A place where a condition can be flipped: `from` until `to` of the text becomes `by`.
 * @typedef {{ file: string, line: number, from: number, to: number, was: string, by: string }} Mutant
 */

/** Comparisons, connectives, negations, truth values. */
const FLIPS = [
  [/ === /g, ' !== '],
  [/ !== /g, ' === '],
  [/ && /g, ' || '],
  [/ \|\| /g, ' && '],
  [/ < /g, ' <= '],
  [/ <= /g, ' < '],
  [/ > /g, ' >= '],
  [/ >= /g, ' > '],
  [/(?<=\bif \()!/g, ''],
  [/\breturn true\b/g, 'return false'],
  [/\breturn false\b/g, 'return true'],
];

/**
 * All places in the sources of a folder, in the order of files and lines.
 * @param {string} root
 * @param {string} folder
 * @returns {Mutant[]}
 */
export function listMutants(root, folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .flatMap((entry) => {
      const file = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/');
      return listInText(file, readFileSync(join(root, file), 'utf8'));
    })
    .toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.from - b.from));
}

/**
 * @param {string} file
 * @param {string} text
 * @returns {Mutant[]}
 */
function listInText(file, text) {
  return FLIPS.flatMap(([pattern, by]) =>
    [...text.matchAll(/** @type {RegExp} */ (pattern))].flatMap((match) => {
      const from = match.index;
      const start = text.lastIndexOf('\n', from) + 1;
      const before = text.slice(start, from);
      // Comments, types and texts are no conditions.
      if (/^\s*(\/\/|\*|\/\*)|^(export )?(type|interface) |^\s*[|&] /.test(before)) return [];
      if ((before.match(/['`"]/g) ?? []).length % 2 === 1) return [];
      const line = text.slice(0, from).split('\n').length;
      return [{ file, line, from, to: from + match[0].length, was: match[0].trim(), by: String(by) }];
    }),
  );
}

/**
 * Every n-th of them, another n-th for another seed.
 * @param {readonly Mutant[]} mutants
 * @param {number} every
 * @param {number} seed
 */
export function choose(mutants, every, seed) {
  return mutants.filter((_, index) => index % every === seed % every);
}

/**
 * The text with the condition flipped.
 * @param {string} text
 * @param {Mutant} mutant
 */
export function flip(text, { from, to, by }) {
  return text.slice(0, from) + by + text.slice(to);
}

/** @param {Mutant} mutant */
export function describe({ file, line, was, by }) {
  return `${file}:${line}  ${was || '(nothing)'} → ${by.trim() || '(nothing)'}`;
}
