// Parameters of functions: how each is bound, and those that declare a member of their class.

import { BindingKind, Op } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import type { Extraction } from './context.ts';
import type { NodeRule } from '../../languages/language.ts';
import { SymbolFlag } from '../../graph.ts';
import { documentedFirst, documentedParameter } from './documentation.ts';
import { bindReceiver } from './bounds.ts';
import { bindPattern } from './patterns.ts';
import { parameterPosition, within } from './scopes.ts';
import { declareSymbol, setFlag, setSignature } from './symbols.ts';
import { expressAnnotation } from './typeExpressions.ts';
import { express, expressType, visit } from './walk.ts';
import { addExpression, intern, nameOf } from './writing.ts';

/** Binds the parameters in order; a lone name is a list of one. */
export function declareParameters(x: Extraction, list: number): void {
  if (list < 0) return;
  if (x.tree.ruleOf(list).role === 'name') {
    declareParameter(x, list, 0);
    return;
  }
  let index = 0;
  const name = x.tree.slotField(list, 'name');
  for (let child = x.tree.firstChild(list); child >= 0; child = x.tree.nextSibling(child, list)) {
    const { role } = x.tree.ruleOf(child);
    if (role === 'comment' || role === 'plain') continue;
    if (role === 'decorator') decorateFunction(x, child);
    else if (name === 0 || x.tree.field(child) === 0) index = declareParameter(x, child, index);
    else if (x.tree.field(child) === name) declareRest(x, list, child, index++);
  }
}

/** The parameter that takes all further arguments, where its parts stand in the list itself; its type is that of a collection. */
function declareRest(x: Extraction, list: number, name: number, index: number): void {
  const collection = expressType(x, x.tree.slot(list, 'type'));
  const { expressions } = x.facts.tables;
  const isCollection =
    collection >= 0 && expressions.get(collection, Column.expressions.op) === Op.collection;
  const type = isCollection
    ? addExpression(x, Op.collection, expressions.get(collection, Column.expressions.a), 0, name)
    : collection;
  x.facts.addBinding(
    x.scope,
    nameOf(x, name),
    BindingKind.parameter,
    index,
    parameterPosition(x, name),
    type,
  );
}

/** Binds one parameter and returns the position of the next. */
function declareParameter(x: Extraction, record: number, index: number): number {
  const rule = x.tree.ruleOf(record);
  const start = x.tree.start(record);
  if (rule.role === 'name') {
    const type = documentedParameter(x, x.tree.text(record), index);
    x.facts.addBinding(x.scope, nameOf(x, record), BindingKind.parameter, index, start, type);
    return index + 1;
  }
  if (rule.role === 'self') {
    bindReceiver(x, record);
    return index;
  }
  if (rule.role !== 'parameter' && rule.role !== 'default-pattern') {
    const isRest = rule.role === 'rest-pattern';
    const type = isRest ? documentedRest(x, record, index) : documentedParameter(x, undefined, index);
    const passed = isRest ? restParameter(x, record, index) : namelessParameter(x, record, index, -1);
    bindPattern(x, record, type < 0 ? passed : addExpression(x, Op.instance, type, 0, record), -1, record);
    return index + 1;
  }
  const isDefault = rule.role === 'default-pattern';
  const isBare = rule.collects === true && x.tree.slotField(record, 'name') === 0;
  const typeRecord = isBare ? firstType(x, record) : x.tree.slot(record, 'type');
  const type = typeOfParameter(x, record, typeRecord, isDefault, index);
  const value = defaultValue(x, defaultRecord(x, record, rule, isDefault));
  const nameField = x.tree.slotField(record, isDefault ? 'left' : 'name');
  let bound = 0;
  let promotes = false;
  for (let at = x.tree.firstChild(record); at >= 0; at = x.tree.nextSibling(at, record)) {
    const child = isBare && x.tree.ruleOf(at).role === 'assign' ? x.tree.slot(at, 'left') : at;
    const isName = nameField === 0 ? bound === 0 && child !== typeRecord : x.tree.field(child) === nameField;
    const childRule = x.tree.ruleOf(child);
    if (childRule.role === 'flag' && childRule.flags?.[x.tree.text(child)] === 'extension')
      setFlag(x, x.functionSymbol, SymbolFlag.extension);
    if (childRule.role === 'decorator') decorateFunction(x, child);
    else if (childRule.role === 'promotes') promotes = true;
    if (!isName || childRule.role === 'decorator' || childRule.role === 'promotes') continue;
    if (childRule.role === 'name') {
      // Where functions are chosen by their parameters, the one that takes any number of arguments has its place among them.
      const isApart = x.rules.names.functionsApart === true;
      const slot = rule.collects && !isApart ? BindingKind.value : BindingKind.parameter;
      const of = rule.collects && type >= 0 ? addExpression(x, Op.collection, type, 0, child) : type;
      const payload = rule.collects && !isApart ? -1 : index + bound;
      x.facts.addBinding(x.scope, nameOf(x, child), slot, payload, parameterPosition(x, child), of, value);
      if (promotes) promoteParameter(x, child, record, type, value);
    } else if (childRule.role === 'rest-pattern' && type >= 0 && x.tree.firstChild(child) >= 0) {
      const name = x.tree.firstChild(child);
      const passed = restParameter(x, child, index);
      const collected = collectedType(x, childRule, type, child);
      x.facts.addBinding(x.scope, nameOf(x, name), BindingKind.value, passed, x.tree.start(name), collected);
    } else if (childRule.role === 'self') {
      if (type >= 0)
        x.facts.addBinding(x.scope, nameOf(x, child), BindingKind.value, -1, x.tree.start(child), type);
      return index;
    } else {
      const isRest = childRule.role === 'rest-pattern';
      const passed = isRest ? restParameter(x, child, index) : namelessParameter(x, child, index, value);
      const given = type < 0 ? passed : addExpression(x, Op.instance, type, 0, child);
      bindPattern(x, child, given, -1, record);
    }
    bound++;
  }
  // A method of an interface can leave out the names; its types still count.
  if (bound === 0 && type >= 0 && nameField !== 0) {
    const name = intern(x, `#${index}`);
    const of = rule.collects ? addExpression(x, Op.collection, type, 0, record) : type;
    const kind = rule.collects ? BindingKind.value : BindingKind.parameter;
    x.facts.addBinding(x.scope, name, kind, rule.collects ? -1 : index, start, of);
  }
  return index + Math.max(1, bound);
}

/** Where the default of a parameter stands; where the grammar has no field for it, that is behind the name. */
function defaultRecord(x: Extraction, record: number, rule: NodeRule, isDefault: boolean): number {
  if (rule.defaultBehindName !== true) return x.tree.slot(record, isDefault ? 'right' : 'value');
  const name = x.tree.slot(record, 'name');
  const written = name < 0 ? -1 : x.tree.nextSibling(name, record);
  return written >= 0 && x.tree.ruleOf(written).role === 'comment' ? -1 : written;
}

/** The default of a parameter; where it tells that the argument can be left out, it is noted though its value is not followed. */
function defaultValue(x: Extraction, record: number): number {
  const { namedArguments, nearestClassFirst } = x.rules.calls;
  const value = express(x, record);
  const isNoted = record >= 0 && value < 0 && (namedArguments === true || nearestClassFirst === true);
  return isNoted ? addExpression(x, Op.unknown, 0, 0, record) : value;
}

/** The type of a parameter: as it is written, or as a comment says it. */
function typeOfParameter(
  x: Extraction,
  record: number,
  typeRecord: number,
  isDefault: boolean,
  index: number,
): number {
  const documented = () => documentedDefault(x, record, isDefault, index);
  if (typeRecord < 0) return documented();
  const written = expressAnnotation(x, typeRecord);
  return x.rules.types.commentsFirst === true ? documentedFirst(x, documented(), written, record) : written;
}

/** The type of a parameter that takes all further arguments: the written one, or a collection where that is the type of each. */
function collectedType(
  x: Extraction,
  { collects, collectsNamed }: NodeRule,
  type: number,
  at: number,
): number {
  if (collects === true) return addExpression(x, Op.collection, type, 0, at);
  if (collectsNamed === undefined) return type;
  const [collection, key] = collectsNamed.map((name) => addExpression(x, Op.name, intern(x, name), 1, at));
  return addExpression(x, Op.generic, collection!, x.facts.addArguments([0, key!, 0, type]), at);
}

/** A decorator of a parameter is one of its function. */
function decorateFunction(x: Extraction, decorator: number): void {
  const { decorators } = x;
  x.decorators = [];
  visit(x, decorator);
  for (const value of x.decorators) x.facts.tables.decorators.add(x.functionSymbol, value);
  x.decorators = decorators;
}

/** The type of a parameter whose parts have no fields: it stands before the name. */
function firstType(x: Extraction, record: number): number {
  let child = x.tree.firstChild(record);
  while (child >= 0 && x.tree.ruleOf(child).role === 'decorator') child = x.tree.nextSibling(child, record);
  return child;
}

/** What a parameter gets that takes all further arguments as a sequence, -1 where that is not followed. */
function restParameter(x: Extraction, record: number, index: number): number {
  const owner = x.facts.tables.scopes.get(x.scope, Column.scopes.owner);
  return x.tree.ruleOf(record).literal === undefined ? -1 : addExpression(x, Op.rest, owner, index, record);
}

/** The type that a comment gives to a parameter that takes all further arguments. */
function documentedRest(x: Extraction, record: number, index: number): number {
  if (!x.documented) return -1;
  const name = x.tree.firstChild(record);
  return documentedParameter(x, name < 0 ? undefined : x.tree.text(name), index);
}

/** The type that a comment gives to a parameter with a default. */
function documentedDefault(x: Extraction, record: number, isDefault: boolean, index: number): number {
  const name = x.tree.slot(record, isDefault ? 'left' : 'name');
  const isName = name >= 0 && x.tree.ruleOf(name).role === 'name';
  return documentedParameter(x, isName ? x.tree.text(name) : undefined, index);
}

/** A parameter that a pattern takes apart: the expression of what it is given, through a name that no code can write. */
function namelessParameter(x: Extraction, at: number, index: number, value: number): number {
  const name = intern(x, `#${index}`);
  x.facts.addBinding(x.scope, name, BindingKind.parameter, index, x.tree.start(at), -1, value);
  return addExpression(x, Op.name, name, 0, at);
}

/** A parameter of a constructor that is a field as well. */
function promoteParameter(x: Extraction, name: number, record: number, type: number, value: number): void {
  const scope = x.facts.tables.scopes.get(x.scope, Column.scopes.parent);
  // Broken code can put one anywhere.
  if (scope < 0) return;
  const owner = x.facts.tables.scopes.get(scope, Column.scopes.owner);
  let symbol = -1;
  within(x, scope, owner, () => {
    symbol = declareSymbol(x, 'Field', x.tree.text(name), name, record);
  });
  setSignature(x, symbol, x.tree.start(record), x.tree.end(record));
  x.facts.addBinding(scope, nameOf(x, name), BindingKind.value, value, x.tree.start(name), type, -1, symbol);
}
