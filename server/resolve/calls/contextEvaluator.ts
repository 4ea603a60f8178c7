// What the contexts of functions ask of the evaluator.

import type { LanguageRules } from '../../languages/language.ts';
import type { TypeContext, Value } from '../types/index.ts';

/** What is asked of the evaluator. */
export interface ContextEvaluator {
  evaluate(expression: number): Value;
  resultOf(value: number): Value;
  member(value: number, name: number): Value;
  constructorOf(symbol: number, after: number): Value;
  signaturesOf(symbol: number): readonly number[];
  boundIn(value: Value, call: number, callee: Value, but?: number): Value;
  calleeAt(call: number): { readonly type: Value };
  readonly generics: {
    /** The type arguments that are written at a call. */
    writtenAt(call: number): Value[];
    isOpen(value: Value): boolean;
    boundOf(parameter: number): Value;
    substitute(value: Value, known: ReadonlyMap<number, Value>): Value;
    ofReceiver(receiver: Value, owner: number): ReadonlyMap<number, Value>;
  };
  readonly bindCall: { placeOf(call: number, symbol: number, argument: number): number };
  rulesOf(scope: number): LanguageRules;
  itemAt(value: Value, index: number): Value;
  findScope(scope: number, name: number, position: number): number;
  readonly depthOfCaller: number;
  meetAgain(depth: number): Value;
  knownItem(value: Value, index: number): Value | undefined;
  readonly classes: { assignedTo(owner: number, name: number): readonly number[] };
  symbolValue(symbol: number): Value;
  readonly types: TypeContext;
}
