// What the contexts of functions ask of the evaluator.

import type { LanguageRules } from '../../languages/language.ts';
import type { TypeContext } from '../types/index.ts';

/** What is asked of the evaluator. */
export interface ContextEvaluator {
  evaluate(expression: number): number;
  resultOf(value: number): number;
  member(value: number, name: number): number;
  constructorOf(symbol: number, after: number): number;
  signaturesOf(symbol: number): readonly number[];
  boundIn(value: number, call: number, callee: number, but?: number): number;
  readonly generics: { isOpen(value: number): boolean; boundOf(parameter: number): number };
  rulesOf(scope: number): LanguageRules;
  itemAt(value: number, index: number): number;
  findScope(scope: number, name: number, position: number): number;
  readonly depthOfCaller: number;
  meetAgain(depth: number): number;
  knownItem(value: number, index: number): number | undefined;
  readonly classes: { assignedTo(owner: number, name: number): readonly number[] };
  symbolValue(symbol: number): number;
  readonly types: TypeContext;
}
