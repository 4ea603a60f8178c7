// Dotted names of the JVM: packages are in lower case and types are not, as its languages advise.

import type { ExtractApi } from '../language.ts';

/** A dotted name taken apart: the package, the top-level name in it, and what stands in that. */
export interface Qualified {
  readonly package: string;
  readonly type: string;
  readonly inner: readonly string[];
}

/** Takes a dotted name apart: the first part with a capital letter is a type, else the last one is what is named. */
export function takeApart(parts: readonly string[]): Qualified {
  const first = parts.findIndex((part) => /^\p{Lu}/u.test(part));
  const at = first < 0 ? parts.length - 1 : first;
  return { package: parts.slice(0, at).join('.'), type: parts[at] ?? '', inner: parts.slice(at + 1) };
}

/** The expression of a type, or of a member of one, by a name that no code can write. */
export function qualify(api: ExtractApi, { package: from, type, inner }: Qualified, at: number): number {
  const { moduleScope } = api;
  const name = `${from}:${type}`;
  api.bindImport(moduleScope, name, api.addImport(from, type, at, moduleScope), at);
  let expression = api.nameExpression(name, at);
  for (const part of inner) expression = api.memberExpression(expression, part, at);
  return expression;
}
