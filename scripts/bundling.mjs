// How a program of the server is bundled: the one that is installed, and the one that the process tests run.

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

/** Cut where it imports on demand, so that a process or thread reads only what it needs. */
export const SERVER_BUNDLE = /** @satisfies {import('esbuild').BuildOptions} */ ({
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // Native modules bring their own binaries and stay in node_modules.
  external: ['better-sqlite3', '@parcel/watcher'],
  // CommonJS packages inside the bundle ask for node's own modules through `require`.
  banner: {
    js: "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);",
  },
  plugins: [withoutTranslations()],
  legalComments: 'none',
  logLevel: 'warning',
});
