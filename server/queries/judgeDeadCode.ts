// The verdict on code that nothing uses: what the graph has no user for, checked against the text of the workspace. Where the
// rows and the texts come from is the caller's.

import { canBeBuilt } from '../discover/mentions.ts';
import type { Mentions } from '../discover/mentions.ts';
import type { DeadCodeInput, MentionPlace, UnusedSymbol } from './deadCode.ts';

/** What a verdict is made of. */
export interface DeadCodeSources {
  readonly findUnused: (input: DeadCodeInput) => Promise<readonly UnusedSymbol[]>;
  /** Positions of the mentions that the graph does not account for. */
  readonly findUnexplained: (mentions: readonly MentionPlace[]) => Promise<readonly number[]>;
  /** Where the names stand in the text of the workspace. */
  readonly findMentions: (names: readonly string[]) => Promise<Mentions>;
  /** The text of a file; undefined where there is none to be read. */
  readonly findText: (path: string) => string | undefined;
}

/** The verdict on what the graph has no user for. */
export interface DeadCode {
  /** Nothing names them, in code or in text, and nothing outside the workspace can. */
  readonly dead: readonly UnusedSymbol[];
  /** The same, but exported: unused here, perhaps used elsewhere. */
  readonly unusedExports: readonly UnusedSymbol[];
  /** How many were spared because some text holds their name or a piece that it could be built from. */
  readonly spared: number;
}

/**
 * Finds dead code. Each symbol without a user in the graph is looked for in the text of the workspace: a mention that
 * the graph does not account for (a string, a template, a call on an unknown object) spares it.
 */
export async function judgeDeadCode(input: DeadCodeInput, sources: DeadCodeSources): Promise<DeadCode> {
  const unused = await sources.findUnused(input);
  if (unused.length === 0) return { dead: [], unusedExports: [], spared: 0 };
  const found = await sources.findMentions([...new Set(unused.map(({ name }) => writtenName(name)))]);
  const certain = await listUnnamed(unused, found, sources);
  const isPublished = await createPublicationReader(sources);
  const exported = new Set(certain.filter((symbol) => symbol.isPublic && isPublished(symbol)));
  return {
    dead: certain.filter((symbol) => !exported.has(symbol)),
    unusedExports: [...exported],
    spared: unused.length - certain.length,
  };
}

/** Which of the symbols none of the mentions may mean, but for those within a symbol itself. */
export async function listUnnamed<Unused extends UnusedSymbol>(
  unused: readonly Unused[],
  found: Mentions,
  { findUnexplained }: Pick<DeadCodeSources, 'findUnexplained'>,
): Promise<Unused[]> {
  const alive = new Set(found.frequent);
  const unexplained = await findUnexplained(found.mentions);
  const placesOf = Map.groupBy(
    unexplained.map((at) => found.mentions[at]!),
    ({ name }) => name,
  );
  return unused.filter(({ name, file, start_line, end_line }) => {
    const written = writtenName(name);
    if (alive.has(written) || canBeBuilt(written, found)) return false;
    const isInside = (place: { file: string; line: number }): boolean =>
      place.file === file && place.line >= start_line && place.line <= end_line;
    return (placesOf.get(written) ?? []).every(isInside);
  });
}

/**
 * Tells whether public names of a file are there for others. Where a language has no word for that, they are when a
 * manifest in a folder around the file makes a package of it, and for the program itself otherwise.
 */
async function createPublicationReader({
  findText,
}: DeadCodeSources): Promise<(symbol: UnusedSymbol) => boolean> {
  // The main thread has no use for what languages are otherwise.
  const { languages } = await import('../languages/index.ts');
  const manifestsOf = new Map(languages.map(({ id, rules }) => [id, rules.publication.publishedBy]));
  const known = new Map<string, boolean>();
  const isPackage = (folder: string, manifests: Readonly<Record<string, RegExp>>): boolean => {
    const answer = known.get(folder);
    if (answer !== undefined) return answer;
    const isHere = Object.entries(manifests).some(([file, pattern]) => {
      const text = findText(folder === '' ? file : `${folder}/${file}`);
      return text !== undefined && pattern.test(text);
    });
    const result = isHere || (folder !== '' && isPackage(folderOf(folder), manifests));
    known.set(folder, result);
    return result;
  };
  return ({ file, language }) => {
    const manifests = manifestsOf.get(language);
    return manifests === undefined || isPackage(folderOf(file), manifests);
  };
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** A private name without its mark, as words are counted. */
export function writtenName(name: string): string {
  return name.startsWith('#') ? name.slice(1) : name;
}
