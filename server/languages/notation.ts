// Names as people write them, by what a language says of its notation.

import type { Notation } from './rules/index.ts';

/** What tells how a name is joined to what it stands in. */
export interface JoinedName {
  /** It stands in a type. */
  readonly isMember: boolean;
  readonly isMethod: boolean;
  /** It belongs to the type itself, not to its objects. */
  readonly isStatic: boolean;
}

/** The name of something in a container, '' for what stands in none. */
export function joinName(
  { separator, member = separator, method = member, typeMethod = member }: Notation,
  container: string,
  name: string,
  { isMember, isMethod, isStatic }: JoinedName,
): string {
  if (container === '') return name;
  if (!isMember) return `${container}${separator}${name}`;
  const mark = !isMethod ? member : isStatic ? typeMethod : method;
  return `${container}${mark}${name}`;
}
