// What the contexts of functions ask of the evaluator.

import type { LanguageRules } from '../../languages/language.ts';
import type { BindingId, ExprId, NameId, OwnerId, ScopeId, SymbolId } from '../program/index.ts';
import type { TypeContext, Value } from '../types/index.ts';

/** What is asked of the evaluator. */
export interface ContextEvaluator {
  evaluate(expression: ExprId): Value;
  evaluateObject(expression: ExprId): Value;
  resultOf(value: number): Value;
  member(value: number, name: NameId): Value;
  constructorOf(symbol: SymbolId, after: number): Value;
  signaturesOf(symbol: SymbolId): readonly SymbolId[];
  boundIn(value: Value, call: number, callee: Value, but?: number): Value;
  calleeAt(call: number): { readonly type: Value };
  readonly generics: {
    /** The type arguments that are written at a call. */
    writtenAt(call: number): Value[];
    isOpen(value: Value): boolean;
    boundOf(parameter: number): Value;
    substitute(value: Value, known: ReadonlyMap<BindingId, Value>): Value;
    ofReceiver(receiver: Value, owner: SymbolId): ReadonlyMap<BindingId, Value>;
    /** What a function takes and gives, as a type. */
    signatureOf(callee: Value): Value;
    /** The class that a function is a method of, -1 for none. */
    ownerOf(method: SymbolId): SymbolId;
  };
  readonly bindCall: { placeOf(call: ExprId, symbol: SymbolId, argument: number): number };
  rulesOf(scope: ScopeId): LanguageRules;
  itemAt(value: Value, index: number): Value;
  findScope(scope: ScopeId, name: NameId, position: number): number;
  readonly depthOfCaller: number;
  meetAgain(depth: number): Value;
  knownItem(value: Value, index: number): Value | undefined;
  readonly classes: { assignedTo(owner: OwnerId, name: NameId): readonly number[] };
  symbolValue(symbol: SymbolId): Value;
  readonly types: TypeContext;
}
