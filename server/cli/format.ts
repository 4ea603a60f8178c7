// Summaries in words. Pure.
import { formatBytes, formatCount, formatDuration, formatFiles } from '../protocol/numbers.ts';
import type { GenerationSummary, IndexProgress, ServerStatus, SqliteStatus } from '../protocol/status.ts';

const BAR_WIDTH = 24;

/** One line of progress: files, MB/s and the time left, judged by the bytes parsed in `elapsedMs`; a bar if wanted. */
export function formatProgress(progress: IndexProgress, elapsedMs: number, hasBar: boolean): string {
  const { phase, files, totalFiles, bytes, totalBytes } = progress;
  if (phase === 'discover' || totalFiles === 0) return `${phase}: ${formatFiles(files)}`;
  if (phase !== 'parse') return `${phase}: ${formatFiles(totalFiles)}`;
  const share = totalBytes > 0 ? bytes / totalBytes : files / totalFiles;
  const filled = Math.round(Math.min(1, share) * BAR_WIDTH);
  const speed = elapsedMs > 0 ? bytes / 1e6 / (elapsedMs / 1000) : 0;
  const left = share > 0 ? `, ${formatDuration((elapsedMs * (1 - share)) / share)} left` : '';
  const lead = hasBar ? '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled) : 'parse:';
  return `${lead} ${formatCount(files)}/${formatFiles(totalFiles)}, ${speed.toFixed(1)} MB/s${left}`;
}

/** What a generation holds, what was skipped and why, one line each. */
export function formatSummary(summary: GenerationSummary): string[] {
  const { exact = 0, inferred = 0 } = summary.edgesByTier;
  const lines = [
    `Indexed   ${formatFiles(summary.files)}, ${formatCount(summary.symbols)} symbols, ` +
      `${formatCount(summary.edges)} edge${summary.edges === 1 ? '' : 's'} (${formatCount(exact)} exact, ${formatCount(inferred)} inferred), ` +
      `${formatCount(summary.unresolved)} call sites known by name only`,
  ];
  if (summary.wallMs > 0) {
    lines.push(
      `          in ${formatDuration(summary.wallMs)} (${formatDuration(summary.cpuMs)} of CPU), ` +
        `database ${formatBytes(summary.databaseBytes)}`,
    );
  }
  const skipped = summary.skipped.reduce((sum, group) => sum + group.files, 0);
  if (skipped > 0) lines.push(`Skipped   ${formatFiles(skipped)}`);
  for (const { reason, files, examples } of summary.skipped) {
    const more = files > examples.length ? ', …' : '';
    lines.push(`          ${formatCount(files)} × ${reason}: ${examples.join(', ')}${more}`);
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

/** The status of a server for a person. */
export function formatStatus(status: ServerStatus): string[] {
  const { freshness, summary, problem, progress } = status;
  const generation = freshness.generation === null ? 'none yet' : `${freshness.generation}`;
  const stale = freshness.stale ? `, stale: ${formatFiles(freshness.dirtyFiles.length)} changed` : '';
  return [
    `Workspace ${status.root}`,
    `Server    ${status.version}, process ${status.pid}, ${status.state}, ${status.clients} connected`,
    `Endpoint  ${status.endpoint}`,
    `Cache     ${status.workspaceDir}`,
    `Changes   ${status.watcher}`,
    `Index     generation ${generation}${stale}`,
    ...(progress
      ? [`          ${progress.phase}: ${formatCount(progress.files)}/${formatFiles(progress.totalFiles)}`]
      : []),
    ...(summary ? formatSummary(summary) : []),
    ...formatSqlite(status.sqlite).map((line) => `SQLite    ${line}`),
    ...(problem ? [`Problem   ${problem.message}`] : []),
    ...status.warnings.map((warning) => `Warning   ${warning}`),
  ];
}
