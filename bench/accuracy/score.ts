// Compares our edges with a truth and counts. Knows neither where the truth comes from nor how results are shown.
import type { Tier } from '../../server/protocol/graph.ts';
import type { OurGraph } from './ourEdges.ts';
import type { AccuracyCase, OurEdge, OurNode, PairTruths, Place, SiteTruth, SiteTruths } from './suite.ts';

/** The tiers that are shown as calls: `exact` on its own, then both together. */
export const SCORED_TIERS = ['exact', 'exact + inferred'] as const;

/** Counts of one tier; ratios are made when they are shown. */
export interface TierCounts {
  /** Our edges that the truth can judge, and those of them that are right. */
  judged: number;
  right: number;
  /** Truths with a target in the project, and those of them that we found. */
  wanted: number;
  found: number;
}

/** Counts of one language and category. */
export interface CategoryScore {
  readonly language: string;
  readonly category: string;
  readonly exact: TierCounts;
  readonly all: TierCounts;
  /** Sites whose truth lies outside the project, and those that we answer with a symbol of the project. */
  externalSites: number;
  externalWithProject: number;
}

/** An edge that the truth contradicts, or a truth that no edge answers. */
export interface Mistake {
  readonly kind: 'wrong' | 'missing';
  readonly case: string;
  readonly folder: string;
  readonly language: string;
  readonly category: string;
  /** The site; the line is 0 when it is not known. */
  readonly file: string;
  readonly line: number;
  readonly name: string;
  /** Tier and reason of our edge; '' for a missing one. */
  readonly tier: Tier | '';
  readonly reason: string;
  readonly ours: string;
  readonly truth: string;
}

/** Adds up the cases of a suite. */
export class Score {
  readonly mistakes: Mistake[] = [];
  readonly #categories = new Map<string, CategoryScore>();

  get categories(): CategoryScore[] {
    const key = ({ language, category }: CategoryScore) => `${language}\0${category}`;
    return [...this.#categories.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  /** Counts one case against our `edges` of it. */
  addCase(one: AccuracyCase, { edges, nodes }: OurGraph): void {
    const { truth } = one;
    if (truth.by === 'site') this.#addSites(one, truth, edges, new Definitions(nodes));
    else this.#addPairs(one, truth, edges);
  }

  #countsOf(one: AccuracyCase, category = one.category): CategoryScore {
    const key = `${one.language}\0${category}`;
    let score = this.#categories.get(key);
    if (!score) {
      score = {
        language: one.language,
        category,
        exact: createCounts(),
        all: createCounts(),
        externalSites: 0,
        externalWithProject: 0,
      };
      this.#categories.set(key, score);
    }
    return score;
  }

  #addSites(
    one: AccuracyCase,
    { sites }: SiteTruths,
    edges: readonly OurEdge[],
    definitions: Definitions,
  ): void {
    const truths = Map.groupBy(sites, siteKey);
    const ours = Map.groupBy(edges, siteKey);
    for (const [key, together] of truths) this.#addSite(one, together, ours.get(key) ?? [], definitions);
  }

  /** `truths` are the sites of one line and name, `edges` ours of the same. */
  #addSite(
    one: AccuracyCase,
    truths: readonly SiteTruth[],
    edges: readonly OurEdge[],
    definitions: Definitions,
  ): void {
    const score = this.#countsOf(one, truths[0]!.category);
    const targets = truths.flatMap((truth) => truth.targets);
    const isUndecided = truths.some((truth) => truth.isUndecided === true);
    const isExternal = truths.some((truth) => truth.isExternal === true);
    const truth = describePlaces(targets, isExternal);
    let hasWrongProject = false;
    for (const edge of edges) {
      const isRight = targets.some((place) => definitions.reaches(edge.target, place));
      const isLeaf = edge.target.kind === 'External';
      if (!isRight && isUndecided) continue;
      // A leaf where the truth is outside too is right, but says nothing of the project.
      if (!isRight && isLeaf && isExternal) continue;
      for (const counts of tiersOf(score, edge.tier)) {
        counts.judged++;
        if (isRight) counts.right++;
      }
      if (isRight) continue;
      hasWrongProject ||= !isLeaf;
      this.#addMistake(one, score, 'wrong', edge, truth, edge);
    }
    if (isExternal && targets.length === 0 && !isUndecided) {
      score.externalSites++;
      if (hasWrongProject) score.externalWithProject++;
    }
    for (const site of truths) this.#addWanted(one, score, site, edges, definitions);
  }

  #addWanted(
    one: AccuracyCase,
    score: CategoryScore,
    site: SiteTruth,
    edges: readonly OurEdge[],
    definitions: Definitions,
  ): void {
    if (site.targets.length === 0) return;
    const groups = site.needsAll === true ? site.targets.map((place) => [place]) : [site.targets];
    for (const group of groups) {
      const finding = edges.filter(({ target }) => group.some((place) => definitions.reaches(target, place)));
      score.all.wanted++;
      score.exact.wanted++;
      if (finding.length > 0) score.all.found++;
      if (finding.some(({ tier }) => tier === 'exact')) score.exact.found++;
      if (finding.length === 0)
        this.#addMistake(one, score, 'missing', undefined, describePlaces(group, false), site);
    }
  }

  #addPairs(one: AccuracyCase, { pairs, keyOf, isComplete }: PairTruths, edges: readonly OurEdge[]): void {
    const truths = new Map(pairs.map((pair) => [pairKey(pair.source, pair.target), pair]));
    const tiers = new Map<string, Tier>();
    for (const edge of edges) {
      const source = keyOf(edge.source, 'source', edge);
      const target = keyOf(edge.target, 'target', edge);
      if (source === undefined || target === undefined) continue;
      const key = pairKey(source, target);
      if (tiers.get(key) === 'exact' || tiers.get(key) === edge.tier) continue;
      const isCountedBefore = tiers.has(key);
      tiers.set(key, edge.tier);
      const truth = truths.get(key);
      if (!truth && !isComplete) continue;
      const score = this.#countsOf(one, truth?.category);
      const counted = isCountedBefore ? [score.exact] : tiersOf(score, edge.tier);
      for (const counts of counted) {
        counts.judged++;
        if (truth) counts.right++;
      }
      if (!truth && !isCountedBefore)
        this.#addMistake(one, score, 'wrong', edge, 'no such pair', edge, `${source} → ${target}`);
    }
    for (const [key, pair] of truths) {
      const score = this.#countsOf(one, pair.category);
      const tier = tiers.get(key);
      score.all.wanted++;
      score.exact.wanted++;
      if (tier !== undefined) score.all.found++;
      if (tier === 'exact') score.exact.found++;
      if (tier !== undefined) continue;
      const site = { file: pair.site?.file ?? '', line: pair.site?.line ?? 0, name: '' };
      this.#addMistake(one, score, 'missing', undefined, `${pair.source} → ${pair.target}`, site);
    }
  }

  #addMistake(
    one: AccuracyCase,
    { category, language }: CategoryScore,
    kind: 'wrong' | 'missing',
    edge: OurEdge | undefined,
    truth: string,
    site: { readonly file: string; readonly line: number; readonly name: string },
    ours = edge ? describeNode(edge.target) : '',
  ): void {
    const { file, line, name } = site;
    const { tier = '' as const, reason = '' } = edge ?? {};
    const { name: caseName, folder } = one;
    this.mistakes.push({
      kind,
      case: caseName,
      folder,
      language,
      category,
      file,
      line,
      name,
      tier,
      reason,
      ours,
      truth,
    });
  }
}

function createCounts(): TierCounts {
  return { judged: 0, right: 0, wanted: 0, found: 0 };
}

function tiersOf(score: CategoryScore, tier: Tier): TierCounts[] {
  return tier === 'exact' ? [score.exact, score.all] : [score.all];
}

function siteKey({ file, line, name }: { file: string; line: number; name: string }): string {
  return `${file}:${line}:${name}`;
}

function pairKey(source: string, target: string): string {
  return `${source}\0${target}`;
}

/** Our definitions by place. */
class Definitions {
  readonly #nodes: ReadonlyMap<string, readonly OurNode[]>;

  constructor(nodes: readonly OurNode[]) {
    this.#nodes = Map.groupBy(nodes, ({ file, line }) => `${file}:${line}`);
  }

  /**
   * Whether `node` is what the truth means by `place`. A class and the initializer that a call of it runs, its own or an
   * inherited one, are the same answer: some tools name the one, some the other.
   */
  reaches(node: OurNode, { file, line }: Place): boolean {
    if (node.file === file && node.line === line) return true;
    const defined = this.#nodes.get(`${file}:${line}`) ?? [];
    const owner = node.isInitializer ? node.parent : undefined;
    if (owner && defined.some((one) => isSubclass(one, owner))) return true;
    return defined.some((one) => one.isInitializer && one.parent && isSubclass(node, one.parent));
  }
}

function isSubclass(node: OurNode, base: OurNode, depth = 0): boolean {
  if (node === base) return true;
  return depth < 32 && node.bases.some((one) => isSubclass(one, base, depth + 1));
}

function describePlaces(places: readonly Place[], isExternal: boolean): string {
  const listed = places.map(({ file, line }) => `${file}:${line}`);
  return [...listed, ...(isExternal ? ['external'] : [])].join(', ');
}

function describeNode({ kind, qualifiedName, file, line }: OurNode): string {
  return kind === 'External' ? `external ${qualifiedName}` : `${qualifiedName} (${file}:${line})`;
}
