// What is called on an object of which nothing is known, in languages without types: its name and that of the method tell. An
// object that is called after a class of the workspace is one of it when that has the method; a method that only one class and
// those below it have is that one; and what a method calls on its own object, which its class lacks, is what those have that
// extend the class. Names that the library gives to methods tell nothing by themselves.

import { Op } from '../../facts/expressions.ts';
import { isTestPath } from '../../languages/testPaths.ts';
import { Place } from '../program/index.ts';
import type { ExprId, FileId, NameId, SymbolId } from '../program/index.ts';
import { Kind, NOTHING, ReasonId, UNKNOWN, answer, kindOf, makeValue, payloadOf } from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import type { Infer } from './context.ts';
import { membersNamed } from './memberSets.ts';

/** So many members tell a class, and so many when the library has each of them. */
const FEW = 2;
const FEW_COMMON = 3;
/** More methods of one name below a class are not told apart. */
const MAX_BELOW = 12;

/** What the member `name` of the object that an expression stands for is, by names alone; `owner` is what is known of it. */
export function toldByName(infer: Infer, object: ExprId, owner: Value, name: NameId): Answer {
  const { columns } = infer;
  if (object < 0) return NOTHING;
  const scope = columns.scopeOf(object);
  const { namesTell } = infer.rulesOf(scope).calls;
  const text = infer.program.strings[name]!;
  if (namesTell === undefined || !namesTell.methods.test(text)) return NOTHING;
  infer.lookups.noteAnywhere(Place.extension, name);
  const file = columns.fileOf(scope);
  const methods = infer.memberNames.methods(name).filter((one) => isSeenFrom(infer, file, one));
  if (methods.length === 0) return NOTHING;
  if (owner !== UNKNOWN) return below(infer, owner, methods, columns.op(object) === Op.self);
  const called = lastName(infer, object);
  // A name that is written as those of classes are is one.
  const isClass = /^\p{Lu}/u.test(called);
  const named = ofNamedClass(infer, file, called, name, isClass);
  const isCommon = namesTell.common.has(text);
  if (named !== UNKNOWN && namesTell.ofValues.has(text) && !isClass && !isAskedForMore(infer, object, named))
    return NOTHING;
  if (named !== UNKNOWN || isClass) return answer(named, ReasonId.structural);
  const only = isCommon ? UNKNOWN : ofOnlyClass(infer, methods);
  return answer(only === UNKNOWN ? ofMemberSet(infer, object, name, methods) : only, ReasonId.structural);
}

/** Whether a variable is asked for a member that the class of a method has and the library does not know. */
function isAskedForMore(infer: Infer, object: ExprId, method: Value): boolean {
  const { namesTell } = infer.rulesOf(infer.columns.scopeOf(object)).calls;
  const { own, namesakes } = membersNamed(infer, object);
  const owner = classOf(infer, payloadOf(method));
  return [...own, ...namesakes].some(
    (one) =>
      !namesTell!.common.has(infer.program.strings[one]!) &&
      infer.classes.findMember(owner, one, -1, false) !== undefined,
  );
}

/** The member of the one class that has all members which are asked of a variable; those of every object tell nothing. */
function ofMemberSet(infer: Infer, object: ExprId, name: NameId, methods: readonly SymbolId[]): Value {
  const { classes } = infer.rulesOf(infer.columns.scopeOf(object));
  const ofAll = Object.values(classes.rootMembers ?? {});
  const telling = (set: ReadonlySet<NameId>) =>
    [...set].filter((one) => !ofAll.some((members) => members.includes(infer.program.strings[one]!)));
  const { own, namesakes } = membersNamed(infer, object);
  const found = ofMembers(infer, telling(own), name, methods);
  return found === UNKNOWN ? ofMembers(infer, telling(namesakes), name, methods) : found;
}

/** The member `name` of the one class that has all of some members. */
function ofMembers(
  infer: Infer,
  names: readonly NameId[],
  name: NameId,
  methods: readonly SymbolId[],
): Value {
  const { calls } = infer.program.files[infer.columns.fileOfSymbol(methods[0]!)]!.language.rules;
  const isCommon = (one: NameId) => calls.namesTell!.common.has(infer.program.strings[one]!);
  if (names.length < (names.every(isCommon) ? FEW_COMMON : FEW)) return UNKNOWN;
  for (const one of names) infer.lookups.noteAnywhere(Place.extension, one);
  const having = new Set<SymbolId>();
  for (const owner of new Set(methods.map((one) => classOf(infer, one))))
    if (names.every((one) => infer.classes.findMember(owner, one, -1, false))) having.add(owner);
  const [top, ...others] = [...having].filter((one) =>
    [...having].every((other) => infer.classes.lineage(other).classes.includes(one)),
  );
  if (top === undefined || others.length > 0) return UNKNOWN;
  const found = infer.explainMember(makeValue(Kind.instance, top), name, ReasonId.structural).type;
  return kindOf(found) === Kind.function ? found : UNKNOWN;
}

/** What tests declare is no part of the program. */
function isSeenFrom({ program, columns }: Infer, file: FileId, symbol: SymbolId): boolean {
  const home = columns.fileOfSymbol(symbol);
  return home === file || !isTestPath(program.files[home]!.path) || isTestPath(program.files[file]!.path);
}

/** The last name of what an object is read from: a variable, a member, or what a call calls. */
function lastName(infer: Infer, object: ExprId): string {
  const { columns } = infer;
  let at = object;
  while (at >= 0 && (columns.op(at) === Op.call || columns.op(at) === Op.guarded)) at = columns.a(at);
  if (at < 0) return '';
  const op = columns.op(at);
  const id = op === Op.name ? columns.a(at) : op === Op.member ? columns.b(at) : undefined;
  return id === undefined ? '' : infer.program.strings[id]!.replace(/^@+/, '');
}

/** The member of the class that an object is called after, by its whole name or by what that ends with. */
function ofNamedClass(infer: Infer, file: FileId, object: string, name: NameId, isStatic: boolean): Value {
  const words = object.split('_').filter((word) => word !== '');
  for (let from = 0; from < words.length; from++) {
    const called = words
      .slice(from)
      .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
      .join('');
    infer.lookups.noteTexts(Place.extension, '', called);
    const id = infer.program.numbers.get(called);
    const wholes = new Set(
      (id === undefined ? [] : infer.memberNames.classes(id))
        .filter((one) => isSeenFrom(infer, file, one))
        .map((one) => infer.classes.wholeOf(one)),
    );
    const having = [...wholes].filter((one) => infer.classes.findMember(one, name, -1, isStatic));
    if (having.length > 1) return UNKNOWN;
    if (having.length === 0) continue;
    const owner = makeValue(isStatic ? Kind.class : Kind.instance, having[0]!);
    const found = infer.explainMember(owner, name, ReasonId.structural).type;
    return kindOf(found) === Kind.function ? found : UNKNOWN;
  }
  return UNKNOWN;
}

function classOf(infer: Infer, method: SymbolId): SymbolId {
  return infer.classes.wholeOf(infer.columns.scopeOwner(infer.columns.symbol(method, 'scope')));
}

/** The method of instances of the one class that has it, or of which all others that have it are. */
function ofOnlyClass(infer: Infer, all: readonly SymbolId[]): Value {
  const methods = all.filter((one) => !infer.classes.hasFlag(one, 'static'));
  const owners = new Set(methods.map((one) => classOf(infer, one)));
  const [top, ...others] = [...owners].filter((one) =>
    [...owners].every((other) => infer.classes.lineage(other).classes.includes(one)),
  );
  if (top === undefined || others.length > 0) return UNKNOWN;
  const own = methods.filter((one) => classOf(infer, one) === top);
  return makeValue(Kind.function, own.at(-1)!);
}

/** The methods that classes have which extend the one of an object, or mix it in. */
function below(infer: Infer, owner: Value, methods: readonly SymbolId[], isSelf: boolean): Answer {
  const kind = kindOf(owner);
  if (kind !== Kind.instance && kind !== Kind.class) return NOTHING;
  const symbol = payloadOf(owner);
  const found = methods.filter(
    (one) =>
      infer.classes.hasFlag(one, 'static') === (kind === Kind.class) &&
      infer.classes.lineage(classOf(infer, one)).classes.includes(symbol),
  );
  // What the class has from elsewhere nobody says: a module that another one mixes in.
  if (found.length === 0)
    return !isSelf
      ? NOTHING
      : answer(kind === Kind.instance ? ofOnlyClass(infer, methods) : UNKNOWN, ReasonId.structural);
  if (found.length > MAX_BELOW) return NOTHING;
  let joined: Value = UNKNOWN;
  for (const one of found) joined = infer.values.join(joined, makeValue(Kind.function, one));
  return answer(joined, ReasonId.flow);
}
