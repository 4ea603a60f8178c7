// How the extension is bundled: what a window starts with in `extension.cjs`, what it may come to need in scripts beside it,
// which are read when that happens. It starts the server as a process of its own, so it holds neither parsers nor SQLite.
import { build, transform } from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from './project.mjs';

/** The folder of the other scripts, in that of `extension.cjs`. */
export const WINDOW_FOLDER = 'window';
const TARGET = 'node20';

/**
 * Writes them below a folder; resolves with esbuild's account of what is in them.
 * @param {string} outdir
 */
export async function bundleWindow(outdir) {
  // esbuild cuts modules only. VS Code loads scripts, so each piece is made one afterwards.
  const { outputFiles, metafile } = await build({
    entryPoints: { extension: join(projectRoot, 'extension', 'main.ts') },
    outdir,
    outExtension: { '.js': '.cjs' },
    chunkNames: `${WINDOW_FOLDER}/[name]-[hash]`,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: TARGET,
    // The other form of jsonc-parser loads its parts in a way no bundler sees.
    mainFields: ['module', 'main'],
    external: ['vscode', 'better-sqlite3', '@parcel/watcher'],
    define: { 'import.meta.filename': '__filename', 'import.meta.dirname': '__dirname' },
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    write: false,
  });
  for (const { path, text } of outputFiles) {
    const { code } = await transform(requireVscode(text), {
      format: 'cjs',
      platform: 'node',
      target: TARGET,
      supported: { 'dynamic-import': false },
      minify: true,
      legalComments: 'none',
    });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
  }
  return metafile;
}

/**
 * Uses VS Code's API as it is. As a namespace of its own each module would copy it, hundreds of members, which took a third of
 * the time that the extension needs to start.
 * @param {string} text
 */
function requireVscode(text) {
  const script = text.replaceAll(
    /\bimport\s*\*\s*as ([\w$]+)\s*from\s*"vscode";/g,
    'const $1=require("vscode");',
  );
  if (/from\s*"vscode"/.test(script)) throw new Error("VS Code's API is imported as a namespace only.");
  return script;
}
