// main.ts as one bundle, made once for all tests that run these sources: hundreds of processes and threads start it, and
// from sources each start takes several times as long.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { SERVER_BUNDLE } from '../../../scripts/bundling.mjs';
import { runExclusively } from '../../../scripts/exclusive.mjs';
import { hashSources } from '../../../scripts/freshness.mjs';

const DAY_MS = 86_400_000;
const projectRoot = join(import.meta.dirname, '..', '..', '..');
const programs = join(projectRoot, '.artifacts', 'process-tests');

/** The file to run as `codebase-memory`: the real command line with the tiny engine. */
export async function buildProgram(): Promise<string> {
  const folder = join(programs, hashProgram());
  const file = join(folder, 'main.mjs');
  if (existsSync(file)) return file;
  await runExclusively(
    `${programs}.lock`,
    () => {},
    async () => {
      if (!existsSync(file)) await bundle(folder);
    },
  );
  return file;
}

async function bundle(folder: string): Promise<void> {
  mkdirSync(programs, { recursive: true });
  removeOld();
  const staging = `${folder}.new`;
  await build({
    ...SERVER_BUNDLE,
    entryPoints: { main: join(import.meta.dirname, 'main.ts') },
    outdir: staging,
    // It finds grammars and version where the sources do.
    define: { 'import.meta.filename': JSON.stringify(join(projectRoot, 'server', 'entry.ts')) },
  });
  renameSync(staging, folder);
}

/** Not the latest ones: another run may be using one. */
function removeOld(): void {
  for (const name of readdirSync(programs)) {
    const folder = join(programs, name);
    if (Date.now() - statSync(folder).mtimeMs > DAY_MS) rmSync(folder, { recursive: true });
  }
}

function hashProgram(): string {
  const hash = createHash('sha256').update(hashSources());
  for (const name of readdirSync(import.meta.dirname).toSorted())
    hash.update(readFileSync(join(import.meta.dirname, name)));
  return hash.digest('hex').slice(0, 16);
}
