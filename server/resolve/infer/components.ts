// What an object is taken apart into, in languages in which its members say so, one for each position.

import { Place } from '../program/index.ts';
import {
  Kind,
  NOTHING,
  ReasonId,
  UNKNOWN,
  answer,
  chain,
  instanceOf,
  kindOf,
  payloadOf,
} from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import type { SymbolId } from '../program/index.ts';
import type { Infer } from './context.ts';
import { constructorOf } from './names.ts';
import { classOfInstance, ownFunctions } from './receivers.ts';

/** Part number `index` of a value that was found for some reason, where `prefix` and a number name the members that give it. */
export function componentOf(infer: Infer, { type, reason }: Answer, index: number, prefix: string): Answer {
  const name = `${prefix}${index + 1}`;
  infer.lookups.noteTexts(Place.referable, '', name);
  let joined: Value = UNKNOWN;
  infer.values.each(type, (one) => {
    joined = infer.values.join(joined, partOf(infer, one, index, name));
  });
  return joined === UNKNOWN ? NOTHING : answer(joined, chain(reason, ReasonId.element));
}

/** Part number `index` of a value that was found for some reason, where the method `name` takes it apart; nothing for others. */
export function deconstructed(infer: Infer, { type, reason }: Answer, index: number, name: string): Answer {
  infer.lookups.noteTexts(Place.referable, '', name);
  let joined: Value = UNKNOWN;
  infer.values.each(type, (one) => {
    joined = infer.values.join(joined, givenTo(infer, one, index, name));
  });
  return joined === UNKNOWN ? NOTHING : answer(joined, chain(reason, ReasonId.element));
}

/** What the method `name` of a value gives to its parameter number `index`. */
function givenTo(infer: Infer, value: Value, index: number, name: string): Value {
  const owner = classOfInstance(infer, value);
  if (owner < 0) return infer.types.library.parameterOf(value, name, index);
  const id = infer.program.numbers.get(name);
  for (const above of id === undefined ? [] : infer.classes.lineage(owner).classes)
    for (const method of ownFunctions(infer, above, id!)) {
      const type = infer.contexts.typeOfParameter(method, index);
      if (type >= 0)
        return infer.generics.substitute(
          instanceOf(infer.types, type),
          infer.generics.ofReceiver(value, above),
        );
    }
  return madeOf(infer, value, owner, index);
}

function partOf(infer: Infer, value: Value, index: number, name: string): Value {
  const owner = classOfInstance(infer, value);
  if (owner < 0) return infer.types.library.resultOf(value, name);
  const id = infer.program.numbers.get(name);
  for (const above of id === undefined ? [] : infer.classes.lineage(owner).classes) {
    const [method] = ownFunctions(infer, above, id!);
    if (method !== undefined) {
      const result = infer.returned(method, value);
      return infer.generics.substitute(result, infer.generics.ofReceiver(value, above));
    }
  }
  return madeOf(infer, value, owner, index);
}

/** The compiler adds members that take an object apart for what the constructor of its class takes. */
function madeOf(infer: Infer, value: Value, owner: SymbolId, index: number): Value {
  const constructor = constructorOf(infer, owner, -1);
  if (kindOf(constructor) !== Kind.function) return UNKNOWN;
  const type = infer.contexts.typeOfParameter(payloadOf(constructor), index);
  const part = type < 0 ? UNKNOWN : instanceOf(infer.types, type);
  return infer.generics.substitute(part, infer.generics.ofReceiver(value, owner));
}
