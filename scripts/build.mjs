// Builds dist/: the command-line bundle, the grammars of the languages and the WASM runtime that loads them.
// Files are written beside their place and renamed, so a running server or another build never sees half of one.
import { build } from 'esbuild';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { languages } from '../server/languages/index.ts';
import { buildStampFile, hashSources } from './freshness.mjs';
import { bundleFile, projectRoot } from './project.mjs';

const dist = join(projectRoot, 'dist');
const modules = join(projectRoot, 'node_modules');

// Before reading the sources: an edit during the build leaves a stamp that is already stale.
const sourceHash = hashSources();
rmSync(buildStampFile, { force: true });
const artifacts = join(projectRoot, '.artifacts');
for (const folder of [dist, artifacts]) mkdirSync(folder, { recursive: true });
const staging = mkdtempSync(join(artifacts, 'build-'));
try {
  copyAssets();
  await bundle();
  // The bundle is last in the list: it must find the assets that it expects.
  for (const file of listStaged()) publish(file);
  writeFileSync(buildStampFile, sourceHash);
} finally {
  rmSync(staging, { recursive: true, force: true });
}

async function bundle() {
  const outfile = join(staging, 'codebase-memory.cjs');
  await build({
    entryPoints: [join(projectRoot, 'server', 'main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    // Native modules bring their own binaries and stay in node_modules.
    external: ['better-sqlite3', '@parcel/watcher'],
    // Its ES module asks import.meta.url where it is, which a CommonJS bundle does not have.
    alias: { 'web-tree-sitter': join(modules, 'web-tree-sitter', 'web-tree-sitter.cjs') },
    define: { 'import.meta.filename': '__filename', 'import.meta.dirname': '__dirname' },
    banner: { js: '#!/usr/bin/env node' },
    // Less text to read and parse at each start; names stay for stack traces.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  chmodSync(outfile, 0o755);
}

function copyAssets() {
  const grammars = join(staging, 'grammars');
  mkdirSync(grammars);
  for (const language of languages) {
    for (const [name, grammar] of Object.entries(language.grammars)) {
      copyFileSync(join(modules, grammar.package, grammar.wasm), join(grammars, `${name}.wasm`));
    }
  }
  copyFileSync(
    join(modules, 'web-tree-sitter', 'web-tree-sitter.wasm'),
    join(staging, 'web-tree-sitter.wasm'),
  );
}

function listStaged() {
  const files = readdirSync(staging, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(staging.length + 1));
  return files.toSorted(
    (a, b) => Number(join(dist, a) === bundleFile) - Number(join(dist, b) === bundleFile),
  );
}

function publish(file) {
  const from = join(staging, file);
  const to = join(dist, file);
  // What has not changed stays as it is: a server may be reading it.
  if (existsSync(to) && readFileSync(to).equals(readFileSync(from))) return;
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}
