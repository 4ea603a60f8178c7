// The buttons of the page, its help, and what is said of the selected node. Made from the table of actions.
import { ACTIONS, describeKey } from './actions.ts';
import type { Action, ActionPlace } from './actions.ts';
import type { ActionTarget } from './actionTarget.ts';
import { t } from '../../../server/protocol/l10n.ts';
import { formatKind } from '../../vocabulary.ts';
import { describeDistance, describePlace } from './words.ts';

/** What stands around the buttons of the filter. */
const FILTERS: readonly (readonly [ActionPlace, string])[] = [
  ['direction', t('Direction')],
  ['depth', t('Steps')],
  ['relations', t('Relations')],
  ['tiers', t('Certainty')],
  ['kinds', t('Kinds')],
];

interface Button {
  readonly action: Action;
  readonly element: HTMLButtonElement;
}

export class Controls {
  readonly #page: ActionTarget;
  readonly #run: (action: Action) => void;
  readonly #buttons: Button[] = [];
  readonly #chosen = getElement('chosen');
  readonly #chosenText = document.createElement('p');

  constructor(page: ActionTarget, run: (action: Action) => void) {
    this.#page = page;
    this.#run = run;
    for (const place of ['views', 'steps', 'options', 'formats'] as const)
      getElement(place).append(...this.#makeButtons(place));
    for (const [place, title] of FILTERS) {
      const legend = document.createElement('legend');
      legend.textContent = title;
      const field = document.createElement('fieldset');
      field.append(legend, ...this.#makeButtons(place));
      getElement('filters').append(field);
    }
    this.#chosen.append(this.#chosenText, ...this.#makeButtons('chosen'));
    fillHelp();
    for (const details of document.querySelectorAll('details')) closeOutside(details);
  }

  /** Shows which actions are on and which can be run, and what is selected. */
  update(): void {
    const page = this.#page;
    for (const { action, element } of this.#buttons) {
      if (action.isOn) element.setAttribute('aria-pressed', String(action.isOn(page)));
      // It stays where the keyboard is.
      element.setAttribute('aria-disabled', String(action.canRun?.(page) === false));
    }
    const node = page.selectedNode;
    this.#chosen.hidden = node === undefined;
    if (!node) return;
    const { kind, name } = node;
    const where = node.size ? node.qualifiedName : describePlace(node);
    const text = [`${formatKind(kind)} ${name}`, where, describeDistance(node, page.question)]
      .filter(Boolean)
      .join(' · ');
    const from = page.state.pathFrom;
    this.#chosenText.textContent = from ? `${text} · ${t('path from {name}', { name: from.name })}` : text;
    this.#chosenText.title = this.#chosenText.textContent;
  }

  #makeButtons(place: ActionPlace): HTMLButtonElement[] {
    return ACTIONS.filter((action) => action.place === place).map((action) => {
      const element = document.createElement('button');
      const key = describeKey(action.keys[0]!);
      element.type = 'button';
      element.textContent = action.label;
      element.title = `${action.help ?? action.label} (${key})`;
      if (action.help && action.label.length === 1) element.setAttribute('aria-label', action.help);
      element.addEventListener('click', () => this.#run(action));
      this.#buttons.push({ action, element });
      return element;
    });
  }
}

function fillHelp(): void {
  const rows = ACTIONS.flatMap(({ keys, label, help }) => {
    const term = document.createElement('dt');
    term.textContent = keys.map(describeKey).join(', ');
    const text = document.createElement('dd');
    text.textContent = help ?? label;
    return [term, text];
  });
  getElement('keys').append(...rows);
  const dialog = getElement('help') as HTMLDialogElement;
  getElement('help-close').addEventListener('click', () => dialog.close());
}

/** What was folded out goes away with a click elsewhere, and with Escape. */
function closeOutside(details: HTMLDetailsElement): void {
  document.addEventListener('pointerdown', ({ target }) => {
    if (target instanceof Node && !details.contains(target)) details.open = false;
  });
  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !details.open) return;
    event.stopPropagation();
    details.open = false;
    details.querySelector('summary')?.focus();
  });
}

/** An element of page.html. */
export function getElement(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}.`);
  return element;
}
