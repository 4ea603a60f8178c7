// Writes the outline of a language's library beside its descriptor.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { projectRoot } from '../project.mjs';

/** The format that server/resolve/library reads. */
const FORMAT = 1;
const MAX_COMPRESSED_BYTES = 300 * 1024;

/**
 * @param {string} language
 * @param {string} source   what it was made from, with the version
 * @param {string} text
 * @param {string} licence   the file with its licence
 */
export function writeOutline(language, source, text, licence) {
  const whole = `outline ${FORMAT}: ${source}\n${text}`;
  const { length } = brotliCompressSync(whole);
  if (length > MAX_COMPRESSED_BYTES)
    throw new Error(`${length} bytes compressed are more than ${MAX_COMPRESSED_BYTES}`);
  const folder = join(projectRoot, 'server', 'languages', language, 'outline');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'standard.txt'), whole);
  copyFileSync(licence, join(folder, 'LICENSE'));
  process.stdout.write(`${language}: ${whole.length} bytes, ${length} compressed\n`);
}

/**
 * Writes names of a library that are asked for where its outline is not at hand.
 * @param {string} language
 * @param {string} source
 * @param {Readonly<Record<string, readonly string[]>>} lists   what is exported → its names
 */
export function writeNames(language, source, lists) {
  const parts = Object.entries(lists).map(
    ([name, names]) =>
      `export const ${name}: readonly string[] =\n  '${[...new Set(names)].sort().join(' ')}'.split(' ');\n`,
  );
  const file = join(projectRoot, 'server', 'languages', language, 'outline', 'names.ts');
  writeFileSync(file, `// Made by scripts/outlines/ from ${source}.\n\n${parts.join('\n')}`);
  execFileSync(process.execPath, [join(projectRoot, 'node_modules', 'oxfmt', 'bin', 'oxfmt'), file]);
}
