import { basename } from 'node:path';
import type { ReadGate } from '../discover/readGate.ts';
import { SourceNames } from '../discover/sourceNames.ts';
import { CodedError } from '../errors.ts';
import { languageTable } from '../languages/table.ts';
import type { Occurrence, Occurrences } from './changesMessages.ts';
import type { Outliner } from './outlineText.ts';
import { createWordFinder } from './wordLines.ts';

const MAX_OCCURRENCES = 2000;
/** A name in so many files that it says little: no more of them are read for what it is called there. */
const MAX_ALIAS_FILES = 200;

const languageNames = new SourceNames(languageTable);

/** Where `names` stand in `files`, also under the names that a file imports them as. */
export async function findOccurrences(
  { names, files }: { readonly names: readonly string[]; readonly files: readonly string[] },
  gate: ReadGate,
  outliner: Outliner,
  signal: AbortSignal,
): Promise<Occurrences> {
  const find = createWordFinder(names);
  const wanted = new Set(names);
  const found: Occurrence[] = [];
  let aliasFiles = 0;
  for (const file of files) {
    signal.throwIfAborted();
    if (found.length >= MAX_OCCURRENCES) return { found: found.slice(0, MAX_OCCURRENCES), isComplete: false };
    const bytes = readOrNothing(gate, file);
    const text = bytes?.toString();
    const lines = text === undefined ? [] : find(text);
    if (!bytes || text === undefined || lines.length === 0) continue;
    found.push(...lines.map(({ line, name, text: written }) => ({ file, line, name, text: written })));
    const language = languageNames.findLanguage(basename(file));
    if (language === undefined || ++aliasFiles > MAX_ALIAS_FILES) continue;
    const imports = await outliner.listImports({ path: file, language, bytes });
    const aliases = new Map(
      imports.flatMap(({ name, local }): [string, string][] =>
        wanted.has(name) && local !== '' && local !== name ? [[local, name]] : [],
      ),
    );
    if (aliases.size > 0)
      for (const alias of createWordFinder([...aliases.keys()])(text))
        found.push({ file, ...alias, name: aliases.get(alias.name)! });
  }
  return { found, isComplete: true };
}

function readOrNothing(gate: ReadGate, file: string): Buffer | undefined {
  try {
    return gate.readBytes(file);
  } catch (error) {
    if (error instanceof CodedError) return undefined;
    throw error;
  }
}
