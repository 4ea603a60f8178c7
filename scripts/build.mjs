// Builds dist/: the command-line bundle, the extension, the grammars of the languages and the WASM runtime that loads them.
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
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { SERVER_BUNDLE } from './bundling.mjs';
import { languages } from '../server/languages/index.ts';
import { buildStampFile, hashSources } from './freshness.mjs';
import { listPackages } from './packaging/bundledPackages.mjs';
import { bundleFile, projectRoot } from './project.mjs';

const DAY_MS = 86_400_000;
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
  const bundled = [await bundle(), await bundleExtension()];
  writeFileSync(join(staging, '.packages.json'), JSON.stringify(listPackages(bundled)));
  // The entry is last in the list: it must find the chunks and assets that it expects.
  for (const file of listStaged()) publish(file);
  writeFileSync(buildStampFile, sourceHash);
  sweepChunks();
} finally {
  rmSync(staging, { recursive: true, force: true });
}

/**
 * One build of `server/main.ts`, cut where it imports on demand: a bridge or a parse thread reads and compiles a tenth
 * of what the server needs.
 */
async function bundle() {
  const { metafile } = await build({
    ...SERVER_BUNDLE,
    entryPoints: { 'codebase-memory': join(projectRoot, 'server', 'main.ts') },
    outdir: staging,
    minify: true,
    metafile: true,
  });
  const entry = join(staging, 'codebase-memory.mjs');
  writeFileSync(entry, `#!/usr/bin/env node\n${readFileSync(entry, 'utf8')}`);
  chmodSync(entry, 0o755);
  return metafile;
}

/**
 * What VS Code loads: CommonJS in one file, because the extension host starts with it and it is small. It starts the
 * other bundle as processes of their own, so it holds neither parsers nor SQLite.
 */
async function bundleExtension() {
  const { metafile } = await build({
    entryPoints: { extension: join(projectRoot, 'extension', 'main.ts') },
    outdir: staging,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // The other form of jsonc-parser loads its parts in a way no bundler sees.
    mainFields: ['module', 'main'],
    external: ['vscode', 'better-sqlite3', '@parcel/watcher'],
    define: { 'import.meta.filename': '__filename', 'import.meta.dirname': '__dirname' },
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  });
  return metafile;
}

function copyAssets() {
  const grammars = join(staging, 'grammars');
  mkdirSync(grammars);
  const outlines = join(staging, 'outlines');
  mkdirSync(outlines);
  for (const language of languages) {
    const outline = join(projectRoot, 'server', 'languages', language.id, 'outline', 'standard.txt');
    if (existsSync(outline)) copyFileSync(outline, join(outlines, `${language.id}.txt`));
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

/** Removes chunks of earlier builds, but not the latest ones: a running server may still ask for its own. */
function sweepChunks() {
  const current = new Set(
    readdirSync(join(staging, 'chunks'), { withFileTypes: true }).map(({ name }) => name),
  );
  const chunks = join(dist, 'chunks');
  for (const name of readdirSync(chunks)) {
    const file = join(chunks, name);
    if (!current.has(name) && Date.now() - statSync(file).mtimeMs > DAY_MS) rmSync(file);
  }
}

/** @param {string} file */
function publish(file) {
  const from = join(staging, file);
  const to = join(dist, file);
  // What has not changed stays as it is: a server may be reading it.
  if (existsSync(to) && readFileSync(to).equals(readFileSync(from))) return;
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}
