// How large a package is, and whether that is too large.
import { statSync } from 'node:fs';
import { listZip } from './archives.mjs';
import { SIZE_LIMITS } from './targets.mjs';

const LARGEST_SHOWN = 8;

/**
 * Lines about a package: its size, and the files that take most of it.
 * @param {string} vsix
 * @param {string} fileName
 */
export function describeContents(vsix, fileName) {
  const entries = listZip(vsix).toSorted((a, b) => b.packedBytes - a.packedBytes);
  const size = inMegabytes(statSync(vsix).size);
  return [
    `${fileName}: ${size}, ${entries.length} files; the largest, packed:`,
    ...entries
      .slice(0, LARGEST_SHOWN)
      .map(
        ({ name, packedBytes, bytes }) =>
          `${inMegabytes(packedBytes).padStart(11)}  ${name} (${inMegabytes(bytes)})`,
      ),
  ];
}

/**
 * Throws when a package for `target`, or for all of them, is larger than its budget.
 * @param {string} vsix
 * @param {string} fileName
 * @param {string} [target]
 * @param {{ readonly target: number, readonly universal: number }} limits
 */
export function checkSize(vsix, fileName, target, limits = SIZE_LIMITS) {
  const limit = target === undefined ? limits.universal : limits.target;
  const { size } = statSync(vsix);
  if (size <= limit) return;
  throw new Error(
    `${fileName} has ${inMegabytes(size)}, more than its budget of ${inMegabytes(limit)}. It was not written.`,
  );
}

/** @param {number} bytes */
function inMegabytes(bytes) {
  return `${(bytes / 1_000_000).toFixed(2)} MB`;
}
