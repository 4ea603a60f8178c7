// What must be known before sites are evaluated, and edges that follow from class structure alone: methods written
// outside of their class, overrides, and types that satisfy an interface by having its methods.

import { ScopeKind } from '../facts/expressions.ts';
import { EDGE_KINDS, NODE_KINDS } from '../protocol/graph.ts';
import type { Columns } from './columns.ts';
import type { EdgeTable } from './edgeTable.ts';
import type { Evaluator } from './evaluator.ts';
import type { Modules } from './modules.ts';
import type { Program } from './program.ts';
import { ReasonId } from './reasons.ts';
import { Kind, kindOf, payloadOf } from './values.ts';

const METHOD = NODE_KINDS.indexOf('Method');
const INTERFACE = NODE_KINDS.indexOf('Interface');
const OVERRIDES = EDGE_KINDS.indexOf('OVERRIDES');
const IMPLEMENTS = EDGE_KINDS.indexOf('IMPLEMENTS');

/** Attaches methods to their receivers' types and adds the edges of class structure. */
export function linkMembers(
  program: Program,
  columns: Columns,
  evaluator: Evaluator,
  modules: Modules,
  edges: EdgeTable,
): void {
  const rows = program.tables.symbols.rows;
  for (let symbol = 0; symbol < rows; symbol++) {
    const receiver = columns.symbol(symbol, 'receiver');
    if (receiver < 0) continue;
    const value = evaluator.types.typeObject(receiver);
    if (kindOf(value) === Kind.class && !isInside(columns, payloadOf(value), symbol)) {
      // Of several variants of a method the one for the default target of the build stays.
      const known = evaluator.classes.attachedMethods(payloadOf(value))?.get(columns.symbol(symbol, 'name'));
      if (known === undefined || modules.variantOf(columns.fileOfSymbol(symbol)) === '')
        evaluator.classes.attachMethod(payloadOf(value), symbol);
      program.tables.symbols.ints[symbol * program.tables.symbols.width + 2] = payloadOf(value);
    }
  }
  for (let symbol = 0; symbol < rows; symbol++) {
    if (columns.symbol(symbol, 'kind') === METHOD) addOverride(columns, evaluator, edges, symbol);
  }
  linkStructuralInterfaces(program, columns, evaluator, edges);
}

/** Whether `symbol` is declared within `outer`; broken code can make a method's receiver look so. */
function isInside(columns: Columns, symbol: number, outer: number): boolean {
  for (let at = symbol; at >= 0; at = columns.symbol(at, 'parent')) if (at === outer) return true;
  return false;
}

/** An edge from a method to the one that it replaces in a base. */
function addOverride(columns: Columns, evaluator: Evaluator, edges: EdgeTable, method: number): void {
  const owner = columns.symbol(method, 'parent');
  if (owner < 0 || evaluator.classes.basesOf(owner).length === 0) return;
  const member = evaluator.classes.findMember(owner, columns.symbol(method, 'name'), owner);
  const row = member?.bindings.at(-1);
  if (row === undefined) return;
  const value = evaluator.bindingValue(row);
  if (kindOf(value) !== Kind.function || payloadOf(value) === method) return;
  edges.add(method, OVERRIDES, payloadOf(value), ReasonId.member, columns.symbol(method, 'nameLine') + 1, 0);
}

/** In languages with structural interfaces, a type with all methods of an interface implements it. */
function linkStructuralInterfaces(
  program: Program,
  columns: Columns,
  evaluator: Evaluator,
  edges: EdgeTable,
): void {
  const methodsOf = new Map<number, Set<number>>();
  const interfaces: number[] = [];
  for (let symbol = 0; symbol < program.tables.symbols.rows; symbol++) {
    const { binding } = program.files[columns.fileOfSymbol(symbol)]!.language;
    if (!binding.structuralInterfaces) continue;
    if (columns.symbol(symbol, 'kind') === INTERFACE) interfaces.push(symbol);
    if (columns.symbol(symbol, 'kind') !== METHOD) continue;
    const owner = columns.symbol(symbol, 'parent');
    if (owner < 0 || columns.scopeKind(columns.symbol(owner, 'body')) !== ScopeKind.class) continue;
    let names = methodsOf.get(owner);
    if (!names) methodsOf.set(owner, (names = new Set()));
    names.add(columns.symbol(symbol, 'name'));
  }
  const byMethod = new Map<number, number[]>();
  for (const [owner, names] of methodsOf) {
    if (columns.symbol(owner, 'kind') === INTERFACE) continue;
    for (const name of names) {
      const known = byMethod.get(name);
      if (known) known.push(owner);
      else byMethod.set(name, [owner]);
    }
  }
  for (const one of interfaces) {
    const wanted = new Set(
      evaluator.classes.lineage(one).classes.flatMap((base) => [...(methodsOf.get(base) ?? [])]),
    );
    if (wanted.size === 0 || evaluator.classes.lineage(one).isOpen) continue;
    const [first] = wanted;
    for (const owner of byMethod.get(first!) ?? []) {
      const names = methodsOf.get(owner)!;
      if (![...wanted].every((name) => names.has(name))) continue;
      edges.add(owner, IMPLEMENTS, one, ReasonId.structural, columns.symbol(owner, 'nameLine') + 1, 0);
    }
  }
}
