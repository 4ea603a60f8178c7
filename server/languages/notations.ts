// Which files name what they define in a notation of their language.

import { languages } from './index.ts';
import type { Notation } from './rules/index.ts';

const byExtension: ReadonlyMap<string, Notation> = new Map(
  languages.flatMap(({ extensions, rules: { names } }) =>
    names.notation ? Object.keys(extensions).map((extension) => [extension, names.notation!] as const) : [],
  ),
);

/** The notation of the language of a file, by its extension; undefined where names are written with dots below its path. */
export function notationOf(path: string): Notation | undefined {
  return byExtension.get(/\.[^./]+$/.exec(path)?.[0] ?? '');
}
