// Functions that are written as the value of a variable or field: where functions have no members of their own, what such a one
// is asked for is a member of the type that its variable is declared with.

import type { LanguageRules } from '../../languages/language.ts';
import type { ExprId, NameId, SymbolId } from '../program/index.ts';
import { Kind, ReasonId, UNKNOWN, answer, chain, instanceOf, kindOf, payloadOf } from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import { bindingsOf } from './bindings.ts';
import type { Infer } from './context.ts';

/** The object that a member is asked of. */
export function explainObject(infer: Infer, expression: ExprId): Answer {
  const found = infer.explain(expression);
  const declared = declaredTypeOf(infer, found.type);
  return declared === UNKNOWN ? found : answer(declared, chain(found.reason, ReasonId.typed));
}

/** The type of the variable or field in whose declaration a function is written, unknown for other values. */
export function declaredTypeOf(infer: Infer, value: Value): Value {
  if (kindOf(value) !== Kind.function) return UNKNOWN;
  const { columns } = infer;
  const symbol: SymbolId = payloadOf(value);
  const { rules } = infer.program.files[columns.fileOfSymbol(symbol)]!.language;
  if (rules.classes.prototypeMember !== undefined) return UNKNOWN;
  for (const row of bindingsOf(infer, columns.symbol(symbol, 'scope'), columns.symbol(symbol, 'name')))
    if (columns.binding(row, 'symbol') === symbol && columns.binding(row, 'type') >= 0)
      return instanceOf(infer.types, columns.binding(row, 'type'));
  return UNKNOWN;
}

/** Whether a member of a function is the one that runs it: `made.invoke()`. */
export function runsFunction(infer: Infer, value: Value, name: NameId, rules: LanguageRules): boolean {
  if (kindOf(value) !== Kind.function && kindOf(value) !== Kind.callable) return false;
  const { callMember } = rules.classes;
  const member = callMember === '' ? rules.library.outline?.functionTypes?.member : callMember;
  return member !== undefined && infer.program.strings[name] === member;
}
