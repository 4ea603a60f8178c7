// The rows of the view Overview. Pure.
import { describeOff, describeState } from '../connection/state.ts';
import { escapeMarkdown } from '../markdown.ts';
import type { StateWord } from '../connection/state.ts';
import { describeProgress, listComplaints, listFacts } from '../status/facts.ts';
import { describeWord } from '../status/statusText.ts';
import type { FolderState } from '../status/statusText.ts';
import type { TreeNode } from './treeNode.ts';

const ICONS: Readonly<Record<StateWord, readonly [icon: string, color?: string]>> = {
  ready: ['pass', 'testing.iconPassed'],
  indexing: ['sync~spin'],
  connecting: ['loading~spin'],
  stale: ['history'],
  off: ['circle-slash'],
  error: ['error', 'testing.iconFailed'],
};

/** What leads out of restricted mode. */
const TRUST = { id: 'workbench.trust.manage', title: 'Manage Trust' };

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
    const why = { id: `${name}/why`, label: describeOff(state.why), icon: 'info' };
    return [state.why === 'untrusted' ? { ...why, command: TRUST } : why];
  }
  if (state.kind === 'failed') {
    const command = { id: 'codebaseMemory.runDoctor', title: 'Run Doctor' };
    return [{ id: `${name}/why`, label: state.message, icon: 'error', tooltip: state.code, command }];
  }
  if (state.kind === 'connecting') return [];
  const { status } = state;
  const progress = status.freshness.indexing
    ? [{ id: `${name}/progress`, label: describeProgress(status), icon: 'sync~spin' }]
    : [];
  const facts = listFacts(status).map((fact) => ({
    id: `${name}/${fact.name}`,
    label: fact.name,
    description: fact.text,
    tooltip: escapeMarkdown(`${fact.name}: ${fact.text}`),
    icon: fact.icon,
  }));
  const complaints = listComplaints(status).map((complaint, index) => ({
    id: `${name}/complaint${index}`,
    label: complaint,
    tooltip: escapeMarkdown(complaint),
    icon: 'warning',
    color: 'list.warningForeground',
  }));
  return [...progress, ...complaints, ...facts];
}
