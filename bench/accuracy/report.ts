// Scores as a table for people, as JSON for scripts, and every mistake with its line of source.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatTable } from '../report.ts';
import type { CategoryScore, Mistake, TierCounts } from './score.ts';

const HEADINGS = [
  'language, category',
  'exact judged',
  'precision',
  'recall',
  'exact + inferred judged',
  'precision',
  'wanted',
  'recall',
  'external sites',
  'as project',
];

/** A table with a row per language and category, and a last row with the sum when there are several. */
export function formatScores(categories: readonly CategoryScore[]): string {
  const rows = categories.map(rowOf);
  if (categories.length > 1) rows.push(rowOf(sumOf(categories)));
  return formatTable(HEADINGS, rows);
}

/** The scores of all categories together. */
export function sumOf(categories: readonly CategoryScore[]): CategoryScore {
  const sum: CategoryScore = {
    language: 'all',
    category: '',
    exact: { judged: 0, right: 0, wanted: 0, found: 0 },
    all: { judged: 0, right: 0, wanted: 0, found: 0 },
    externalSites: 0,
    externalWithProject: 0,
  };
  for (const one of categories) {
    addCounts(sum.exact, one.exact);
    addCounts(sum.all, one.all);
    sum.externalSites += one.externalSites;
    sum.externalWithProject += one.externalWithProject;
  }
  return sum;
}

function addCounts(sum: TierCounts, counts: TierCounts): void {
  sum.judged += counts.judged;
  sum.right += counts.right;
  sum.wanted += counts.wanted;
  sum.found += counts.found;
}

/** Share of the judged edges that are right, 0–1; NaN without any. */
export function precisionOf({ right, judged }: TierCounts): number {
  return right / judged;
}

/** Share of the wanted targets that were found, 0–1; NaN without any. */
export function recallOf({ found, wanted }: TierCounts): number {
  return found / wanted;
}

function rowOf({
  language,
  category,
  exact,
  all,
  externalSites,
  externalWithProject,
}: CategoryScore): string[] {
  return [
    category === '' ? language : `${language}, ${category}`,
    String(exact.judged),
    formatShare(precisionOf(exact)),
    formatShare(recallOf(exact)),
    String(all.judged),
    formatShare(precisionOf(all)),
    String(all.wanted),
    formatShare(recallOf(all)),
    String(externalSites),
    externalSites === 0 ? '–' : `${((100 * externalWithProject) / externalSites).toFixed(2)} %`,
  ];
}

function formatShare(share: number): string {
  return Number.isNaN(share) ? '–' : share.toFixed(3);
}

/** One block per mistake: what, where, our answer and the truth, and the line of source. */
export function formatMistakes(mistakes: readonly Mistake[]): string {
  const sources = new SourceLines();
  return mistakes
    .map((mistake) => {
      const { kind, file, line, name, tier, reason, ours, truth, category, case: caseName } = mistake;
      const place = [caseName, file === '' ? '' : `${file}:${line}`].filter((part) => part !== '').join(' ');
      const how = tier === '' ? '' : ` ${tier} (${reason})`;
      const answer =
        kind === 'wrong' ? `ours ${ours}, truth ${truth === '' ? 'none' : truth}` : `truth ${truth}`;
      const source = sources.lineOf(mistake).trim();
      return `${kind}${how} ${place} ${name} [${category}]: ${answer}${source === '' ? '' : `\n    ${source}`}`;
    })
    .join('\n');
}

/** Reads each file once, while the mistakes of it follow each other. */
class SourceLines {
  #file = '';
  #lines: readonly string[] = [];

  lineOf({ folder, file, line }: Mistake): string {
    if (line === 0 || file === '') return '';
    const path = join(folder, file);
    if (path !== this.#file) {
      this.#file = path;
      this.#lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    }
    return this.#lines[line - 1] ?? '';
  }
}
