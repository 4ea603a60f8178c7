// What the contexts of functions ask of the evaluator.

import type { BindingRules } from '../languages/language.ts';

/** What is asked of the evaluator. */
export interface ContextEvaluator {
  evaluate(expression: number): number;
  resultOf(value: number): number;
  member(value: number, name: number, reason: number): number;
  constructorOf(symbol: number, after: number): number;
  signaturesOf(symbol: number): readonly number[];
  boundIn(value: number, call: number, callee: number, but?: number): number;
  readonly generics: { isOpen(value: number): boolean; boundOf(parameter: number): number };
  rulesOf(scope: number): BindingRules;
  itemAt(value: number, index: number): number;
  findScope(scope: number, name: number, position: number): number;
  readonly depthOfCaller: number;
  meetAgain(depth: number): number;
  knownItem(value: number, index: number): number | undefined;
  readonly classes: { assignedTo(owner: number, name: number): readonly number[] };
  symbolValue(symbol: number): number;
  readonly types: {
    builtinInstance(builtinPackage: string, name: string): number;
    instanceOf(expression: number): number;
    elements(value: number): number;
    valuesOf(value: number): number;
    awaited(value: number): number;
    stepsOf(value: number): number;
    merged(value: number): number;
    keysOf(value: number): number;
    reasonOf(value: number): number;
    promiseOf(builtinPackage: string, value: number, reason?: number): number;
    flattened(value: number): number;
    isStatic(symbol: number): boolean;
    nameId(name: string): number | undefined;
    positional(value: number): readonly number[] | undefined;
    callSignature(value: number): number;
  };
}
