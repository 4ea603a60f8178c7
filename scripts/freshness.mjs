// Whether dist/ was built from the sources as they are now.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bundleFile, projectRoot } from './project.mjs';

/** Written into dist/ as the last step of a build. */
export const buildStampFile = join(projectRoot, 'dist', '.built');

/** Whether dist/ is complete and of these sources. */
export function isBuilt() {
  if (!existsSync(bundleFile) || !existsSync(buildStampFile)) return false;
  return readFileSync(buildStampFile, 'utf8') === hashSources();
}

/** A digest of everything that a build reads: sources, the build itself, versions of the packages. */
export function hashSources() {
  const hash = createHash('sha256');
  const files = [
    ...filesUnder('server'),
    ...filesUnder('extension'),
    'scripts/build.mjs',
    'scripts/bundling.mjs',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ];
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(projectRoot, file)))
      .update('\0');
  return hash.digest('hex');
}

/** @param {string} folder */
function filesUnder(folder) {
  const absolute = join(projectRoot, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)))
    .sort();
}
