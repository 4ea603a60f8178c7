// How a program of the server is bundled: the one that is installed, and the one that the process tests run.
import { join } from 'node:path';
import { projectRoot } from './project.mjs';

/**
 * Leaves out zod's translated messages, a fifth of the bundle: every thread would read them, nobody sees them.
 * @returns {import('esbuild').Plugin}
 */
function withoutTranslations() {
  return {
    name: 'without-translations',
    setup(bundler) {
      bundler.onResolve({ filter: /\/locales\/index\.c?js$/ }, ({ importer, path }) =>
        importer.includes('zod') ? { path, namespace: 'no-translations' } : undefined,
      );
      bundler.onLoad({ filter: /./, namespace: 'no-translations' }, () => ({ contents: 'export {}' }));
    },
  };
}

/** What all programs of the server have in common. */
const COMMON = /** @satisfies {import('esbuild').BuildOptions} */ ({
  bundle: true,
  platform: 'node',
  target: 'node20',
  // Native modules bring their own binaries and stay in node_modules.
  external: ['better-sqlite3', '@parcel/watcher'],
  plugins: [withoutTranslations()],
  legalComments: 'none',
  logLevel: 'warning',
});

/** The program of the process tests: cut where it imports on demand, so that a process or thread reads only what it needs. */
export const SERVER_BUNDLE = /** @satisfies {import('esbuild').BuildOptions} */ ({
  ...COMMON,
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  splitting: true,
  format: 'esm',
  // CommonJS packages inside the bundle ask for node's own modules through `require`.
  banner: {
    js: "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);",
  },
});

/**
 * Scripts that are whole: V8 keeps what it compiled of a script that has run, which it does not of a module. Each is a function
 * of what a script of Node knows of itself, see server/built.ts.
 */
export const SERVER_SCRIPT = /** @satisfies {import('esbuild').BuildOptions} */ ({
  ...COMMON,
  format: 'cjs',
  banner: { js: '(function(module,require,__filename,__dirname,scriptUrl){' },
  footer: { js: '})' },
  define: { 'import.meta.filename': '__filename', 'import.meta.url': 'scriptUrl' },
  // A script has no import on demand; the module of this package makes a `require` of its own with one.
  supported: { 'dynamic-import': false },
  alias: {
    'web-tree-sitter': join(projectRoot, 'node_modules', 'web-tree-sitter', 'web-tree-sitter.cjs'),
  },
  entryNames: 'chunks/[name]-[hash]',
  outExtension: { '.js': '.cjs' },
  minify: true,
  metafile: true,
});
