// Makes server/languages/kotlin/outline/standard.txt from the metadata of Kotlin's standard library, read by its compiler.
// `node scripts/outlines/kotlin.mjs`, with Debian's packages kotlin and default-jdk-headless.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeNames, writeOutline } from './write.mjs';

const LIBRARY = '/usr/share/kotlin/kotlinc/lib';

const PACKAGES = [
  'kotlin',
  'kotlin.collections',
  'kotlin.comparisons',
  'kotlin.concurrent',
  'kotlin.coroutines',
  'kotlin.experimental',
  'kotlin.io',
  'kotlin.jvm',
  'kotlin.math',
  'kotlin.properties',
  'kotlin.random',
  'kotlin.ranges',
  'kotlin.reflect',
  'kotlin.sequences',
  'kotlin.system',
  'kotlin.text',
];

const LICENCE = `The outline lists names and types of the public API of the standard library of Kotlin, as its compiler reads them. It holds no
code and no documentation of Kotlin, which is copyright JetBrains s.r.o. and contributors, and licensed under the Apache License,
Version 2.0.
`;

const program = join(import.meta.dirname, 'kotlin', 'Outline.java');
const text = execFileSync(
  'java',
  ['-cp', `${LIBRARY}/*`, program, `${LIBRARY}/kotlin-stdlib.jar`, ...PACKAGES],
  { encoding: 'utf8', maxBuffer: 1 << 26 },
);
const version = 'Kotlin 1.3.31';
const folder = mkdtempSync(join(tmpdir(), 'outline-kotlin-'));
try {
  const licence = join(folder, 'LICENSE');
  writeFileSync(licence, LICENCE);
  writeOutline('kotlin', `API of the standard library of ${version}`, text, licence);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const nested = [];
let module = '';
for (const line of text.split('\n')) {
  if (line.startsWith('@')) module = line.slice(1);
  const name = /^:([^ ]*\$[^ ]*)/.exec(line)?.[1];
  if (name !== undefined) nested.push(`${module}.${name}`);
}
writeNames('kotlin', version, { nestedTypes: nested });
