// Call sites and what a language server says of them: which sites there are, which symbol a place means that it names, and
// how its answers stand to the edges of the index. Only calls are judged, and only by definitions that can be called.

import { SymbolFlag } from '../graph.ts';
import type { ConfirmedSite } from '../evidence/confirmedCalls.ts';
import { NODE_KINDS, REASONS } from '../protocol/graph.ts';
import type { JudgedEdge, JudgedSite, SitesToConfirm } from '../protocol/rpc.ts';
import type { FileOverlay, OverlaidEdge } from '../store/edgeOverlay.ts';
import type { Generation } from '../store/generation.ts';
import { findKeyed, type SymbolKey } from './callsBetween.ts';
import { findEnclosing, findFileId } from './resolveSymbol.ts';
import { getSymbol, type SymbolRow } from './symbols.ts';
import { CALLS, CALLABLE_NUMBERS, edgeNumber, EXTERNAL, isNamedSql } from './vocabulary.ts';

const OVERRIDES = [edgeNumber('OVERRIDES')];
const BASES = [edgeNumber('INHERITS'), edgeNumber('IMPLEMENTS')];

/** The sites of a file: of calls to what is in the workspace by line, then of calls that could not be resolved. */
export function listCallSites(generation: Generation, { file }: { file: string }): SitesToConfirm['sites'] {
  const id = findFileId(generation, file);
  return id === undefined ? [] : loadSites(generation, 's.file = ?', id).map(toSite);
}

/** The files whose symbols are called most. */
export function listBusyFiles(generation: Generation, { limit }: { limit: number }): readonly string[] {
  return generation.derived(`busyFiles ${limit}`, () =>
    generation
      .values<string>(
        `SELECT f.path FROM main.edge e JOIN symbol t ON t.id = e.target JOIN file f ON f.id = t.file
         WHERE e.kind = ${CALLS} AND deadline() GROUP BY f.id ORDER BY count(*) DESC, f.path LIMIT ?`,
      )
      .all(limit),
  );
}

function toSite({ caller, start, line, name }: SiteRow): SitesToConfirm['sites'][number] {
  return { caller, offset: line - start, name, line };
}

interface SiteRow {
  readonly file: string;
  readonly caller: string;
  readonly start: number;
  readonly line: number;
  readonly name: string;
}

function loadSites(
  generation: Generation,
  where: string,
  ...parameters: readonly (number | string)[]
): SiteRow[] {
  return generation
    .rows<SiteRow>(
      `SELECT f.path AS file, s.qualified_name AS caller, s.start_line AS start, e.line,
         CASE e.site_name WHEN 0 THEN tn.text ELSE en.text END AS name, 0 AS isOpen
       FROM symbol s JOIN file f ON f.id = s.file JOIN main.edge e ON e.source = s.id AND e.kind = ${CALLS}
       JOIN symbol t ON t.id = e.target JOIN name tn ON tn.id = t.name LEFT JOIN name en ON en.id = e.site_name
       WHERE ${where} AND t.kind <> ${EXTERNAL} AND ${isNamedSql('t')} AND deadline()
       GROUP BY 1, 2, 3, 4, 5
       UNION ALL
       SELECT f.path, s.qualified_name, s.start_line, u.line, n.text, 1
       FROM symbol s JOIN file f ON f.id = s.file JOIN main.unresolved u ON u.source = s.id AND NOT u.is_local
       JOIN name n ON n.id = u.name
       WHERE ${where} AND deadline()
       ORDER BY isOpen, 1, 4, 5`,
    )
    .all(...parameters, ...parameters);
}

/** Sites from all over the workspace by file, so many at random as `seed` decides. */
export function sampleCallSites(
  generation: Generation,
  { count, seed }: { count: number; seed: number },
): SitesToConfirm[] {
  const chosen = pickAtRandom(loadSites(generation, 's.file IS NOT NULL'), count, seed);
  const hashOf = generation.values<string>('SELECT hash FROM file WHERE path = ?');
  const byFile = Map.groupBy(chosen, ({ file }) => file);
  return [...byFile].map(([file, rows]) => ({ file, hash: hashOf.get(file) ?? '', sites: rows.map(toSite) }));
}

/** Keeps the order. The same numbers on every machine: mulberry32. */
function pickAtRandom<Item>(items: readonly Item[], count: number, seed: number): Item[] {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const picked: Item[] = [];
  items.forEach((item, at) => {
    const wanted = count - picked.length;
    if (wanted > 0 && next() * (items.length - at) < wanted) picked.push(item);
  });
  return picked;
}

/** A place that was named as the definition of something, and the name that stands there. */
export interface NamedPlace {
  /** Relative to the root. */
  readonly file: string;
  readonly line: number;
  readonly name: string;
}

/** The symbol that each place means; null where the index has none, as for parameters and local variables. */
export function locateDefinitions(
  generation: Generation,
  { places }: { places: readonly NamedPlace[] },
): (SymbolKey | null)[] {
  const at = generation.tuples<[name: string, symbol: string]>(
    `SELECT s.qualified_name, n.text FROM symbol s JOIN name n ON n.id = s.name
     WHERE s.file = ? AND s.line = ? AND ${isNamedSql('s')} ORDER BY s.id`,
  );
  const fileOf = generation.values<number>('SELECT id FROM file WHERE path = ?');
  // Signatures of overloads stand before the function, in what is around it.
  const below = generation.values<string>(
    `SELECT s.qualified_name FROM symbol s JOIN name n ON n.id = s.name
     WHERE s.parent = ? AND n.text = ? AND s.line > ? AND ${isNamedSql('s')} ORDER BY s.line LIMIT 1`,
  );
  return places.map(({ file, line, name }) => {
    generation.checkDeadline();
    // The whole path: what is installed may have files of the same names.
    const id = fileOf.get(file);
    if (id === undefined) return null;
    const [qualified] = at.all(id, line).find(([, text]) => text === name) ?? [];
    if (qualified !== undefined) return { name: qualified, file };
    const around = findEnclosing(generation, file, line);
    const declared = around === undefined ? undefined : below.get(around, name, line);
    return declared === undefined ? null : { name: declared, file };
  });
}

/** The symbols of these keys as they are now, null for what is gone. */
export function findSymbols(
  generation: Generation,
  { keys }: { keys: readonly SymbolKey[] },
): (SymbolRow | null)[] {
  return keys.map((key) => {
    const id = findKeyed(generation, key);
    return id === undefined ? null : getSymbol(generation, id);
  });
}

/** Judges sites by the edges of the index alone. Those of which the symbol around is gone are left out. */
export function judgeCallSites(
  generation: Generation,
  { file, sites }: { file: string; sites: readonly ConfirmedSite[] },
): JudgedSite[] {
  const judge = createJudge(generation);
  return sites.flatMap((site): JudgedSite[] => {
    const judged = judge(file, site);
    if (!judged) return [];
    const { caller, offset, name, isOutside, isUnclear } = site;
    const edges = judged.edges.map(({ target, reason, verdict }) => {
      const end = getSymbol(generation, target);
      const why = REASONS[reason]!;
      return {
        target: end.qualified_name,
        targetFile: end.file,
        tier: why.tier,
        reason: why.name,
        verdict,
      };
    });
    const missing = judged.missing.map((id) => {
      const end = getSymbol(generation, id);
      return { name: end.qualified_name, file: end.file };
    });
    return [{ file, caller, offset, name, line: judged.line, edges, missing, isOutside, isUnclear }];
  });
}

/** Lays what was said of the sites of files over the edges; it takes the place of what was laid there before. */
export function layConfirmed(
  generation: Generation,
  { files }: { files: readonly { readonly file: string; readonly sites: readonly ConfirmedSite[] }[] },
): void {
  const judge = createJudge(generation);
  const overlays = files.map(({ file, sites }): FileOverlay => {
    const confirmed: OverlaidEdge[] = [];
    const refuted: OverlaidEdge[] = [];
    const added: (OverlaidEdge & { name: number })[] = [];
    for (const site of sites) {
      generation.checkDeadline();
      const judged = judge(file, site);
      if (!judged) continue;
      const { source, line, edges, missing, name } = judged;
      for (const { target, verdict } of edges) {
        if (verdict === 'confirmed') confirmed.push({ source, target, line, by: site.by });
        else if (verdict === 'refuted') refuted.push({ source, target, line, by: site.by });
      }
      for (const target of missing) added.push({ source, target, line, by: site.by, name });
    }
    return { file, confirmed, refuted, added };
  });
  generation.layOver(overlays);
}

type Verdict = JudgedEdge['verdict'];

interface Judged {
  readonly source: number;
  readonly line: number;
  /** The number of the name that is called. */
  readonly name: number;
  readonly edges: readonly { readonly target: number; readonly reason: number; readonly verdict: Verdict }[];
  readonly missing: readonly number[];
}

interface Callee {
  readonly id: number;
  readonly name: number;
  readonly kind: number;
  readonly flags: number;
  readonly parent: number | null;
  readonly file: number | null;
  readonly qualified_name: string;
}

function createJudge(generation: Generation): (file: string, site: ConfirmedSite) => Judged | undefined {
  const startOf = generation.values<number>('SELECT start_line FROM symbol WHERE id = ?');
  const nameOf = generation.values<number>('SELECT id FROM name WHERE text = ?');
  const edgesOf = generation.tuples<[target: number, reason: number]>(
    `SELECT e.target, min(e.reason) FROM main.edge e JOIN symbol t ON t.id = e.target
     WHERE e.source = ? AND e.kind = ${CALLS} AND e.line = ?
       AND (e.site_name = ? OR (e.site_name = 0 AND t.name = ?)) GROUP BY 1 ORDER BY 1`,
  );
  const isUnresolved = generation.values<number>(
    'SELECT 1 FROM main.unresolved WHERE source = ? AND name = ? AND line = ? AND NOT is_local',
  );
  const calleeOf = generation.rows<Callee>(
    'SELECT id, name, kind, flags, parent, file, qualified_name FROM symbol WHERE id = ?',
  );
  const replacedBy = createReacher(generation, OVERRIDES);
  const basesOf = createReacher(generation, BASES);
  /** Whether a call that is said to lead to `named` can run `target`. */
  const agrees = (target: Callee, named: Callee): boolean => {
    // An interface, a variable and a class of one name are declarations of one thing.
    if (target.file === named.file && target.qualified_name === named.qualified_name) return true;
    // A class and what initializes its instances are one callee; the initializer may be inherited.
    const builds = (one: Callee, built: Callee) =>
      (one.flags & SymbolFlag.initializer) !== 0 && one.parent !== null && basesOf(built.id).has(one.parent);
    if (builds(target, named) || builds(named, target)) return true;
    return replacedBy(target.id).has(named.id);
  };
  /** Whether a variable that is given this can hold `target`: itself, or what was made in what was called. */
  const holds = (target: Callee, { callee, isCalled }: { callee: Callee; isCalled: boolean }): boolean => {
    if (!isCalled) return agrees(target, callee);
    for (let above = target.parent; above !== null; above = calleeOf.get(above)!.parent)
      if (above === callee.id) return true;
    return false;
  };
  return (file, site) => {
    const source = findKeyed(generation, { name: site.caller, file });
    const name = nameOf.get(site.name);
    if (source === undefined || name === undefined) return undefined;
    const line = startOf.get(source)! + site.offset;
    const named = site.answers.map((answer) => {
      const id = findKeyed(generation, answer);
      return id === undefined ? undefined : calleeOf.get(id);
    });
    const callees = named.filter((callee) => callee !== undefined);
    const given = site.given.flatMap(({ isCalled, ...key }) => {
      const id = findKeyed(generation, key);
      return id === undefined ? [] : [{ callee: calleeOf.get(id)!, isCalled }];
    });
    // A variable or a member of an interface stands for what it holds or who implements it.
    const isClear =
      !site.isUnclear &&
      callees.length === named.length &&
      (callees.length > 0 || site.isOutside) &&
      callees.every(({ kind }) => CALLABLE_NUMBERS.has(kind)) &&
      callees.every(({ parent }) => !isOpen(calleeOf, parent));
    const edges = edgesOf.all(source, line, name, name).map(([id, reason]) => {
      const target = calleeOf.get(id)!;
      const isOutside = target.kind === EXTERNAL;
      const isIt = isOutside
        ? site.isOutside
        : callees.some((callee) => agrees(target, callee)) || given.some((one) => holds(target, one));
      // Under another name it was reached as a value: the definition of the name is what holds it.
      const isBuilder = (target.flags & SymbolFlag.initializer) !== 0 && target.parent !== null;
      const isMeant = (isBuilder ? calleeOf.get(target.parent)! : target).name === name;
      const verdict: Verdict = isIt ? 'confirmed' : isClear && isMeant ? 'refuted' : 'unclear';
      return { target: id, reason, verdict };
    });
    const isOpenSite =
      edges.some(({ verdict }) => verdict === 'refuted') ||
      isUnresolved.get(source, name, line) !== undefined;
    const missing =
      isClear && isOpenSite
        ? callees.filter((callee) => !edges.some(({ target }) => agrees(calleeOf.get(target)!, callee)))
        : [];
    return { source, line, name, edges, missing: missing.map(({ id }) => id) };
  };
}

const OPEN_KINDS = new Set(['Interface', 'Type']);

/** Whether what stands in `parent` is implemented elsewhere. */
function isOpen(calleeOf: { get(id: number): Callee | undefined }, parent: number | null): boolean {
  const kind = parent === null ? undefined : calleeOf.get(parent)?.kind;
  return kind !== undefined && OPEN_KINDS.has(NODE_KINDS[kind]!);
}

/** What is reached over edges of these kinds, near and far, from a symbol on and with it. */
function createReacher(
  generation: Generation,
  kinds: readonly number[],
): (id: number) => ReadonlySet<number> {
  const next = generation.values<number>(
    `SELECT target FROM main.edge WHERE source = ? AND kind IN (${kinds.join(', ')})`,
  );
  const known = new Map<number, ReadonlySet<number>>();
  return (id) => {
    let reached = known.get(id);
    if (!reached) {
      const found = new Set([id]);
      for (const one of found) for (const above of next.all(one)) found.add(above);
      known.set(id, (reached = found));
    }
    return reached;
  };
}
