// The status of a server as facts, a name and a text each, in the order a person asks for them. Pure; the tooltip, the
// overview and the report of Show Status are made of the same facts.
import { countSkipped, describeSkipped } from '../../server/protocol/fileCounts.ts';
import {
  formatBytes,
  formatCost,
  formatCount,
  formatDuration,
  formatFiles,
  formatGrepTokens,
} from '../../server/protocol/numbers.ts';
import type { GenerationSummary, Ledger, ServerStatus, SqliteStatus } from '../../server/protocol/status.ts';
import { formatTime } from '../../server/protocol/time.ts';

/** One fact; `icon` is a codicon. */
export interface Fact {
  readonly name: string;
  readonly text: string;
  /** What is added where there is room: in tooltips and on pages. */
  readonly more?: string;
  readonly icon: string;
}

/** What a person wants to know first: is it fresh, what is missing, who uses it, what has it saved. */
export function listFacts(status: ServerStatus): Fact[] {
  const { summary, ledger } = status;
  return [
    { name: 'Fresh', text: describeFreshness(status), icon: 'history' },
    ...(summary && !summary.nothing
      ? [{ name: 'Contents', text: describeContents(summary), icon: 'files' }]
      : []),
    ...(summary ? [{ name: 'Missing', text: describeMissing(summary), icon: 'debug-step-over' }] : []),
    { name: 'Used by', text: describeUsers(status), icon: 'organization' },
    ...(ledger.calls > 0
      ? [{ name: 'Answers', text: formatCost(ledger), more: describeLedger(ledger), icon: 'graph' }]
      : []),
  ];
}

/** What lies behind it: the edges by tier, the process, and the knobs in force. */
export function listDetails(status: ServerStatus): Fact[] {
  const { freshness, summary, pid, version } = status;
  return [
    ...(summary ? listGraph(summary) : []),
    {
      name: 'Generation',
      text: freshness.generation === null ? 'none yet' : describeGeneration(status),
      icon: 'layers',
    },
    ...(summary?.indexedAtMs ? [{ name: 'Indexed', text: describeRun(summary), icon: 'history' }] : []),
    { name: 'Server', text: `process ${pid}, version ${version}`, icon: 'server-process' },
    ...listKnobs(status.sqlite),
  ];
}

function describeFreshness(status: ServerStatus): string {
  const { freshness } = status;
  if (freshness.indexing) return describeProgress(status);
  if (freshness.generation === null) return 'no index yet';
  const { length } = freshness.dirtyFiles;
  return freshness.stale ? `${formatFiles(length)} changed since` : 'up to date';
}

function describeContents(summary: GenerationSummary): string {
  return `${formatFiles(summary.files)}, ${formatCount(summary.symbols)} symbols`;
}

function describeMissing(summary: GenerationSummary): string {
  const skipped = describeSkipped(countSkipped(summary));
  return (
    [
      ...(summary.partialFiles > 0 ? [`${formatFiles(summary.partialFiles)} partly`] : []),
      ...(skipped === '' ? [] : [`${skipped} skipped`]),
    ].join(', ') || 'nothing'
  );
}

/** Such as `2 windows, 1 session`. */
export function describeUsers({ windows, sessions }: Pick<ServerStatus, 'windows' | 'sessions'>): string {
  return (
    [
      ...(windows > 0 ? [`${formatCount(windows)} ${windows === 1 ? 'window' : 'windows'}`] : []),
      ...(sessions > 0 ? [`${formatCount(sessions)} ${sessions === 1 ? 'session' : 'sessions'}`] : []),
    ].join(', ') || 'nobody'
  );
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

function listGraph({ edges, edgesByTier, unresolved }: GenerationSummary): Fact[] {
  const { confirmed = 0, exact = 0, inferred = 0 } = edgesByTier;
  const said = confirmed === 0 ? '' : `${formatCount(confirmed)} confirmed, `;
  return [
    {
      name: 'Edges',
      text: `${formatCount(edges)}: ${said}${formatCount(exact)} exact, ${formatCount(inferred)} inferred`,
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
  return `${freshness.generation}${summary ? `, ${formatBytes(summary.databaseBytes)}` : ''}`;
}

function describeRun({ indexedAtMs = 0, wallMs }: GenerationSummary): string {
  const time = formatTime(indexedAtMs);
  return wallMs > 0 ? `${time}, in ${formatDuration(wallMs)}` : time;
}

function describeLedger({ grepTokens, since }: Ledger): string {
  const instead = grepTokens > 0 ? `${formatGrepTokens(grepTokens)}; ` : '';
  return `${instead}since ${formatTime(since)}`;
}

/** All of a fact on one line. */
export function describeWhole({ text, more }: Fact): string {
  return more === undefined ? text : `${text}, ${more}`;
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
