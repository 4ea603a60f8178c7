// Imports: what a name means that a module takes from another, through any number of modules that hand it on.

import { isDeclarationPath } from '../../languages/declarationPaths.ts';
import { NONE, NO_NAME, Place, keyOfName } from '../program/index.ts';
import type { FileId, ImportId, NameId, ScopeId } from '../program/index.ts';
import {
  Kind,
  ReasonId,
  UNKNOWN,
  answer,
  chain,
  externalOf,
  isDefaultName,
  kindOf,
  makeValue,
  memberOfWholeExport,
  payloadOf,
} from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import { addedTo } from './additions.ts';
import { MAX_HANDED_ON, NO_CUT } from './answers.ts';
import type { Infer } from './context.ts';
import { NO_CYCLE } from './cycles.ts';
import { boundValue } from './joins.ts';

/** No module has it. */
const NOT_THERE: Answer = { type: UNKNOWN, reason: ReasonId.import };

/** What is asked of a file for a name. */
const Asked = {
  /** What it binds itself. */
  itself: 0,
  /** What it exports, also of others. */
  exports: 1,
  /** The same, or a submodule. */
  plainly: 2,
  /** What a scope in it binds. */
  inside: 3,
} as const;

/** The module that an import names, as the value of a call that imports: what it exports as a whole, if it does. */
export function importedModule(infer: Infer, row: ImportId): Answer {
  return importedNamespace(infer, infer.modules.targetOf(row), ReasonId.import, false);
}

/** What an import row imports. */
export function importedValue(infer: Infer, row: ImportId, asType: boolean): Answer {
  const { modules } = infer;
  const target = modules.targetOf(row);
  const name = modules.importCell(row, 'name');
  if (name === 0) return importedNamespace(infer, target, ReasonId.import, asType);
  const isDefault =
    isDefaultName(infer.types, name) &&
    infer.rulesOf(modules.importCell(row, 'scope')).modules.exports === 'explicit';
  if (isDefault && kindOf(target) === Kind.external) return answer(target, ReasonId.import);
  if (target !== UNKNOWN) {
    const reader = infer.columns.fileOf(modules.importCell(row, 'scope'));
    const found =
      namedFor(infer, target, name, reader, asType) ?? memberOfModule(infer, target, name, true, asType);
    if (found.type !== UNKNOWN) return answer(found.type, chain(found.reason, ReasonId.import));
  }
  if (isDefault) return answer(target, ReasonId.import);
  const file = infer.columns.fileOf(modules.importCell(row, 'scope'));
  const { strings } = infer.program;
  const submodule = modules.submoduleOf(file, strings[modules.importCell(row, 'specifier')]!, strings[name]!);
  return answer(submodule === UNKNOWN ? outsidePart(infer, row, target) : submodule, ReasonId.import);
}

/** What a package has under a name for the file `reader`, where that depends on the file; undefined where it does not. */
export function namedFor(
  infer: Infer,
  target: Value,
  name: NameId,
  reader: FileId,
  asType: boolean,
): Answer | undefined {
  if (kindOf(target) !== Kind.directory || !infer.modules.dependsOnReader(reader)) return undefined;
  const parts = infer.modules.directoryParts(payloadOf(target));
  if (infer.packages.findAll(parts, name).length < 2) return undefined;
  const top = infer.packages.findScope(parts, name, reader);
  return top < 0 ? undefined : infer.explainName(top, name, -1, asType);
}

/** What an import names of a package that has parts outside of the workspace: none inside declares the name. */
function outsidePart(infer: Infer, row: ImportId, target: Value): Value {
  const { modules, packages, values, program } = infer;
  const package_ = kindOf(target) === Kind.directory ? modules.nameOfPackage(payloadOf(target)) : undefined;
  const name = modules.importCell(row, 'name');
  if (!package_ || packages.findScope(modules.directoryParts(payloadOf(target)), name, NONE) >= 0)
    return UNKNOWN;
  const rules = infer.rulesOf(modules.importCell(row, 'scope'));
  return externalOf(values, rules, package_.name, program.strings[name]!);
}

/** A module as a whole: what it exports as one thing, if it does, else the module, found for `reason`. */
export function importedNamespace(infer: Infer, target: Value, reason: number, asType: boolean): Answer {
  const whole = infer.types.wholeExportName;
  if (whole < 0 || kindOf(target) !== Kind.module) return answer(target, reason);
  const found = memberOfModule(infer, target, whole, true, asType);
  return found.type === UNKNOWN ? answer(target, reason) : found;
}

/**
 * The member `name` of a module, directory or external value; `asType` asks for a type. `isPlain` also offers submodules.
 */
export function memberOfModule(
  infer: Infer,
  target: Value,
  name: NameId,
  isPlain: boolean,
  asType: boolean,
): Answer {
  const kind = kindOf(target);
  const payload = payloadOf(target);
  const text = infer.program.strings[name]!;
  if (kind === Kind.external) {
    const added = addedTo(infer, target, name, (scope) => addedBy(infer, scope, name, asType));
    if (added.type !== UNKNOWN) return added;
    return isPlain ? answer(infer.values.externalMember(target, text), ReasonId.import) : NOT_THERE;
  }
  if (kind === Kind.directory) {
    infer.modules.noteInDirectory(payload, text);
    const top = infer.packages.findScope(infer.modules.directoryParts(payload), name, NONE);
    if (top >= 0) {
      const explain = () => infer.explainName(top, name, -1, asType);
      const file = infer.columns.fileOf(top);
      // A file of the package can import the name that it declares; where packages lie in packages, it can declare one in several.
      return infer.modules.isNamedPackage(file) && !infer.modules.isNested(top)
        ? once(infer, file, name, Asked.itself, asType, explain)
        : explain();
    }
    if (!isPlain) return NOT_THERE;
    const inner = infer.modules.submodule(kind, payload, text);
    if (inner !== UNKNOWN) return answer(inner, ReasonId.import);
    const beside = besidePackage(infer, payload, text);
    return beside === UNKNOWN ? builtinOf(infer, payload, text) : answer(beside, ReasonId.import);
  }
  if (kind !== Kind.module) return NOT_THERE;
  return once(infer, payload, name, isPlain ? Asked.plainly : Asked.exports, asType, () => {
    const found = exportedBy(infer, payload, name, asType);
    if (found.type !== UNKNOWN || !isPlain) return found;
    const inner = infer.modules.submodule(kind, payload, text);
    return inner === UNKNOWN && !asType && name !== infer.types.wholeExportName
      ? madeByModule(infer, payload, name)
      : answer(inner, ReasonId.import);
  });
}

/** What the function that a module has for names it lacks gives, and the function itself, which is called for the name. */
function madeByModule(infer: Infer, file: FileId, name: NameId): Answer {
  const { missingMember } = infer.rulesOfFile[file]!.classes;
  const maker = missingMember === undefined ? undefined : infer.program.numbers.get(missingMember);
  // In declarations such a function says that some are left out.
  if (maker === undefined || maker === name || isDeclarationPath(infer.program.files[file]!.path))
    return NOT_THERE;
  const scope = infer.modules.exportsScope[file]!;
  if (infer.scopes.find(scope, name) >= 0 || infer.scopes.find(scope, maker) < 0) return NOT_THERE;
  const { type } = infer.explainName(scope, maker, -1, false);
  if (kindOf(type) !== Kind.function) return NOT_THERE;
  const given = infer.returned(payloadOf(type));
  return answer(infer.values.join(type, isOfProject(given) ? given : UNKNOWN), ReasonId.returned);
}

function isOfProject(value: Value): boolean {
  const kind = kindOf(value);
  return kind === Kind.function || kind === Kind.class || kind === Kind.instance || kind === Kind.module;
}

/** A built-in name, sought in the package without a name where that can be named. */
function builtinOf(infer: Infer, directory: number, text: string): Answer {
  const library = infer.modules.languageOfNameless(directory)?.rules.library;
  return library?.builtins.has(text) === true
    ? answer(infer.values.external(library.builtinPackage, text), ReasonId.builtin)
    : NOT_THERE;
}

/** What a library declares in a package that the project adds to. */
export function besidePackage(infer: Infer, directory: number, name: string): Value {
  const package_ = infer.modules.nameOfPackage(directory);
  return package_ === undefined
    ? UNKNOWN
    : infer.types.library.declaredIn(package_.family, package_.name, name);
}

/** What a scope that adds to a module binds under a name. */
function addedBy(infer: Infer, scope: ScopeId, name: NameId, asType: boolean): Answer {
  // Scopes are counted behind the files.
  const place = infer.program.files.length + scope;
  return once(infer, place, name, Asked.inside, asType, () => boundValue(infer, scope, name, -1, asType));
}

/**
 * Looks a name up in a file, once for all who ask the same until the answers are forgotten. In a circle the answer is
 * unknown, and what was found because of that counts only as long as what it went back to has not ended.
 */
function once(
  infer: Infer,
  file: number,
  name: NameId,
  asked: number,
  asType: boolean,
  find: () => Answer,
): Answer {
  const { cycles } = infer;
  const { imports } = infer.answers;
  const place = keyOfName(file, name);
  const since = imports.depths.get(place);
  if (since !== undefined) {
    imports.cut = Math.min(imports.cut, since);
    return NOT_THERE;
  }
  const key = (place * 4 + asked) * 2 + Number(asType);
  const known = imports.exported.get(key);
  if (known && imports.runs[known.cut] === known.cutRun && cycles.runningAt[known.cycle] === known.cycleRun) {
    imports.cut = Math.min(imports.cut, known.cut);
    cycles.outermost = Math.min(cycles.outermost, known.cycle);
    return known.found;
  }
  const depth = imports.depths.size;
  if (depth >= MAX_HANDED_ON) {
    imports.cut = 0;
    return NOT_THERE;
  }
  infer.steps.take();
  const [outerCut, outerCycle] = [imports.cut, cycles.outermost];
  imports.cut = NO_CUT;
  cycles.outermost = NO_CYCLE;
  imports.depths.set(place, depth);
  imports.runs[depth] = ++cycles.runs;
  const found = find();
  imports.depths.delete(place);
  imports.runs[depth] = 0;
  const cut = imports.cut < depth ? imports.cut : NO_CUT;
  const cycle = cycles.outermost;
  imports.exported.set(key, {
    found,
    cut,
    cutRun: imports.runs[cut]!,
    cycle,
    cycleRun: cycles.runningAt[cycle]!,
  });
  imports.cut = Math.min(cut, outerCut);
  cycles.outermost = Math.min(cycle, outerCycle);
  return found;
}

/** What a file exports under a name, itself or of others. */
function exportedBy(infer: Infer, file: FileId, name: NameId, asType: boolean): Answer {
  const scope = infer.modules.exportsScope[file]!;
  let found = infer.scopes.find(scope, name) >= 0 ? infer.explainName(scope, name, -1, asType) : NOT_THERE;
  if (found.type === UNKNOWN) found = lookUpStars(infer, scope, name, asType);
  if (found.type === UNKNOWN && infer.rulesOfFile[file]!.names.separateTypes === true)
    found = infer.takenByScope(scope, name, asType);
  if (found.type === UNKNOWN)
    found = addedTo(infer, makeValue(Kind.module, file), name, (added) =>
      addedBy(infer, added, name, asType),
    );
  return found.type === UNKNOWN
    ? memberOfWholeExport(infer.types, makeValue(Kind.module, file), name, asType)
    : found;
}

/** What a scope gets under a name from the modules that it takes all names of. */
export function lookUpStars(infer: Infer, scope: ScopeId, name: NameId, asType: boolean): Answer {
  const file = infer.columns.fileOf(scope);
  infer.lookups.noteIn(file, Place.stars, NO_NAME, NO_NAME);
  // What a module exports as a whole is not handed on, its members are.
  const isShared = infer.rulesOfFile[file]!.modules.sharedImportMark !== undefined;
  if (isShared) infer.lookups.noteStarred(file, name);
  if (!infer.stars.has(scope) || name === infer.types.wholeExportName) return NOT_THERE;
  infer.lookups.noteStarred(file, name);
  infer.lookups.noteStarred(file, infer.types.wholeExportName);
  for (const target of infer.stars.offering(scope, name)) {
    const own = namedFor(infer, target, name, file, asType);
    const found = own ?? offeredBy(infer, target, name, asType);
    if (found.type !== UNKNOWN) return answer(found.type, chain(found.reason, ReasonId.import));
  }
  return NOT_THERE;
}

/** What a module itself offers under a name to those that take all of its names. */
function offeredBy(infer: Infer, target: Value, name: NameId, asType: boolean): Answer {
  if (kindOf(target) !== Kind.module) return memberOfModule(infer, target, name, false, asType);
  const file = payloadOf(target);
  return once(infer, file, name, Asked.itself, asType, () => {
    const found = infer.explainName(infer.modules.exportsScope[file]!, name, -1, asType);
    return found.type === UNKNOWN ? memberOfWholeExport(infer.types, target, name, asType) : found;
  });
}
