// Folders or packages and how they use each other, as a picture. Owns which place stands for a file: the part of its path
// that the picture is opened to.

import { eachCircle } from '../../circles.ts';
import { isTestPath } from '../../languages/testPaths.ts';
import { MAX_GRAPH_EDGES, MAX_GRAPH_NODES } from '../../protocol/graphView.ts';
import type { GraphAnswer, GraphEdge, GraphNode, MapQuestion } from '../../protocol/graphView.ts';
import type { Generation } from '../../store/generation.ts';
import { manifestsOf } from '../manifests.ts';
import { countSymbols } from '../fileSymbols.ts';
import { countFileUses } from '../fileUses.ts';
import { parsePlaceKey, placeKey } from './graphNodes.ts';

interface FileRow {
  readonly id: number;
  readonly path: string;
}

/** What stands for some files. */
interface PlaceNode {
  readonly key: string;
  readonly kind: 'Folder' | 'File' | 'Package';
  readonly path: string;
  readonly isOutside: boolean;
  readonly files: FileRow[];
}

type PlaceOf = (file: FileRow) => Omit<PlaceNode, 'files'>;

/** The picture of a workspace or of a folder of it; the places with the most files, when there are more than it holds. */
export function graphMap(generation: Generation, question: MapQuestion): GraphAnswer {
  const files = listFiles(generation).filter(({ path }) => question.hasTests || !isTestPath(path));
  const placeOf =
    question.by === 'package' ? createPackageFinder(generation) : createFolderFinder(question, files);
  const places = new Map<string, PlaceNode>();
  const keyOf = new Map<number, string>();
  for (const file of files) {
    const place = placeOf(file);
    const known = places.get(place.key);
    if (known) known.files.push(file);
    else places.set(place.key, { ...place, files: [file] });
    keyOf.set(file.id, place.key);
  }
  const hidden = new Set<string>(question.hiddenKinds);
  const wanted = [...places.values()]
    .filter(({ kind }) => !hidden.has(kind))
    .sort(
      (a, b) =>
        Number(a.isOutside) - Number(b.isOutside) ||
        b.files.length - a.files.length ||
        (a.path < b.path ? -1 : 1),
    );
  const shown = wanted.slice(0, MAX_GRAPH_NODES);
  const isShown = new Set(shown.map(({ key }) => key));
  const edges = question.isBrief ? [] : joinUses(generation, question, keyOf, shown);
  const symbols = question.isBrief ? undefined : countSymbols(generation);
  const cycles = findCycles(isShown, edges);
  const nodes = shown.map(({ key, kind, path, isOutside, files: own }): GraphNode => {
    return {
      key,
      kind,
      name: nameOf(path, question, kind),
      qualifiedName: path,
      file: kind === 'File' ? path : '',
      line: kind === 'File' ? 1 : 0,
      isTest: isTestPath(kind === 'Folder' ? `${path}/` : path),
      isRoot: false,
      distance: Number(isOutside),
      rest: { inbound: 0, outbound: 0 },
      size: symbols && {
        files: own.length,
        symbols: own.reduce((sum, { id }) => sum + (symbols.get(id) ?? 0), 0),
      },
      cycle: cycles.get(key),
    };
  });
  return {
    nodes,
    edges: edges.slice(0, MAX_GRAPH_EDGES),
    edgeTotal: edges.length,
    nodeTotal: wanted.length,
    note: files.length === 0 ? 'No file is in the index.' : '',
  };
}

function listFiles(generation: Generation): readonly FileRow[] {
  return generation.derived('graph files', () =>
    generation.rows<FileRow>("SELECT id, path FROM file WHERE status <> 'skipped' ORDER BY path").all(),
  );
}

/**
 * The folder or file that stands for a file: below the base the first part of its path whose folder is not opened, where a
 * folder with nothing but one folder in it stands for that; elsewhere the part where its path leaves that of the base.
 */
function createFolderFinder({ base, opened }: MapQuestion, files: readonly FileRow[]): PlaceOf {
  const open = new Set(
    Object.entries(opened).flatMap(([key, more]) => {
      const place = more >= 0 ? parsePlaceKey(key) : undefined;
      return place?.kind === 'folder' ? [place.path] : [];
    }),
  );
  const passages = listPassages(files);
  return ({ path }) => {
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length; depth += 1) {
      const folder = parts.slice(0, depth).join('/');
      const leadsToBase = base === folder || base.startsWith(`${folder}/`);
      if (leadsToBase || open.has(folder) || passages.has(folder)) continue;
      const isOutside = base !== '' && !folder.startsWith(`${base}/`);
      return { key: placeKey('folder', folder), kind: 'Folder', path: folder, isOutside };
    }
    const isOutside = base !== '' && !path.startsWith(`${base}/`);
    return { key: placeKey('file', path), kind: 'File', path, isOutside };
  };
}

/** The folders that hold one folder and nothing else. */
function listPassages(files: readonly FileRow[]): ReadonlySet<string> {
  const folders = new Map<string, Set<string>>();
  const withFiles = new Set<string>();
  for (const { path } of files) {
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length; depth += 1) {
      const folder = parts.slice(0, depth).join('/');
      if (depth === parts.length - 1) withFiles.add(folder);
      else if (folders.get(folder)?.add(parts[depth]!) === undefined)
        folders.set(folder, new Set([parts[depth]!]));
    }
  }
  return new Set(
    [...folders].flatMap(([folder, { size }]) => (size === 1 && !withFiles.has(folder) ? [folder] : [])),
  );
}

/** The innermost package whose manifest lies above a file; what lies in none belongs to the folder at its top. */
function createPackageFinder(generation: Generation): PlaceOf {
  const packages = manifestsOf(generation)
    .map(({ path, name }) => ({ folder: path.slice(0, Math.max(0, path.lastIndexOf('/'))), name }))
    .sort((a, b) => b.folder.length - a.folder.length);
  return ({ path }) => {
    const found = packages.find(({ folder }) => folder === '' || path.startsWith(`${folder}/`));
    const name = found
      ? found.name || found.folder || '.'
      : path.includes('/')
        ? path.split('/', 1)[0]!
        : '.';
    return { key: placeKey('package', name), kind: 'Package', path: name, isOutside: false };
  };
}

function nameOf(path: string, { base }: MapQuestion, kind: PlaceNode['kind']): string {
  if (kind === 'Package' || base === '' || !path.startsWith(`${base}/`)) return path;
  return path.slice(base.length + 1);
}

function joinUses(
  generation: Generation,
  { tiers }: MapQuestion,
  keyOf: ReadonlyMap<number, string>,
  shown: readonly PlaceNode[],
): GraphEdge[] {
  if (!tiers.includes('exact') && !tiers.includes('inferred')) return [];
  const placeOf = new Map(shown.map(({ key }, at) => [key, at]));
  const placeOfFile = new Map<number, number>();
  for (const [file, key] of keyOf) {
    const place = placeOf.get(key);
    if (place !== undefined) placeOfFile.set(file, place);
  }
  const joined = new Map<number, GraphEdge & { count: number }>();
  for (const { from, to, kind, count } of countFileUses(generation)) {
    const [source, target] = [placeOfFile.get(from), placeOfFile.get(to)];
    if (source === undefined || target === undefined || source === target) continue;
    const pair = 2 * (source * shown.length + target) + Number(kind === 'IMPORTS');
    const known = joined.get(pair);
    if (known) known.count += count;
    else {
      const ends = { source: shown[source]!.key, target: shown[target]!.key };
      joined.set(pair, Object.assign(ends, { kind, count, tier: 'exact' as const, line: 0 }));
    }
  }
  return [...joined.values()].sort(
    (x, y) => y.count - x.count || (x.source + x.target < y.source + y.target ? -1 : 1),
  );
}

/** The places that use each other in a circle, numbered from 1. */
function findCycles(nodes: ReadonlySet<string>, edges: readonly GraphEdge[]): ReadonlyMap<string, number> {
  const targets = Map.groupBy(edges, ({ source }) => source);
  const done = new Set<string>();
  const cycleOf = new Map<string, number>();
  let cycles = 0;
  for (const node of nodes) {
    eachCircle(
      node,
      (from) => (targets.get(from) ?? []).map(({ target }) => target),
      (each) => done.has(each),
      (circle) => {
        for (const each of circle) done.add(each);
        if (circle.length === 1) return;
        cycles += 1;
        for (const each of circle) cycleOf.set(each, cycles);
      },
    );
  }
  return cycleOf;
}
