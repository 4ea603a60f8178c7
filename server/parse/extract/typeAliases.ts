// Types that are given a name by an assignment, in languages where types are values: `Rows = list["Row"]`, `Id = A | None`.

import { Op, ScopeKind } from '../../facts/expressions.ts';
import type { Extraction } from './context.ts';
import { declarationScope, scopeKind } from './scopes.ts';
import { expressType } from './walk.ts';
import { addExpression } from './writing.ts';

/**
 * The value of an assignment to `target` as a type that is given a name, -1 when it is none or may be a value: types that are
 * read from their text alone need the marker type that says so.
 */
export function aliasedType(x: Extraction, target: number, value: number, typeRecord: number): number {
  const { textType, aliasMarker } = x.rules.types;
  if (aliasMarker === undefined || textType === '' || target < 0 || value < 0) return -1;
  if (x.tree.ruleOf(target).role !== 'name') return -1;
  const kind = scopeKind(x, declarationScope(x));
  if (kind !== ScopeKind.module && kind !== ScopeKind.class) return -1;
  const isMarked = typeRecord >= 0 && lastName(x.tree.text(typeRecord)) === aliasMarker;
  if (!isMarked && (typeRecord >= 0 || !isWrittenAsType(x, value))) return -1;
  const type = expressType(x, value);
  return type < 0 ? -1 : addExpression(x, Op.typeAlias, type, 0, value);
}

/** `A | B` and `Generic[A]`, where the names are such as types have. */
function isWrittenAsType(x: Extraction, value: number): boolean {
  const { role } = x.tree.ruleOf(value);
  if (role === 'operator')
    return (
      /^[^|]*(?:\|[^|]*)+$/s.test(x.tree.text(value)) &&
      everyChild(x, value, (child) => isTypeOperand(x, child))
    );
  if (role !== 'subscript') return false;
  const object = x.tree.slot(value, 'object');
  const { transparentGenerics, classGenerics, mappingGenerics } = x.rules.types;
  const name = object < 0 ? '' : lastName(x.tree.text(object));
  if (isBuiltinType(x, name)) return true;
  if ([...transparentGenerics, ...classGenerics, ...mappingGenerics].includes(name)) return true;
  // Anything else that looks so can be an item of a collection, unless what it is given are types as well.
  return (
    isTypeName(name) && everyChild(x, value, (child) => child === object || isTypeOperand(x, child, false))
  );
}

function isTypeOperand(x: Extraction, operand: number, canBeText = true): boolean {
  const { role, literal } = x.tree.ruleOf(operand);
  if (role === 'name' || role === 'member') {
    const name = lastName(x.tree.text(operand));
    return isTypeName(name) || isBuiltinType(x, name);
  }
  if (role === 'subscript' || role === 'operator') return isWrittenAsType(x, operand);
  if (role === 'literal') return literal === undefined || (canBeText && literal === x.rules.types.textType);
  return false;
}

/** Types are written in words that begin with a capital letter; constants have no small ones. */
function isTypeName(name: string): boolean {
  return /^_?\p{Lu}.*\p{Ll}/u.test(name);
}

function isBuiltinType(x: Extraction, name: string): boolean {
  return x.rules.library.builtinTypes?.includes(name) === true;
}

function everyChild(x: Extraction, record: number, test: (child: number) => boolean): boolean {
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
    if (!test(child)) return false;
  return true;
}

function lastName(text: string): string {
  return text.slice(text.lastIndexOf('.') + 1);
}
