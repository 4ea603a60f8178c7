// What made a value was given, as patterns take it apart: the fields of a class, the parts of a value of an enumeration.

import { Op } from '../../facts/expressions.ts';
import {
  answer,
  bindingsOf as bindingsOfOutline,
  chain,
  instanceOf,
  Kind,
  kindOf,
  makeValue,
  nameId,
  NOTHING,
  payloadOf,
  ReasonId,
  UNKNOWN,
} from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import type { Infer } from './context.ts';
import { memberOfValue } from './members.ts';
import type { ExprId, NameId, SymbolId } from '../program/index.ts';
import { NONE } from '../program/index.ts';

/** Begins the key of something that is told by its position, see `positionalName`. */
const POSITION = /^#(\d+)$/;

/** What `maker`, an expression, was given under `key` when it made the value of the expression `made`. */
export function givenTo(infer: Infer, maker: ExprId, key: NameId, made: ExprId): Answer {
  const { type, reason } = infer.explain(maker);
  const value = infer.evaluate(made);
  const text = infer.program.strings[key]!;
  const position = Number(POSITION.exec(text)?.[1] ?? -1);
  const found = givenBy(infer, maker, type, value, { text, key, position });
  return found === UNKNOWN ? NOTHING : answer(found, chain(reason, ReasonId.field));
}

interface Key {
  readonly text: string;
  readonly key: NameId;
  readonly position: number;
}

function givenBy(infer: Infer, maker: ExprId, type: Value, made: Value, { text, key, position }: Key): Value {
  switch (kindOf(type)) {
    case Kind.class: {
      const name = position < 0 ? key : nameId(infer.types, text.slice(1));
      if (name === undefined) return UNKNOWN;
      const isOfClass = classOf(infer, made) === payloadOf(type);
      const owner = isOfClass ? made : makeValue(Kind.instance, payloadOf(type));
      return memberOfValue(infer, owner, name, ReasonId.field).type;
    }
    case Kind.callable: {
      const { parameters } = infer.values.getGeneric(type);
      const given = position < 0 ? namedPart(infer, maker, key) : (parameters[position + 1] ?? UNKNOWN);
      const owner = classOf(infer, parameters[0] ?? UNKNOWN);
      if (owner < 0 || !infer.generics.isOpen(given)) return given;
      return infer.generics.substitute(given, infer.generics.ofReceiver(made, owner));
    }
    case Kind.external:
      return givenOutside(infer, type, made, position);
    default:
      return UNKNOWN;
  }
}

/** The class of an instance with or without type arguments, -1 for others. */
function classOf(infer: Infer, value: Value): SymbolId {
  const base = kindOf(value) === Kind.generic ? infer.values.getGeneric(value).base : value;
  return kindOf(base) === Kind.instance ? payloadOf(base) : NONE;
}

/** What a member of an enumeration is given by a name. */
function namedPart(infer: Infer, maker: ExprId, key: number): Value {
  const { columns } = infer;
  if (columns.op(maker) !== Op.member) return UNKNOWN;
  const owner = infer.evaluate(columns.a(maker));
  if (kindOf(owner) !== Kind.class) return UNKNOWN;
  for (const row of infer.classes.ownMember(payloadOf(owner), columns.b(maker))?.bindings ?? []) {
    const type = columns.binding(row, 'type');
    if (type < 0 || columns.op(type) !== Op.functionType) continue;
    const list = columns.b(type);
    for (let index = 0; index < columns.listLength(list); index++)
      if (columns.listKey(list, index) === key)
        return instanceOf(infer.types, columns.listValue(list, index));
  }
  return UNKNOWN;
}

/** What a function of the library was given that makes values of a type with type parameters. */
function givenOutside(infer: Infer, type: Value, made: Value, position: number): Value {
  const { library } = infer.types;
  const found = library.find(type);
  if (found?.declaration.kind !== 'function') return UNKNOWN;
  const [signature] = found.declaration.signatures;
  const parameter = signature?.parameters[position];
  if (!signature || !parameter) return UNKNOWN;
  const bindings = bindingsOfOutline(found.within);
  library.bind(signature.result, made, bindings, found.library);
  return library.valueOf(parameter.type, bindings, found.library);
}
