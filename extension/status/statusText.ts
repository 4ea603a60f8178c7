// What the status bar shows for the folders of a window. Pure: texts and codicons, no VS Code.
import type { ConnectionState, FolderState, StateWord } from '../connection/state.ts';
import { describeOff, describeState } from '../connection/state.ts';
import { getPercent } from '../../server/protocol/progress.ts';
import { describeNothing } from '../../server/protocol/fileCounts.ts';
import { t } from '../../server/protocol/l10n.ts';
import { escapeMarkdown } from '../markdown.ts';
import { describeWhole, listComplaints, listFacts } from './facts.ts';

/** A status bar item; `tooltip` is markdown with command links. */
export interface StatusText {
  readonly text: string;
  /** What a screen reader says instead: all of what is not as it should be. */
  readonly spoken: string;
  readonly tooltip: string;
  readonly severity: 'none' | 'warning' | 'error';
  readonly word: StateWord;
}

/** From what needs attention most to what needs none. */
const BY_URGENCY: readonly StateWord[] = [
  'error',
  'indexing',
  'connecting',
  'stale',
  'empty',
  'off',
  'ready',
];

const ICONS: Readonly<Record<StateWord, string>> = {
  error: '$(error)',
  indexing: '$(sync~spin)',
  connecting: '$(loading~spin)',
  stale: '$(history)',
  off: '$(circle-slash)',
  empty: '$(circle-outline)',
  ready: '$(type-hierarchy)',
};

const WORDS: Readonly<Record<StateWord, string>> = {
  error: t('error'),
  indexing: t('indexing'),
  connecting: t('starting'),
  stale: t('stale'),
  off: t('off'),
  empty: t('empty'),
  ready: t('ready'),
};

const LINKS: readonly (readonly [string, string])[] = [
  [t('Status'), 'codebaseMemory.showStatus'],
  [t('Reindex'), 'codebaseMemory.reindexWorkspace'],
  [t('Search'), 'codebaseMemory.searchSymbol'],
  [t('Log'), 'codebaseMemory.showLog'],
  [t('Doctor'), 'codebaseMemory.runDoctor'],
];

/** The commands that a tooltip links to. */
export const LINKED_COMMANDS: readonly string[] = LINKS.map(([, command]) => command);

/** The item for a window: the state of the folder that needs attention most, all folders in the tooltip. */
export function describeWindow(folders: readonly FolderState[]): StatusText {
  const words = folders.map(({ state }) => describeState(state));
  const word = BY_URGENCY.find((one) => words.includes(one)) ?? 'off';
  const urgent = folders[words.indexOf(word)];
  const concerns = folders.flatMap(({ state }) => listConcerns(state));
  const severity = word === 'error' ? 'error' : concerns.length > 0 ? 'warning' : 'none';
  const described = t('Index {state}', { state: describeWord(word, urgent?.state) });
  // The colour alone would say that something is the matter, and not what.
  const isCalm = severity !== 'warning' || word === 'off';
  const warned = concerns.length === 1 ? t('1 warning') : t('{count} warnings', { count: concerns.length });
  return {
    text: isCalm ? `${ICONS[word]} ${described}` : `$(warning) ${described}, ${warned}`,
    spoken: [described, ...concerns].join('. '),
    tooltip: [...folders.map(describeFolder), listLinks()].join('\n\n---\n\n'),
    severity,
    word,
  };
}

/** A state in the few words of the status bar, such as `indexing 43 %`. */
export function describeWord(word: StateWord, state: ConnectionState | undefined): string {
  if (word !== 'indexing' || state?.kind !== 'connected') return WORDS[word];
  return t('indexing {percent} %', { percent: getPercent(state.status.progress) });
}

function describeFolder({ name, state }: FolderState): string {
  const head = `**Codebase Memory · ${escapeMarkdown(name)}** — ${describeWord(describeState(state), state)}`;
  if (state.kind === 'off') return `${head}\n\n${describeOff(state.why)}`;
  if (state.kind === 'failed') return `${head}\n\n${escapeMarkdown(state.message)}`;
  if (state.kind === 'connecting') return `${head}\n\n${t('Looking for the server, or starting it.')}`;
  const { status } = state;
  const facts = listFacts(status).map((fact) => `| ${fact.name} | ${escapeMarkdown(describeWhole(fact))} |`);
  return [
    head,
    ...listComplaints(status).map((complaint) => `$(warning) ${escapeMarkdown(complaint)}`),
    ...(status.summary?.nothing ? describeNothing(status.summary.nothing).map(escapeMarkdown) : []),
    ['| | |', '|:--|:--|', ...facts].join('\n'),
  ].join('\n\n');
}

function listLinks(): string {
  return LINKS.map(([title, command]) => `[${title}](command:${command})`).join(' · ');
}

function listConcerns(state: ConnectionState): string[] {
  if (state.kind === 'off') return state.why === 'untrusted' ? [describeOff(state.why)] : [];
  if (state.kind === 'failed') return [state.message];
  return state.kind === 'connected' ? listComplaints(state.status) : [];
}
