// The report of how edges of the index stand to what language servers say of the same calls. Pure: from judged sites to text.
import { createHash } from 'node:crypto';
import { TIERS } from '../../server/protocol/graph.ts';
import type { JudgedEdge, JudgedSite } from '../../server/protocol/rpc.ts';
import { formatDecimal } from '../../server/protocol/numbers.ts';
import { t } from '../../server/protocol/l10n.ts';
import { formatCode } from '../markdown.ts';
import { formatTier } from '../vocabulary.ts';

/** A share of a number of cases. */
interface Share {
  readonly right: number;
  readonly of: number;
}

/** What came of a sample. */
export interface Measured {
  readonly sites: readonly JudgedSite[];
  /** Sites that nobody said anything of. */
  readonly unanswered: number;
  readonly by: readonly string[];
}

/** Edges that a language server decides, by tier and by reason. */
function tally(edges: readonly JudgedEdge[], key: (edge: JudgedEdge) => string): Map<string, Share> {
  const shares = new Map<string, Share>();
  for (const edge of edges) {
    if (edge.verdict === 'unclear') continue;
    const { right, of } = shares.get(key(edge)) ?? { right: 0, of: 0 };
    shares.set(key(edge), { right: right + Number(edge.verdict === 'confirmed'), of: of + 1 });
  }
  return shares;
}

function formatShare({ right, of }: Share): string {
  return of === 0
    ? '–'
    : t('{percent} % ({right} of {total})', { percent: formatDecimal((100 * right) / of), right, total: of });
}

/** Edges within the workspace: what is said of the outside is counted apart. */
const isInside = ({ targetFile }: JudgedEdge) => targetFile !== '';

/** Precision over the edges, and recall over the calls of which a callee in the workspace was named. */
export function summarize({ sites }: Measured): { precision: Share; recall: Share; outside: Share } {
  const edges = sites.flatMap((site) => site.edges);
  const decided = edges.filter((edge) => isInside(edge) && edge.verdict !== 'unclear');
  const named = sites.filter(
    ({ edges: own, missing }) =>
      missing.length > 0 || own.some((edge) => isInside(edge) && edge.verdict === 'confirmed'),
  );
  const outside = sites.filter(({ isOutside, isUnclear }) => isOutside && !isUnclear);
  return {
    precision: { right: decided.filter(({ verdict }) => verdict === 'confirmed').length, of: decided.length },
    recall: { right: named.filter(({ missing }) => missing.length === 0).length, of: named.length },
    outside: { right: outside.filter(({ edges: own }) => own.some(isInside)).length, of: outside.length },
  };
}

/**
 * The report in markdown. `link` makes the address of a place; without it names and paths are replaced by sums of them, so
 * that the report can be shown to others.
 */
export function formatMeasured(
  measured: Measured,
  link: ((file: string, line: number) => string) | undefined,
): string {
  const { sites, unanswered, by } = measured;
  const { precision, recall, outside } = summarize(measured);
  const hide = (name: string) =>
    link || name === '' ? name : createHash('sha1').update(name).digest('hex').slice(0, 8);
  const place = ({ file, line }: JudgedSite) =>
    link ? `[${formatCode(`${file}:${line}`)}](${link(file, line)})` : formatCode(`${hide(file)}:${line}`);
  const inside = sites.flatMap((site) => site.edges.filter(isInside));
  const byTier = tally(inside, ({ tier }) => tier);
  const byReason = [...tally(inside, ({ reason }) => reason)].sort(([, a], [, b]) => b.of - a.of);
  const wrong = sites.flatMap((site) =>
    site.edges
      .filter(({ verdict }) => verdict === 'refuted')
      .map(
        (edge) =>
          `- ${place(site)} ${formatCode(hide(site.name))} → ${formatCode(hide(edge.target))} (${formatTier(edge.tier)}, ${edge.reason})${describeNamed(site, hide)}`,
      ),
  );
  const missed = sites
    .filter(({ edges, missing }) => missing.length > 0 && !edges.some(({ verdict }) => verdict === 'refuted'))
    .map((site) => `- ${place(site)} ${formatCode(hide(site.name))}${describeNamed(site, hide)}`);
  return [
    `# ${t('Call edges, measured on this workspace')}`,
    t('{count} call sites that {servers} answered, of a random sample; {unanswered} were not answered.', {
      count: sites.length,
      servers: by.join('; ') || t('a language server'),
      unanswered,
    }),
    `| ${t('Fact')} | ${t('Value')} |`,
    '|---|---|',
    `| ${t('Precision: edges whose callee was named')} | ${formatShare(precision)} |`,
    `| ${t('Recall: calls within the workspace that have the edge')} | ${formatShare(recall)} |`,
    `| ${t('Calls of something outside that have an edge within')} | ${formatShare(outside)} |`,
    '',
    `## ${t('Precision by tier')}`,
    ...table(
      TIERS.flatMap((tier) => (byTier.has(tier) ? [[formatTier(tier), byTier.get(tier)!] as const] : [])),
    ),
    `## ${t('Precision by reason')}`,
    ...table(byReason),
    `## ${t('Edges that were refuted ({count})', { count: wrong.length })}`,
    ...(wrong.length > 0 ? wrong : [t('None.')]),
    '',
    `## ${t('Calls that have no edge ({count})', { count: missed.length })}`,
    ...(missed.length > 0 ? missed : [t('None.')]),
    '',
    t(
      'A language server can be wrong too. What it names that is no function, method or class decides nothing and is not counted.',
    ),
    '',
  ].join('\n');
}

function describeNamed({ missing, isOutside }: JudgedSite, hide: (name: string) => string): string {
  const named = [
    ...missing.map(({ name }) => formatCode(hide(name))),
    ...(isOutside ? [t('something outside')] : []),
  ];
  return named.length > 0 ? t('; named was {names}', { names: named.join(', ') }) : '';
}

function table(rows: readonly (readonly [name: string, share: Share])[]): string[] {
  if (rows.length === 0) return [t('Nothing was decided.'), ''];
  return [
    `| ${t('Fact')} | ${t('Value')} |`,
    '|---|---|',
    ...rows.map(([name, share]) => `| ${name} | ${formatShare(share)} |`),
    '',
  ];
}
