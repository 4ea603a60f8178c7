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
import { t } from '../../server/protocol/l10n.ts';
import { formatSessions, formatSymbols, formatWindows } from '../counts.ts';
import { formatSource } from '../vocabulary.ts';

/** One fact; `icon` is a codicon. */
export interface Fact {
  readonly name: string;
  readonly text: string;
  /** What is added where there is room: in tooltips and on pages. */
  readonly more?: string;
  readonly icon: string;
  /** The view that has the whole of it. */
  readonly leadsTo?: 'problems' | 'sessions';
}

/** What a person wants to know first: is it fresh, what is missing, who uses it, what has it saved. */
export function listFacts(status: ServerStatus): Fact[] {
  const { summary, ledger } = status;
  return [
    { name: t('Fresh'), text: describeFreshness(status), icon: 'history' },
    ...(summary && !summary.nothing
      ? [{ name: t('Contents'), text: describeContents(summary), icon: 'files' }]
      : []),
    ...(summary
      ? [
          {
            name: t('Missing'),
            text: describeMissing(summary),
            icon: 'debug-step-over',
            leadsTo: 'problems' as const,
          },
        ]
      : []),
    { name: t('Used by'), text: describeUsers(status), icon: 'organization', leadsTo: 'sessions' },
    ...(ledger.calls > 0
      ? [{ name: t('Answers'), text: formatCost(ledger), more: describeLedger(ledger), icon: 'graph' }]
      : []),
  ];
}

/** What lies behind it: the edges by tier, the process, and the knobs in force. */
export function listDetails(status: ServerStatus): Fact[] {
  const { freshness, summary, pid, version } = status;
  return [
    ...(summary ? listGraph(summary) : []),
    {
      name: t('Generation'),
      text: freshness.generation === null ? t('none yet') : describeGeneration(status),
      icon: 'layers',
    },
    ...(summary?.indexedAtMs ? [{ name: t('Indexed'), text: describeRun(summary), icon: 'history' }] : []),
    {
      name: t('Server'),
      text: t('process {pid}, version {version}', { pid, version }),
      icon: 'server-process',
    },
    ...listKnobs(status.sqlite),
  ];
}

function describeFreshness(status: ServerStatus): string {
  const { freshness } = status;
  if (freshness.indexing) return describeProgress(status);
  if (freshness.generation === null) return t('no index yet');
  if (!freshness.stale) return t('up to date');
  const { length } = freshness.dirtyFiles;
  return length === 1
    ? t('1 file changed since')
    : t('{count} files changed since', { count: formatCount(length) });
}

function describeContents(summary: GenerationSummary): string {
  return `${formatFiles(summary.files)}, ${formatSymbols(summary.symbols)}`;
}

function describeMissing(summary: GenerationSummary): string {
  const skipped = describeSkipped(countSkipped(summary));
  return (
    [
      ...(summary.partialFiles > 0
        ? [t('{files} partly', { files: formatFiles(summary.partialFiles) })]
        : []),
      ...(skipped === '' ? [] : [t('{files} skipped', { files: skipped })]),
    ].join(', ') || t('nothing')
  );
}

/** Such as `2 windows, 1 session`. */
export function describeUsers({ windows, sessions }: Pick<ServerStatus, 'windows' | 'sessions'>): string {
  return (
    [
      ...(windows > 0 ? [formatWindows(windows)] : []),
      ...(sessions > 0 ? [formatSessions(sessions)] : []),
    ].join(', ') || t('nobody')
  );
}

/** What is not as it should be, in full sentences, worst first. */
export function listComplaints({ problem, warnings }: ServerStatus): string[] {
  return [...(problem ? [problem.message] : []), ...warnings];
}

/** An index run in words, such as `parse: 1,200 of 2,800 files`. */
export function describeProgress({ progress }: Pick<ServerStatus, 'progress'>): string {
  if (!progress) return t('starting');
  const { phase, files, totalFiles } = progress;
  return totalFiles > 0
    ? t('{phase}: {done} of {files}', {
        phase,
        done: formatCount(files),
        files: formatFiles(totalFiles),
      })
    : `${phase}: ${formatFiles(files)}`;
}

function listGraph({ edges, edgesByTier, unresolved }: GenerationSummary): Fact[] {
  const { confirmed = 0, exact = 0, inferred = 0 } = edgesByTier;
  const tiers = [
    ...(confirmed === 0 ? [] : [t('{count} confirmed', { count: formatCount(confirmed) })]),
    t('{count} exact', { count: formatCount(exact) }),
    t('{count} inferred', { count: formatCount(inferred) }),
  ];
  return [
    {
      name: t('Edges'),
      text: `${formatCount(edges)}: ${tiers.join(', ')}`,
      icon: 'type-hierarchy',
    },
    {
      name: t('Possible'),
      text:
        unresolved === 1
          ? t('1 call site known by name only')
          : t('{count} call sites known by name only', { count: formatCount(unresolved) }),
      icon: 'question',
    },
  ];
}

function describeGeneration({ freshness, summary }: ServerStatus): string {
  return `${freshness.generation}${summary ? `, ${formatBytes(summary.databaseBytes)}` : ''}`;
}

function describeRun({ indexedAtMs = 0, wallMs }: GenerationSummary): string {
  const time = formatTime(indexedAtMs);
  return wallMs > 0 ? t('{time}, in {duration}', { time, duration: formatDuration(wallMs) }) : time;
}

function describeLedger({ grepTokens, since }: Ledger): string {
  const instead = grepTokens > 0 ? `${formatGrepTokens(grepTokens)}; ` : '';
  return `${instead}${t('since {time}', { time: formatTime(since) })}`;
}

/** All of a fact on one line. */
export function describeWhole({ text, more }: Fact): string {
  return more === undefined ? text : `${text}, ${more}`;
}

/** What SQLite was told, and by whom. */
export function listKnobs({ mmap, checkpoint, database }: SqliteStatus): Fact[] {
  const size = mmap.bytes === 0 ? t('off') : t('{count} bytes', { count: formatCount(mmap.bytes) });
  const off = mmap.whyOff ? t(', because {why}', { why: mmap.whyOff }) : '';
  const busy = database?.lastCheckpoint?.busy ? t(', the last one was busy') : '';
  return [
    { name: 'mmap', text: `${size} (${formatSource(mmap.source)})${off}`, icon: 'chip' },
    {
      name: t('Checkpoint'),
      text: `${checkpoint.mode} (${formatSource(checkpoint.source)})${busy}`,
      icon: 'save',
    },
  ];
}
