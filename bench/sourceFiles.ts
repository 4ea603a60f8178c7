// The files of a corpus that an index would parse, with the grammar of each.
import { extname } from 'node:path';
import { discover } from '../server/discover/discover.ts';
import { languages } from '../server/languages/index.ts';
import { DEFAULT_SETTINGS } from '../server/protocol/settings.ts';

/** Lists what the indexer would parse in `folder`: relative path and grammar name. */
export function listSourceFiles(folder: string): { path: string; grammar: string }[] {
  const grammars = new Map(languages.flatMap(({ extensions }) => Object.entries(extensions)));
  const extensionToLanguage = new Map(
    languages.flatMap(({ id, extensions }) =>
      Object.keys(extensions).map((extension) => [extension, id] as const),
    ),
  );
  const { files } = discover({
    root: folder,
    excludedDirs: [],
    exclude: [],
    includeGenerated: false,
    maxFileSizeBytes: DEFAULT_SETTINGS.maxFileSizeBytes,
    languages: { extensionToLanguage, configFiles: [] },
  });
  return files.flatMap(({ path }) => {
    const grammar = grammars.get(extname(path).toLowerCase());
    return grammar === undefined ? [] : [{ path, grammar }];
  });
}
