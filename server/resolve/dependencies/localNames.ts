// Names that only a function itself binds, to values or as a parameter without a declared type. They may be called anything
// without a difference for others: in the fingerprint of the function numbers stand for them.

import { BindingKind } from '../../facts/expressions.ts';
import type { FactsReader, FunctionParts } from '../program/index.ts';

const UNNUMBERED = -1;

interface NumberedNames {
  /** Name bound there → what stands for it in a print. */
  readonly names: Map<number, number>;
  /** The number that was given last. */
  last: number;
  /** Names that the function surely binds itself, wherever in it they are read. */
  readonly bound: ReadonlySet<number>;
}

/** The functions that are being described, one within the other. */
export class LocalNames {
  private readonly facts: FactsReader;
  private readonly isFirm: boolean;
  /** The functions, the innermost last. */
  private readonly functions: NumberedNames[] = [];

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
    const bound = new Set<number>();
    const outer = new Set<number>();
    for (const row of bindings) {
      const name = facts.text('bindings', row, 'name');
      const kind = facts.cell('bindings', row, 'kind');
      const isUntyped = kind === BindingKind.parameter && facts.cell('bindings', row, 'type') < 0;
      const isVariable = kind === BindingKind.value || isUntyped;
      const isDirect = facts.cell('bindings', row, 'scope') === body;
      if (kind === BindingKind.outerModule || kind === BindingKind.outerFunction) outer.add(name);
      else if (isDirect && !this.isFirm) bound.add(name);
      isOpen.set(name, !this.isFirm && isVariable && isDirect && isOpen.get(name) !== false);
    }
    for (const name of outer) bound.delete(name);
    const names = new Map([...isOpen].map(([name, is]) => [name, is ? UNNUMBERED : name]));
    this.functions.push({ names, last: UNNUMBERED, bound });
  }

  /** Whether the innermost function binds a name that is read in it, whatever stands around it. */
  isBoundHere(name: number): boolean {
    return this.functions.at(-1)?.bound.has(name) === true;
  }

  /** Whether a function is being described. */
  get isInside(): boolean {
    return this.functions.length > 0;
  }

  /** Its description is complete. */
  leave(): void {
    this.functions.pop();
  }

  /** What stands in a fingerprint for a name that is read or bound here: the name itself, or a negative number. */
  printOf(name: number): number {
    for (let at = this.functions.length - 1; at >= 0; at--) {
      const around = this.functions[at]!;
      const known = around.names.get(name);
      if (known === undefined) continue;
      if (known !== UNNUMBERED) return known;
      // In the order in which they are met.
      around.names.set(name, --around.last);
      return around.last;
    }
    return name;
  }
}
