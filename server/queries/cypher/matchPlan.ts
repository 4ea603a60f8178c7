// A MATCH before it becomes SQL: every node and relationship has a name, every condition on a part is a condition on a
// name, chains are turned so that they begin where most is known, and are cut at paths of variable length.

import type { Segment } from './joins.ts';
import { refuseAggregates } from './functions.ts';
import { isConstant } from './expressions.ts';
import { Refusal } from './refusal.ts';
import type { Scope, Statement } from './scope.ts';
import type { Expression, NodePattern, PathPattern, RelationshipPattern } from './syntax.ts';

/** The most hops of a path of variable length. */
const MAX_HOPS = 10;

/** A path of variable length and what comes after it. */
export interface Walk {
  readonly pattern: RelationshipPattern & { readonly variable: string };
  readonly min: number;
  readonly max: number;
  readonly from: string;
  readonly to: string;
  readonly rest: Segment;
}

/** A chain, cut into pieces. */
export interface PlannedPath {
  readonly pattern: PathPattern;
  readonly isReversed: boolean;
  readonly first: Segment;
  readonly walks: readonly Walk[];
}

/** A MATCH that can be compiled. */
export interface MatchPlan {
  readonly paths: readonly PlannedPath[];
  /** Each holds for the rows that are left; in no order. */
  readonly conditions: readonly Expression[];
}

/** Plans the patterns of one MATCH; `scope` has what is known before it. */
export function planMatch(
  statement: Statement,
  paths: readonly PathPattern[],
  where: Expression | undefined,
  scope: Scope,
): MatchPlan {
  const conditions: Expression[] = where ? splitConditions(where) : [];
  const named = paths.map((path) => nameParts(statement, path, conditions));
  for (const condition of conditions) refuseAggregates(condition);
  return { paths: named.map((path) => planPath(statement, path, conditions, scope)), conditions };
}

/** The conditions that hold when all of them do. */
function splitConditions(where: Expression): Expression[] {
  if (where.type !== 'and') return [where];
  return [...splitConditions(where.left), ...splitConditions(where.right)];
}

/** Gives every part a name, and makes conditions of properties; names made here begin with a space. */
function nameParts(statement: Statement, path: PathPattern, conditions: Expression[]): PathPattern {
  const name = <Part extends NodePattern | RelationshipPattern>(part: Part, prefix: string): Part => {
    const variable = part.variable ?? ` ${statement.fresh(prefix)}`;
    const of: Expression = { type: 'variable', at: part.at, name: variable };
    const isWalk = 'hops' in part && part.hops !== undefined;
    if (!isWalk) {
      for (const { key, value, at } of part.properties) {
        const left: Expression = { type: 'property', at, of, key };
        conditions.push({ type: 'comparison', at, operator: '=', left, right: value });
      }
      if (part.where) conditions.push(...splitConditions(part.where));
    } else if (part.where) {
      throw new Refusal(
        part.where.at,
        'a path of variable length takes no WHERE of its own',
        'Use properties: [:CALLS*1..3 {tier: "exact"}].',
      );
    }
    return { ...part, variable };
  };
  return {
    ...path,
    nodes: path.nodes.map((node) => name(node, 'node')),
    relationships: path.relationships.map((relationship) => name(relationship, 'rel')),
  };
}

function planPath(
  statement: Statement,
  path: PathPattern,
  conditions: readonly Expression[],
  scope: Scope,
): PlannedPath {
  const score = (node: NodePattern): number => scoreNode(node, conditions, scope);
  const hasWalk = path.relationships.some(({ hops }) => hops !== undefined);
  const isReversed = hasWalk && score(path.nodes.at(-1)!) > score(path.nodes[0]!);
  const nodes = isReversed ? path.nodes.toReversed() : path.nodes;
  const relationships = isReversed ? path.relationships.toReversed().map(turn) : path.relationships;
  const segments: { nodes: NodePattern[]; relationships: RelationshipPattern[] }[] = [
    { nodes: [nodes[0]!], relationships: [] },
  ];
  const walked: RelationshipPattern[] = [];
  for (const [index, relationship] of relationships.entries()) {
    const node = nodes[index + 1]!;
    if (relationship.hops) {
      walked.push(relationship);
      segments.push({ nodes: [node], relationships: [] });
    } else {
      const segment = segments.at(-1)!;
      segment.nodes.push(node);
      segment.relationships.push(relationship);
    }
  }
  const walks = walked.map((pattern, index) => {
    const { min, max } = hopsOf(statement, pattern);
    const from = segments[index]!.nodes.at(-1)!.variable!;
    const rest = segments[index + 1]!;
    return {
      pattern: { ...pattern, variable: pattern.variable! },
      min,
      max,
      from,
      to: rest.nodes[0]!.variable!,
      rest,
    };
  });
  return { pattern: path, isReversed, first: segments[0]!, walks };
}

function hopsOf(statement: Statement, { hops, at }: RelationshipPattern): { min: number; max: number } {
  const { min, max } = hops!;
  if (min > MAX_HOPS || (max !== undefined && max > MAX_HOPS)) {
    const nearest = `Nearest: *${Math.min(min, MAX_HOPS)}..${MAX_HOPS}.`;
    throw new Refusal(at, `a path of variable length has at most ${MAX_HOPS} hops`, nearest);
  }
  if (max !== undefined) return { min, max };
  statement.notes.add(`A path without an upper bound is followed over ${MAX_HOPS} hops.`);
  return { min, max: MAX_HOPS };
}

function turn(relationship: RelationshipPattern): RelationshipPattern {
  const { direction } = relationship;
  return { ...relationship, direction: direction === 'both' ? 'both' : direction === 'out' ? 'in' : 'out' };
}

/** How few nodes this can be: the higher, the fewer. */
function scoreNode(
  { variable, labels }: NodePattern,
  conditions: readonly Expression[],
  scope: Scope,
): number {
  if (scope.has(variable!)) return 5;
  const scores = conditions.map((condition) => scoreCondition(condition, variable!));
  return Math.max(labels.length > 0 ? 1 : 0, ...scores);
}

function scoreCondition(condition: Expression, variable: string): number {
  if (condition.type === 'labels') return isVariable(condition.of, variable) ? 1 : 0;
  if (condition.type !== 'comparison' && condition.type !== 'text' && condition.type !== 'in') return 0;
  const [tested, against] =
    condition.type === 'in' ? [condition.of, condition.list] : [condition.left, condition.right];
  if (tested.type !== 'property' || !isVariable(tested.of, variable) || !isConstant(against)) return 0;
  if (condition.type === 'text') return 3;
  if (condition.type === 'in') return 4;
  return condition.operator === '=' ? 4 : 2;
}

function isVariable(expression: Expression, name: string): boolean {
  return expression.type === 'variable' && expression.name === name;
}
