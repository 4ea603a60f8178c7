// The field that finds symbols: a combobox over what the index finds while somebody types.
import type { GraphNode } from '../../../server/protocol/graphView.ts';
import { formatKind } from '../../vocabulary.ts';
import { getElement } from './controls.ts';
import { describePlace } from './words.ts';

/** Typing goes on meanwhile. */
const PAUSE_MS = 120;

/** Connects the field; `choose` is told what a person took. */
export function makeSearch(
  find: (text: string) => Promise<readonly GraphNode[]>,
  choose: (node: GraphNode) => void,
  fail: (error: unknown) => void,
): HTMLInputElement {
  const input = getElement('search') as HTMLInputElement;
  const list = getElement('found');
  let found: readonly GraphNode[] = [];
  /** What the list was found by. */
  let foundBy = '';
  let at = -1;
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const mark = (to: number): void => {
    at = to;
    for (const [index, option] of [...list.children].entries()) {
      option.setAttribute('aria-selected', String(index === at));
      if (index === at) option.scrollIntoView({ block: 'nearest' });
    }
    if (at >= 0) input.setAttribute('aria-activedescendant', `found-${at}`);
    else input.removeAttribute('aria-activedescendant');
  };
  const show = (nodes: readonly GraphNode[], text: string): void => {
    found = nodes;
    foundBy = text;
    list.replaceChildren(
      ...nodes.map((node, index) => {
        const option = document.createElement('li');
        option.id = `found-${index}`;
        option.setAttribute('role', 'option');
        const place = document.createElement('small');
        place.textContent = ` ${formatKind(node.kind)} ${describePlace(node)}`;
        option.append(node.name, place);
        option.addEventListener('pointerdown', (event) => event.preventDefault());
        option.addEventListener('click', () => take(node));
        return option;
      }),
    );
    list.hidden = nodes.length === 0;
    input.setAttribute('aria-expanded', String(nodes.length > 0));
    mark(nodes.length > 0 ? 0 : -1);
  };
  const close = (): void => {
    turn += 1;
    clearTimeout(timer);
    show([], '');
  };
  const take = (node: GraphNode): void => {
    input.value = '';
    close();
    choose(node);
  };
  const search = async (): Promise<void> => {
    const own = (turn += 1);
    const text = input.value.trim();
    try {
      const nodes = text === '' ? [] : await find(text);
      if (own === turn) show(nodes, text);
    } catch (error) {
      fail(error);
    }
  };
  /** Who is faster than the list means what it will be. */
  const accept = async (): Promise<void> => {
    clearTimeout(timer);
    if (foundBy !== input.value.trim()) await search();
    const marked = found[at];
    if (marked) take(marked);
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void search(), PAUSE_MS);
  });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) mark((at + step + found.length) % found.length);
    else if (event.key === 'Enter') void accept();
    else if (event.key === 'Escape') {
      input.value = '';
      close();
      input.blur();
    } else return;
    event.preventDefault();
  });
  return input;
}
