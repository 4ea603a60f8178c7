// Roles that stand for a value: how each becomes a row of the expression table.

import { Op, SPREAD, ScopeKind, TYPE_ARGUMENT } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import type { NodeRule, Role } from '../../languages/language.ts';
import { assign } from './assignments.ts';
import {
  addGuards,
  isConjunction,
  noteTestCall,
  noteTypeOperator,
  noteTypeTest,
  unguarded,
} from './branches.ts';
import { fillObject, withAccessed } from './accesses.ts';
import { expressNamedCallable, findCallable } from './callables.ts';
import { childOfRole, emptyPlaces, lastChild, slotOrFirst, slotOrRole, visitOthers } from './children.ts';
import type { Expresser, Extraction } from './context.ts';
import { declareClass, declareFunction, declareNamelessClass } from './declarations.ts';
import { defineMembers } from './descriptors.ts';
import { expressQualified } from './qualifiedNames.ts';
import { expressReceiverName, memberName } from './receiverNames.ts';
import { addToExports } from './exports.ts';
import { readImportCall } from './importBindings.ts';
import {
  expressIndex,
  expressIndexes,
  expressRange,
  memberByName,
  memberText,
  noteLookUp,
  putByMember,
} from './items.ts';
import { expressOwnType } from './bounds.ts';
import { pathExpression } from './paths.ts';
import { expressOperation, indexed, operatedOnOne } from './operations.ts';
import { bindDeclaredArguments } from './patterns.ts';
import { documentedCast } from './documentation.ts';
import { functionAround, within } from './scopes.ts';
import { noteComputedName, setFlag } from './symbols.ts';
import { countedNameOf, expressCast, expressGenericOf, expressQuotedType } from './typeExpressions.ts';
import { express, expressType, visit, visitChildren } from './walk.ts';
import {
  addExpression,
  addImport,
  bindValue,
  intern,
  memberExpression,
  nameExpression,
  nameOf,
} from './writing.ts';

export const expressName: Expresser = (x, record) => {
  const { argumentsName } = x.rules.calls;
  if (argumentsName !== undefined && x.tree.text(record) === argumentsName) {
    const around = functionAround(x);
    if (around >= 0) return addExpression(x, Op.rest, around, 0, record);
  }
  if (x.rules.names.receiverNames) {
    const add = (op: number, a: number, b: number) => addExpression(x, op, a, b, record);
    const receiver = expressReceiverName(x, x.tree.text(record), add, x.isType);
    if (receiver !== undefined) return receiver;
  }
  const ownType = x.isType ? expressOwnType(x, record) : -1;
  if (ownType >= 0) return ownType;
  return addExpression(x, Op.name, nameOf(x, record), x.isType ? 1 : 0, record);
};

/** A name with qualifiers: a member of the package that it stands in. */
export const expressQualifiedName: Expresser = (x, record, rule) => {
  const last = lastChild(x, record);
  const at = last < 0 ? record : last;
  const add = (op: number, a: number, b: number) => addExpression(x, op, a, b, at);
  return expressQualified(x, x.tree.text(record), record, add) ?? expressName(x, record, rule);
};

/** The plain name of the object that stands for what the module exports, when a dotted one is read. */
function exportObjectAt(x: Extraction, record: number): string | undefined {
  const objects = x.rules.modules.exportObjects;
  if (!objects) return undefined;
  const length = x.tree.end(record) - x.tree.start(record);
  if (!objects.some((name) => name.length === length && name === x.tree.text(record))) return undefined;
  return objects.find((name) => !name.includes('.'));
}

export const expressMember: Expresser = (x, record) => {
  const object = slotOrFirst(x, record, 'object');
  const property =
    x.tree.slotField(record, 'property') === 0 ? lastChild(x, record) : x.tree.slot(record, 'property');
  if (property < 0 || property === object) return express(x, object);
  if (x.tree.ruleOf(property).role === 'generic') return expressGenericMember(x, record, object, property);
  if (x.tree.ruleOf(property).role === 'self') {
    const type = expressType(x, object);
    return type < 0 ? -1 : addExpression(x, Op.instance, type, 0, record);
  }
  const exported = exportObjectAt(x, record);
  if (exported !== undefined) return nameExpression(x, exported, record);
  const wasType = x.isType;
  x.isType = false;
  const inner = express(x, object);
  x.isType = wasType;
  const name = memberName(x, record, property);
  if (name >= 0) return addExpression(x, Op.member, inner, name, property);
  express(x, property);
  return -1;
};

/** `a.B<C>`: a type, or a function that is not called here. */
function expressGenericMember(x: Extraction, record: number, object: number, property: number): number {
  const wasType = x.isType;
  x.isType = false;
  const inner = express(x, object);
  x.isType = wasType;
  const name = x.tree.firstChild(property);
  const member = memberExpression(x, inner, countedNameOf(x, property, name), name);
  return expressGenericOf(x, property, member, name);
}

export const expressSubscript: Expresser = (x, record, rule) => {
  const object = slotOrFirst(x, record, 'object');
  const base = express(x, object);
  if (x.isType) return expressGenericOf(x, record, base, object);
  const property =
    x.tree.slotField(record, 'property') === 0 && object >= 0
      ? x.tree.nextSibling(object, record)
      : x.tree.slot(record, 'property');
  const member = memberText(x, property);
  if (member !== '') return memberExpression(x, base, member, property);
  const range = expressRange(x, record, base, property);
  const takesSeveral = typeof rule.operates === 'object' && range < 0;
  const indexes = takesSeveral
    ? expressIndexes(x, record, property)
    : [range >= 0 ? -1 : expressIndex(x, property)];
  const [index = -1] = indexes;
  if (x.rules.classes.indexNamesMember === true && object >= 0 && x.tree.ruleOf(object).role === 'self')
    noteComputedName(x);
  if (!takesSeveral) visitOthers(x, record, object, property);
  if (range >= 0) return range;
  const item = addExpression(x, Op.subscript, base, index, record);
  return rule.operates === undefined ? item : indexed(x, record, object, [base, ...indexes], item);
};

/** The callee of a call that has no node for it: a member of an object. */
function splitCallee(x: Extraction, call: number, object: number, property: number): number {
  const inner = express(x, object);
  if (property < 0) return inner;
  const name = memberName(x, call, property);
  if (name >= 0) return addExpression(x, Op.member, inner, name, property);
  express(x, property);
  return -1;
}

/** The arguments of a call: (keyword or 0, value) pairs. */
export function readArguments(
  x: Extraction,
  list: number,
  isType: (index: number) => boolean = () => false,
  types = -1,
  callable = -1,
): number {
  if (list < 0 && types < 0) return -1;
  if (list >= 0 && x.tree.ruleOf(list).role !== 'arguments') return readTemplate(x, list);
  const pairs: number[] = [];
  const nameField = list < 0 ? 0 : x.tree.slotField(list, 'name');
  let keyword = 0;
  for (
    let child = list < 0 ? -1 : x.tree.firstChild(list);
    child >= 0;
    child = x.tree.nextSibling(child, list)
  ) {
    const { role } = x.tree.ruleOf(child);
    if (nameField !== 0 && x.tree.field(child) === nameField) {
      keyword = intern(x, (x.rules.names.variableMark ?? '') + x.tree.text(child));
      continue;
    }
    if (role === 'keyword-argument') {
      const name = x.tree.slot(child, 'name');
      const value = valueOfArgument(x, child);
      const isTyped = isType(pairs.length / 2);
      pairs.push(name >= 0 ? nameOf(x, name) : 0, isTyped ? expressType(x, value) : express(x, value));
    } else if (role === 'comment') visit(x, child);
    else if (role === 'spread') pairs.push(intern(x, SPREAD), express(x, x.tree.firstChild(child)));
    else {
      const named = callable === pairs.length / 2 ? expressNamedCallable(x, child) : -1;
      const isTyped = isType(pairs.length / 2);
      pairs.push(keyword, named >= 0 ? named : isTyped ? expressType(x, child) : expressPassed(x, child));
    }
    keyword = 0;
  }
  // Type arguments follow the others, under a key of their own.
  for (
    let child = types < 0 ? -1 : x.tree.firstChild(types);
    child >= 0;
    child = x.tree.nextSibling(child, types)
  )
    pairs.push(intern(x, TYPE_ARGUMENT), expressType(x, child));
  return x.facts.addArguments(pairs);
}

/** A text that can name a member, of an event for one; longer ones are for people. */
const KEY_TEXT = /^(["'`])[^\s"'`\\]{1,40}\1$/;

/** What is passed: a text with what it is, where types can follow from that. */
function expressPassed(x: Extraction, record: number): number {
  const isText = x.tree.ruleOf(record).role === 'literal' && x.tree.firstChild(record) < 0;
  const isKey = isText && x.rules.classes.indexNamesMember === true && KEY_TEXT.test(x.tree.text(record));
  return isKey ? expressIndex(x, record) : express(x, record);
}

/** What an argument passes that can have a name. */
function valueOfArgument(x: Extraction, argument: number): number {
  return x.tree.slotField(argument, 'value') === 0 ? lastChild(x, argument) : x.tree.slot(argument, 'value');
}

/** An argument where another value could stand: in a list of values, under an index. */
export const expressArgument: Expresser = (x, record) => {
  const value = valueOfArgument(x, record);
  return express(x, value);
};

/** A text as the only argument; what stands inside of it is passed behind it. */
function readTemplate(x: Extraction, text: number): number {
  const pairs = [0, -1];
  if (x.tree.ruleOf(text).role !== 'literal') pairs[1] = express(x, text);
  else
    for (let child = x.tree.firstChild(text); child >= 0; child = x.tree.nextSibling(child, text))
      pairs.push(0, express(x, child));
  return x.facts.addArguments(pairs);
}

/** The list of type arguments at a call, -1 for none or where they are not followed. */
function typeArgumentsOf(x: Extraction, record: number): number {
  if (x.rules.types.typeArguments !== true) return -1;
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
    if (x.tree.ruleOf(child).role === 'type-arguments') return child;
  return -1;
}

/** Tells which arguments of a callee are types, by the last name of it; undefined for none. */
function findTypes(x: Extraction, callee: number): ((index: number) => boolean) | undefined {
  const { typeFunctions, typeVariableFunctions } = x.rules.types;
  if (!typeFunctions || callee < 0) return undefined;
  const { role } = x.tree.ruleOf(callee);
  const name = role === 'name' ? callee : role === 'member' ? x.tree.slot(callee, 'property') : -1;
  if (name < 0) return undefined;
  if (typeFunctions.includes(x.tree.text(name))) return (index) => index === 0;
  return typeVariableFunctions?.includes(x.tree.text(name)) === true ? (index) => index > 0 : undefined;
}

/** The list of arguments: in its slot, else beside what is constructed, or in the class that is written in its place. */
function argumentsOf(x: Extraction, record: number, callee: number): number {
  if (x.tree.slotField(record, 'arguments') !== 0) return x.tree.slot(record, 'arguments');
  const holder = callee >= 0 && x.tree.ruleOf(callee).role === 'class' ? callee : record;
  for (let child = x.tree.firstChild(holder); child >= 0; child = x.tree.nextSibling(child, holder))
    if (x.tree.ruleOf(child).role === 'arguments') return child;
  return -1;
}

/** Whether the sign of a macro stands behind what is called. */
function isMacro(x: Extraction, callee: number): boolean {
  const { macroMark } = x.rules.calls;
  if (macroMark === undefined || callee < 0) return false;
  const end = x.tree.end(callee);
  return x.tree.textBetween(end, end + macroMark.length) === macroMark;
}

/** A macro by its name, which has the sign in it. */
function expressMacro(x: Extraction, callee: number): number {
  const text = x.tree.text(callee) + x.rules.calls.macroMark!;
  return x.tree.ruleOf(callee).role === 'path'
    ? pathExpression(
        x,
        text.split('::').filter((name) => name !== ''),
        callee,
        false,
      )
    : nameExpression(x, text, callee);
}

/** A callee with type arguments: which function it is, and the list of those. */
interface TypedCallee {
  readonly function_: number;
  readonly types: number;
}

/** `f<A>(…)`, `a.f<A>(…)`, `a?.f(…)`: what is called, where that is no plain expression; undefined where it is. */
function typedCallee(x: Extraction, callee: number): TypedCallee | undefined {
  const rule = callee < 0 ? undefined : x.tree.ruleOf(callee);
  if (rule?.role === 'conditional-access') {
    const inner =
      x.tree.slot(callee, 'function') >= 0 ? x.tree.slot(callee, 'function') : lastChild(x, callee);
    return withAccessed(
      x,
      callee,
      () => typedCallee(x, inner) ?? { function_: express(x, inner), types: -1 },
    );
  }
  const isMember = rule?.role === 'member' || rule?.role === 'accessed-member';
  const generic = isMember ? x.tree.slot(callee, 'property') : callee;
  if (generic < 0 || x.tree.ruleOf(generic).role !== 'generic' || !rule) return undefined;
  const name = x.tree.firstChild(generic);
  const types = childOfRole(x, generic, 'type-arguments');
  if (types < 0 || x.rules.types.countedNames !== true) return undefined;
  if (!isMember) return { function_: express(x, name), types };
  const object =
    rule.role === 'member' ? unguarded(x, express(x, slotOrFirst(x, callee, 'object'))) : x.accessed;
  return { function_: addExpression(x, Op.member, object, nameOf(x, name), name), types };
}

/** What is called or constructed. */
function expressCallee(x: Extraction, record: number, callee: number, op: number): number {
  const isNamed = x.tree.ruleOf(record).startsMember !== true;
  const isType = op === Op.construct && isNamed && x.rules.names.typesAlone === true;
  return isType ? expressType(x, callee) : express(x, callee);
}

function expressInvocation(x: Extraction, record: number, op: number): number {
  const isSplit = x.tree.slotField(record, 'property') !== 0;
  let callee = isSplit ? x.tree.slot(record, 'property') : slotOrFirst(x, record, 'function');
  const list = argumentsOf(x, record, callee);
  let types = -1;
  const written = callee;
  if (callee >= 0 && x.tree.ruleOf(callee).role === 'instantiated') {
    types = typeArgumentsOf(x, callee);
    callee = x.tree.slot(callee, 'object');
  }
  const wasType = x.isType;
  x.isType = false;
  const object = isSplit ? x.tree.slot(record, 'object') : -1;
  const typed = op === Op.call && !isSplit ? typedCallee(x, callee) : undefined;
  if (typed) ({ types } = typed);
  else if (types < 0) types = typeArgumentsOf(x, record);
  const function_ =
    typed?.function_ ??
    (object >= 0
      ? splitCallee(x, record, object, callee)
      : isMacro(x, callee)
        ? expressMacro(x, callee)
        : unguarded(x, expressCallee(x, record, callee, op)));
  if (
    list >= 0 &&
    x.tree.firstChild(list) >= 0 &&
    x.tree.ruleOf(x.tree.firstChild(list)).role === 'callee-mark'
  ) {
    x.isType = wasType;
    return function_;
  }
  const { declaredArguments } = x;
  x.declaredArguments = [];
  const arguments_ = readArguments(x, list, findTypes(x, callee), types, findCallable(x, callee));
  if (arguments_ >= 0 && list >= 0) noteLookUp(x, callee, list, arguments_);
  if (arguments_ >= 0) noteTypeTest(x, record, callee, list, x.facts.argumentOf(arguments_, 1));
  x.isType = wasType;
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
    if (op === Op.construct && x.tree.ruleOf(child).role === 'class-body')
      declareNamelessClass(x, child, function_, x.tree.text(callee), record);
    else if (child !== written && child !== list && child !== types && child !== object)
      visitBehind(x, child, function_);
  noteTestCall(x, record, function_, list);
  const call = addExpression(x, op, function_, arguments_, callee >= 0 ? callee : record);
  if (x.declaredArguments.length > 0) bindDeclaredArguments(x, call, arguments_);
  x.declaredArguments = declaredArguments;
  if (arguments_ >= 0) addToExports(x, callee, list, arguments_);
  const made = arguments_ < 0 ? -1 : defineMembers(x, callee, list, arguments_);
  if (made >= 0) return made;
  if (callee >= 0 && x.tree.ruleOf(callee).role === 'member')
    putByMember(
      x,
      callee,
      arguments_,
      x.facts.tables.expressions.get(function_, Column.expressions.a),
      record,
    );
  return call;
}

/** What stands behind the arguments of a call: what is put into the object that it makes, or anything else. */
function visitBehind(x: Extraction, record: number, type: number): void {
  if (x.tree.ruleOf(record).role !== 'object-initializer') return visit(x, record);
  fillObject(x, record, type < 0 ? -1 : addExpression(x, Op.instance, type, 0, record));
}

/** `require('module')` and the like: the call is the module. */
function importedBy(x: Extraction, record: number): number {
  const imported = readImportCall(x, record);
  if (!imported) return -1;
  return addExpression(x, Op.imported, addImport(x, imported.specifier, '', imported.at), 0, record);
}

export const expressCall: Expresser = (x, record) => {
  const imported = importedBy(x, record);
  if (imported >= 0) return imported;
  // `(*T)(value)` is a conversion: what a pointer leads to has no name to call.
  const callee = slotOrFirst(x, record, 'function');
  if (callee >= 0 && x.tree.ruleOf(callee).role === 'unary')
    return expressPointerConversion(x, record, callee);
  return memberByName(x, record, callee, expressInvocation(x, record, Op.call));
};

function expressPointerConversion(x: Extraction, record: number, callee: number): number {
  const type = expressType(x, callee);
  visitOthers(x, record, callee);
  return type < 0 ? -1 : addExpression(x, Op.instance, type, 0, record);
}
export const expressConstruct: Expresser = (x, record, rule) => {
  const type = slotOrFirst(x, record, 'function');
  return type >= 0 && x.tree.ruleOf(type).role === 'collection-type'
    ? expressArray(x, record, type, rule)
    : expressInvocation(x, record, Op.construct);
};
/** `new()`: of which type the object is, its place tells. */
export const expressConstructExpected: Expresser = (x, record) => {
  const list = slotOrRole(x, record, 'arguments', 'arguments');
  if (list >= 0) readArguments(x, list);
  visitOthers(x, record, list);
  return -1;
};

export const expressSelf: Expresser = (x, record, rule) =>
  rule.isClass === true
    ? addExpression(x, Op.symbol, x.owner, 0, record)
    : x.rules.classes.receiver === 'declared'
      ? addExpression(x, Op.name, nameOf(x, record), 0, record)
      : addExpression(x, Op.self, 0, 0, record);
export const expressSuper: Expresser = (x, record) =>
  addExpression(x, Op.super, nameOf(x, record), 0, record);

/** The type that letters at the end of a literal say. */
function typeBySuffix(x: Extraction, record: number, { suffixes }: NodeRule): string | undefined {
  const letters = suffixes === undefined ? '' : (/[a-z]+$/i.exec(x.tree.text(record))?.[0] ?? '');
  // Digits can be letters too.
  for (let at = 0; at < letters.length; at++) {
    const type = suffixes![letters.slice(at).toLowerCase()];
    if (type !== undefined) return type;
  }
  return undefined;
}

export const expressLiteral: Expresser = (x, record, rule) => {
  if (x.isType && rule.literal === x.rules.types.textType) {
    return expressQuotedType(x, record);
  }
  visitChildren(x, record);
  const name = rule.literals
    ? rule.literals[x.tree.text(record)]
    : (typeBySuffix(x, record, rule) ?? rule.literal);
  return name === undefined ? -1 : addExpression(x, Op.literal, intern(x, name), 0, record);
};

const wrap =
  (op: number): Expresser =>
  (x, record) => {
    const value = slotOrFirst(x, record, 'value');
    const inner = express(x, value);
    visitOthers(x, record, value);
    return inner < 0 ? -1 : addExpression(x, op, inner, 0, record);
  };
export const expressAwait = wrap(Op.await);

/** `-value`, `*value`: the value; with a mark an element of it. */
export const expressUnary: Expresser = (x, record, rule) => {
  let inner = -1;
  let operand = -1;
  let isElement = false;
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    if (x.tree.ruleOf(child).role === 'element-mark') isElement = true;
    else {
      inner = express(x, child);
      operand = child;
    }
  }
  if (rule.operates !== undefined) return operatedOnOne(x, record, operand, inner);
  return isElement && inner >= 0 ? addExpression(x, Op.subscript, inner, -1, record) : inner;
};

/** `[]T(value)` makes a `[]T`; `f[T](value)` can be a call of `f`. */
export const expressConversion: Expresser = (x, record, rule) => {
  const type = x.tree.slot(record, 'type');
  if (type < 0 || x.tree.ruleOf(type).role !== 'generic') return expressCast(x, record, rule);
  const callee = express(x, type);
  const value = express(x, x.tree.slot(record, 'value'));
  return addExpression(x, Op.call, callee, x.facts.addArguments([0, value]), type);
};

function isPassedOver(x: Extraction, child: number): boolean {
  const { role } = x.tree.ruleOf(child);
  if (role === 'comment') visit(x, child);
  return role === 'promotes' || role === 'comment';
}

/** The value of the first child: pointers, parentheses, non-null marks. */
export const expressSame: Expresser = (x, record) => {
  let child = slotOrFirst(x, record, 'value');
  while (child >= 0 && isPassedOver(x, child)) child = x.tree.nextSibling(child, record);
  const inner = express(x, child);
  visitOthers(x, record, child);
  const cast = documentedCast(x, record);
  return cast < 0 ? inner : addExpression(x, Op.instance, cast, 0, record);
};

/** The value of the last child; names that it declares can be its own. */
export const expressLast: Expresser = (x, record, rule) => {
  let value = -1;
  const each = () => {
    for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
      if (x.tree.ruleOf(child).role === 'comment') visit(x, child);
      else value = express(x, child);
    }
  };
  if (rule.scope !== 'block') each();
  else within(x, x.facts.addScope(ScopeKind.block, x.scope, x.owner), x.owner, each);
  return value;
};

export const expressChoice: Expresser = (x, record) => {
  const hasSlots = x.tree.slotField(record, 'left') !== 0;
  const children: number[] = [];
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
    if (x.tree.ruleOf(child).role !== 'comment') children.push(child);
  const condition = x.tree.slot(record, 'value');
  // Without a value of its own it is the condition's: `a ?: b`.
  const isShort = condition >= 0 && x.tree.slot(record, 'left') < 0;
  const left = isShort ? condition : hasSlots ? x.tree.slot(record, 'left') : (children[0] ?? -1);
  const right = hasSlots ? x.tree.slot(record, 'right') : (children.at(-1) ?? -1);
  if (!hasSlots && children.length === 3) return expressConditional(x, record, children);
  if (hasSlots && condition >= 0 && !isShort) return expressConditional(x, record, [left, condition, right]);
  const a = express(x, left);
  visitOthers(x, record, left, right);
  if (right === left) return a;
  const known = x.guards.length;
  addGuards(x, left, isConjunction(x, left, right));
  const b = express(x, right);
  x.guards.length = known;
  if (a < 0 || b < 0) return Math.max(a, b);
  return addExpression(x, Op.choice, a, b, record);
};

/** Any of the children: the types of a union, the results of branches. */
export const expressAnyOf: Expresser = (x, record) => {
  let joined = -1;
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    if (x.tree.ruleOf(child).role === 'comment') {
      visit(x, child);
      continue;
    }
    const one = express(x, child);
    joined = joined < 0 || one < 0 ? Math.max(joined, one) : addExpression(x, Op.choice, joined, one, record);
  }
  return joined;
};

/** `value if condition else other`. */
function expressConditional(x: Extraction, record: number, children: readonly number[]): number {
  const [value = -1, condition = -1, other = -1] = children;
  const known = x.guards.length;
  express(x, condition);
  addGuards(x, condition, true);
  const a = express(x, value);
  x.guards.length = known;
  addGuards(x, condition, false);
  const b = express(x, other);
  x.guards.length = known;
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
    if (x.tree.ruleOf(child).role === 'comment') visit(x, child);
  if (a < 0 || b < 0) return Math.max(a, b);
  return addExpression(x, Op.choice, a, b, record);
}

/** The name of an item: what is written as such, else that of what it reads; -1 for none. */
function nameOfItem(x: Extraction, item: number): number {
  const written = x.tree.slot(item, 'name');
  const value = written >= 0 || x.isType ? -1 : x.tree.firstChild(item);
  if (value < 0) return written;
  const { role } = x.tree.ruleOf(value);
  return role === 'name' ? value : role === 'member' ? x.tree.slot(value, 'property') : -1;
}

export const expressSequence: Expresser = (x, record, rule) => {
  const pairs: number[] = [];
  let before = -1;
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    const { role } = x.tree.ruleOf(child);
    if (role === 'comment') continue;
    for (let empty = emptyPlaces(x, record, before, child); empty > 0; empty--) pairs.push(0, -1);
    before = child;
    const value = express(x, child);
    const name = rule.namesItems === true ? nameOfItem(x, child) : -1;
    const key = name >= 0 ? nameOf(x, name) : role === 'spread' ? intern(x, SPREAD) : 0;
    pairs.push(key, value);
  }
  return addExpression(x, Op.sequence, intern(x, rule.literal ?? ''), x.facts.addArguments(pairs), record);
};

/** A new array of elements of the type. */
export const expressArrayValue: Expresser = (x, record, rule) =>
  expressArray(x, record, x.tree.slot(record, 'type'), rule);

/** An array of the type in `typeRecord`, or of elements of that where it is not the type of the array itself. */
function expressArray(x: Extraction, record: number, typeRecord: number, { literal }: NodeRule): number {
  const type = expressType(x, typeRecord);
  visitOthers(x, record, typeRecord);
  if (type < 0) return -1;
  const isWhole = x.tree.ruleOf(typeRecord).role === 'collection-type';
  const collection = isWhole ? type : addExpression(x, Op.collection, type, intern(x, literal ?? ''), record);
  return addExpression(x, Op.instance, collection, 0, record);
}

export const expressObject: Expresser = (x, record) => {
  const scope = x.facts.addScope(ScopeKind.object, x.scope, x.owner);
  within(x, scope, x.owner, () => {
    for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
      if (x.tree.ruleOf(child).role === 'spread') bindValue(x, scope, SPREAD, express(x, child), child);
      else visit(x, child);
    }
  });
  return addExpression(x, Op.object, scope, 0, record);
};

export const expressFunction: Expresser = (x, record, rule) =>
  expressSymbol(x, declareFunction(x, record, rule, '', -1, record, true), record);

export const expressClass: Expresser = (x, record, rule) =>
  expressSymbol(x, declareClass(x, record, rule, '', -1), record);

function expressSymbol(x: Extraction, symbol: number, record: number): number {
  setFlag(x, symbol, SymbolFlag.value);
  return addExpression(x, Op.symbol, symbol, 0, record);
}

/** `name := value` inside an expression: binds, and has the value. */
export const expressAssign: Expresser = (x, record) => assign(x, record);

/** `yield value`: the enclosing function gives an iterator of the values. */
export const expressYield: Expresser = (x, record, rule) => {
  const value = x.tree.firstChild(record);
  const given = express(x, value);
  const mark = given < 0 ? '' : x.tree.textBetween(x.tree.start(record), x.tree.start(value));
  const isDelegated = rule.literal !== undefined && mark.includes(rule.literal);
  const inner = isDelegated ? addExpression(x, Op.iterate, given, 0, value) : given;
  if (x.functionSymbol >= 0) x.facts.tables.returns.add(x.functionSymbol, inner, 1);
  return -1;
};

function hasMark(x: Extraction, record: number, mark: Role): boolean {
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    if (x.tree.ruleOf(child).role === mark) return true;
  }
  return false;
}

function isPlainOperator(x: Extraction, record: number): boolean {
  return (
    record >= 0 &&
    x.tree.ruleOf(record).role === 'operator' &&
    !hasMark(x, record, 'choice-mark') &&
    !hasMark(x, record, 'logic-mark')
  );
}

/** Whether an operator tells whether something holds. */
function tells(x: Extraction, record: number, { tests }: NodeRule): boolean {
  if (tests === undefined) return false;
  const [left, right] = [x.tree.slot(record, 'left'), x.tree.slot(record, 'right')];
  return (
    left >= 0 &&
    right >= 0 &&
    tests.signs.includes(x.tree.textBetween(x.tree.end(left), x.tree.start(right)).trim())
  );
}

/** `a | b` in a type is either one; elsewhere both are read and the result is not followed. */
export const expressOperator: Expresser = (x, record, rule) => {
  if (rule.operates !== undefined && !x.isType) return expressOperation(x, record, rule);
  if (x.isType || hasMark(x, record, 'choice-mark')) return expressChoice(x, record, rule);
  if (noteTypeOperator(x, record)) return -1;
  if (tells(x, record, rule)) {
    visitChildren(x, record);
    return addExpression(x, Op.literal, intern(x, rule.tests!.literal), 0, record);
  }
  if (hasMark(x, record, 'logic-mark')) {
    expressChoice(x, record, rule);
    return -1;
  }
  // A chain of operators nests on its left, as deep as it is long: it is walked without recursion.
  const chain = [record];
  let innermost = x.tree.firstChild(record);
  for (; isPlainOperator(x, innermost); innermost = x.tree.firstChild(innermost)) chain.push(innermost);
  if (rule.keepsType !== true) {
    if (innermost >= 0) visit(x, innermost);
    for (const operator of chain.toReversed()) visitOthers(x, operator, x.tree.firstChild(operator));
    return -1;
  }
  let value = express(x, innermost);
  for (const operator of chain.toReversed()) {
    const left = x.tree.firstChild(operator);
    for (
      let child = x.tree.nextSibling(left, operator);
      child >= 0;
      child = x.tree.nextSibling(child, operator)
    ) {
      const right = express(x, child);
      if (value < 0) value = right;
    }
  }
  return value;
};

/** `[body for left in right]`: the clauses bind in a scope of their own, before the body is read. */
export const expressComprehension: Expresser = (x, record, rule) => {
  const body = x.tree.slot(record, 'body');
  const scope = x.facts.addScope(ScopeKind.block, x.scope, x.owner);
  const known = x.guards.length;
  let element = -1;
  let isMap = false;
  within(x, scope, x.owner, () => {
    x.isBlockScoped = true;
    for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
      if (child !== body) visit(x, child);
    }
    const isPair = body >= 0 && x.tree.ruleOf(body).role === 'pair';
    if (isPair) express(x, x.tree.slot(body, 'property'));
    element = express(x, isPair ? x.tree.slot(body, 'value') : body);
    isMap = isPair;
  });
  x.guards.length = known;
  const pairs = element < 0 ? [] : [0, element];
  return addExpression(
    x,
    isMap ? Op.entries : Op.sequence,
    intern(x, rule.literal ?? ''),
    x.facts.addArguments(pairs),
    record,
  );
};
