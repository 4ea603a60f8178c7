// Makes server/languages/java/outline/standard.txt from a JDK, by reflection on its classes: what the packages of the standard
// library declare that programs use most. `node scripts/outlines/java.mjs`, with `java` of a JDK on the path.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeNames, writeOutline } from './write.mjs';

const PACKAGES = [
  'java.lang',
  'java.lang.ref',
  'java.lang.reflect',
  'java.io',
  'java.math',
  'java.net',
  'java.net.http',
  'java.nio',
  'java.nio.channels',
  'java.nio.charset',
  'java.nio.file',
  'java.nio.file.attribute',
  'java.security',
  'java.sql',
  'java.text',
  'java.time',
  'java.time.chrono',
  'java.time.format',
  'java.time.temporal',
  'java.time.zone',
  'java.util',
  'java.util.concurrent',
  'java.util.concurrent.atomic',
  'java.util.concurrent.locks',
  'java.util.function',
  'java.util.jar',
  'java.util.logging',
  'java.util.regex',
  'java.util.stream',
  'java.util.zip',
  'javax.sql',
  'javax.xml.parsers',
  'org.w3c.dom',
  'org.xml.sax',
];

const LICENCE = `The outline lists names and types of the public API of Java SE, as reflection on OpenJDK tells them. It holds no code
and no documentation of OpenJDK, which is distributed under the GNU General Public License, version 2, with the Classpath
Exception.
`;

const version = /"([^"]+)"/.exec(spawnSync('java', ['-version'], { encoding: 'utf8' }).stderr)?.[1];
const program = join(import.meta.dirname, 'java', 'Outline.java');
const text = execFileSync('java', [program, ...PACKAGES], { encoding: 'utf8', maxBuffer: 1 << 26 });
const folder = mkdtempSync(join(tmpdir(), 'outline-java-'));
try {
  const licence = join(folder, 'LICENSE');
  writeFileSync(licence, LICENCE);
  writeOutline('java', `API of OpenJDK ${version}`, text, licence);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const nested = [...text.matchAll(/^@(\S+)\n|^:(\S*\$\S*)/gm)];
let current = '';
const names = nested.flatMap(([, module, name]) => {
  if (module !== undefined) current = module;
  return name === undefined ? [] : [`${current}.${name}`];
});
const functional = execFileSync('java', [program, '--functional', ...PACKAGES], { encoding: 'utf8' });
writeNames('java', `the API of OpenJDK ${version}`, {
  nestedTypes: names,
  // `type:method`
  functionalTypes: functional.trim().replaceAll(' ', ':').split('\n'),
});
