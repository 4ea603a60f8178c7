// Look-ups over the list of languages that discovery and parsing need.

import { languages } from './index.ts';
import type { Language } from './language.ts';

/** Extension and interpreter → language id, and the configuration files that import resolution reads. */
export const languageTable = {
  extensionToLanguage: mapToLanguage(({ extensions }) => extensions),
  interpreterToLanguage: mapToLanguage(({ interpreters = {} }) => interpreters),
  sharedExtensions: new Map(
    languages.flatMap(({ id, sharedExtensions = {} }) =>
      Object.entries(sharedExtensions).map(
        ([extension, marks]) => [extension, { language: id, marks }] as const,
      ),
    ),
  ),
  configFiles: [...new Set(languages.flatMap(({ configFiles }) => configFiles))],
  builtConfigFiles: [...new Set(languages.flatMap(({ builtConfigFiles = [] }) => builtConfigFiles))],
};

/** Language id → its number in `languages`. */
export const languageNumber: ReadonlyMap<string, number> = new Map(
  languages.map(({ id }, index) => [id, index]),
);

/** Languages that code of this one can call and be called by, itself among them. */
export function languagesBeside(id: string): readonly string[] {
  const family = languages.find((language) => language.id === id)?.rules.family;
  return languages.filter((one) => one.id === id || one.rules.family === family).map((one) => one.id);
}

/** The grammar for a file of a language, by its extension in any case; a script without one has its interpreter's. */
export function grammarOf({ extensions, interpreters = {} }: Language, extension: string): string {
  const grammar = extensions[extension] ?? extensions[extension.toLowerCase()];
  const found = grammar ?? Object.values(interpreters)[0] ?? Object.values(extensions)[0];
  if (found === undefined) throw new Error('A language has no grammar.');
  return found;
}

function mapToLanguage(names: (language: Language) => Readonly<Record<string, string>>): Map<string, string> {
  return new Map(
    languages.flatMap((language) => Object.keys(names(language)).map((name) => [name, language.id] as const)),
  );
}
