// The menu behind the item of the status bar: what can be done in the state that the window is in. Pure; the names of what is
// done are those of the commands.
import { describeState } from '../connection/state.ts';
import type { ConnectionState, FolderState } from '../connection/state.ts';
import { t } from '../../server/protocol/l10n.ts';
import { describeProgress, describeUsers, listComplaints } from './facts.ts';
import { describeWord } from './statusText.ts';

/** One thing to do; `icon` is a codicon. */
export interface MenuItem {
  readonly label: string;
  readonly icon: string;
  readonly detail?: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

/** What is done with an index, from what is wanted most. */
const USE: readonly MenuItem[] = [
  { label: t('Search Symbol…'), icon: 'search', command: 'codebaseMemory.searchSymbol' },
  { label: t('Show Graph'), icon: 'type-hierarchy', command: 'codebaseMemory.showGraph' },
  { label: t('Reindex Workspace'), icon: 'refresh', command: 'codebaseMemory.reindexWorkspace' },
];
const LOOK: readonly MenuItem[] = [
  { label: t('Show Status'), icon: 'info', command: 'codebaseMemory.showStatus' },
  { label: t('Show Log'), icon: 'output', command: 'codebaseMemory.showLog' },
];
const DOCTOR = { label: t('Run Doctor'), icon: 'pulse', command: 'codebaseMemory.runDoctor' };
const RESTART = {
  label: t('Restart Server'),
  icon: 'debug-restart',
  command: 'codebaseMemory.restartServer',
};
const STOP = { label: t('Stop Server'), icon: 'debug-stop', command: 'codebaseMemory.stopServer' };
const CONNECT = {
  label: t('Connect Claude Code…'),
  icon: 'plug',
  command: 'codebaseMemory.connectClaudeCode',
};
const TRUST = { label: t('Manage Trust'), icon: 'shield', command: 'workbench.trust.manage' };
const SETTINGS: MenuItem = {
  label: t('Settings'),
  icon: 'gear',
  command: 'workbench.action.openSettings',
  arguments: ['codebaseMemory.'],
};

/** What the menu of a window offers: what its folders allow, each once. */
export function listMenu(folders: readonly FolderState[]): MenuItem[] {
  const states = folders.map(({ state }) => state);
  const isOff = (why: string) => states.some((state) => state.kind === 'off' && state.why === why);
  if (isOff('untrusted')) return [TRUST, ...LOOK, SETTINGS];
  const connected = states.filter((state) => state.kind === 'connected');
  const complaints = connected.flatMap(({ status }) => listComplaints(status));
  const [worst] = complaints;
  const problem: MenuItem[] = worst
    ? [{ label: t('Show what is the matter'), icon: 'warning', detail: worst, command: LOOK[0]!.command }]
    : [];
  return [
    ...problem,
    ...(connected.length > 0 ? USE : []),
    ...LOOK,
    ...(states.some(hasServer) ? [DOCTOR, RESTART] : []),
    ...(connected.length > 0 ? [STOP, CONNECT] : []),
    SETTINGS,
  ];
}

/** What stands above the menu: each folder with its state, how far a run of the index is, and who uses it. */
export function describeMenu(folders: readonly FolderState[]): string {
  return folders
    .map(({ name, state }) => {
      const word = describeWord(describeState(state), state);
      return `${name}: ${word}${describeMore(state)}`;
    })
    .join(' · ');
}

function describeMore(state: ConnectionState): string {
  if (state.kind !== 'connected') return '';
  const { status } = state;
  return ` (${status.freshness.indexing ? describeProgress(status) : describeUsers(status)})`;
}

/** Whether there is one, or one would be started. */
function hasServer(state: ConnectionState): boolean {
  return state.kind !== 'off' || state.why === 'stopped';
}
