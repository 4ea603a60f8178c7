// The nodes as a list, for whoever cannot see the picture or reads faster than they look: grouped by distance, each with what
// is connected to it.
import type { GraphAnswer, GraphNode, GraphQuestion } from '../../../server/protocol/graphView.ts';
import { t } from '../../../server/protocol/l10n.ts';
import { formatKind } from '../../vocabulary.ts';
import { describeDistance, describeEdgeKind, describePlace } from './words.ts';

export interface NodeListListener {
  select(key: string): void;
  open(key: string): void;
}

/** Fills the list; a button is current while its node is selected. */
export function fillNodeList(
  list: HTMLElement,
  answer: GraphAnswer,
  question: GraphQuestion,
  listener: NodeListListener,
): void {
  const names = new Map(answer.nodes.map(({ key, name }) => [key, name]));
  const ofSource = Map.groupBy(answer.edges, ({ source }) => source);
  const sections = Map.groupBy(answer.nodes, (node) => headOf(node, question));
  list.replaceChildren(
    ...[...sections].flatMap(([head, nodes]) => {
      const title = document.createElement('h2');
      title.textContent = `${head} (${nodes.length})`;
      const rows = document.createElement('ul');
      for (const node of nodes) {
        const button = document.createElement('button');
        button.type = 'button';
        button.dataset['key'] = node.key;
        button.textContent = node.name;
        const place = document.createElement('small');
        const uses = (ofSource.get(node.key) ?? []).slice(0, 5);
        const told = uses.map(({ kind, target }) =>
          t('{relation} {name}', { relation: describeEdgeKind(kind), name: names.get(target) ?? '' }),
        );
        place.textContent = ` ${formatKind(node.kind)} ${describePlace(node)}${told.length > 0 ? `: ${told.join(', ')}` : ''}`;
        button.append(place);
        button.title = `${node.qualifiedName}${place.textContent}`;
        button.addEventListener('click', () => listener.select(node.key));
        button.addEventListener('dblclick', () => listener.open(node.key));
        const row = document.createElement('li');
        row.append(button);
        rows.append(row);
      }
      return [title, rows];
    }),
  );
}

/** Marks the button of the selected node. */
export function markInList(list: HTMLElement, key: string | undefined): void {
  for (const button of list.querySelectorAll<HTMLButtonElement>('button'))
    button.setAttribute('aria-current', String(button.dataset['key'] === key));
}

function headOf(node: GraphNode, question: GraphQuestion): string {
  if (question.view === 'map' && node.cycle !== undefined)
    return t('Circle {number}', { number: node.cycle });
  const told = describeDistance(node, question) || (question.view === 'map' ? t('In no circle') : t('Nodes'));
  return told[0]!.toUpperCase() + told.slice(1);
}
