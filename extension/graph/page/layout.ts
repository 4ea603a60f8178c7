// Where nodes stand: columns by distance, callers on the left of what they call, and in a column those near each other that
// have neighbours in common. Nothing overlaps, whatever there is. Pure: sizes come in, places come out.
import type { GraphEdge, GraphNode } from '../../../server/protocol/graphView.ts';
import { t } from '../../../server/protocol/l10n.ts';

/** A rectangle of the picture; x and y are its left upper corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The box of a folder around nodes that stand together. */
export interface GroupBox extends Box {
  readonly name: string;
}

export interface Layout {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly groups: readonly GroupBox[];
}

export interface LayoutInput {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly widthOf: (node: GraphNode) => number;
  /** The columns of the answer, or of the order in which nodes use each other. */
  readonly columns: 'distance' | 'order';
  readonly isGrouped: boolean;
}

export const NODE_HEIGHT = 24;
const ROW_GAP = 10;
const COLUMN_GAP = 90;
/** Between the parts of a column that is too long for one. */
const PART_GAP = 40;
const GROUP_PADDING = 8;
const GROUP_HEAD = 20;
/** A column has so many rows at least before it is parted. */
const LEAST_ROWS = 12;
const SWEEPS = 4;
/** Rows of a column for the root of the number of nodes: nodes are wide, so that columns are long in a picture that is as wide as high. */
const ROWS_FOR_ROOT = 2.2;

interface Row {
  readonly node: GraphNode;
  readonly group: string;
  rank: number;
}

/** Places all nodes. */
export function layOut({ nodes, edges, widthOf, columns, isGrouped }: LayoutInput): Layout {
  const columnOf =
    columns === 'distance'
      ? new Map(nodes.map(({ key, distance }) => [key, distance]))
      : orderOf(nodes, edges);
  const rows = new Map<number, Row[]>();
  for (const node of nodes) {
    const column = columnOf.get(node.key)!;
    const row: Row = { node, group: isGrouped ? groupOf(node) : '', rank: 0 };
    const known = rows.get(column);
    if (known) known.push(row);
    else rows.set(column, [row]);
  }
  const sorted = [...rows].sort(([a], [b]) => a - b).map(([, column]) => column);
  sortRows(sorted, edges);
  const boxes = new Map<string, Box>();
  const groups: GroupBox[] = [];
  const most = Math.max(LEAST_ROWS, Math.ceil(Math.sqrt(nodes.length) * ROWS_FOR_ROOT));
  let x = 0;
  for (const column of sorted) {
    for (const part of split(column, most)) {
      const width = Math.max(...part.map(({ node }) => widthOf(node)));
      const placed = placeColumn(part, x, width, widthOf);
      for (const [key, box] of placed.boxes) boxes.set(key, box);
      groups.push(...placed.groups);
      x += width + PART_GAP;
    }
    x += COLUMN_GAP - PART_GAP;
  }
  return { boxes, groups };
}

/** The folder of a node's file, or the one that a folder or file of a map lies in. */
function groupOf({ kind, file, qualifiedName }: GraphNode): string {
  if (kind === 'External') return t('outside');
  if (kind === 'Package') return '';
  const path = file === '' ? qualifiedName : file;
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : t('top');
}

/** Those of one group stand together; groups and rows are ordered by where their neighbours stand. */
function sortRows(columns: readonly Row[][], edges: readonly GraphEdge[]): void {
  const rowOf = new Map(columns.flat().map((row) => [row.node.key, row]));
  const neighbours = new Map<string, Row[]>();
  const join = (from: string, to: string): void => {
    const row = rowOf.get(to);
    if (!row || from === to) return;
    const known = neighbours.get(from);
    if (known) known.push(row);
    else neighbours.set(from, [row]);
  };
  for (const { source, target } of edges) {
    join(source, target);
    join(target, source);
  }
  for (const column of columns) number(column);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const column of sweep % 2 === 0 ? columns : columns.toReversed()) {
      const wanted = new Map(column.map((row) => [row, meanRank(neighbours.get(row.node.key), row)]));
      const ofGroup = new Map(
        [...Map.groupBy(column, ({ group }) => group)].map(([group, own]) => [
          group,
          own.reduce((sum, row) => sum + wanted.get(row)!, 0) / own.length,
        ]),
      );
      column.sort(
        (a, b) =>
          ofGroup.get(a.group)! - ofGroup.get(b.group)! ||
          (a.group < b.group ? -1 : a.group > b.group ? 1 : 0) ||
          wanted.get(a)! - wanted.get(b)! ||
          a.rank - b.rank,
      );
      number(column);
    }
  }
}

/** Ranks are parts of the whole column, so that those of a short and of a long one compare. */
function number(column: readonly Row[]): void {
  for (const [at, row] of column.entries()) row.rank = (at + 0.5) / column.length;
}

function meanRank(neighbours: readonly Row[] | undefined, row: Row): number {
  if (!neighbours) return row.rank;
  return neighbours.reduce((sum, { rank }) => sum + rank, 0) / neighbours.length;
}

function split(column: readonly Row[], most: number): Row[][] {
  const parts = Math.ceil(column.length / most);
  const size = Math.ceil(column.length / parts);
  return Array.from({ length: parts }, (_, part) => column.slice(part * size, (part + 1) * size)).filter(
    ({ length }) => length > 0,
  );
}

function placeColumn(
  column: readonly Row[],
  x: number,
  width: number,
  widthOf: (node: GraphNode) => number,
): { boxes: [string, Box][]; groups: GroupBox[] } {
  const boxes: [string, Box][] = [];
  const groups: GroupBox[] = [];
  let y = 0;
  for (const [at, { node, group }] of column.entries()) {
    const begins = group !== '' && column[at - 1]?.group !== group;
    if (begins) {
      y += at === 0 ? GROUP_HEAD : GROUP_PADDING + GROUP_HEAD;
      const own = column.filter((row, index) => index >= at && isSameRun(column, at, index, row));
      const height = own.length * (NODE_HEIGHT + ROW_GAP) - ROW_GAP + GROUP_HEAD + GROUP_PADDING;
      groups.push({
        name: group,
        x: x - GROUP_PADDING,
        y: y - GROUP_HEAD,
        width: width + 2 * GROUP_PADDING,
        height,
      });
    }
    boxes.push([node.key, { x, y, width: widthOf(node), height: NODE_HEIGHT }]);
    y += NODE_HEIGHT + ROW_GAP;
  }
  // Columns stand around one line.
  const shift = -(y - ROW_GAP) / 2;
  return {
    boxes: boxes.map(([key, box]) => [key, Object.assign({}, box, { y: box.y + shift })]),
    groups: groups.map((group) => Object.assign({}, group, { y: group.y + shift })),
  };
}

function isSameRun(column: readonly Row[], from: number, to: number, { group }: Row): boolean {
  return column.slice(from, to + 1).every((row) => row.group === group) && group === column[from]?.group;
}

/**
 * A column for each node: behind all that use it. Of a circle the uses that lead back to where a walk came from count for
 * nothing, so that it is drawn out too.
 */
function orderOf(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Map<string, number> {
  const targetsOf = Map.groupBy(edges, ({ source }) => source);
  const surplus = new Map(nodes.map(({ key }) => [key, 0]));
  for (const { source, target, count } of edges) {
    surplus.set(source, (surplus.get(source) ?? 0) + count);
    surplus.set(target, (surplus.get(target) ?? 0) - count);
  }
  // Who uses more than it is used begins.
  const starts = nodes.toSorted((a, b) => surplus.get(b.key)! - surplus.get(a.key)!);
  const state = new Map<string, 'open' | 'done'>();
  const ended: string[] = [];
  const usersOf = new Map<string, string[]>();
  const visit = (key: string): void => {
    state.set(key, 'open');
    for (const { target } of targetsOf.get(key) ?? []) {
      if (state.get(target) === 'open') continue;
      const users = usersOf.get(target);
      if (users) users.push(key);
      else usersOf.set(target, [key]);
      if (!state.has(target)) visit(target);
    }
    state.set(key, 'done');
    ended.push(key);
  };
  for (const { key } of starts) if (!state.has(key)) visit(key);
  const columnOf = new Map<string, number>();
  for (const key of ended.toReversed())
    columnOf.set(key, Math.max(-1, ...(usersOf.get(key) ?? []).map((user) => columnOf.get(user) ?? -1)) + 1);
  return columnOf;
}
