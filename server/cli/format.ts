// Summaries in words. Pure.
import { countSkipped, describeIndexed, describeNothing, describeSkipped } from '../protocol/fileCounts.ts';
import { getPercent } from '../protocol/progress.ts';
import { formatBytes, formatCount, formatDuration, formatFiles } from '../protocol/numbers.ts';
import type { GenerationSummary, IndexProgress, ServerStatus, SqliteStatus } from '../protocol/status.ts';

const BAR_WIDTH = 24;

/** One line of progress: percent, files, MB/s and the time left, judged by the bytes parsed in `elapsedMs`; a bar if wanted. */
export function formatProgress(progress: IndexProgress, elapsedMs: number, hasBar: boolean): string {
  const { phase, files, totalFiles, bytes, totalBytes } = progress;
  const percent = `${getPercent(progress)} %`;
  if (phase === 'discover' || totalFiles === 0) return `${percent} ${phase}: ${formatFiles(files)}`;
  if (phase !== 'parse') return `${percent} ${phase}: ${formatFiles(totalFiles)}`;
  const share = totalBytes > 0 ? bytes / totalBytes : files / totalFiles;
  const filled = Math.round(Math.min(1, share) * BAR_WIDTH);
  const speed = elapsedMs > 0 ? bytes / 1e6 / (elapsedMs / 1000) : 0;
  const left = share > 0 ? `, ${formatDuration((elapsedMs * (1 - share)) / share)} left` : '';
  const bar = hasBar ? `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ` : '';
  return `${bar}${percent} parse: ${formatCount(files)}/${formatFiles(totalFiles)}, ${speed.toFixed(1)} MB/s${left}`;
}

/** What a generation holds, what was skipped and why, one line each. */
export function formatSummary(summary: GenerationSummary): string[] {
  if (summary.nothing)
    return ['Indexed   nothing', ...describeNothing(summary.nothing).map((line) => `          ${line}`)];
  const { confirmed = 0, exact = 0, inferred = 0 } = summary.edgesByTier;
  const said = confirmed === 0 ? '' : `${formatCount(confirmed)} confirmed, `;
  const lines = [
    `Indexed   ${describeIndexed(summary)}, ${formatCount(summary.symbols)} symbols, ` +
      `${formatCount(summary.edges)} edge${summary.edges === 1 ? '' : 's'} (${said}${formatCount(exact)} exact, ${formatCount(inferred)} inferred), ` +
      `${formatCount(summary.unresolved)} call sites known by name only`,
  ];
  if (summary.wallMs > 0) {
    lines.push(
      `          in ${formatDuration(summary.wallMs)} (${formatDuration(summary.cpuMs)} of CPU), ` +
        `database ${formatBytes(summary.databaseBytes)}`,
    );
  }
  if (summary.artifact !== undefined) lines.push(`Artifact  ${summary.artifact}`);
  if (summary.skipped.length > 0) lines.push(`Skipped   ${describeSkipped(countSkipped(summary))}`);
  for (const group of summary.skipped) {
    const { reason, files, folders, examples } = group;
    const more = files + folders > examples.length ? ', …' : '';
    lines.push(`          ${describeSkipped(group)}, ${reason}: ${examples.join(', ')}${more}`);
  }
  return lines;
}

/** The knobs of SQLite in force and where each comes from. */
export function formatSqlite({ mmap, checkpoint, database }: SqliteStatus): string[] {
  const size = mmap.bytes === 0 ? 'off' : `${formatCount(mmap.bytes)} bytes`;
  const off = mmap.whyOff ? `; ${formatCount(mmap.wantedBytes)} bytes wanted, but ${mmap.whyOff}` : '';
  return [
    `mmap ${size} (${mmap.source}${off})`,
    `checkpoint ${checkpoint.mode} (${checkpoint.source})` +
      (database ? `, database ${formatBytes(database.bytes)}, log ${formatBytes(database.walBytes)}` : '') +
      (database?.lastCheckpoint?.busy ? ', the last checkpoint was busy' : ''),
  ];
}

/** Who uses a server beside the command line that asks. */
export function formatUsers({
  windows,
  sessions,
  clients,
}: Pick<ServerStatus, 'windows' | 'sessions' | 'clients'>): string {
  const others = Math.max(0, clients - windows - 1);
  return [
    `${formatCount(windows)} ${windows === 1 ? 'window' : 'windows'}`,
    `${formatCount(sessions)} ${sessions === 1 ? 'session' : 'sessions'}`,
    ...(others > 0 ? [`${formatCount(others)} other command ${others === 1 ? 'line' : 'lines'}`] : []),
  ].join(', ');
}

function formatFreshness({ generation, stale, dirtyFiles }: ServerStatus['freshness']): string {
  if (generation === null) return 'none yet';
  const state = stale ? `${formatFiles(dirtyFiles.length)} changed since` : 'up to date';
  return `${state}, generation ${generation}`;
}

/** The status of a server for a person. */
export function formatStatus(status: ServerStatus): string[] {
  const { freshness, summary, problem, progress } = status;
  return [
    `Workspace ${status.root}`,
    `Server    ${status.version}, process ${status.pid}, ${status.state}`,
    `Used by   ${formatUsers(status)}`,
    `Endpoint  ${status.endpoint}`,
    `Cache     ${status.workspaceDir}`,
    `Changes   ${status.watcher}`,
    `Index     ${formatFreshness(freshness)}`,
    ...(progress
      ? [`          ${progress.phase}: ${formatCount(progress.files)}/${formatFiles(progress.totalFiles)}`]
      : []),
    ...(summary ? formatSummary(summary) : []),
    ...formatSqlite(status.sqlite).map((line) => `SQLite    ${line}`),
    ...(problem ? [`Problem   ${problem.message}`] : []),
    ...status.warnings.map((warning) => `Warning   ${warning}`),
  ];
}
