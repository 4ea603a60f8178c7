// What a test file runs of the sources, read from V8's coverage, and kept for the next time: it is asked again only when one
// of the files that it ran has changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A test file, how long it takes, and which parts of which sources it ran: by file, per process, V8's nested ranges as
 * start, end and count.
 * @typedef {[start: number, end: number, count: number]} Range
 * @typedef {{ file: string, tookMs: number, ran: Record<string, Range[][]> }} Reach
 */

/**
 * What was kept of a test file, unless something that it ran has another text now.
 * @param {string} kept folder of what is kept
 * @param {string} root folder of the sources
 * @param {string} file
 * @returns {Reach | undefined}
 */
export function findReach(kept, root, file) {
  const path = join(kept, `${file}.json`);
  if (!existsSync(path)) return undefined;
  /** @type {{ hashes: Record<string, string>, reach: Reach }} */
  const { hashes, reach } = JSON.parse(readFileSync(path, 'utf8'));
  return Object.entries(hashes).every(([name, hash]) => hashOf(join(root, name)) === hash)
    ? reach
    : undefined;
}

/**
 * Reads the coverage of a run of a test file, and keeps it.
 * @param {string} kept folder of what is kept
 * @param {string} root folder of the sources
 * @param {string} coverage folder that V8 wrote to
 * @param {string} file
 * @param {number} tookMs
 * @returns {Reach}
 */
export function keepReach(kept, root, coverage, file, tookMs) {
  /** @type {Reach['ran']} */
  const ran = {};
  /** @type {Record<string, string>} */
  const hashes = {};
  for (const name of readdirSync(coverage)) {
    const { result } = JSON.parse(readFileSync(join(coverage, name), 'utf8'));
    for (const { url, functions } of result) {
      const path = url.startsWith('file:') ? relative(root, fileURLToPath(url)).split(sep).join('/') : '';
      if (!/^(server|test)\//.test(path)) continue;
      hashes[path] ??= hashOf(join(root, path));
      if (!path.startsWith('server/')) continue;
      (ran[path] ??= []).push(
        functions.flatMap(
          (/** @type {{ ranges: { startOffset: number, endOffset: number, count: number }[] }} */ one) =>
            one.ranges.map(({ startOffset, endOffset, count }) => [startOffset, endOffset, count]),
        ),
      );
    }
  }
  const reach = { file, tookMs, ran };
  const path = join(kept, `${file}.json`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify({ hashes, reach }));
  return reach;
}

/**
 * In each process the smallest range around the place tells whether it ran.
 * @param {Reach} reach
 * @param {{ file: string, from: number }} place
 */
export function hasRun({ ran }, { file, from }) {
  return (ran[file] ?? []).some((ranges) => {
    let inner;
    for (const range of ranges)
      if (range[0] <= from && from < range[1] && (!inner || range[1] - range[0] <= inner[1] - inner[0]))
        inner = range;
    return inner !== undefined && inner[2] > 0;
  });
}

/** @param {string} path */
function hashOf(path) {
  return existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16) : '';
}
