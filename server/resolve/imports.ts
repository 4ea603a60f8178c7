// Imports: what a name means that a module takes from another, through any number of modules that hand it on.

import { MAX_HANDED_ON, NO_CUT } from './answers.ts';
import type { Infer } from './context.ts';
import { NO_CYCLE } from './cycles.ts';
import { Place } from './lookups.ts';
import { isDefaultName, memberOfWholeExport } from './protocols.ts';
import { ReasonId, chain } from './reasons.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';

/** What is asked of a file for a name. */
const Asked = {
  /** What it binds itself. */
  itself: 0,
  /** What it exports, also of others. */
  exports: 1,
  /** The same, or a submodule. */
  plainly: 2,
} as const;

/** The module that an import names, as the value of a call that imports: what it exports as a whole, if it does. */
export function importedModule(infer: Infer, row: number): number {
  return importedNamespace(infer, infer.modules.targetOf(row));
}

export function importedValue(infer: Infer, row: number): number {
  const { modules } = infer;
  const target = modules.targetOf(row);
  const name = modules.importCell(row, 'name');
  infer.reason = ReasonId.import;
  if (name === 0) return importedNamespace(infer, target);
  const isDefault =
    isDefaultName(infer.types, name) &&
    infer.rulesOf(modules.importCell(row, 'scope')).exports === 'explicit';
  if (isDefault && kindOf(target) === Kind.external) return target;
  const found = target === UNKNOWN ? UNKNOWN : memberOfModule(infer, target, name, true);
  if (found !== UNKNOWN) {
    infer.reason = chain(infer.reason, ReasonId.import);
    return found;
  }
  if (isDefault) return target;
  const file = infer.columns.fileOf(modules.importCell(row, 'scope'));
  const { strings } = infer.program;
  infer.reason = ReasonId.import;
  return modules.submoduleOf(file, strings[modules.importCell(row, 'specifier')]!, strings[name]!);
}

export function importedNamespace(infer: Infer, target: number): number {
  const whole = infer.types.wholeExportName;
  if (whole < 0 || kindOf(target) !== Kind.module) return target;
  const value = memberOfModule(infer, target, whole, true);
  return value === UNKNOWN ? target : value;
}

/** The member `name` of a module, directory or external value. `isPlain` also offers submodules. */
export function memberOfModule(infer: Infer, target: number, name: number, isPlain: boolean): number {
  const kind = kindOf(target);
  const payload = payloadOf(target);
  if (kind === Kind.external)
    return isPlain ? infer.values.externalMember(target, infer.program.strings[name]!) : UNKNOWN;
  if (kind === Kind.directory) {
    infer.lookups.noteTexts(Place.package, infer.modules.directories[payload]!, infer.program.strings[name]!);
    const top = infer.packages.findScope(infer.modules.directoryFiles(payload), name, -1);
    if (top >= 0) return infer.boundValue(top, name, -1);
    return isPlain ? infer.modules.submodule(kind, payload, infer.program.strings[name]!) : UNKNOWN;
  }
  if (kind !== Kind.module) return UNKNOWN;
  return once(infer, payload, name, isPlain ? Asked.plainly : Asked.exports, () => {
    const value = exportedBy(infer, payload, name);
    return value === UNKNOWN && isPlain
      ? infer.modules.submodule(kind, payload, infer.program.strings[name]!)
      : value;
  });
}

/**
 * Looks a name up in a file, once for all who ask the same until the answers are forgotten. In a circle the answer is
 * unknown, and what was found because of that counts only as long as what it went back to has not ended.
 */
function once(infer: Infer, file: number, name: number, asked: number, find: () => number): number {
  const { cycles } = infer;
  const { imports } = infer.answers;
  const place = file * 0x40_0000 + name;
  const since = imports.depths.get(place);
  if (since !== undefined) {
    imports.cut = Math.min(imports.cut, since);
    return UNKNOWN;
  }
  const key = (place * 4 + asked) * 2 + Number(infer.readsType);
  const known = imports.exported.get(key);
  if (known && imports.runs[known.cut] === known.cutRun && cycles.runningAt[known.cycle] === known.cycleRun) {
    imports.cut = Math.min(imports.cut, known.cut);
    cycles.outermost = Math.min(cycles.outermost, known.cycle);
    infer.reason = known.reason;
    return known.value;
  }
  const depth = imports.depths.size;
  if (depth >= MAX_HANDED_ON) {
    imports.cut = 0;
    return UNKNOWN;
  }
  infer.steps.take();
  const [outerCut, outerCycle] = [imports.cut, cycles.outermost];
  imports.cut = NO_CUT;
  cycles.outermost = NO_CYCLE;
  imports.depths.set(place, depth);
  imports.runs[depth] = ++cycles.runs;
  const value = find();
  imports.depths.delete(place);
  imports.runs[depth] = 0;
  const cut = imports.cut < depth ? imports.cut : NO_CUT;
  const cycle = cycles.outermost;
  imports.exported.set(key, {
    value,
    reason: infer.reason,
    cut,
    cutRun: imports.runs[cut]!,
    cycle,
    cycleRun: cycles.runningAt[cycle]!,
  });
  imports.cut = Math.min(cut, outerCut);
  cycles.outermost = Math.min(cycle, outerCycle);
  return value;
}

/** What a file exports under a name, itself or of others. */
function exportedBy(infer: Infer, file: number, name: number): number {
  const scope = infer.modules.exportsScope[file]!;
  let value = UNKNOWN;
  if (infer.scopes.find(scope, name)) value = infer.boundValue(scope, name, -1);
  if (value === UNKNOWN) value = lookUpStars(infer, scope, name);
  return value === UNKNOWN ? memberOfWholeExport(infer.types, makeValue(Kind.module, file), name) : value;
}

/** What a scope gets under a name from the modules that it takes all names of. */
export function lookUpStars(infer: Infer, scope: number, name: number): number {
  const file = infer.columns.fileOf(scope);
  infer.lookups.noteIn(file, Place.stars, 0, 0);
  if (!infer.stars.has(scope)) return UNKNOWN;
  infer.lookups.noteStarred(file, name);
  infer.lookups.noteStarred(file, infer.types.wholeExportName);
  for (const target of infer.stars.offering(scope, name)) {
    const value = offeredBy(infer, target, name);
    if (value === UNKNOWN) continue;
    infer.reason = chain(infer.reason, ReasonId.import);
    return value;
  }
  return UNKNOWN;
}

/** What a module itself offers under a name to those that take all of its names. */
function offeredBy(infer: Infer, target: number, name: number): number {
  if (kindOf(target) !== Kind.module) return memberOfModule(infer, target, name, false);
  const file = payloadOf(target);
  return once(infer, file, name, Asked.itself, () => {
    const value = infer.boundValue(infer.modules.exportsScope[file]!, name, -1);
    return value === UNKNOWN ? memberOfWholeExport(infer.types, target, name) : value;
  });
}
