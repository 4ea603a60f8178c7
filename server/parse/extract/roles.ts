// The tables of what each role does.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { declareValue, visitAssign, visitUpdate } from './assignments.ts';
import { expressComposite } from './composites.ts';
import * as declarators from './declarators.ts';
import * as direct from './directCalls.ts';
import { visitComment } from './documentation.ts';
import { addGuards, guarded, isLeft, visitBranch, withinBranch } from './branches.ts';
import { visitOthers } from './children.ts';
import { declareFunction, nameText, visitClass, visitFunction } from './declarations.ts';
import { declareExported } from './exports.ts';
import { visitEmbeddedType } from './embedding.ts';
import * as express from './expressions.ts';
import type { Extractor, RoleHandlers, Visitor } from './extractor.ts';
import { expressEntries } from './items.ts';
import { visitAssignLists, visitKeyedLoop } from './lists.ts';
import { visitMacro } from './macros.ts';
import { noteFixture } from './fixtures.ts';
import { visitCase, visitMatch } from './matching.ts';
import { visitField, visitTypeDeclaration } from './members.ts';
import { visitEnumerators, visitInstanceConstant, visitNamespace } from './namespaces.ts';
import { visitBindAs, visitLoop, visitOuter, visitTypedName } from './patterns.ts';
import { expressEmbeddedType, expressList, expressParameters } from './results.ts';
import { settleNames } from './settle.ts';
import * as stored from './stored.ts';
import { visitTypeSwitch } from './typeCases.ts';
import * as typed from './typeExpressions.ts';

const visitReturn: Visitor = (x, record) => {
  const value = x.firstChild(record);
  const expression = x.expression(value);
  if (x.functionSymbol >= 0 && expression >= 0) x.facts.tables.returns.add(x.functionSymbol, expression, 0);
  for (
    let child = value < 0 ? -1 : x.nextSibling(value, record);
    child >= 0;
    child = x.nextSibling(child, record)
  ) {
    x.visit(child);
  }
};

/** The block of a branch, or one that always runs. */
const visitBlock: Visitor = (x, record, rule) => {
  const parent = x.parentOf(record);
  if (parent >= 0 && x.ruleOf(parent).role === 'straight') return visitBlockOnce(x, record, rule);
  withinBranch(x, x.end(record), isLeft(x, record), () => visitBlockOnce(x, record, rule));
};

const visitBlockOnce: Visitor = (x, record, rule) => {
  if (rule.scope !== 'block') return x.visitChildren(record);
  const scope = x.facts.addScope(ScopeKind.block, x.scope, x.owner);
  x.within(scope, x.owner, () => {
    x.isBlockScoped = x.isBlockScopedByDefault;
    x.visitChildren(record);
  });
};

const visitDeclare: Visitor = (x, record, rule) => {
  const was = x.isBlockScoped;
  x.isBlockScoped = rule.scope === 'block';
  const type = x.slot(record, 'type');
  if (type < 0) x.visitChildren(record);
  else
    for (let child = x.nextSibling(type, record); child >= 0; child = x.nextSibling(child, record))
      x.visit(child);
  x.isBlockScoped = was;
};

const visitDecorated: Visitor = (x, record) => {
  const line = x.line(record);
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    if (x.ruleOf(child).role !== 'decorator') x.decoratedLine = line;
    x.visit(child);
  }
};

/** From here on the condition holds. */
const visitAssertion: Visitor = (x, record) => {
  x.visitChildren(record);
  addGuards(x, x.firstChild(record), true);
};

const visitLeave: Visitor = (x, record) => {
  const thrown = x.firstChild(record);
  const value = x.expression(thrown);
  if (value >= 0) x.add(Op.thrown, value, 0, thrown);
  if (thrown >= 0) visitOthers(x, record, thrown);
};

const visitDecorator: Visitor = (x, record) => {
  const written = x.firstChild(record);
  const value = x.expression(written);
  visitOthers(x, record, written);
  if (value < 0) return;
  x.decorators.push(value);
  noteFixture(x, written, value);
};

/** A member of an object literal: bound in the object's scope. */
const visitPair: Visitor = (x, record) => {
  const key = x.slot(record, 'property');
  const value = x.slot(record, 'value');
  if (key < 0) return x.visitChildren(record);
  const rule = value < 0 ? undefined : x.ruleOf(value);
  if (x.scopeKind() !== ScopeKind.object || x.ruleOf(key).role === 'plain') {
    x.expression(key);
    x.expression(value);
    return;
  }
  const name = nameText(x, key);
  if (rule?.role === 'function' && x.slot(value, 'name') < 0) {
    const symbol = declareFunction(x, value, rule, name, key, record);
    x.facts.addBinding(x.scope, x.intern(name), BindingKind.symbol, symbol, x.start(key), -1, -1, symbol);
    return;
  }
  const given = x.expression(value);
  const exported = value < 0 ? -1 : declareExported(x, record, key, name, value);
  x.facts.addBinding(x.scope, x.intern(name), BindingKind.value, given, x.start(key), -1, -1, exported);
};

/** A name inside an object literal, `{ name }`: bound to the name outside. In broken code it can stand anywhere. */
const visitShorthand: Visitor = (x, record) => {
  const name = x.nameOf(record);
  const { scope } = x;
  if (x.scopeKind(scope) !== ScopeKind.object) {
    x.add(Op.name, name, 0, record);
    return;
  }
  x.scope = x.facts.tables.scopes.get(scope, Column.scopes.parent);
  const value = x.add(Op.name, name, 0, record);
  x.scope = scope;
  x.facts.addBinding(scope, name, BindingKind.value, value, x.start(record));
};

const ignore = (_x: Extractor): void => undefined;

/** A type that stands for others: known by its bound alone. */
const visitTypeParameter: Visitor = (x, record) => {
  if (x.slotField(record, 'name') === 0) return bindTypeParameter(x, x.firstChild(record), record);
  const bound = x.typeExpression(x.slot(record, 'type'));
  const field = x.slotField(record, 'name');
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    if (x.field(child) !== field) continue;
    const follows = x.compiled.language.rules.types.typeArguments === true;
    const kind = follows ? BindingKind.typeParameter : BindingKind.value;
    x.facts.addBinding(
      x.scope,
      x.nameOf(child),
      kind,
      follows ? x.typeParameters++ : -1,
      x.start(child),
      bound,
    );
  }
};

/** One whose name is its first child, and whose bound follows. */
function bindTypeParameter(x: Extractor, name: number, record: number): void {
  let at = name;
  while (at >= 0 && x.ruleOf(at).role === 'decorator') at = x.nextSibling(at, record);
  if (at < 0) return;
  const bound = x.nextSibling(at, record);
  const type = bound < 0 ? -1 : x.typeExpression(bound);
  const { typeParameter } = BindingKind;
  x.facts.addBinding(x.scope, x.nameOf(at), typeParameter, x.typeParameters++, x.start(at), type);
}

/** A signature without a name among the members of a type. */
const visitCallSignature: Visitor = (x, record, rule) => {
  const type = typed.expressFunctionType(x, record, rule);
  if (x.scopeKind() !== ScopeKind.class) return;
  const name = rule.literal ?? x.compiled.language.rules.classes.callMember;
  x.facts.addBinding(x.scope, x.intern(name), BindingKind.value, -1, x.start(record), type);
};

const visitTypes: Visitor = (x, record) => {
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record))
    x.typeExpression(child);
};

export const roleHandlers: RoleHandlers = {
  declareValue,
  settleNames,
  guarded,
  visitors: {
    function: visitFunction,
    signature: visitFunction,
    class: visitClass,
    'type-declaration': visitTypeDeclaration,
    field: visitField,
    assign: visitAssign,
    update: visitUpdate,
    'assign-lists': visitAssignLists,
    'keyed-loop': visitKeyedLoop,
    'type-switch': visitTypeSwitch,
    embedded: visitEmbeddedType,
    list: (x, record) => x.visitChildren(record),
    declare: visitDeclare,
    loop: visitLoop,
    'bind-as': visitBindAs,
    catch: visitBindAs,
    return: visitReturn,
    block: visitBlock,
    branch: visitBranch,
    assertion: visitAssertion,
    'class-body': (x, record) => x.visitChildren(record),
    'instance-constant': visitInstanceConstant,
    'typed-name': visitTypedName,
    match: visitMatch,
    case: visitCase,
    leave: visitLeave,
    straight: (x, record) => x.visitChildren(record),
    decorated: visitDecorated,
    decorator: visitDecorator,
    'type-parameter': visitTypeParameter,
    'function-type': visitCallSignature,
    'type-arguments': visitTypes,
    namespace: visitNamespace,
    enumerators: visitEnumerators,
    'outer-module': visitOuter,
    'outer-function': visitOuter,
    pair: visitPair,
    shorthand: visitShorthand,
    'local-block': direct.visitLocalBlock,
    definition: declarators.visitDefinition,
    declaration: declarators.visitDeclaration,
    typedef: declarators.visitTypedef,
    'tagged-type': declarators.visitTaggedType,
    enumerator: declarators.visitEnumerator,
    initializer: stored.visitInitializer,
    macro: visitMacro,
    comment: visitComment,
    flag: ignore,
    ignore,
    hook: (x, record) => x.compiled.language.hooks.extract?.(x, record),
  },
  expressers: {
    name: express.expressName,
    'free-name': direct.expressFreeName,
    'type-name': direct.expressTypeName,
    'field-access': direct.expressFieldAccess,
    'direct-call': direct.expressDirectCall,
    store: stored.expressStore,
    'typed-initializer': stored.expressTypedInitializer,
    'direct-cast': direct.expressDirectCast,
    'tagged-type': declarators.expressTaggedType,
    member: express.expressMember,
    subscript: express.expressSubscript,
    call: express.expressCall,
    construct: express.expressConstruct,
    self: express.expressSelf,
    super: express.expressSuper,
    literal: express.expressLiteral,
    await: express.expressAwait,
    yield: express.expressYield,
    choice: express.expressChoice,
    operator: express.expressOperator,
    comprehension: express.expressComprehension,
    entries: expressEntries,
    spread: express.expressSame,
    sequence: express.expressSequence,
    object: express.expressObject,
    cast: typed.expressCast,
    composite: expressComposite,
    conversion: express.expressConversion,
    'array-value': express.expressArrayValue,
    unary: express.expressUnary,
    list: expressList,
    embedded: expressEmbeddedType,
    parameters: expressParameters,
    generic: typed.expressGeneric,
    'collection-type': typed.expressCollectionType,
    'map-type': typed.expressMapType,
    'function-type': typed.expressFunctionType,
    'same-type': express.expressSame,
    last: express.expressLast,
    predicate: typed.expressPredicate,
    'type-of': typed.expressTypeOf,
    'indexed-type': typed.expressIndexedType,
    parameter: typed.expressParameter,
    function: express.expressFunction,
    class: express.expressClass,
    assign: express.expressAssign,
  },
};
