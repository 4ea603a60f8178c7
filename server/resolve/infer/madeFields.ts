// Fields that a decorator of their class makes: the class assigns a description to each, a call of something outside of the
// workspace. What an object holds in such a field follows from what the description is told by name.

import { Op, ScopeKind } from '../../facts/expressions.ts';
import type { FieldDescription } from '../../languages/language.ts';
import { Column } from '../../facts/tables.ts';
import type { BindingId, ExprId, SymbolId } from '../program/index.ts';
import { Kind, ReasonId, UNKNOWN, answer, chain, kindOf } from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import type { Infer } from './context.ts';

/** What a field holds whose class assigns `found` to it; `found` where no decorator makes the field of it. */
export function fieldMadeOf(infer: Infer, row: BindingId, found: Answer): Answer {
  const { columns, types } = infer;
  if (found.type !== UNKNOWN && kindOf(found.type) !== Kind.externalInstance) return found;
  const scope = columns.binding(row, 'scope');
  const expression = columns.binding(row, 'payload');
  if (columns.scopeKind(scope) !== ScopeKind.class || expression < 0 || columns.op(expression) !== Op.call)
    return found;
  const description = infer.rulesOf(scope).classes.fieldDescription;
  if (!description || !types.decorators.has(columns.scopeOwner(scope))) return found;
  const { type: called } = infer.explain(columns.a(expression));
  if (kindOf(called) !== Kind.external) return found;
  const from = infer.values.getExternal(called).package;
  if (!isMadeBy(infer, columns.scopeOwner(scope), from)) return found;
  return answer(heldIn(infer, expression, description), chain(found.reason, ReasonId.field));
}

/** Whether a decorator of a class comes from a package. */
function isMadeBy(infer: Infer, symbol: SymbolId, from: string): boolean {
  const { ints, width } = infer.program.tables.decorators;
  return infer.types.decorators.of(symbol).some((row) => {
    const written = ints[row * width + Column.decorators.value]! as ExprId;
    const decorator = infer.columns.op(written) === Op.call ? infer.columns.a(written) : written;
    const { type } = infer.explain(decorator);
    return kindOf(type) === Kind.external && infer.values.getExternal(type).package === from;
  });
}

/** What a description says that its field holds. */
function heldIn(infer: Infer, call: ExprId, { holds, makes }: FieldDescription): Value {
  const { columns, program } = infer;
  const list = columns.b(call);
  for (let index = 0; index < columns.listLength(list); index++) {
    const name = program.strings[columns.listKey(list, index)]!;
    const value = columns.listValue(list, index);
    if (value < 0) continue;
    if (makes.includes(name)) return infer.explainResult(infer.evaluate(value), ReasonId.field).type;
    if (holds.includes(name)) return heldAtFirst(infer, value);
  }
  return UNKNOWN;
}

/** What is given for a field: a value, or something of a package around a function that makes one. */
function heldAtFirst(infer: Infer, value: ExprId): Value {
  const { columns } = infer;
  const given = infer.evaluate(value);
  if (kindOf(given) !== Kind.externalInstance || columns.op(value) !== Op.call) return given;
  const argument = columns.positionalValue(columns.b(value), 0);
  const made = argument < 0 ? UNKNOWN : infer.evaluate(argument);
  const makes = kindOf(made) === Kind.function || kindOf(made) === Kind.class;
  return makes ? infer.explainResult(made, ReasonId.field).type : given;
}
