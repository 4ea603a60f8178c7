// The page of Show Status as markdown. Pure.
import { describeOff, describeState } from '../connection/state.ts';
import { describeProgress, listComplaints, listFacts } from '../status/facts.ts';
import { escapeMarkdown, formatCode } from '../markdown.ts';
import { describeWord } from '../status/statusText.ts';
import type { FolderState } from '../status/statusText.ts';

/** One section for each folder. */
export function formatStatusReport(folders: readonly FolderState[]): string {
  return `${['# Codebase Memory', ...folders.map(formatFolder)].join('\n\n')}\n`;
}

function formatFolder({ name, state }: FolderState): string {
  const head = `## ${escapeMarkdown(name)}: ${describeWord(describeState(state), state)}`;
  if (state.kind === 'off') return `${head}\n\n${describeOff(state.why)}`;
  if (state.kind === 'failed') return `${head}\n\n${escapeMarkdown(state.message)} (${state.code})`;
  if (state.kind === 'connecting') return `${head}\n\nThe server is being looked for, or started.`;
  const { status } = state;
  const rows: [string, string][] = [
    ['Folder', status.root],
    ...listFacts(status).map(({ name: fact, text }): [string, string] => [fact, text]),
    ['Server since', new Date(status.startTime).toLocaleString()],
    ['Index runs', String(status.indexRuns)],
    ['Changes', status.watcher],
    ['Endpoint', status.endpoint],
    ['Cache', `${status.workspaceDir} (${status.fileSystem})`],
  ];
  return [
    head,
    ...(status.freshness.indexing ? [escapeMarkdown(describeProgress(status))] : []),
    formatTable(rows),
    ...listComplaints(status).map((complaint) => `> ${escapeMarkdown(complaint)}`),
    ...formatSkipped(state.status.summary?.skipped ?? []),
  ].join('\n\n');
}

function formatSkipped(
  groups: readonly {
    readonly reason: string;
    readonly files: number;
    readonly examples: readonly string[];
  }[],
): string[] {
  if (groups.length === 0) return [];
  const rows = groups.map(({ reason, files, examples }) => [
    escapeMarkdown(`${files} × ${reason}`),
    examples.map((example) => formatCode(example).replaceAll('|', String.raw`\|`)).join(', ') +
      (files > examples.length ? ', …' : ''),
  ]);
  return ['### Skipped files', ['| why | such as |', '|:--|:--|', ...rows.map(formatRow)].join('\n')];
}

/** Two columns without a head. */
export function formatTable(rows: readonly (readonly [string, string])[]): string {
  return ['| | |', '|:--|:--|', ...rows.map(([name, text]) => formatRow([name, escapeMarkdown(text)]))].join(
    '\n',
  );
}

function formatRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
