// Names of files that are compiled one by one and linked: what linkage.ts finds, as values.

import type { Infer } from './context.ts';
import { ReasonId } from './reasons.ts';
import { UNKNOWN } from './values.ts';

/** What a name stands for in the file of `scope`; one that is declared nowhere can be the library's. */
export function lookUpLinked(infer: Infer, scope: number, name: number): number {
  const file = infer.columns.fileOf(scope);
  const { rows, reason, isDeclared } = infer.linked.find(name, file, infer.readsType);
  const rules = infer.rulesOfFile[file]!;
  if (!isDeclared && !infer.readsType && infer.builtins.get(rules)!.has(name)) {
    infer.reason = ReasonId.builtin;
    return infer.values.external(rules.builtinPackage, infer.program.strings[name]!);
  }
  let value = UNKNOWN;
  for (const row of rows) value = infer.values.join(value, infer.bindingValue(row));
  infer.reason = reason;
  return value;
}
