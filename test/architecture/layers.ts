// The layers of the server as data, top first. A file may import from its own layer and from those below it.

/** A layer is a list of files and folders, each relative to server/. */
export const layers: readonly (readonly string[])[] = [
  ['main.ts', 'built.ts', 'program.ts', 'workers.ts', 'workers/', 'keptCode.ts', 'cli/'],
  ['serve/', 'bridge/'],
  ['mcp/', 'rpc/', 'team/', 'scip/', 'fleet/', 'review/'],
  ['indexer/'],
  ['queries/'],
  ['text/'],
  ['store/', 'resolve/', 'parse/', 'discover/', 'evidence/', 'ownership/', 'watch/'],
  ['languages/', 'facts/', 'graph.ts'],
  [
    'protocol/',
    'circles.ts',
    'errors.ts',
    'log.ts',
    'entry.ts',
    'memory.ts',
    'nodeHttp.ts',
    'spelling.ts',
    'spool.ts',
    'waitingRoom.ts',
  ],
];

/** The rooms of server/resolve/, top first. A file may import from its own room, and the index of those below it. */
export const rooms: readonly string[] = [
  'dependencies',
  'graph',
  'edges',
  'infer',
  'calls',
  'classes',
  'scopes',
  'types',
  'library',
  'program',
];

/** Classes that are a kind of another one in every use. */
export const kinds: readonly string[] = ['Inbox extends BoundedReader'];

/** Packages that only some places may import, by the start of the path. */
export const exclusiveImports: readonly { readonly package: string; readonly places: readonly string[] }[] = [
  { package: 'better-sqlite3', places: ['server/store/', 'server/ownership/lock.ts'] },
  { package: '@parcel/watcher', places: ['server/watch/'] },
  { package: 'd3-drag', places: ['extension/graph/page/'] },
  { package: 'd3-selection', places: ['extension/graph/page/'] },
  { package: 'd3-zoom', places: ['extension/graph/page/'] },
  { package: '@bufbuild/protobuf', places: ['server/scip/'] },
  { package: '@c4312/scip', places: ['server/scip/'] },
  { package: 'chevrotain', places: ['server/queries/cypher/'] },
  { package: 'web-tree-sitter', places: ['server/parse/'] },
  { package: '@modelcontextprotocol/', places: ['server/mcp/'] },
  { package: 'vscode', places: ['extension/'] },
];

/** What the extension may import of the server: the words, and what every client needs to find, start and reach it. */
export const extensionMayImport: readonly string[] = [
  'extension/',
  'server/protocol/',
  'server/errors.ts',
  'server/entry.ts',
  'server/rpc/client.ts',
  'server/serve/connect.ts',
  'server/serve/dial.ts',
  'server/serve/rate.ts',
  'server/discover/checkRoot.ts',
  'server/ownership/atomicFile.ts',
  'server/ownership/crashes.ts',
  'server/ownership/discovery.ts',
  'server/ownership/errors.ts',
  'server/ownership/paths.ts',
];

/** Names of languages, of their families and of what comes with them. */
export const languageNames: readonly string[] = [
  'python',
  'pytest',
  'django',
  'javascript',
  'ecmascript',
  'typescript',
  'commonjs',
  'jsdoc',
  'jsx',
  'tsx',
  'nodejs',
  'eslint',
  'golang',
  'rust',
  'cargo',
  'java',
  'kotlin',
  'scala',
  'csharp',
  'cpp',
  'ruby',
  'php',
  'perl',
  'swift',
  'haskell',
];

/** Words in small letters that one language uses, beside those that its rules state. */
export const wordsOfLanguages: readonly string[] = [
  'deque',
  'chan',
  'rune',
  'byte',
  'func',
  'pyi',
  'getopt',
  'libc',
];

/** Exports that a program outside calls: an editor starts an extension so. */
export const calledFromOutside: readonly string[] = ['extension/main.ts activate'];

/** Names that say nothing of what a file is about. */
export const emptyNames: readonly string[] = [
  'util',
  'utils',
  'type',
  'types',
  'helper',
  'helpers',
  'manager',
  'common',
  'misc',
];
