// The extension as a file, packed once for all tests that run at the same time and for as long as the sources stay.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runExclusively } from '../../../scripts/exclusive.mjs';
import { hashSources } from '../../../scripts/freshness.mjs';

const DAY_MS = 86_400_000;
const projectRoot = join(import.meta.dirname, '..', '..', '..');
const folder = join(projectRoot, '.artifacts', 'vsix');

/** The VSIX for this platform, packed from the sources as they are. */
export async function buildVsix(): Promise<string> {
  const file = join(folder, `${hashContents()}.vsix`);
  mkdirSync(folder, { recursive: true });
  await runExclusively(
    `${folder}.lock`,
    () => {},
    async () => {
      if (existsSync(file)) return;
      removeOld();
      const script = join(projectRoot, 'scripts', 'package.mjs');
      const target = `${process.platform}-${process.arch}`;
      await promisify(execFile)(process.execPath, [script, '--target', target, '--out', file]);
    },
  );
  return file;
}

/** Not the latest ones: another run may be installing one. */
function removeOld(): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (Date.now() - statSync(file).mtimeMs > DAY_MS) rmSync(file);
  }
}

/** The sources decide what is built; these decide what is packed beside it. */
function hashContents(): string {
  const hash = createHash('sha256').update(hashSources());
  const packed = readdirSync(join(projectRoot, 'media'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const files = ['README.md', 'LICENSE', 'CHANGELOG.md', '.vscodeignore'].map((name) =>
    join(projectRoot, name),
  );
  for (const file of [...packed.toSorted(), ...files]) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}
