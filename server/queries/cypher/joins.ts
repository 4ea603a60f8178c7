// Patterns whose relationships are all of one hop → a join of the tables. A relationship is what joins two nodes by one
// type, however often it stands in the code: the first of its sites stands for it. Knows no clause.

import { CALLS } from '../vocabulary.ts';
import { DEFINES, labelConditions, OBSERVED, OBSERVED_TABLE, typeNumber } from './graphNames.ts';
import { Refusal } from './refusal.ts';
import { nodeBinding, relationshipBinding, type Binding, type Scope, type Statement } from './scope.ts';
import type { NodePattern, RelationshipPattern } from './syntax.ts';

/** A part of a pattern between two paths of variable length. */
export interface Segment {
  readonly nodes: readonly NodePattern[];
  readonly relationships: readonly RelationshipPattern[];
}

/** A join that can be written in several ways, of which each gives other rows: a union of them is meant. */
export interface Join {
  readonly variants: readonly JoinVariant[];
  readonly scope: Scope;
}

interface JoinVariant {
  readonly from: readonly string[];
  readonly where: readonly string[];
}

/** More are refused: each doubles the statement. */
const MAX_VARIANTS = 16;

/** One way to walk a relationship: what rows it is made of, and which way. */
export interface Step {
  readonly source: 'edge' | 'parent' | 'observed';
  readonly isForward: boolean;
  /** The numbers of types; any when it is empty. */
  readonly kinds: readonly number[];
}

/** The ways in which a relationship can be walked from its left node to its right one. */
export function stepsOf(
  { types, direction }: Pick<RelationshipPattern, 'types' | 'direction'>,
  { withObserved }: Pick<Statement, 'withObserved'>,
): Step[] {
  const numbers = [...new Set(types.map(typeNumber))];
  const kinds = numbers.filter((number) => number !== DEFINES);
  const sources: Pick<Step, 'source' | 'kinds'>[] = [];
  if (numbers.length === 0 || kinds.length > 0) sources.push({ source: 'edge', kinds });
  if (numbers.length === 0 || numbers.includes(DEFINES)) sources.push({ source: 'parent', kinds: [] });
  if (withObserved && (numbers.length === 0 || numbers.includes(CALLS)))
    sources.push({ source: 'observed', kinds: [] });
  const ways = direction === 'both' ? [true, false] : [direction === 'out'];
  return sources.flatMap(({ source, kinds: of }) =>
    ways.map((isForward) => ({ source, kinds: of, isForward })),
  );
}

/** The rows a step is made of, as an item of FROM. */
export function stepTable({ source }: Step, row: string): string {
  if (source === 'edge') return `edge ${row}`;
  if (source === 'observed')
    return `(SELECT source, ${CALLS} AS kind, target, 0 AS line, ${OBSERVED} AS reason, 0 AS site_name
      FROM ${OBSERVED_TABLE} WHERE NOT is_known) ${row}`;
  return `(SELECT parent AS source, ${DEFINES} AS kind, id AS target, line, 0 AS reason, 0 AS site_name
    FROM symbol WHERE parent IS NOT NULL) ${row}`;
}

/** Conditions on a row of a step that leads from one node to another. */
export function stepConditions(step: Step, row: string, left: string, right: string | undefined): string[] {
  const [from, to] = step.isForward ? ['source', 'target'] : ['target', 'source'];
  const conditions = [`cypher_tick(${row}.source)`, `${row}.${from} = ${left}`];
  if (right !== undefined) conditions.push(`${row}.${to} = ${right}`);
  if (step.source !== 'edge') return conditions;
  if (step.kinds.length > 0) conditions.push(`${row}.kind IN (${step.kinds.join(', ')})`);
  conditions.push(`NOT EXISTS (SELECT 1 FROM edge y WHERE y.source = ${row}.source AND y.kind = ${row}.kind
    AND y.target = ${row}.target AND (y.line, y.reason, y.site_name) < (${row}.line, ${row}.reason, ${row}.site_name))`);
  return conditions;
}

/** What tells a relationship from all others, as text. */
export function keyOf(row: string): string {
  return `('|' || ${row}.source || '>' || ${row}.kind || '>' || ${row}.target || '|')`;
}

/** A relationship of a join, for the rule that no relationship is walked twice in one pattern. */
interface Walked {
  readonly row: string;
  readonly steps: readonly Step[];
}

/** Collects the tables and conditions of segments that are joined. */
export class JoinBuilder {
  readonly #statement: Statement;
  readonly #scope: Map<string, Binding>;
  readonly #nodes: { from: string[]; where: string[] } = { from: [], where: [] };
  readonly #walked: (Walked & {
    readonly left: string;
    readonly right: string;
    readonly others: string[];
  })[] = [];
  /** Names of the relationships of this join, in order. */
  readonly relationships: string[] = [];

  constructor(statement: Statement, scope: Scope) {
    this.#statement = statement;
    this.#scope = new Map(scope);
  }

  get scope(): Scope {
    return this.#scope;
  }

  where(condition: string): void {
    this.#nodes.where.push(condition);
  }

  /** Joins a chain of nodes; its nodes and relationships have names by now. */
  add({ nodes, relationships }: Segment): void {
    const [first, ...others] = nodes;
    let left = this.#addNode(first!);
    for (const [index, node] of others.entries()) {
      const relationship = relationships[index]!;
      const right = this.#addNode(node);
      this.#addRelationship(relationship, left, right);
      left = right;
    }
  }

  /** SQL for the id of a node. */
  #addNode(node: NodePattern): string {
    const name = node.variable!;
    const known = this.#scope.get(name);
    if (known && known.type.kind !== 'node')
      throw new Refusal(
        node.at,
        `${name} is a ${known.type.kind}, not a node`,
        'Give the node another name.',
      );
    let row = known?.row;
    if (row === undefined) {
      row = this.#statement.fresh('n');
      this.#nodes.from.push(`symbol ${row}`);
      this.#nodes.where.push(`cypher_tick(${row}.id)`);
      if (known) this.#nodes.where.push(`${row}.id = ${known.sql}`);
      this.#scope.set(name, nodeBinding(row));
    }
    if (node.labels.length > 0) this.#nodes.where.push(labelConditions(row, node.labels));
    return `${row}.id`;
  }

  #addRelationship(pattern: RelationshipPattern, left: string, right: string): void {
    const name = pattern.variable!;
    const row = this.#statement.fresh('e');
    const known = this.#scope.get(name);
    if (known && (known.type.kind !== 'relationship' || this.relationships.includes(name)))
      throw new Refusal(pattern.at, `${name} is used already`, 'Give the relationship another name.');
    const others = this.#walked.map((other) => `${keyOf(row)} <> ${keyOf(other.row)}`);
    if (known) others.push(`${keyOf(row)} = ${jsonKey(known.sql)}`);
    this.#walked.push({ row, steps: stepsOf(pattern, this.#statement), left, right, others });
    this.relationships.push(name);
    this.#scope.set(name, relationshipBinding(row));
  }

  finish(at: number): Join {
    let variants: JoinVariant[] = [{ from: this.#nodes.from, where: this.#nodes.where }];
    for (const { row, steps, left, right, others } of this.#walked) {
      variants = variants.flatMap(({ from, where }) =>
        steps.map((step) => {
          const isSecondLook = !step.isForward && steps.some((other) => other.isForward);
          // A relationship of a node with itself is the same in both directions.
          const once = isSecondLook ? [`${row}.source <> ${row}.target`] : [];
          return {
            from: [...from, stepTable(step, row)],
            where: [...where, ...stepConditions(step, row, left, right), ...others, ...once],
          };
        }),
      );
      if (variants.length > MAX_VARIANTS)
        throw new Refusal(at, 'too many relationships without type or direction', 'Say :CALLS, and ->.');
    }
    this.#statement.countVariants(variants.length, at);
    return { variants, scope: this.#scope };
  }
}

/** The key of a relationship that is JSON. */
function jsonKey(json: string): string {
  return `(SELECT '|' || json_extract(j, '$[0]') || '>' || json_extract(j, '$[1]') || '>' || json_extract(j, '$[2]') || '|'
    FROM (SELECT ${json} AS j))`;
}
