// Look-ups over the list of languages that discovery and parsing need.

import { languages } from './index.ts';

/** Extension → language id, and the configuration files that import resolution reads. */
export const languageTable = {
  extensionToLanguage: new Map(
    languages.flatMap(({ id, extensions }) =>
      Object.keys(extensions).map((extension) => [extension, id] as const),
    ),
  ),
  configFiles: [...new Set(languages.flatMap(({ configFiles }) => configFiles))],
};

/** Language id → its number in `languages`. */
export const languageNumber: ReadonlyMap<string, number> = new Map(
  languages.map(({ id }, index) => [id, index]),
);
