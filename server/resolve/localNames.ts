// Names that only a function itself binds, to values or as a parameter without a declared type. They may be called anything
// without a difference for others: in the fingerprint of the function numbers stand for them.

import { BindingKind } from '../facts/expressions.ts';
import type { FactsReader } from './factsReader.ts';
import type { FunctionParts } from './fileShape.ts';

const UNNUMBERED = -1;

/** The functions that are being described, one within the other. */
export class LocalNames {
  private readonly facts: FactsReader;
  private readonly isFirm: boolean;
  /** Name bound there → what stands for it in a print; the innermost function last. */
  private readonly functions: Map<number, number>[] = [];

  /** `isFirm`: before a variable is declared, its name means something outside, so that it can't be left open. */
  constructor(facts: FactsReader, isFirm: boolean) {
    this.facts = facts;
    this.isFirm = isFirm;
  }

  /** The function `symbol`, which has these parts, is described from now on. */
  enter(symbol: number, { bindings }: FunctionParts): void {
    const { facts } = this;
    const body = facts.cell('symbols', symbol, 'body');
    const isOpen = new Map<number, boolean>();
    for (const row of bindings) {
      const name = facts.text('bindings', row, 'name');
      const kind = facts.cell('bindings', row, 'kind');
      const isUntyped = kind === BindingKind.parameter && facts.cell('bindings', row, 'type') < 0;
      const isVariable = kind === BindingKind.value || isUntyped;
      const isDirect = facts.cell('bindings', row, 'scope') === body;
      isOpen.set(name, !this.isFirm && isVariable && isDirect && isOpen.get(name) !== false);
    }
    this.functions.push(new Map([...isOpen].map(([name, is]) => [name, is ? UNNUMBERED : name])));
  }

  /** Its description is complete. */
  leave(): void {
    this.functions.pop();
  }

  /** What stands in a fingerprint for a name that is read or bound here: the name itself, or a negative number. */
  printOf(name: number): number {
    for (const bound of this.functions.toReversed()) {
      const known = bound.get(name);
      if (known === undefined) continue;
      if (known !== UNNUMBERED) return known;
      // In the order in which they are met.
      const number = Math.min(UNNUMBERED, ...bound.values()) - 1;
      bound.set(name, number);
      return number;
    }
    return name;
  }
}
