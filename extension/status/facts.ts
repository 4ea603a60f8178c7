// The status of a server as facts, a name and a text each, in the order a person asks for them. Pure; the tooltip, the
// overview and the report of Show Status are made of the same facts.
import {
  formatBytes,
  formatCost,
  formatCount,
  formatDuration,
  formatFiles,
  formatGrepTokens,
} from '../../server/protocol/numbers.ts';
import type { GenerationSummary, Ledger, ServerStatus, SqliteStatus } from '../../server/protocol/status.ts';

/** One fact; `icon` is a codicon. */
export interface Fact {
  readonly name: string;
  readonly text: string;
  readonly icon: string;
}

/** What is known of a running server. */
export function listFacts(status: ServerStatus): Fact[] {
  const { freshness, summary, pid, version, windows, sessions, ledger } = status;
  return [
    ...(summary ? listContents(summary, freshness.skippedFiles) : []),
    {
      name: 'Generation',
      text: freshness.generation === null ? 'none yet' : describeGeneration(status),
      icon: 'layers',
    },
    ...(summary?.indexedAtMs ? [{ name: 'Indexed', text: describeRun(summary), icon: 'history' }] : []),
    { name: 'Owner', text: `process ${pid}, version ${version}`, icon: 'server-process' },
    { name: 'Windows', text: formatCount(windows), icon: 'window' },
    { name: 'Sessions', text: formatCount(sessions), icon: 'comment-discussion' },
    ...(ledger.calls > 0 ? [{ name: 'Answers', text: describeLedger(ledger), icon: 'graph' }] : []),
    ...listKnobs(status.sqlite),
  ];
}

/** What is not as it should be, in full sentences, worst first. */
export function listComplaints({ problem, warnings }: ServerStatus): string[] {
  return [...(problem ? [problem.message] : []), ...warnings];
}

/** An index run in words, such as `parse: 1,200 of 2,800 files`. */
export function describeProgress({ progress }: Pick<ServerStatus, 'progress'>): string {
  if (!progress) return 'starting';
  const { phase, files, totalFiles } = progress;
  return totalFiles > 0
    ? `${phase}: ${formatCount(files)} of ${formatFiles(totalFiles)}`
    : `${phase}: ${formatFiles(files)}`;
}

function listContents(summary: GenerationSummary, skippedFiles: number): Fact[] {
  const { files, symbols, edges, edgesByTier, unresolved } = summary;
  const skipped = skippedFiles > 0 ? `, ${formatCount(skippedFiles)} skipped` : '';
  const { exact = 0, inferred = 0 } = edgesByTier;
  return [
    { name: 'Files', text: `${formatCount(files)}${skipped}`, icon: 'files' },
    { name: 'Symbols', text: formatCount(symbols), icon: 'symbol-class' },
    {
      name: 'Edges',
      text: `${formatCount(edges)}: ${formatCount(exact)} exact, ${formatCount(inferred)} inferred`,
      icon: 'type-hierarchy',
    },
    {
      name: 'Possible',
      text: `${formatCount(unresolved)} call ${unresolved === 1 ? 'site' : 'sites'} known by name only`,
      icon: 'question',
    },
  ];
}

function describeGeneration({ freshness, summary }: ServerStatus): string {
  const size = summary ? `, ${formatBytes(summary.databaseBytes)}` : '';
  const stale = freshness.stale ? `, ${formatFiles(freshness.dirtyFiles.length)} changed since` : '';
  return `${freshness.generation}${size}${stale}`;
}

function describeRun({ indexedAtMs = 0, wallMs }: GenerationSummary): string {
  const time = new Date(indexedAtMs).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  return wallMs > 0 ? `${time}, in ${formatDuration(wallMs)}` : time;
}

function describeLedger(ledger: Ledger): string {
  const { grepTokens, since } = ledger;
  const instead = grepTokens > 0 ? `, ${formatGrepTokens(grepTokens)}` : '';
  return `${formatCost(ledger)}${instead}; since ${new Date(since).toLocaleDateString(undefined, { dateStyle: 'medium' })}`;
}

function listKnobs({ mmap, checkpoint, database }: SqliteStatus): Fact[] {
  const size = mmap.bytes === 0 ? 'off' : `${formatCount(mmap.bytes)} bytes`;
  const off = mmap.whyOff ? `, because ${mmap.whyOff}` : '';
  const busy = database?.lastCheckpoint?.busy ? ', the last one was busy' : '';
  return [
    { name: 'mmap', text: `${size} (${mmap.source})${off}`, icon: 'chip' },
    { name: 'Checkpoint', text: `${checkpoint.mode} (${checkpoint.source})${busy}`, icon: 'save' },
  ];
}
