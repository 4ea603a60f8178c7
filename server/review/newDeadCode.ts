// Code that is dead now and was not at the base: it is new, or its last use went. Both states are judged in the same way.

import { canBeBuilt, MentionCollector } from '../discover/mentions.ts';
import type { ReadGate } from '../discover/readGate.ts';
import type { IndexOptions } from '../indexer/messages.ts';
import { createGate } from '../indexer/gate.ts';
import { collectMentions } from '../indexer/mentionWorker.ts';
import { DEAD_CODE_KINDS, findUnexplained, findUnused } from '../queries/deadCode.ts';
import type { UnusedSymbol } from '../queries/deadCode.ts';
import { judgeDeadCode, listUnnamed, writtenName } from '../queries/judgeDeadCode.ts';
import type { DeadCodeSources } from '../queries/judgeDeadCode.ts';
import type { Generation } from '../store/generation.ts';
import type { Found } from './findings.ts';
import type { FormerTree } from './formerTree.ts';

/** One state of the tree. */
export interface TreeState {
  readonly generation: Generation;
  readonly options: IndexOptions;
}

/** The state before, and how it differs. */
export interface FormerState extends TreeState {
  readonly former: FormerTree;
  readonly defines: (name: string, qualifiedName: string) => boolean;
}

const INPUT = { kinds: DEAD_CODE_KINDS };
/** For more names than these it costs as much to look for them as to look at all. */
const MAX_NAMES = 500;

/** Finds what is dead; of what was so before, nothing. */
export async function findNewDeadCode(
  head: TreeState,
  base: FormerState | undefined,
  definesNow: (name: string, qualifiedName: string) => boolean,
): Promise<Found[]> {
  const { dead, unusedExports } = await judgeDeadCode(INPUT, sourcesOf(head));
  const now = [
    ...dead.map((symbol) => ({ symbol, isExport: false })),
    ...unusedExports.map((symbol) => ({ symbol, isExport: true })),
  ];
  if (!base || now.length === 0)
    return now.map(({ symbol, isExport }) => describe(symbol, isExport, 'standing'));
  const names = [...new Set(now.map(({ symbol }) => symbol.name))];
  // What the graph says of all others at the base does not matter.
  const unused = findUnused(
    base.generation,
    names.length > MAX_NAMES ? INPUT : { ...INPUT, name_pattern: patternOf(names) },
  );
  const byName = Map.groupBy(unused, keyOf);
  const before = new Map<UnusedSymbol, UnusedSymbol>();
  for (const { symbol } of now) {
    const path = base.former.movedFrom.get(symbol.file) ?? symbol.file;
    const candidates = byName.get(keyOf(symbol)) ?? [];
    // In the same place, or in one where it is not any more.
    const same =
      candidates.find((one) => one.file === path && one.qualified_name === symbol.qualified_name) ??
      candidates.find((one) => one.file === path && path !== symbol.file) ??
      candidates.find((one) => !definesNow(one.name, one.qualified_name));
    if (same) before.set(symbol, same);
  }
  const wasDead = await listDead([...new Set(before.values())], base);
  return now.flatMap(({ symbol, isExport }) => {
    const same = before.get(symbol);
    if (same && wasDead.has(same)) return [];
    const isKnown = same !== undefined || base.defines(symbol.name, symbol.qualified_name);
    return [describe(symbol, isExport, isKnown ? 'left' : 'new')];
  });
}

/** Of symbols that nothing used at the base, those that no text named either. */
async function listDead(
  unused: readonly UnusedSymbol[],
  base: FormerState,
): Promise<ReadonlySet<UnusedSymbol>> {
  // Texts that stayed name now what they named then: only the others can tell something else.
  const names = new Set(unused.map(({ name }) => writtenName(name)));
  const collector = new MentionCollector(names);
  for (const { path, text } of base.former.overlays) collector.add(path, text);
  const texts = collector.finish();
  const named = new Set([...texts.mentions.map(({ name }) => name), ...texts.frequent]);
  const [open, settled] = [true, false].map((isOpen) =>
    unused.filter(({ name }) => {
      const written = writtenName(name);
      return (named.has(written) || canBeBuilt(written, texts)) === isOpen;
    }),
  ) as [UnusedSymbol[], UnusedSymbol[]];
  if (open.length === 0) return new Set(settled);
  const sources = sourcesOf(base);
  const found = await sources.findMentions([...new Set(open.map(({ name }) => writtenName(name)))]);
  return new Set([...settled, ...(await listUnnamed(open, found, sources))]);
}

function sourcesOf({ generation, options }: TreeState): DeadCodeSources {
  const gate = createGate(options);
  return {
    findUnused: (input) => Promise.resolve(findUnused(generation, input)),
    findUnexplained: (mentions) => Promise.resolve(findUnexplained(generation, { mentions })),
    findMentions: (names) => Promise.resolve(collectMentions(options, names)),
    findText: (path) => findText(gate, path),
  };
}

function findText(gate: ReadGate, path: string): string | undefined {
  try {
    return gate.read(path).text;
  } catch {
    // Not there, or nobody's to read.
    return undefined;
  }
}

/** An expression that these names match, and no others. */
function patternOf(names: readonly string[]): string {
  return `^(?:${names.map((name) => name.replaceAll('$', String.raw`\$`)).join('|')})$`;
}

function keyOf({ name, kind }: UnusedSymbol): string {
  return `${kind} ${name}`;
}

const WHY = {
  standing: 'nothing uses it',
  new: 'it is new, and nothing uses it',
  left: 'its last use went',
} as const;

function describe(
  { kind, name, qualified_name, file, line }: UnusedSymbol,
  isExport: boolean,
  why: keyof typeof WHY,
): Found {
  const rule = isExport ? 'dead-export' : 'dead-function';
  const where = isExport ? ' in this workspace, though it is exported' : '';
  const message = `${kind.toLowerCase()} ${name}: ${WHY[why]}${where}`;
  return {
    rule,
    level: 'warning',
    tier: 'exact',
    path: file,
    line,
    symbol: qualified_name,
    about: kind,
    message,
  };
}
