// Names with qualifiers, of which the language tells the package that they stand in.

import { Op } from '../../facts/expressions.ts';
import { MODULE_SCOPE } from './context.ts';
import type { Extraction } from './context.ts';
import { addImport, bindImport, intern } from './writing.ts';

/** A member of the package in which `written` stands; undefined where the language takes no names apart. */
export function expressQualified(
  x: Extraction,
  written: string,
  at: number,
  add: (op: number, a: number, b: number) => number,
): number | undefined {
  const qualified = x.language.hooks.qualify?.(
    {
      clauses: x.clauses,
      bindPackage: (space, name) =>
        bindImport(x, MODULE_SCOPE, space, addImport(x, name, '', at, MODULE_SCOPE), at),
    },
    written,
  );
  if (!qualified) return undefined;
  return add(Op.member, add(Op.name, intern(x, qualified.space), 0), intern(x, qualified.name));
}
