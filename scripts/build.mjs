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
import { basename, dirname, join } from 'node:path';
import { SERVER_SCRIPT } from './bundling.mjs';
import { languages } from '../server/languages/index.ts';
import { buildStampFile, hashSources } from './freshness.mjs';
import { listPackages } from './packaging/bundledPackages.mjs';
import { bundleFile, projectRoot } from './project.mjs';
import { bundleWindow, WINDOW_FOLDER } from './windowBundle.mjs';

const DAY_MS = 86_400_000;
/** What is one script each: the main thread, and groups of worker threads. */
const SCRIPTS = [
  'program',
  'workers/store',
  'workers/indexing',
  'workers/answering',
  'workers/team',
  'workers/scip',
  'workers/fleet',
  'workers/review',
];
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
  const bundled = [await bundle(), await bundleWindow(staging), await bundlePage()];
  writeFileSync(join(staging, '.packages.json'), JSON.stringify(listPackages(bundled)));
  // The entry is last in the list: it must find the scripts and assets that it expects.
  for (const file of listStaged()) publish(file);
  writeFileSync(buildStampFile, sourceHash);
  sweepScripts();
} finally {
  rmSync(staging, { recursive: true, force: true });
}

/** The scripts of the server, and the entry that names them. */
async function bundle() {
  const scripts = await build({
    ...SERVER_SCRIPT,
    entryPoints: SCRIPTS.map((name) => join(projectRoot, 'server', `${name}.ts`)),
    outdir: staging,
  });
  const names = Object.entries(scripts.metafile.outputs).map(([file, { entryPoint = '' }]) => [
    basename(entryPoint, '.ts'),
    basename(file),
  ]);
  const entry = join(staging, 'codebase-memory.mjs');
  await build({
    entryPoints: [join(projectRoot, 'server', 'built.ts')],
    outfile: entry,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: '#!/usr/bin/env node' },
    define: { SCRIPTS: JSON.stringify(Object.fromEntries(names)) },
    minify: true,
  });
  chmodSync(entry, 0o755);
  return scripts.metafile;
}

/** The page of the graph view as one file: whoever shows it puts a nonce in its place. */
async function bundlePage() {
  const folder = join(projectRoot, 'extension', 'graph', 'page');
  const { outputFiles, metafile } = await build({
    entryPoints: { script: join(folder, 'main.ts'), style: join(folder, 'page.css') },
    outdir: staging,
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    write: false,
  });
  const [script = '', style = ''] = ['.js', '.css'].map(
    (ending) => outputFiles.find(({ path }) => path.endsWith(ending))?.text.trim() ?? '',
  );
  const inline = {
    '<link rel="stylesheet" href="page.css" />': `<style nonce="{{nonce}}">${style}</style>`,
    '<script src="main.ts"></script>': `<script nonce="{{nonce}}">${script.replaceAll('</script', String.raw`<\/script`)}</script>`,
  };
  let page = readFileSync(join(folder, 'page.html'), 'utf8');
  for (const [tag, whole] of Object.entries(inline)) {
    if (!page.includes(tag)) throw new Error(`page.html has no ${tag}`);
    page = page.replace(tag, () => whole);
  }
  writeFileSync(join(staging, 'graph.html'), page);
  return metafile;
}

function copyAssets() {
  const grammars = join(staging, 'grammars');
  mkdirSync(grammars);
  const outlines = join(staging, 'outlines');
  mkdirSync(outlines);
  const folders = join(projectRoot, 'server', 'languages');
  for (const name of readdirSync(folders)) {
    const outline = join(folders, name, 'outline', 'standard.txt');
    if (existsSync(outline)) copyFileSync(outline, join(outlines, `${name}.txt`));
  }
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

/**
 * Removes scripts of earlier builds and what V8 kept of them, but not the latest ones: a server or a window that runs may still
 * ask for its own.
 */
function sweepScripts() {
  const current = ['chunks', WINDOW_FOLDER].flatMap((name) => readdirSync(join(staging, name)));
  for (const folder of ['chunks', 'code', WINDOW_FOLDER].map((name) => join(dist, name))) {
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder)) {
      const file = join(folder, name);
      const isCurrent = current.some((script) => name.startsWith(script));
      if (!isCurrent && Date.now() - statSync(file).mtimeMs > DAY_MS) rmSync(file);
    }
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
