// Names of files that are compiled one by one and linked: what linkage.ts finds, as values.

import { EvaluatorBase } from './evaluatorBase.ts';
import { ReasonId } from './reasons.ts';
import { UNKNOWN } from './values.ts';

/** Evaluates names of files that are linked. */
export abstract class LinkedEvaluator extends EvaluatorBase {
  /** What a name stands for in the file of `scope`; one that is declared nowhere can be the library's. */
  protected lookUpLinked(scope: number, name: number): number {
    const file = this.columns.fileOf(scope);
    const { rows, reason, isDeclared } = this.linked.find(name, file, this.readsType);
    const rules = this.rulesOfFile[file]!;
    if (!isDeclared && !this.readsType && this.builtins.get(rules)!.has(name)) {
      this.reason = ReasonId.builtin;
      return this.values.external(rules.builtinPackage, this.program.strings[name]!);
    }
    let value = UNKNOWN;
    for (const row of rows) value = this.values.join(value, this.bindingValue(row));
    this.reason = reason;
    return value;
  }
}
