// The page of Show Status as markdown. Pure.
import { describeOff, describeState } from '../connection/state.ts';
import type { FolderState } from '../connection/state.ts';
import { describeNothing, describeSkipped } from '../../server/protocol/fileCounts.ts';
import type { SkippedGroup } from '../../server/protocol/status.ts';
import { breakPaths, escapeMarkdown, formatCode } from '../markdown.ts';
import { describeWhole, listComplaints, listDetails, listFacts } from '../status/facts.ts';
import type { Fact } from '../status/facts.ts';
import { describeWord } from '../status/statusText.ts';
import { formatTime } from '../../server/protocol/time.ts';
import { t } from '../../server/protocol/l10n.ts';

/** One section for each folder. */
export function formatStatusReport(folders: readonly FolderState[]): string {
  return `${['# Codebase Memory', ...folders.map(formatFolder)].join('\n\n')}\n`;
}

function formatFolder({ name, state }: FolderState): string {
  const head = `## ${escapeMarkdown(name)}: ${describeWord(describeState(state), state)}`;
  if (state.kind === 'off') return `${head}\n\n${describeOff(state.why)}`;
  if (state.kind === 'failed') return `${head}\n\n${escapeMarkdown(state.message)} (${state.code})`;
  if (state.kind === 'connecting') return `${head}\n\n${t('Looking for the server, or starting it.')}`;
  const { status } = state;
  const details: [string, string][] = [
    [t('Folder'), status.root],
    ...toRows(listDetails(status)),
    [t('Server since'), formatTime(status.startTime)],
    [t('Index runs'), String(status.indexRuns)],
    [t('Changes'), status.watcher],
    [t('Endpoint'), status.endpoint],
    [t('Cache'), `${status.workspaceDir} (${status.fileSystem})`],
  ];
  return [
    head,
    ...listComplaints(status).map((complaint) => `> ${escapeMarkdown(complaint)}`),
    ...(status.summary?.nothing ? describeNothing(status.summary.nothing).map(escapeMarkdown) : []),
    formatTable([t('Fact'), t('Value')], toRows(listFacts(status))),
    `### ${t('Details')}`,
    formatTable([t('Detail'), t('Value')], details),
    ...formatSkipped(state.status.summary?.skipped ?? []),
  ].join('\n\n');
}

/** Facts as rows of a table. */
export function toRows(facts: readonly Fact[]): [string, string][] {
  return facts.map((fact) => [fact.name, describeWhole(fact)]);
}

function formatSkipped(groups: readonly SkippedGroup[]): string[] {
  if (groups.length === 0) return [];
  const rows = groups.map((group) => [
    escapeMarkdown(`${describeSkipped(group)}, ${group.reason}`),
    group.examples.map((example) => formatCode(example).replaceAll('|', String.raw`\|`)).join(', ') +
      (group.files + group.folders > group.examples.length ? ', …' : ''),
  ]);
  const heads = formatRow([t('Why'), t('Such as')]);
  return [`### ${t('Skipped')}`, [heads, '|:--|:--|', ...rows.map(formatRow)].join('\n')];
}

/** Two columns under these heads: a screen reader says them with each cell. */
export function formatTable(
  heads: readonly [string, string],
  rows: readonly (readonly [string, string])[],
): string {
  const body = rows.map(([name, text]) => formatRow([name, breakPaths(escapeMarkdown(text))]));
  return [formatRow(heads), '|:--|:--|', ...body].join('\n');
}

function formatRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
