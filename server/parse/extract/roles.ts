// The tables of what each role does.

import { BindingKind, INDEXED, Op, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { visitAssign, visitUpdate } from './assignments.ts';
import * as accesses from './accesses.ts';
import { addGuards, guarded, isLeft, visitBranch, withinBranch } from './branches.ts';
import { visitOthers } from './children.ts';
import { expressComposite } from './composites.ts';
import type { Extraction, RoleHandlers, Visitor } from './context.ts';
import {
  bindFirstTypeParameter,
  declareFunction,
  nameText,
  visitClass,
  visitFunction,
} from './declarations.ts';
import * as declarators from './declarators.ts';
import * as direct from './directCalls.ts';
import { documentedVariable, visitComment } from './documentation.ts';
import { visitEmbeddedType, visitMemberAlias, visitMixesIn } from './embedding.ts';
import { declareExported } from './exports.ts';
import * as expressions from './expressions.ts';
import { visitExtension } from './extensions.ts';
import { noteFixture } from './fixtures.ts';
import { createHookApi } from './hookApi.ts';
import { expressEntries, expressItems } from './items.ts';
import { visitAssignLists, visitKeyedLoop } from './lists.ts';
import { visitMacro } from './macros.ts';
import { visitMark } from './marks.ts';
import { visitCase, visitMatch } from './matching.ts';
import { visitField, visitTypeDeclaration } from './members.ts';
import { visitEnumerators, visitInstanceConstant, visitNamespace } from './namespaces.ts';
import { expressBounds, visitBound } from './bounds.ts';
import { expressPath } from './paths.ts';
import { expressAddress, expressBehind } from './operations.ts';
import {
  expressTypedName,
  visitBindAs,
  visitEachLoop,
  visitLoop,
  visitOuter,
  visitTypedName,
  visitTypedPattern,
} from './patterns.ts';
import { visitAccessor, visitProperty } from './properties.ts';
import * as queries from './queries.ts';
import { expressEmbeddedType, expressList, expressParameters } from './results.ts';
import { scopeKind, within } from './scopes.ts';
import * as selections from './selections.ts';
import { settleNames } from './settle.ts';
import * as stored from './stored.ts';
import { visitTypeSwitch } from './typeCases.ts';
import * as typed from './typeExpressions.ts';
import { visitNumberedFields, visitVariant } from './variants.ts';
import { express, expressType, visit, visitChildren } from './walk.ts';
import { addExpression, bindValue, intern, memberExpression, nameExpression, nameOf } from './writing.ts';

const visitReturn: Visitor = (x, record) => {
  const value = x.tree.firstChild(record);
  const expression = express(x, value);
  if (x.functionSymbol >= 0 && expression >= 0) x.facts.tables.returns.add(x.functionSymbol, expression, 0);
  for (
    let child = value < 0 ? -1 : x.tree.nextSibling(value, record);
    child >= 0;
    child = x.tree.nextSibling(child, record)
  ) {
    visit(x, child);
  }
};

/** The block of a branch, or one that always runs. */
const visitBlock: Visitor = (x, record, rule) => {
  const parent = x.tree.parentOf(record);
  if (parent >= 0 && x.tree.ruleOf(parent).role === 'straight') return visitBlockOnce(x, record, rule);
  withinBranch(x, x.tree.end(record), isLeft(x, record), () => visitBlockOnce(x, record, rule));
};

const visitBlockOnce: Visitor = (x, record, rule) => {
  if (rule.scope !== 'block') return visitChildren(x, record);
  const scope = x.facts.addScope(ScopeKind.block, x.scope, x.owner);
  within(x, scope, x.owner, () => {
    x.isBlockScoped = x.isBlockScopedByDefault;
    visitChildren(x, record);
  });
};

const visitDeclare: Visitor = (x, record, rule) => {
  const was = x.isBlockScoped;
  x.isBlockScoped = rule.scope === 'block';
  const type = x.tree.slot(record, 'type');
  if (type < 0) visitChildren(x, record);
  else
    for (let child = x.tree.nextSibling(type, record); child >= 0; child = x.tree.nextSibling(child, record))
      visit(x, child);
  x.isBlockScoped = was;
};

const visitDecorated: Visitor = (x, record) => {
  const line = x.tree.line(record);
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    if (x.tree.ruleOf(child).role !== 'decorator') x.decoratedLine = line;
    visit(x, child);
  }
};

/** From here on the condition holds. */
const visitAssertion: Visitor = (x, record) => {
  visitChildren(x, record);
  addGuards(x, x.tree.firstChild(record), true);
};

const visitLeave: Visitor = (x, record) => {
  const thrown = x.tree.firstChild(record);
  const value = express(x, thrown);
  if (value >= 0) addExpression(x, Op.thrown, value, 0, thrown);
  if (thrown >= 0) visitOthers(x, record, thrown);
};

/** What a decorator names, which can leave out how the name ends. */
function withSuffix(x: Extraction, value: number, record: number): number {
  const { decoratorSuffix } = x.rules.names;
  if (decoratorSuffix === undefined || value < 0) return value;
  const table = x.facts.tables.expressions;
  const op = table.get(value, Column.expressions.op);
  const name =
    x.facts.strings.strings[table.get(value, op === Op.name ? Column.expressions.a : Column.expressions.b)]!;
  if (op !== Op.name && op !== Op.member) return value;
  const whole =
    op === Op.name
      ? nameExpression(x, name + decoratorSuffix, record)
      : memberExpression(x, table.get(value, Column.expressions.a), name + decoratorSuffix, record);
  return addExpression(x, Op.otherwise, whole, value, record);
}

const visitDecorator: Visitor = (x, record) => {
  const written = x.tree.firstChild(record);
  const value = withSuffix(x, express(x, written), written);
  visitOthers(x, record, written);
  if (value < 0) return;
  x.decorators.push(value);
  noteFixture(x, written, value);
};

/** A member of an object literal: bound in the object's scope. */
const visitPair: Visitor = (x, record) => {
  const key = x.tree.slot(record, 'property');
  const value = x.tree.slot(record, 'value');
  if (key < 0) return visitChildren(x, record);
  const rule = value < 0 ? undefined : x.tree.ruleOf(value);
  const isInObject = scopeKind(x) === ScopeKind.object;
  if (!isInObject || isComputed(x, key)) {
    express(x, key);
    const given = express(x, value);
    // Any index may name it.
    if (isInObject && given >= 0) bindValue(x, x.scope, INDEXED, given, key);
    return;
  }
  const name = nameText(x, key);
  if (rule?.role === 'function' && x.tree.slot(value, 'name') < 0) {
    const symbol = declareFunction(x, value, rule, name, key, record);
    x.facts.addBinding(
      x.scope,
      intern(x, name),
      BindingKind.symbol,
      symbol,
      x.tree.start(key),
      -1,
      -1,
      symbol,
    );
    return;
  }
  const type = documentedVariable(x, record);
  const given = express(x, value);
  const exported = value < 0 ? -1 : declareExported(x, record, key, name, value);
  x.facts.addBinding(
    x.scope,
    intern(x, name),
    BindingKind.value,
    given,
    x.tree.start(key),
    type,
    -1,
    exported,
  );
};

/** Whether the key of a member is more than a constant text. */
function isComputed(x: Extraction, key: number): boolean {
  if (x.tree.ruleOf(key).role !== 'plain') return false;
  const inner = x.tree.firstChild(key);
  return inner < 0 || x.tree.ruleOf(inner).role !== 'literal' || !/^["']/.test(x.tree.text(inner));
}

/** A name inside an object literal, `{ name }`: bound to the name outside. In broken code it can stand anywhere. */
const visitShorthand: Visitor = (x, record) => {
  const name = nameOf(x, record);
  const { scope } = x;
  if (scopeKind(x, scope) !== ScopeKind.object) {
    addExpression(x, Op.name, name, 0, record);
    return;
  }
  x.scope = x.facts.tables.scopes.get(scope, Column.scopes.parent);
  const value = addExpression(x, Op.name, name, 0, record);
  x.scope = scope;
  x.facts.addBinding(scope, name, BindingKind.value, value, x.tree.start(record));
};

const ignore = (_x: Extraction): void => undefined;

/** The bound that stands apart from a type parameter, behind its name; several are a choice. */
function boundApart(x: Extraction, record: number): number {
  const list = x.tree.parentOf(record);
  const declaration = list < 0 ? -1 : x.tree.parentOf(list);
  const name = x.tree.text(x.tree.slot(record, 'name'));
  let bound = -1;
  for (
    let child = declaration < 0 ? -1 : x.tree.firstChild(declaration);
    child >= 0;
    child = x.tree.nextSibling(child, declaration)
  ) {
    if (x.tree.ruleOf(child).role !== 'type-bounds' || x.tree.text(x.tree.firstChild(child)) !== name)
      continue;
    const first = x.tree.firstChild(child);
    for (let type = x.tree.nextSibling(first, child); type >= 0; type = x.tree.nextSibling(type, child)) {
      const one = expressType(x, type);
      bound = bound < 0 || one < 0 ? Math.max(bound, one) : addExpression(x, Op.choice, bound, one, type);
    }
  }
  return bound;
}

/** A type that stands for others: known by its bound alone. */
const visitTypeParameter: Visitor = (x, record) => {
  if (x.tree.slotField(record, 'name') === 0) return bindFirstTypeParameter(x, record);
  const bound =
    x.tree.slotField(record, 'type') === 0
      ? boundApart(x, record)
      : expressType(x, x.tree.slot(record, 'type'));
  const field = x.tree.slotField(record, 'name');
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    if (x.tree.field(child) !== field) continue;
    const follows = x.rules.types.typeArguments === true;
    const kind = follows ? BindingKind.typeParameter : BindingKind.value;
    const row = x.facts.addBinding(
      x.scope,
      nameOf(x, child),
      kind,
      follows ? x.typeParameters++ : -1,
      x.tree.start(child),
      bound,
    );
    if (follows) x.parameterRows.push(row);
  }
};

/** A signature without a name among the members of a type. */
const visitCallSignature: Visitor = (x, record, rule) => {
  const type = typed.expressFunctionType(x, record, rule);
  if (scopeKind(x) !== ScopeKind.class) return;
  const name = rule.literal ?? x.rules.classes.callMember;
  x.facts.addBinding(x.scope, intern(x, name), BindingKind.value, -1, x.tree.start(record), type);
};

const visitTypes: Visitor = (x, record) => {
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
    expressType(x, child);
};

export const roleHandlers: RoleHandlers = {
  settleNames,
  guarded,
  visitors: {
    function: visitFunction,
    signature: visitFunction,
    extension: visitExtension,
    bound: visitBound,
    mark: visitMark,
    variant: visitVariant,
    'numbered-fields': visitNumberedFields,
    class: visitClass,
    'type-declaration': visitTypeDeclaration,
    field: visitField,
    assign: visitAssign,
    update: visitUpdate,
    'assign-lists': visitAssignLists,
    'keyed-loop': visitKeyedLoop,
    'type-switch': visitTypeSwitch,
    embedded: visitEmbeddedType,
    'mixes-in': visitMixesIn,
    'member-alias': visitMemberAlias,
    list: (x, record) => visitChildren(x, record),
    declare: visitDeclare,
    loop: visitLoop,
    'each-loop': visitEachLoop,
    'bind-as': visitBindAs,
    catch: visitBindAs,
    return: visitReturn,
    block: visitBlock,
    branch: visitBranch,
    assertion: visitAssertion,
    'class-body': (x, record) => visitChildren(x, record),
    'instance-constant': visitInstanceConstant,
    'typed-name': visitTypedName,
    match: visitMatch,
    case: visitCase,
    leave: visitLeave,
    straight: (x, record) => visitChildren(x, record),
    decorated: visitDecorated,
    decorator: visitDecorator,
    'type-parameter': visitTypeParameter,
    'type-bounds': ignore,
    property: visitProperty,
    accessor: visitAccessor,
    'query-source': queries.visitQuerySource,
    'query-name': queries.visitQueryName,
    'typed-pattern': visitTypedPattern,
    'object-initializer': accesses.visitInitializer,
    'function-type': visitCallSignature,
    'index-signature': typed.visitIndexSignature,
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
    'literal-type': ignore,
    hook: (x, record) => x.language.hooks.extract?.((x.hookApi ??= createHookApi(x)), record),
  },
  expressers: {
    name: expressions.expressName,
    'qualified-name': expressions.expressQualifiedName,
    'keyword-argument': expressions.expressArgument,
    'conditional-access': accesses.expressConditionalAccess,
    'accessed-member': accesses.expressAccessedMember,
    'accessed-item': accesses.expressAccessedItem,
    'object-initializer': accesses.expressInitializer,
    'construct-expected': expressions.expressConstructExpected,
    'typed-name': expressTypedName,
    query: queries.expressQuery,
    'query-result': expressList,
    'result-body': expressions.expressLast,
    'free-name': direct.expressFreeName,
    'type-name': direct.expressTypeName,
    'field-access': direct.expressFieldAccess,
    'direct-call': direct.expressDirectCall,
    store: stored.expressStore,
    'typed-initializer': stored.expressTypedInitializer,
    'direct-choice': direct.expressDirectChoice,
    'direct-cast': direct.expressDirectCast,
    'tagged-type': declarators.expressTaggedType,
    member: expressions.expressMember,
    path: expressPath,
    index: selections.expressIndexed,
    block: selections.expressBlock,
    conditional: selections.expressConditionalBlocks,
    select: selections.expressSelect,
    arm: selections.expressArm,
    bounds: (x, record) => expressBounds(x, record),
    instantiated: typed.expressGeneric,
    subscript: expressions.expressSubscript,
    call: expressions.expressCall,
    construct: expressions.expressConstruct,
    self: expressions.expressSelf,
    super: expressions.expressSuper,
    literal: expressions.expressLiteral,
    await: expressions.expressAwait,
    yield: expressions.expressYield,
    choice: expressions.expressChoice,
    'any-of': expressions.expressAnyOf,
    operator: expressions.expressOperator,
    address: expressAddress,
    behind: expressBehind,
    comprehension: expressions.expressComprehension,
    entries: expressEntries,
    items: expressItems,
    spread: expressions.expressSame,
    sequence: expressions.expressSequence,
    object: expressions.expressObject,
    cast: typed.expressCast,
    composite: expressComposite,
    conversion: expressions.expressConversion,
    'array-value': expressions.expressArrayValue,
    unary: expressions.expressUnary,
    list: expressList,
    embedded: expressEmbeddedType,
    parameters: expressParameters,
    generic: typed.expressGeneric,
    'collection-type': typed.expressCollectionType,
    'map-type': typed.expressMapType,
    'function-type': typed.expressFunctionType,
    'same-type': expressions.expressSame,
    last: expressions.expressLast,
    predicate: typed.expressPredicate,
    'type-of': typed.expressTypeOf,
    'conditional-type': typed.expressConditionalType,
    'inferred-type': typed.expressInferredType,
    'indexed-type': typed.expressIndexedType,
    'keys-of': typed.expressKeysOf,
    parameter: typed.expressParameter,
    function: expressions.expressFunction,
    class: expressions.expressClass,
    assign: expressions.expressAssign,
  },
};
