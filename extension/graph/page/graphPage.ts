// The page: the state, the answer to its question, and what is done with them. A picture is drawn when the newest question is
// answered; what an older one is answered comes too late.
import type { GraphAnswer, GraphNode, GraphQuestion } from '../../../server/protocol/graphView.ts';
import { t } from '../../../server/protocol/l10n.ts';
import type { Action } from './actions.ts';
import { findAction } from './actions.ts';
import type { ActionTarget, ExportFormat } from './actionTarget.ts';
import { Controls, getElement } from './controls.ts';
import { Drawing } from './drawing.ts';
import type { Host } from './host.ts';
import { fillNodeList, markInList } from './nodeList.ts';
import { askFor, beginState, expand, focusOn, goTo, questionAbout, reviveState } from './pageState.ts';
import type { PageState } from './pageState.ts';
import { toPng, toSvg } from './pictureExport.ts';
import { makeSearch } from './search.ts';
import { toDot, toMermaid } from './textExports.ts';
import { describeAnswer, describeNode, describeQuestion } from './words.ts';

const NOTHING: GraphAnswer = { nodes: [], edges: [], edgeTotal: 0, nodeTotal: 0, note: '' };
const LEGEND = [t('changed'), t('1 step away'), t('{count} steps', { count: 2 }), t('3 and more')];
const FILES = { svg: 'graph.svg', png: 'graph.png', mermaid: 'graph.mmd', dot: 'graph.dot' } as const;

export class GraphPage implements ActionTarget {
  readonly host: Host;
  readonly drawing: Drawing;
  readonly #picture = getElement('picture') as unknown as SVGSVGElement;
  readonly #list = getElement('list');
  readonly #controls: Controls;
  readonly #search: HTMLInputElement;
  #state: PageState;
  #answer: GraphAnswer = NOTHING;
  /** What the answer is of; another question is fitted into the window anew. */
  #answered: GraphQuestion | undefined;
  #turn = 0;

  constructor(host: Host) {
    this.host = host;
    this.#state = reviveState(host.loadState()) ?? beginState();
    this.drawing = new Drawing(this.#picture, {
      select: (key) => this.select(key),
      open: (key) => this.#with(key, (node) => this.open(node, false)),
      focus: (key) => this.#with(key, (node) => this.ask(focusOn(this.question, node))),
      expand: (key) => this.#with(key, (node) => this.ask(expand(this.question, node))),
      move: (key, x, y) => {
        const { moved } = this.#state.picture;
        this.#keep(goTo(this.#state, { moved: { ...moved, [key]: [Math.round(x), Math.round(y)] } }));
      },
    });
    this.#controls = new Controls(this, (action) => this.run(action));
    this.#search = makeSearch(
      (text) => host.find(text),
      (node) => this.ask(questionAbout(this.question, node.key)),
      (error) => this.#fail(error),
    );
  }

  /** Begins to listen, and asks for the first picture. */
  start(): void {
    const { host } = this;
    document.addEventListener('keydown', (event) => this.#press(event));
    host.listen({
      show: (root, isFollowing) => {
        if (!isFollowing || this.#state.followsCursor) this.ask(questionAbout(this.question, root));
      },
      showQuestion: (question) => this.ask(question),
      refresh: () => void this.#load(),
    });
    if (this.#state.followsCursor) host.follow?.(true);
    void this.#load();
  }

  get state(): PageState {
    return this.#state;
  }

  get question(): GraphQuestion {
    return this.#state.picture.question;
  }

  get answer(): GraphAnswer {
    return this.#answer;
  }

  get selectedNode(): GraphNode | undefined {
    const { selected } = this.#state;
    return selected === undefined ? undefined : this.#answer.nodes.find(({ key }) => key === selected);
  }

  ask(question: GraphQuestion): void {
    this.change(askFor(this.#state, question));
  }

  change(state: PageState): void {
    const before = this.#state;
    this.#keep(state);
    if (state.picture.question !== before.picture.question) void this.#load();
    else if (state.picture !== before.picture) this.#draw();
    else this.#showAround();
  }

  select(key: string | undefined): void {
    if (this.#state.selected === key) return;
    this.#keep({ ...this.#state, selected: key });
    this.drawing.select(key);
    markInList(this.#list, key);
    const node = this.selectedNode;
    this.#say(node ? describeNode(node, this.question) : describeAnswer(this.#answer));
  }

  open({ file, line }: GraphNode, hasFocus: boolean): void {
    if (file !== '') this.host.open?.(file, line, hasFocus);
  }

  goBeside(towards: 'left' | 'right' | 'up' | 'down'): void {
    const from = this.selectedNode?.key ?? this.#answer.nodes[0]?.key;
    const to =
      this.#state.selected === undefined || from === undefined
        ? from
        : this.drawing.findBeside(from, towards);
    if (to === undefined) return;
    this.select(to);
    this.drawing.focusNode(to);
  }

  run(action: Action): void {
    if (action.canRun?.(this) === false) return;
    action.run(this);
    this.#controls.update();
  }

  export(format: ExportFormat): void {
    void this.#makeFile(format)
      .then((content) => this.host.save(FILES[format], content))
      .catch((error: unknown) => this.#fail(error));
  }

  showHelp(): void {
    (getElement('help') as HTMLDialogElement).showModal();
  }

  focusSearch(): void {
    this.#search.focus();
  }

  async #makeFile(format: ExportFormat): Promise<Blob> {
    if (format === 'mermaid') return new Blob([toMermaid(this.#answer)], { type: 'text/plain' });
    if (format === 'dot') return new Blob([toDot(this.#answer)], { type: 'text/plain' });
    const svg = toSvg(this.drawing, this.#picture);
    return format === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : toPng(svg);
  }

  #keep(state: PageState): void {
    this.#state = { ...state, changes: this.#state.changes + 1 };
    this.host.keepState(this.#state);
    this.#controls.update();
  }

  #with(key: string, run: (node: GraphNode) => void): void {
    const node = this.#answer.nodes.find((each) => each.key === key);
    if (node) run(node);
  }

  async #load(): Promise<void> {
    const { question } = this;
    const own = (this.#turn += 1);
    document.body.setAttribute('aria-busy', 'true');
    try {
      // The first map of a large workspace takes long to count; what there is can be seen before.
      const isFirstMap = question.view === 'map' && this.#answered?.view !== 'map';
      if (isFirstMap) this.#take(own, question, await this.host.ask({ ...question, isBrief: true }));
      if (own === this.#turn) this.#take(own, question, await this.host.ask(question), isFirstMap);
    } catch (error) {
      if (own === this.#turn) this.#fail(error);
    } finally {
      if (own === this.#turn) document.body.removeAttribute('aria-busy');
    }
  }

  /** Draws an answer, unless another question has been asked meanwhile. */
  #take(turn: number, question: GraphQuestion, answer: GraphAnswer, isBetter = false): void {
    if (turn !== this.#turn) return;
    const isAnother = isBetter || this.#answered !== question;
    this.#answer = answer;
    this.#answered = question;
    this.#draw();
    if (isAnother) this.drawing.begin();
  }

  #draw(): void {
    const answer = this.#answer;
    this.drawing.draw(answer, this.#state.picture);
    fillNodeList(this.#list, answer, this.question, {
      select: (key) => {
        this.select(key);
        this.#with(key, (node) => this.open(node, false));
      },
      open: (key) => this.#with(key, (node) => this.open(node, true)),
    });
    const empty = getElement('empty');
    empty.hidden = answer.nodes.length > 0;
    empty.textContent =
      answer.note || t('There is nothing to show. Find a symbol, or leave less out in the filter.');
    const title = describeQuestion(this.question, answer);
    document.title = title;
    this.#picture.setAttribute('aria-label', title);
    this.#showLegend();
    this.#showAround();
    this.#say(`${title}: ${describeAnswer(answer)}`);
  }

  /** What stands around the picture. */
  #showAround(): void {
    this.#list.hidden = !this.#state.isListShown;
    this.drawing.select(this.#state.selected);
    markInList(this.#list, this.#state.selected);
    this.#controls.update();
  }

  #showLegend(): void {
    const legend = getElement('legend');
    legend.hidden = this.question.view !== 'impact' || this.#answer.nodes.length === 0;
    if (legend.hidden || legend.childElementCount > 0) return;
    for (const [step, text] of LEGEND.entries()) {
      const entry = document.createElement('span');
      entry.className = `legend-${step}`;
      entry.textContent = text;
      legend.append(entry);
    }
  }

  #press(event: KeyboardEvent): void {
    const { target } = event;
    const isTyping = target instanceof HTMLInputElement || (getElement('help') as HTMLDialogElement).open;
    // Buttons have these two for themselves.
    const isOfButton = target instanceof HTMLElement && (event.key === 'Enter' || event.key === ' ');
    if (isTyping || (isOfButton && target !== document.body)) return;
    const action = findAction(event);
    if (!action) return;
    event.preventDefault();
    this.run(action);
  }

  #say(text: string): void {
    const status = getElement('status');
    status.textContent = text;
    status.title = text;
    status.classList.remove('failure');
  }

  #fail(error: unknown): void {
    this.#say(error instanceof Error ? error.message : String(error));
    getElement('status').classList.add('failure');
  }
}
