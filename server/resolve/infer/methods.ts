// Methods in languages that name them apart from fields: which one a call means, by the type of what it is called on. First those
// that the type has without an interface, then those of the interfaces that it implements; then the same for what stands in for
// it.

import { BindingKind, Op } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import { joinFunctions } from '../calls/index.ts';
import {
  answer,
  asInstance,
  chain,
  Kind,
  kindOf,
  makeValue,
  nameId,
  payloadOf,
  ReasonId,
  typeObject,
  UNKNOWN,
} from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import type { Infer } from './context.ts';
import { memberOfValue } from './members.ts';
import type { ExprId, NameId, SymbolId } from '../program/index.ts';

const METHOD_KINDS = new Set([NODE_KINDS.indexOf('Function'), NODE_KINDS.indexOf('Method')]);
/** Of objects that stand in for others no more are followed. */
const MAX_STAND_INS = 6;

/** What a call of the member `name` of `value` calls, that was found for `reason`. */
export function calledMethod(infer: Infer, call: ExprId, value: Value, name: NameId, reason: number): Answer {
  let joined: Value = UNKNOWN;
  let count = 0;
  infer.values.each(value, (one) => {
    const found = methodOf(infer, call, one, name, 0);
    if (found !== UNKNOWN) count++;
    joined = infer.values.join(joined, found);
  });
  const isOpen = count > 1 || kindOf(joined) === Kind.union;
  return answer(joined, isOpen ? chain(reason, ReasonId.flow) : reason);
}

function methodOf(infer: Infer, call: ExprId, value: Value, name: NameId, steps: number): Value {
  switch (kindOf(value)) {
    case Kind.class:
    case Kind.instance:
      return methodOfClass(infer, call, value, payloadOf(value), name, steps);
    case Kind.generic: {
      const { base } = infer.values.getGeneric(value);
      if (kindOf(base) === Kind.instance)
        return methodOfClass(infer, call, value, payloadOf(base), name, steps);
      break;
    }
    case Kind.parameter: {
      let found: Value = UNKNOWN;
      infer.values.each(infer.generics.boundOf(value), (one) => {
        if (found === UNKNOWN) found = methodOf(infer, call, one, name, steps);
      });
      return found === UNKNOWN ? ofAnyType(infer, call, name) : found;
    }
    case Kind.module:
    case Kind.object:
    case Kind.directory:
      return memberOfValue(infer, value, name, ReasonId.local).type;
    default:
  }
  return methodOutside(infer, call, value, name, steps);
}

/** A method of a type outside of the workspace: that files declare for it, its own, or one of what it stands in for. */
function methodOutside(infer: Infer, call: ExprId, value: Value, name: NameId, steps: number): Value {
  const found = memberOfValue(infer, value, name, ReasonId.local).type;
  const isOwn = found !== UNKNOWN && kindOf(found) !== Kind.external;
  // What the library says that the type has comes before what is declared for every type.
  if (isOwn || (kindOf(found) === Kind.external && infer.types.library.find(found))) return found;
  const any = ofAnyType(infer, call, name);
  if (any !== UNKNOWN) return any;
  if (found !== UNKNOWN || steps > MAX_STAND_INS) return found;
  const behind = infer.types.library.resultOf(value, standInName(infer, call));
  return behind === UNKNOWN || behind === value ? UNKNOWN : methodOf(infer, call, behind, name, steps + 1);
}

function standInName(infer: Infer, call: ExprId): string | undefined {
  return infer.rulesOf(infer.columns.scopeOf(call)).classes.standInMember;
}

function methodOfClass(
  infer: Infer,
  call: ExprId,
  value: Value,
  symbol: SymbolId,
  name: NameId,
  steps: number,
): Value {
  const functions = functionsOf(infer, symbol, name);
  if (functions.length > 0) return chosen(infer, call, functions);
  if (kindOf(value) === Kind.class) {
    const made = memberOfValue(infer, value, name, ReasonId.local).type;
    if (made !== UNKNOWN && kindOf(made) !== Kind.external) return made;
  }
  const standIn = standInName(infer, call);
  const id = standIn === undefined ? undefined : nameId(infer.types, standIn);
  const [method] =
    id === undefined || id === name || steps > MAX_STAND_INS ? [] : functionsOf(infer, symbol, id);
  if (method !== undefined) {
    const owner = infer.generics.ownerOf(method);
    const given = infer.returned(method, value);
    const behind =
      owner < 0 ? given : infer.generics.substitute(given, infer.generics.ofReceiver(value, owner));
    const found = behind === UNKNOWN ? UNKNOWN : methodOf(infer, call, behind, name, steps + 1);
    if (found !== UNKNOWN) return found;
  }
  const any = ofAnyType(infer, call, name);
  if (any !== UNKNOWN) return any;
  return memberOfValue(infer, value, name, ReasonId.local).type;
}

/** The methods of a name that come first in the order in which a class is searched: all that its interfaces give at once. */
function functionsOf(infer: Infer, symbol: SymbolId, name: NameId): readonly SymbolId[] {
  const found: SymbolId[] = [];
  for (const owner of infer.classes.lineage(symbol).classes) {
    const isExtension = infer.classes.extensions.has(owner);
    // What its interfaces declare is for those that say nothing themselves.
    if (found.length > 0 && !isExtension) break;
    const own = ownFunctions(infer, owner, name);
    if (own.length === 0) continue;
    if (infer.classes.basesOf(owner).length === 0) return own;
    found.push(...own);
  }
  return found;
}

function ownFunctions(infer: Infer, owner: SymbolId, name: NameId): readonly SymbolId[] {
  const { columns } = infer;
  const rows = infer.classes.ownMember(owner, name)?.bindings ?? [];
  return rows
    .filter((row) => columns.binding(row, 'kind') === BindingKind.symbol)
    .map((row) => columns.binding(row, 'payload'))
    .filter((one) => METHOD_KINDS.has(columns.symbol(one, 'kind')));
}

/** A method that is declared for every type, where its interface is one of the names that are seen. */
function ofAnyType(infer: Infer, call: ExprId, name: NameId): Value {
  const { columns } = infer;
  const scope = columns.scopeOf(call);
  for (const extension of infer.classes.extensions.ofEvery()) {
    const functions = functionsOf(infer, extension, name);
    if (functions.length === 0) continue;
    const [base] = infer.classes.basesOf(extension);
    const trait = base === undefined ? UNKNOWN : typeObject(infer.types, base.type);
    if (kindOf(trait) !== Kind.class) continue;
    const { type } = infer.lookUpType(scope, columns.symbol(payloadOf(trait), 'name'));
    if (type === trait) return chosen(infer, call, functions);
  }
  return UNKNOWN;
}

/** Of methods of one name those whose parameters the arguments fit. */
function chosen(infer: Infer, call: ExprId, functions: readonly SymbolId[]): Value {
  if (functions.length === 1) return makeValue(Kind.function, functions[0]!);
  const fitting = infer.bindCall.choose(call, functions);
  return joinFunctions(infer.values, fitting.length === 0 ? functions : fitting);
}

/** Whether the first argument of a call is what a method is called on: it is named by its type. */
export function passesReceiver(infer: Infer, call: ExprId, method: SymbolId): boolean {
  const { columns } = infer;
  const callee = columns.a(call);
  if (callee < 0 || columns.op(callee) !== Op.member) return false;
  if (infer.rulesOf(columns.scopeOf(call)).classes.methodsApart !== true) return false;
  if ((columns.symbol(method, 'flags') & SymbolFlag.static) !== 0) return false;
  const object = columns.a(callee);
  const op = columns.op(object);
  const isType = op === Op.qualifier || op === Op.generic || (op === Op.name && columns.b(object) === 1);
  return isType && asInstance(infer.types, infer.evaluate(object)) !== UNKNOWN;
}
