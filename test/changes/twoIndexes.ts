// What changed between two indexes of a tree, worked out from nothing but their rows and the texts of their files, and how
// an answer of detect_changes differs from that.
import { EDGE_KINDS, NODE_KINDS, REASONS } from '../../server/protocol/graph.ts';
import { SymbolFlag } from '../../server/graph.ts';
import type { Graph } from '../../server/graph.ts';

/** An index with the texts of its files, line ends aside. */
export interface IndexedTree {
  readonly graph: Graph;
  readonly texts: ReadonlyMap<string, string>;
}

interface IndexedSymbol {
  readonly id: number;
  readonly file: string;
  readonly key: string;
  readonly name: string;
  readonly signature: string;
  readonly own: string;
}

type Answer = Readonly<Record<string, unknown>>;

const USES: ReadonlySet<string> = new Set([
  'CALLS',
  'REFERENCES',
  'USES_TYPE',
  'INHERITS',
  'IMPLEMENTS',
  'DECORATES',
]);

/** Where the answer is wrong; `ignored` are folders whose files don't count. */
export function compareIndexes(
  before: IndexedTree,
  after: IndexedTree,
  answer: Answer,
  text: string,
  ignored: readonly string[],
): { readonly problems: string[]; readonly symbols: number; readonly uses: number; readonly named: number } {
  const counts = (path: string): boolean => !ignored.some((folder) => path.startsWith(folder));
  const renamed = findRenamed(before, after, counts);
  const old = listSymbols(before).filter(({ file }) => counts(file));
  const now = listSymbols(after).filter(({ file }) => counts(file));
  const changes: FileDifference[] = [];
  for (const path of new Set([...before.texts.keys(), ...after.texts.keys()])) {
    if (before.texts.get(path) === after.texts.get(path) || renamed.has(path)) continue;
    const isHere = ({ file }: IndexedSymbol): boolean => file === path;
    changes.push(...compareFile(old.filter(isHere), now.filter(isHere)));
  }
  const wanted = changes.map(({ what, symbol }) => `${what} ${symbol.file} ${symbol.key}`).sort();
  const told = (answer['changed_symbols'] as ToldSymbol[])
    .filter(({ file }) => counts(file))
    .map(({ change, file, kind, qualified_name }) => {
      const what = change === 'added' || change === 'deleted' ? change : 'changed';
      return `${what} ${file} ${kind} ${lastName(qualified_name)}`;
    })
    .sort();
  const problems = [
    ...subtract(wanted, told).map((one) => `not told: ${one}`),
    ...subtract(told, wanted).map((one) => `told and not so: ${one}`),
  ];
  const idsOf = (isGone: boolean): Set<number> =>
    new Set(changes.flatMap(({ what, symbol }) => ((what === 'deleted') === isGone ? [symbol.id] : [])));
  const [changedIds, goneIds] = [idsOf(false), idsOf(true)];
  const symbolOf = (tree: IndexedTree, id: number): string => qualified(tree.graph, id);
  const uses = new Set<string>();
  const add = (tree: IndexedTree, ids: ReadonlySet<number>): void => {
    const { edges } = tree.graph;
    for (let row = 0; row < edges.count; row++) {
      if (!USES.has(EDGE_KINDS[edges.kind[row]!]!) || REASONS[edges.reason[row]!]!.tier === 'possible')
        continue;
      const source = edges.source[row]!;
      if (ids.has(edges.target[row]!) && !ids.has(source)) uses.add(symbolOf(tree, source));
    }
  };
  add(after, changedIds);
  add(before, goneIds);
  // Who changed too, or is gone, is told already.
  const changedNames = new Set(changes.map(({ symbol }) => `${symbol.file} ${symbol.name}`));
  const existing = new Set(
    Array.from({ length: after.graph.symbols.count }, (_, id) => qualified(after.graph, id)),
  );
  const open = [...uses].filter((use) => existing.has(use) && !changedNames.has(use));
  const impacted = new Set(
    (answer['impacted'] as ToldSymbol[]).map(({ qualified_name, file }) => `${file} ${qualified_name}`),
  );
  if (open.length > 0 && text.includes('Nothing else in the index uses what changed'))
    problems.push(`called safe, though used by ${open.slice(0, 3).join(', ')}`);
  const named = open.filter((use) => impacted.has(use)).length;
  return { problems, symbols: changes.length, uses: open.length, named };
}

interface ToldSymbol {
  readonly change: string;
  readonly file: string;
  readonly kind: string;
  readonly qualified_name: string;
}

function lastName(qualifiedName: string): string {
  return qualifiedName.slice(qualifiedName.lastIndexOf('.') + 1);
}

function qualified({ strings, symbols, files }: Graph, id: number): string {
  const file = symbols.file[id]!;
  return `${file < 0 ? '' : files[file]!.path} ${strings[symbols.qualifiedName[id]!]}`;
}

function listSymbols({ graph, texts }: IndexedTree): IndexedSymbol[] {
  const { strings, symbols, files } = graph;
  const rows: number[] = [];
  for (let id = 0; id < symbols.count; id++) {
    const isNamed = (symbols.flags[id]! & SymbolFlag.nameless) === 0;
    const kind = NODE_KINDS[symbols.kind[id]!]!;
    if (
      isNamed &&
      symbols.file[id]! >= 0 &&
      !['Module', 'File', 'Folder', 'Project', 'Package'].includes(kind)
    )
      rows.push(id);
  }
  const perFile = Map.groupBy(rows, (id) => symbols.file[id]!);
  return rows.map((id): IndexedSymbol => {
    const file = files[symbols.file[id]!]!.path;
    const lines = (texts.get(file) ?? '').split('\n');
    const [start, end] = [symbols.startLine[id]!, symbols.endLine[id]!];
    const inner = perFile
      .get(symbols.file[id]!)!
      .filter((other) => symbols.startLine[other]! > start && symbols.startLine[other]! <= end);
    const own = lines
      .map((line, at) => ({ line: line.trimEnd(), at: at + 1 }))
      .filter(({ line, at }) => line !== '' && at >= start && at <= end)
      .filter(
        ({ at }) => !inner.some((other) => at >= symbols.startLine[other]! && at <= symbols.endLine[other]!),
      );
    return {
      id,
      file,
      key: `${NODE_KINDS[symbols.kind[id]!]!} ${strings[symbols.name[id]!]}`,
      name: strings[symbols.qualifiedName[id]!]!,
      signature: strings[symbols.signature[id]!]!,
      own: own.map(({ line }) => line).join('\n'),
    };
  });
}

interface FileDifference {
  readonly what: 'added' | 'deleted' | 'changed';
  readonly symbol: IndexedSymbol;
}

/** By qualified name and kind; of several with both the same, those that did not change stand for each other first. */
function compareFile(old: readonly IndexedSymbol[], now: readonly IndexedSymbol[]): FileDifference[] {
  const found: FileDifference[] = [];
  const keyOf = ({ key, name }: IndexedSymbol): string => `${key} ${name}`;
  const [oldBy, nowBy] = [Map.groupBy(old, keyOf), Map.groupBy(now, keyOf)];
  for (const key of new Set([...oldBy.keys(), ...nowBy.keys()])) {
    const left = [...(oldBy.get(key) ?? [])];
    const right = [...(nowBy.get(key) ?? [])];
    const take = (isSame: (a: IndexedSymbol, b: IndexedSymbol) => boolean, isChanged: boolean): void => {
      for (const symbol of Array.from(right)) {
        const at = left.findIndex((other) => isSame(other, symbol));
        if (at < 0) continue;
        left.splice(at, 1);
        right.splice(right.indexOf(symbol), 1);
        if (isChanged) found.push({ what: 'changed', symbol });
      }
    };
    take((a, b) => a.signature === b.signature && a.own === b.own, false);
    take((a, b) => a.signature === b.signature, true);
    take(() => true, true);
    found.push(...right.map((symbol) => ({ what: 'added' as const, symbol })));
    found.push(...left.map((symbol) => ({ what: 'deleted' as const, symbol })));
  }
  return found;
}

/**
 * Files that went, and files that came with the text of one of those: neither changed in itself. What comes from where files
 * don't count is new, and what goes there is gone.
 */
function findRenamed(
  before: IndexedTree,
  after: IndexedTree,
  counts: (path: string) => boolean,
): Set<string> {
  const gone = [...before.texts]
    .filter(([path]) => counts(path) && !after.texts.has(path))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const come = [...after.texts]
    .filter(([path]) => counts(path) && !before.texts.has(path))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const renamed = new Set<string>();
  for (const [path, text] of come) {
    const from = gone.find(([old, oldText]) => oldText === text && text !== '' && !renamed.has(old));
    if (!from) continue;
    renamed.add(path).add(from[0]);
  }
  return renamed;
}

/** A multiset difference. */
function subtract(from: readonly string[], taken: readonly string[]): string[] {
  const rest = [...from];
  for (const one of taken) {
    const at = rest.indexOf(one);
    if (at >= 0) rest.splice(at, 1);
  }
  return rest;
}
