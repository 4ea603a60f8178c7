// Values and reasons, and what type expressions and built-in types mean. Knows neither scopes nor files; asks for the values
// of expressions.

export {
  instanceOf,
  isClassMethod,
  isDecoratedBy,
  isProperty,
  isSelfType,
  isSetter,
  isStatic,
  namedItems,
  namedType,
  assertsCondition,
  testedBy,
  typeObject,
} from './annotations.ts';
export { boundOfComputed, computed, spread } from './computed.ts';
export type { Computation } from './computed.ts';
export { conditionBehind, instanceWith } from './conditions.ts';
export { asInstance } from './instances.ts';
export {
  awaited,
  builtinInstance,
  elementAt,
  elements,
  flattened,
  isTuple,
  iteratorOf,
  merged,
  positional,
  promiseOf,
  reasonOf,
  stepsOf,
  valuesOf,
} from './builtinCollections.ts';
export {
  callInstance,
  callSignature,
  classMember,
  classOf,
  constructedInstance,
  enteredValue,
  isDefaultName,
  iteratedInstance,
  enumerated,
  keysOver,
  memberOfExternal,
  memberOfGeneric,
  memberOfWholeExport,
  nameId,
  narrowed,
  protocolMethod,
  subscripted,
} from './protocols.ts';
export { bindingsOf, externalOf, outlinedInstance } from './library.ts';
export type { Bindings, Declared, LoadedOutline, OutlinedClass } from './library.ts';
export { answer, chain, NOTHING, ReasonId, weaker } from './reasons.ts';
export type { Answer } from './reasons.ts';
export { lastName, rulesOfSymbol, TypeContext } from './typeContext.ts';
export type { TypeEvaluation } from './typeContext.ts';
export { boundOfVariable, parametersNamed, typeVariable } from './typeVariables.ts';
export { ANYTHING, Kind, kindOf, lastNameOf, makeValue, payloadOf, UNKNOWN, ValueTable } from './values.ts';
export type { External, Value } from './values.ts';
