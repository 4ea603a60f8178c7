// Names that other files declare for all, and that they add to modules and packages. Which files do is known to
// scopes/ambient.ts.

import type { FileId, NameId, ScopeId } from '../program/index.ts';
import { NOTHING, ReasonId, UNKNOWN, answer, chain } from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import type { Infer } from './context.ts';
import { boundValue } from './joins.ts';

/** What other files declare under a name for `file`. */
export function declaredForAll(infer: Infer, file: FileId, name: NameId, asType: boolean): Answer {
  const rules = infer.rulesOfFile[file]!;
  if (rules.modules.sharedNamespace === undefined) return NOTHING;
  let found = NOTHING;
  for (const scope of infer.ambient.declaring(rules.family, name)) {
    if (scope === infer.modules.moduleScope[file]) continue;
    const one = boundValue(infer, scope, name, -1, asType);
    if (one.type === UNKNOWN) continue;
    found = answer(infer.values.join(found.type, one.type), chain(one.reason, ReasonId.package));
  }
  return found;
}

/**
 * What a name at the top of a package or module outside of the workspace means, where files add it there; unknown if none does.
 * `look` tells what a scope binds under the name: such a scope can import the name from what it adds to.
 */
export function addedTo(infer: Infer, target: Value, name: NameId, look: (scope: ScopeId) => Answer): Answer {
  let found = NOTHING;
  for (const scope of infer.ambient.adding(name)) {
    if (infer.ambient.moduleOf(scope) !== target) continue;
    const one = look(scope);
    if (one.type === UNKNOWN) continue;
    found = answer(infer.values.join(found.type, one.type), chain(one.reason, ReasonId.import));
  }
  return found;
}
