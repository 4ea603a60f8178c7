// The page of Run Doctor as markdown, made of what the command `doctor --json` prints. Pure.
import { formatBytes, formatCount } from '../../server/protocol/numbers.ts';
import { escapeUnprintable } from '../../server/protocol/printable.ts';
import type { SqliteStatus } from '../../server/protocol/status.ts';
import { describeOff } from '../connection/state.ts';
import type { ConnectionState } from '../connection/state.ts';
import { escapeMarkdown } from '../markdown.ts';
import { listFacts, listKnobs } from '../status/facts.ts';
import { formatTime } from '../../server/protocol/time.ts';
import { t } from '../../server/protocol/l10n.ts';
import { formatLogLine } from './logLine.ts';
import { formatTable, toRows } from './statusReport.ts';

/** What the command prints, as far as the page shows it. */
export interface DoctorReport {
  readonly version: string;
  readonly node: string;
  readonly root: string;
  readonly workspaceDir: string;
  readonly exists: boolean;
  readonly fileSystem?: { readonly type: string; readonly isRemote: boolean };
  readonly lockOwners?: readonly number[];
  readonly run?: {
    readonly pid: number;
    readonly version: string;
    readonly startTime: string;
    readonly isAlive: boolean;
  };
  readonly server?: { readonly pid: number; readonly version: string; readonly endpoint: string };
  readonly generation?: { readonly generation: number; readonly schema: number };
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly quarantined: readonly { readonly name: string; readonly time: string }[];
  readonly lastCrash?: { readonly time: string; readonly version: string; readonly how: string };
  readonly crashes: number;
  readonly isCrashLoop: boolean;
  readonly startError?: string;
  readonly serverRuntime?: string;
  readonly log: readonly string[];
  readonly live: {
    readonly state: string;
    readonly clients: number;
    readonly sqlite: SqliteStatus;
    readonly watcher: string;
    readonly problem: string | null;
    readonly warnings: readonly string[];
  } | null;
}

/** The name of the page with the report as it was printed, beside this one. */
export const DOCTOR_JSON = 'Codebase Memory Doctor.json';

/** What is wrong, then what a person wants to know, then the internals, and at the end what to do next. */
export function formatDoctorReport(report: DoctorReport, state: ConnectionState): string {
  const findings = listFindings(report, state);
  const verdict =
    findings.length === 0
      ? [`**${t('Nothing is wrong.')}**`]
      : findings.map((one) => `- ${escapeMarkdown(one)}`);
  const facts = state.kind === 'connected' ? toRows(listFacts(state.status)) : [];
  const files = report.files.map(({ name, bytes }): [string, string] => [name, formatBytes(bytes)]);
  const log = report.log.map((line) => escapeUnprintable(formatLogLine(line)));
  const sections = [
    `# Codebase Memory ${t('Doctor')}`,
    verdict.join('\n'),
    ...(facts.length > 0 ? [formatTable([t('Fact'), t('Value')], facts)] : []),
    `## ${t('Details')}\n\n${formatTable([t('Detail'), t('Value')], listDetails(report))}`,
    ...(files.length > 0
      ? [`## ${t('Files in the cache')}\n\n${formatTable([t('File'), t('Size')], files)}`]
      : []),
    ...(log.length > 0 ? [`## ${t('End of the log')}\n\n${['```text', ...log, '```'].join('\n')}`] : []),
    `## ${t('What to do next')}`,
    t(
      '**Restart Server** replaces a server that does not answer, and **Clear Cache…** makes the index anew; neither touches your files. ' +
        'To report a fault, send the report of this page: it names folders, and holds no source and no token.',
    ),
    `[${t('Show this report as JSON')}](${encodeURIComponent(DOCTOR_JSON)})`,
  ];
  return `${sections.join('\n\n')}\n`;
}

/** What is not as it should be, each with what to do where that is known. */
export function listFindings(report: DoctorReport, state: ConnectionState): string[] {
  const { run, server, live, lastCrash, startError } = report;
  const isSilent = !server && run?.isAlive === true;
  return [
    ...(state.kind === 'failed' ? [state.message] : []),
    ...(state.kind === 'off' ? [describeOff(state.why)] : []),
    ...(report.isCrashLoop
      ? [t('No server is started any more, because it ended too often. "Restart Server" tries again.')]
      : []),
    ...(isSilent
      ? [
          t('Process {pid} owns the index and does not answer. "Restart Server" replaces it.', {
            pid: run.pid,
          }),
        ]
      : []),
    ...(startError === undefined ? [] : [t('The server did not start: {why}', { why: startError })]),
    ...(lastCrash
      ? [
          t(
            'The server ended unexpectedly on {time}: {how}. Another one has taken over since, or does at the next question.',
            { time: formatTime(lastCrash.time), how: lastCrash.how },
          ),
        ]
      : []),
    ...report.quarantined.map(({ name, time }) =>
      t('A damaged index was put aside on {time}: {name}.', { time: formatTime(time), name }),
    ),
    ...(report.fileSystem?.isRemote
      ? [t('The cache lies on a remote file system. Set codebaseMemory.cacheDir to a local folder.')]
      : []),
    ...(live?.problem ? [live.problem] : []),
    ...(live?.warnings ?? []),
  ].filter((finding, index, all) => all.indexOf(finding) === index);
}

function listDetails(report: DoctorReport): [string, string][] {
  const { server, run, live, generation, lockOwners } = report;
  return [
    [t('Version'), `${report.version}, Node ${report.node}`],
    [t('Runtime'), report.serverRuntime ?? t('none was found')],
    [t('Folder'), report.root],
    [t('Cache'), `${report.workspaceDir}${report.exists ? '' : ` (${t('not made yet')})`}`],
    [t('File system'), report.fileSystem?.type ?? t('unknown')],
    [
      t('Lock'),
      lockOwners
        ? t('held by: {owners}', { owners: lockOwners.join(', ') || t('nobody') })
        : t('unknown on this system'),
    ],
    ...(run
      ? [
          [
            t('Owner'),
            t('process {pid}, version {version}, since {time}', {
              pid: run.pid,
              version: run.version,
              time: formatTime(run.startTime),
            }),
          ] as [string, string],
        ]
      : []),
    [
      t('Server'),
      server
        ? t('process {pid}, {endpoint}', { pid: server.pid, endpoint: server.endpoint })
        : run?.isAlive
          ? t('does not answer')
          : t('none runs'),
    ],
    [
      t('Index'),
      generation
        ? t('generation {generation}, schema {schema}', {
            generation: generation.generation,
            schema: generation.schema,
          })
        : t('none'),
    ],
    ...(live ? listLive(live) : []),
    [t('Crashes'), formatCount(report.crashes)],
  ];
}

function listLive({
  state,
  clients,
  sqlite,
  watcher,
}: NonNullable<DoctorReport['live']>): [string, string][] {
  return [
    [t('State'), t('{state}, {count} connected', { state, count: formatCount(clients) })],
    ...listKnobs(sqlite).map(({ name, text }): [string, string] => [name, text]),
    [t('Changes'), watcher],
  ];
}
