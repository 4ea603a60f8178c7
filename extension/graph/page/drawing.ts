// The picture itself: nodes and edges as SVG, moved and scaled by d3. Owns which element stands for which node; knows nothing
// of questions. SVG, because it follows the theme and the keyboard like any other part of a page, and because a node that is
// dragged costs its own edges only.
import { drag } from 'd3-drag';
import { select } from 'd3-selection';
import { zoom, zoomIdentity } from 'd3-zoom';
import type { GraphAnswer, GraphEdge, GraphNode, GraphQuestion } from '../../../server/protocol/graphView.ts';
import type { NodeKind } from '../../../server/protocol/graph.ts';
import { t } from '../../../server/protocol/l10n.ts';
import { formatTier } from '../../vocabulary.ts';
import { layOut, NODE_HEIGHT } from './layout.ts';
import type { Box } from './layout.ts';
import type { Picture } from './pageState.ts';
import { describeEdgeKind, describeNode, KIND_MARKS } from './words.ts';

/** What a person does with the picture. */
export interface DrawingListener {
  select(key: string | undefined): void;
  open(key: string): void;
  focus(key: string): void;
  expand(key: string): void;
  move(key: string, x: number, y: number): void;
}

const SVG = 'http://www.w3.org/2000/svg';
const MOST_SCALE = 4;
const LEAST_SCALE = 0.05;
/** What is fitted into the window is not drawn larger than it is. */
const FIT_SCALE = 1;
/** Below it nobody reads the names: a picture that is new shows its middle instead of all. */
const READABLE_SCALE = 0.6;
const MARGIN = 24;
const MARK_WIDTH = 24;
const LABEL_LIMIT = 34;
/** Impact and paths have so many colours; what is farther has the last one. */
const LAST_STEP = 3;
const FONT = '12px system-ui, sans-serif';

const CLASSES: Readonly<Record<NodeKind, string>> = {
  Project: 'of-place',
  Folder: 'of-place',
  File: 'of-place',
  Module: 'of-place',
  Package: 'of-place',
  Class: 'of-type',
  Interface: 'of-type',
  Enum: 'of-type',
  Type: 'of-type',
  Function: 'of-function',
  Method: 'of-function',
  Field: 'of-value',
  Variable: 'of-value',
  External: 'of-outside',
};

interface DrawnNode {
  readonly node: GraphNode;
  readonly element: SVGGElement;
  readonly edges: DrawnEdge[];
  box: Box;
}

interface DrawnEdge {
  readonly edge: GraphEdge;
  readonly element: SVGPathElement;
  readonly source: DrawnNode;
  readonly target: DrawnNode;
}

export class Drawing {
  readonly #svg: SVGSVGElement;
  readonly #scene: SVGGElement;
  readonly #listener: DrawingListener;
  readonly #zoom = zoom<SVGSVGElement, unknown>().scaleExtent([LEAST_SCALE, MOST_SCALE]);
  readonly #measure = document.createElement('canvas').getContext('2d');
  #nodes: ReadonlyMap<string, DrawnNode> = new Map();
  #selected: string | undefined;

  constructor(svg: SVGSVGElement, listener: DrawingListener) {
    this.#svg = svg;
    this.#listener = listener;
    this.#scene = make('g', { id: 'scene' });
    svg.append(makeArrow(), this.#scene);
    this.#zoom.on('zoom', ({ transform }: { transform: { toString(): string } }) =>
      this.#scene.setAttribute('transform', transform.toString()),
    );
    select(svg)
      .call(this.#zoom)
      // A double click looks closer at a node; on nothing it does nothing.
      .on('dblclick.zoom', null);
    svg.addEventListener('click', ({ target }) => {
      if (target === svg) listener.select(undefined);
    });
  }

  /** Draws another picture. Where it shows the same nodes, what was looked at stays where it is. */
  draw(answer: GraphAnswer, { question, isGrouped, moved }: Picture): void {
    const columns = question.view === 'map' ? 'order' : 'distance';
    const widthOf = (node: GraphNode): number => this.#widthOf(node);
    const { boxes, groups } = layOut({ ...answer, widthOf, columns, isGrouped });
    const hadFocus = this.#scene.contains(document.activeElement);
    this.#scene.replaceChildren();
    for (const { name, x, y, width, height } of groups) {
      const box = make('rect', { class: 'group-box', x, y, width, height, rx: 4 });
      const label = make('text', { class: 'group-name', x: x + 6, y: y + 13 });
      label.textContent = fit(name, width - 8, (text) => this.#textWidth(text));
      this.#scene.append(box, label);
    }
    const nodes = new Map<string, DrawnNode>();
    for (const node of answer.nodes) {
      const box = boxes.get(node.key)!;
      const place = moved[node.key];
      const at = place ? { ...box, x: place[0], y: place[1] } : box;
      nodes.set(node.key, { node, box: at, edges: [], element: this.#makeNode(node, at.width, question) });
    }
    const edges = make('g', {});
    for (const edge of answer.edges) {
      const [source, target] = [nodes.get(edge.source), nodes.get(edge.target)];
      if (!source || !target) continue;
      const isCircle = source.node.cycle !== undefined && source.node.cycle === target.node.cycle;
      const element = make('path', {
        class: `edge ${edge.tier}${isCircle ? ' circle' : ''}`,
        'marker-end': 'url(#arrow)',
      });
      const title = make('title', {});
      title.textContent = describeDrawnEdge(edge, source.node, target.node);
      element.append(title);
      const drawn = { edge, element, source, target };
      source.edges.push(drawn);
      if (target !== source) target.edges.push(drawn);
      edges.append(element);
    }
    this.#scene.append(edges);
    for (const drawn of nodes.values()) {
      this.#scene.append(drawn.element);
      placeNode(drawn);
      for (const each of drawn.edges) if (each.source === drawn) placeEdge(each);
    }
    this.#nodes = nodes;
    this.#makeMovable();
    this.select(this.#selected);
    if (hadFocus) this.focusNode(this.#selected ?? answer.nodes[0]?.key);
  }

  /** Marks a node and its edges; the keyboard reaches the picture there. */
  select(key: string | undefined): void {
    this.#selected = key;
    const reached =
      (key !== undefined && this.#nodes.has(key) ? key : undefined) ?? this.#nodes.keys().next().value;
    for (const [each, { element, edges }] of this.#nodes) {
      element.classList.toggle('selected', each === key);
      element.setAttribute('tabindex', each === reached ? '0' : '-1');
      element.setAttribute('aria-pressed', String(each === key));
      for (const edge of edges) edge.element.classList.remove('near');
    }
    for (const { element } of this.#nodes.get(key ?? '')?.edges ?? []) {
      element.classList.add('near');
      element.parentNode?.append(element);
    }
  }

  focusNode(key: string | undefined): void {
    const drawn = key === undefined ? undefined : this.#nodes.get(key);
    if (!drawn) return;
    drawn.element.focus({ preventScroll: true });
    this.#reveal(drawn.box);
  }

  /** The nearest node in a direction from another one. */
  findBeside(key: string, towards: 'left' | 'right' | 'up' | 'down'): string | undefined {
    const from = this.#nodes.get(key);
    if (!from) return undefined;
    const sideways = towards === 'left' || towards === 'right';
    const sign = towards === 'left' || towards === 'up' ? -1 : 1;
    let best: { key: string; cost: number } | undefined;
    for (const [each, { box }] of this.#nodes) {
      const [x, y] = [box.x + box.width / 2 - from.box.x - from.box.width / 2, box.y - from.box.y];
      const [along, across] = sideways ? [sign * x, Math.abs(y)] : [sign * y, Math.abs(x)];
      if (each === key || along <= 0.5) continue;
      const cost = along + 3 * across;
      if (!best || cost < best.cost) best = { key: each, cost };
    }
    return best?.key;
  }

  /** Moves a node by some pixels, as the keyboard does. */
  moveBy(key: string, x: number, y: number): void {
    const drawn = this.#nodes.get(key);
    if (!drawn) return;
    moveTo(drawn, drawn.box.x + x, drawn.box.y + y);
    this.#listener.move(key, drawn.box.x, drawn.box.y);
  }

  /** Scales by a factor around the middle. */
  scaleBy(factor: number): void {
    this.#zoom.scaleBy(select(this.#svg), factor);
  }

  panBy(x: number, y: number): void {
    this.#zoom.translateBy(select(this.#svg), x / this.#scale, y / this.#scale);
  }

  /** Shows all of it. */
  fit(): void {
    this.#look(this.bounds(), this.#fittingScale());
  }

  /** Shows a picture that is new: all of it where that can be read, else what was asked about. */
  begin(): void {
    const scale = this.#fittingScale();
    const root =
      [...this.#nodes.values()].find(({ node }) => node.isRoot) ?? this.#nodes.values().next().value;
    if (scale >= READABLE_SCALE || !root) this.fit();
    else this.#look(root.box, READABLE_SCALE);
  }

  #fittingScale(): number {
    const bounds = this.bounds();
    const { width, height } = this.#svg.getBoundingClientRect();
    const fitting = Math.min((width - 2 * MARGIN) / bounds.width, (height - 2 * MARGIN) / bounds.height);
    return Math.max(LEAST_SCALE, Math.min(FIT_SCALE, fitting));
  }

  /** Brings the middle of a box to the middle of the window. */
  #look(box: Box, scale: number): void {
    const { width, height } = this.#svg.getBoundingClientRect();
    if (width === 0 || height === 0 || this.#nodes.size === 0) return;
    const x = width / 2 - scale * (box.x + box.width / 2);
    const y = height / 2 - scale * (box.y + box.height / 2);
    this.#zoom.transform(select(this.#svg), zoomIdentity.translate(x, y).scale(scale));
  }

  /** The picture as it is drawn, for an export: its own size, whatever the window shows of it. */
  bounds(): Box {
    const { x, y, width, height } = this.#scene.getBBox();
    return { x, y, width, height };
  }

  get scene(): SVGGElement {
    return this.#scene;
  }

  get #scale(): number {
    return this.#scene.getCTM()?.a ?? 1;
  }

  /** Brings a box into the window when it is outside of it. */
  #reveal(box: Box): void {
    const matrix = this.#scene.getCTM();
    if (!matrix) return;
    const { width, height } = this.#svg.getBoundingClientRect();
    const [left, top] = [matrix.a * box.x + matrix.e, matrix.d * box.y + matrix.f];
    const [right, bottom] = [left + matrix.a * box.width, top + matrix.d * box.height];
    const [x, y] = [missing(left, right, width), missing(top, bottom, height)];
    if (x !== 0 || y !== 0) this.panBy(x, y);
  }

  #makeNode(node: GraphNode, width: number, question: GraphQuestion): SVGGElement {
    const { kind, isRoot, isTest, cycle, distance, rest } = node;
    const step = question.view === 'impact' ? ` step-${Math.min(LAST_STEP, Math.abs(distance))}` : '';
    const element = make('g', {
      class: `node ${CLASSES[kind]}${isRoot ? ' root' : ''}${isTest ? ' test' : ''}${cycle === undefined ? '' : ' circle'}${step}`,
      role: 'button',
      'data-key': node.key,
    });
    const mark = make('text', { class: 'mark', x: 13, y: 16 });
    mark.textContent = KIND_MARKS[kind];
    const label = make('text', { x: MARK_WIDTH, y: 16 });
    label.textContent = shorten(node.name);
    // Its name for who hears it, and the tooltip for who sees it.
    const title = make('title', {});
    title.textContent = describeNode(node, question);
    element.append(title, make('rect', { width, height: NODE_HEIGHT, rx: 4 }), mark, label);
    const hidden = rest.inbound + rest.outbound;
    if (hidden > 0) {
      const more = make('text', {
        class: 'rest',
        x: width - 6,
        y: 16,
        'text-anchor': 'end',
      });
      more.textContent = describeRest(hidden);
      more.addEventListener('click', (event) => {
        event.stopPropagation();
        this.#listener.expand(node.key);
      });
      element.append(more);
    }
    element.addEventListener('click', () => {
      this.#listener.select(node.key);
      this.#listener.open(node.key);
    });
    element.addEventListener('dblclick', () => this.#listener.focus(node.key));
    element.addEventListener('focus', () => {
      if (this.#selected !== node.key) this.#listener.select(node.key);
    });
    return element;
  }

  #makeMovable(): void {
    let hasMoved = false;
    const move = drag<SVGGElement, DrawnNode>()
      .clickDistance(4)
      .subject((_event, { box }) => ({ x: box.x, y: box.y }))
      .container(this.#scene)
      .on('start', () => {
        hasMoved = false;
      })
      .on('drag', ({ x, y }: { x: number; y: number }, drawn) => {
        hasMoved = true;
        moveTo(drawn, x, y);
      })
      .on('end', (_event, { node, box }) => {
        if (hasMoved) this.#listener.move(node.key, box.x, box.y);
      });
    const drawn = [...this.#nodes.values()];
    select(this.#scene).selectAll<SVGGElement, DrawnNode>('.node').data(drawn).call(move);
  }

  #widthOf(node: GraphNode): number {
    const hidden = node.rest.inbound + node.rest.outbound;
    const more = hidden > 0 ? this.#textWidth(describeRest(hidden)) + 8 : 0;
    return Math.ceil(MARK_WIDTH + this.#textWidth(shorten(node.name)) + more + 10);
  }

  #textWidth(text: string): number {
    if (!this.#measure) return text.length * 7;
    const { fontFamily } = getComputedStyle(document.body);
    this.#measure.font = fontFamily ? `12px ${fontFamily}` : FONT;
    return this.#measure.measureText(text).width;
  }
}

/** How far a stretch has to be moved to lie within a window of this size. */
function missing(low: number, high: number, size: number): number {
  if (low < MARGIN) return MARGIN - low;
  return high > size - MARGIN ? size - MARGIN - high : 0;
}

/** An SVG element with attributes. */
export function make<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function makeArrow(): SVGDefsElement {
  const marker = make('marker', {
    id: 'arrow',
    viewBox: '0 0 8 8',
    refX: 8,
    refY: 4,
    markerWidth: 7,
    markerHeight: 7,
    orient: 'auto',
    markerUnits: 'userSpaceOnUse',
  });
  marker.append(make('path', { class: 'arrow', d: 'M0 0L8 4L0 8z' }));
  const defs = make('defs', {});
  defs.append(marker);
  return defs;
}

function describeRest(hidden: number): string {
  return `+ ${hidden}`;
}

/** The end of a long name says as much as its beginning. */
function shorten(name: string): string {
  if (name.length <= LABEL_LIMIT) return name;
  const half = Math.floor(LABEL_LIMIT / 2);
  return `${name.slice(0, half - 1)}…${name.slice(-half)}`;
}

/** As much of the end of a path as fits. */
function fit(text: string, width: number, measure: (text: string) => number): string {
  let kept = text;
  while (kept.length > 1 && measure(kept) > width) kept = `…${kept.slice(kept.startsWith('…') ? 2 : 1)}`;
  return kept;
}

function describeDrawnEdge(
  { kind, tier, count, line }: GraphEdge,
  source: GraphNode,
  target: GraphNode,
): string {
  const times = count > 1 ? `, ${t('{count} places', { count })}` : '';
  const place = line > 0 ? `, ${source.file}:${line}` : '';
  const said = t('{source} {relation} {target}', {
    source: source.name,
    relation: describeEdgeKind(kind),
    target: target.name,
  });
  return `${said} (${formatTier(tier)}${times}${place})`;
}

function moveTo(drawn: DrawnNode, x: number, y: number): void {
  drawn.box = { ...drawn.box, x, y };
  placeNode(drawn);
  for (const edge of drawn.edges) placeEdge(edge);
}

function placeNode({ element, box }: DrawnNode): void {
  element.setAttribute('transform', `translate(${box.x} ${box.y})`);
}

/** From the side of one box to the near side of the other; a loop goes around its corner. */
function placeEdge({ element, source, target }: DrawnEdge): void {
  element.setAttribute('d', traceEdge(source.box, target.box));
}

function traceEdge(from: Box, to: Box): string {
  const [fromY, toY] = [from.y + from.height / 2, to.y + to.height / 2];
  if (from === to) {
    const right = from.x + from.width;
    return `M${right} ${fromY - 4}c24 -18 24 26 0 12`;
  }
  const isRight = to.x >= from.x + from.width;
  const isLeft = to.x + to.width <= from.x;
  if (isRight || isLeft) {
    const [fromX, toX] = isRight ? [from.x + from.width, to.x] : [from.x, to.x + to.width];
    const bend = Math.min(60, Math.abs(toX - fromX) / 2) * (isRight ? 1 : -1);
    return `M${fromX} ${fromY}C${fromX + bend} ${fromY} ${toX - bend} ${toY} ${toX} ${toY}`;
  }
  // One above the other: around on the left.
  const bend = Math.min(40, 14 + Math.abs(toY - fromY) / 8);
  return `M${from.x} ${fromY}C${from.x - bend} ${fromY} ${to.x - bend} ${toY} ${to.x} ${toY}`;
}
