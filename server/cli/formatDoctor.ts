// The report of `doctor` in lines for a person. Pure.
import type { SqliteStatus } from '../protocol/status.ts';
import type { WorkspaceReport } from '../serve/inspect.ts';
import { formatBytes } from '../protocol/numbers.ts';
import { formatTime } from '../protocol/time.ts';
import { formatSqlite, formatUsers } from './format.ts';

/** What a server that answers adds to the report from disk. */
export interface LiveReport {
  readonly state: string;
  readonly generation: number | null;
  readonly indexing: boolean;
  /** Connections to the server's socket: windows and commands. */
  readonly clients: number;
  readonly windows: number;
  /** Sessions that ask over MCP. */
  readonly sessions: number;
  readonly sqlite: SqliteStatus;
  readonly watcher: string;
  readonly problem: string | null;
  readonly warnings: readonly string[];
}

type Report = WorkspaceReport & {
  readonly version: string;
  readonly node: string;
  readonly live: LiveReport | null;
};

/** One line per fact; what does not apply is left out. */
export function formatDoctor(report: Report): string[] {
  const { generation, startError, fileSystem, lastCrash } = report;
  const lines: [string, string | undefined][] = [
    [
      'Version',
      `${report.version} on Node ${report.node}, server runtime ${report.serverRuntime ?? 'none found'}`,
    ],
    ['Workspace', report.root],
    ['Cache', `${report.workspaceDir}${report.exists ? '' : ' (not made yet)'}`],
    ['Files on', fileSystem && `${fileSystem.type}${fileSystem.isRemote ? ', a remote file system' : ''}`],
    ['Lock', `held by process: ${formatOwners(report.lockOwners)}`],
    ['Owner', formatRun(report)],
    ['Server', formatServer(report)],
    ...formatLive(report.live),
    ['Index', generation ? `generation ${generation.generation}, schema ${generation.schema}` : 'none'],
    ...report.files.map(({ name, bytes }): [string, string] => ['', `${name}  ${formatBytes(bytes)}`]),
    ...report.quarantined.map(({ name, time }): [string, string] => [
      'Damaged',
      `${name}, put aside ${formatTime(time)}`,
    ]),
    ['Crashed', lastCrash && `${formatTime(lastCrash.time)}, version ${lastCrash.version}: ${lastCrash.how}`],
    [
      '',
      report.isCrashLoop
        ? 'No server is started any more; `codebase-memory stop` allows it again.'
        : undefined,
    ],
    ['Start', startError && `failed: ${startError}`],
  ];
  return lines.flatMap(([name, text]) => (text === undefined ? [] : [`${name.padEnd(10)} ${text}`]));
}

function formatOwners(owners: readonly number[] | undefined): string {
  return owners ? owners.join(', ') || 'nobody' : 'unknown on this system';
}

function formatRun({ run }: Report): string | undefined {
  if (!run) return undefined;
  const { pid, version, epoch, startTime, isAlive } = run;
  return `process ${pid}, version ${version}, epoch ${epoch}, since ${formatTime(startTime)}${isAlive ? '' : ' (ended unexpectedly)'}`;
}

function formatServer({ server, run, live }: Report): string {
  if (!server) return run?.isAlive ? 'does not answer' : 'none runs';
  return `${server.version}, process ${server.pid}, ${server.endpoint}${live ? `, ${live.state}` : ''}`;
}

function formatLive(live: LiveReport | null): [string, string | undefined][] {
  if (!live) return [];
  return [
    // Of its clients the one that asks is left out already.
    ['Used by', formatUsers({ ...live, clients: live.clients + 1 })],
    ...formatSqlite(live.sqlite).map((line): [string, string] => ['SQLite', line]),
    ['Watcher', live.watcher],
    ['Problem', live.problem ?? undefined],
    ...live.warnings.map((warning): [string, string] => ['Warning', warning]),
  ];
}
