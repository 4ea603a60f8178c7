// Names of files that are compiled one by one and linked: what linkage.ts finds, as values.

import type { NameId, ScopeId } from '../program/index.ts';
import { ReasonId, UNKNOWN, answer } from '../types/index.ts';
import type { Answer } from '../types/index.ts';
import type { Infer } from './context.ts';

/** What a name stands for in the file of `scope`; one that is declared nowhere can be the library's. */
export function lookUpLinked(infer: Infer, scope: ScopeId, name: NameId, asType: boolean): Answer {
  const file = infer.columns.fileOf(scope);
  const { rows, reason, isDeclared } = infer.linked.find(name, file, asType);
  const rules = infer.rulesOfFile[file]!;
  const text = infer.program.strings[name]!;
  const isOfPlatform = () => rows.length === 0 && infer.builds.isOfPlatform(name, file);
  if (!isDeclared && !asType && (rules.library.builtins.has(text) || isOfPlatform()))
    return answer(infer.values.external(rules.library.builtinPackage, text), ReasonId.builtin);
  let type = UNKNOWN;
  for (const row of rows) type = infer.values.join(type, infer.explainBinding(row, asType).type);
  return answer(type, reason);
}

/** The same where the file sees a declaration of the name, and nothing else is meant. */
export function lookUpDeclared(infer: Infer, scope: ScopeId, name: NameId, asType: boolean): Answer {
  const { rows, reason, isDeclared } = infer.linked.find(name, infer.columns.fileOf(scope), asType);
  let type = UNKNOWN;
  if (isDeclared)
    for (const row of rows) type = infer.values.join(type, infer.explainBinding(row, asType).type);
  return answer(type, reason);
}
