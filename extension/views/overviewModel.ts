// The rows of the view Overview. Pure.
import { describeOff, describeState } from '../connection/state.ts';
import type { FolderState, OffReason, StateWord } from '../connection/state.ts';
import { escapeMarkdown } from '../markdown.ts';
import { describeNothing, describeSeen } from '../../server/protocol/fileCounts.ts';
import { t } from '../../server/protocol/l10n.ts';
import { describeWhole, listComplaints, listDetails, listFacts } from '../status/facts.ts';
import type { Fact } from '../status/facts.ts';
import { describeWord } from '../status/statusText.ts';
import type { TreeNode } from './treeNode.ts';

const ICONS: Readonly<Record<StateWord, readonly [icon: string, color?: string]>> = {
  ready: ['pass', 'testing.iconPassed'],
  indexing: ['sync~spin'],
  connecting: ['loading~spin'],
  stale: ['history'],
  off: ['circle-slash'],
  empty: ['circle-outline'],
  error: ['error', 'testing.iconFailed'],
};

/** What a click on a row leads to. */
const STATUS = { id: 'codebaseMemory.showStatus', title: t('Show Status') };
const TRUST = { id: 'workbench.trust.manage', title: t('Manage Trust') };

/** Why there is no server, short enough for a row, and what a click does about it. */
const OFF_ROWS: Readonly<
  Record<OffReason, { readonly label: string; readonly command?: TreeNode['command'] }>
> = {
  untrusted: { label: t('Not trusted: manage trust'), command: TRUST },
  stopped: {
    label: t('Stopped: start it again'),
    command: { id: 'codebaseMemory.restartServer', title: t('Restart Server') },
  },
  closed: { label: t('This folder is closed') },
  virtual: { label: t('On no disk: not indexed') },
};

/** One row per folder, with the facts about its server below it. */
export function describeOverview(folders: readonly FolderState[]): TreeNode[] {
  return folders.map(({ name, state }) => {
    const word = describeState(state);
    const [icon, color] = ICONS[word];
    return {
      id: name,
      label: name,
      description: describeWord(word, state),
      icon,
      ...(color === undefined ? {} : { color }),
      isOpen: true,
      children: describeBelow({ name, state }),
      contextValue: `folder.${word}`,
    };
  });
}

function describeBelow({ name, state }: FolderState): TreeNode[] {
  if (state.kind === 'off') {
    const { label, command } = OFF_ROWS[state.why];
    const row = { id: `${name}/why`, label, tooltip: describeOff(state.why), icon: 'info' };
    return [command ? { ...row, command } : row];
  }
  if (state.kind === 'failed') {
    const command = { id: 'codebaseMemory.runDoctor', title: t('Run Doctor') };
    const tooltip = escapeMarkdown(`${state.message} (${state.code})`);
    return [describeComplaint(state.message, { id: `${name}/why`, icon: 'error', tooltip, command })];
  }
  if (state.kind === 'connecting') return [];
  const { status } = state;
  const complaints = listComplaints(status).map((complaint, index) =>
    describeComplaint(complaint, {
      id: `${name}/complaint${index}`,
      tooltip: escapeMarkdown(complaint),
      icon: 'warning',
      color: 'list.warningForeground',
      command: STATUS,
    }),
  );
  const { nothing } = status.summary ?? {};
  const empty = nothing
    ? [
        {
          id: `${name}/nothing`,
          label: t('Nothing to index'),
          description: describeSeen(nothing.seen) || t('no file is here'),
          tooltip: describeNothing(nothing).map(escapeMarkdown).join('\n\n'),
          icon: 'info',
          // The sentences of the tooltip are on that page too.
          command: STATUS,
        },
      ]
    : [];
  const details: TreeNode = {
    id: `${name}/details`,
    label: t('Details'),
    icon: 'list-unordered',
    children: listDetails(status).map((fact) => describeFact(name, fact)),
  };
  return [...complaints, ...empty, ...listFacts(status).map((fact) => describeFact(name, fact)), details];
}

/** A row says what is the matter, then why. It is cut where the view ends; the tooltip and the page have room for all of it. */
function describeComplaint(complaint: string, row: Omit<TreeNode, 'label' | 'description'>): TreeNode {
  const [label = complaint, ...why] = complaint.split(': ');
  return why.length > 0 ? { ...row, label, description: why.join(': ') } : { ...row, label };
}

/** What a click on a fact shows. */
const MORE = {
  problems: { id: 'codebaseMemory.problems.focus', title: t('Show Problems') },
  sessions: { id: 'codebaseMemory.sessions.focus', title: t('Show Sessions') },
} as const satisfies Record<string, TreeNode['command']>;

function describeFact(folder: string, fact: Fact): TreeNode {
  const { name, text, icon, leadsTo } = fact;
  const row = {
    id: `${folder}/${name}`,
    label: name,
    description: text,
    tooltip: escapeMarkdown(`${name}: ${describeWhole(fact)}`),
    icon,
  };
  return leadsTo ? { ...row, command: MORE[leadsTo] } : row;
}
