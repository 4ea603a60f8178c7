// The layers of the server as data, top first. A file may import from its own layer and from those below it.

/** A layer is a list of files and folders, each relative to server/. */
export const layers: readonly (readonly string[])[] = [
  ['main.ts', 'workers.ts', 'cli/'],
  ['serve/', 'bridge/'],
  ['mcp/', 'rpc/'],
  ['indexer/'],
  ['queries/'],
  ['store/', 'resolve/', 'parse/', 'discover/', 'ownership/'],
  ['languages/', 'facts/', 'graph.ts'],
  ['protocol/', 'errors.ts', 'log.ts', 'entry.ts'],
];

/** Packages that only some places may import, by the start of the path. */
export const exclusiveImports: readonly { readonly package: string; readonly places: readonly string[] }[] = [
  { package: 'better-sqlite3', places: ['server/store/', 'server/ownership/lock.ts'] },
  { package: 'web-tree-sitter', places: ['server/parse/'] },
  { package: '@modelcontextprotocol/', places: ['server/mcp/'] },
  { package: 'vscode', places: ['extension/'] },
];

/** What the extension may import of the server. */
export const extensionMayImport: readonly string[] = ['extension/', 'server/protocol/'];

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

export const maxFileLines = 400;
