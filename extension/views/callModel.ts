// The rows of the view Hierarchy: symbols, each with the sites of its calls, or of what a class says that it extends. What is known comes first, by
// tier; libraries and guesses are groups of their own behind it. Pure.
import { TIERS } from '../../server/protocol/graph.ts';
import type { NodeKind, Tier } from '../../server/protocol/graph.ts';
import { formatBuiltCopies, formatCalls, formatCount } from '../../server/protocol/numbers.ts';
import { t } from '../../server/protocol/l10n.ts';
import { formatReferences } from '../counts.ts';
import { escapeMarkdown, formatCode } from '../markdown.ts';
import { formatKind, formatTier } from '../vocabulary.ts';
import type { CallDirection, CallRow, FoundSymbol } from '../queries.ts';

/** A symbol in the tree. The root has no tier and no sites. */
export interface SymbolNode {
  readonly type: 'symbol';
  readonly id: string;
  readonly symbol: FoundSymbol;
  readonly isExternal: boolean;
  readonly tier: Tier | undefined;
  readonly reason: string;
  /** The calls that lead from the parent here, or from here to the parent. */
  readonly sites: readonly { readonly file: string; readonly line: number }[];
  /** The file of the calls as it fits beside a name. */
  readonly shortFile: string;
  readonly parent: SymbolNode | undefined;
}

/** One of several calls between the same two symbols. */
export interface SiteNode {
  readonly type: 'site';
  readonly id: string;
  readonly file: string;
  readonly line: number;
}

/** A sentence in the tree. */
export interface NoteNode {
  readonly type: 'note';
  readonly id: string;
  readonly text: string;
}

/** Rows that are not what was asked for first: libraries, references, guesses. */
export interface GroupNode {
  readonly type: 'group';
  readonly id: string;
  readonly label: string;
  readonly tooltip: string;
  readonly icon: string;
  readonly isOpen: boolean;
  readonly children: readonly SymbolNode[];
}

/** What stands between the rows: calls, or that one type extends, implements or overrides another. */
export type Relation = 'calls' | 'types';

export type CallNode = SymbolNode | SiteNode | NoteNode | GroupNode;

/** What the index says about a symbol of the tree, to make the rows below it of. */
export interface Neighbours {
  readonly direction: CallDirection;
  readonly relation: Relation;
  readonly rows: readonly CallRow[];
  /** Uses of the symbol that are no calls; asked for where nothing calls it. */
  readonly references: readonly CallRow[];
  /** Call sites that name the symbol and are not known to mean it. */
  readonly unresolvedSites: number;
  /** Rows that were left out because a build made their files of others. */
  readonly hiddenCopies: number;
  /** The folder whose index answers, where the window has others too. */
  readonly onlyFolder?: string | undefined;
}

/** How far an edge can be trusted, at a glance. */
export const TIER_ICONS: Readonly<Record<Tier, { readonly icon: string; readonly color: string }>> = {
  confirmed: { icon: 'verified-filled', color: 'testing.iconPassed' },
  exact: { icon: 'pass-filled', color: 'testing.iconPassed' },
  inferred: { icon: 'lightbulb', color: 'editorLightBulb.foreground' },
  possible: { icon: 'question', color: 'disabledForeground' },
};

const KIND_ICONS: Partial<Record<NodeKind, string>> = {
  Project: 'repo',
  Folder: 'folder',
  File: 'file',
  Module: 'symbol-module',
  Class: 'symbol-class',
  Interface: 'symbol-interface',
  Enum: 'symbol-enum',
  Type: 'symbol-type-parameter',
  Function: 'symbol-function',
  Method: 'symbol-method',
  Field: 'symbol-field',
  Variable: 'symbol-variable',
  Package: 'package',
  External: 'package',
};

/** The codicon of a kind of symbol. */
export function getKindIcon(kind: NodeKind): string {
  return KIND_ICONS[kind] ?? 'symbol-misc';
}

/** The root of a tree. */
export function makeRoot(symbol: FoundSymbol): SymbolNode {
  return {
    type: 'symbol',
    id: `${symbol.qualified_name} ${symbol.file}:${symbol.line}`,
    symbol,
    isExternal: symbol.kind === 'External',
    tier: undefined,
    reason: '',
    sites: [],
    shortFile: shortenPath(symbol.file, []),
    parent: undefined,
  };
}

/**
 * The rows below a symbol: first its own call sites when there are several, then who is one hop further, then what is
 * not as sure or not of this project.
 */
export function makeChildren(parent: SymbolNode, neighbours: Neighbours): CallNode[] {
  const { direction, rows, references } = neighbours;
  const symbols = makeSymbols(parent, rows);
  const known = symbols.filter(({ tier, isExternal }) => tier !== 'possible' && !isExternal);
  const libraries = symbols.filter(({ tier, isExternal }) => tier !== 'possible' && isExternal);
  const guesses = symbols.filter(({ tier }) => tier === 'possible');
  const byTier = TIERS.flatMap((tier) => known.filter((node) => node.tier === tier));
  const uses = makeSymbols({ ...parent, id: `${parent.id}/references` }, references);
  return [
    ...makeSites(parent),
    ...byTier,
    ...(known.length === 0 ? [describeNothing(parent, neighbours, libraries.length > 0)] : []),
    ...makeGroup(parent, LIBRARIES, libraries, known.length === 0),
    ...makeGroup(parent, REFERENCES, uses, known.length === 0),
    ...makeGroup(parent, direction === 'inbound' ? POSSIBLE_CALLERS : POSSIBLE_CALLEES, guesses, false),
    ...describeCopies(parent, neighbours),
    ...describeLimits(parent, neighbours),
  ];
}

const LIBRARIES = {
  label: t('outside the project'),
  tooltip: t('What is called in libraries and in the language itself.'),
  icon: 'library',
};
const REFERENCES = {
  label: t('references'),
  tooltip: t('Where it is named without being called: as a value, a type, a base class, a decorator.'),
  icon: 'references',
};
const POSSIBLE_CALLERS = {
  label: t('possible'),
  tooltip: t('Calls of something with this name; nothing but the name says that this is meant.'),
  icon: 'question',
};
const POSSIBLE_CALLEES = {
  label: t('possible'),
  tooltip: t(
    'Definitions that have the name of what is called; nothing but the name says that they are meant.',
  ),
  icon: 'question',
};

function makeGroup(
  parent: SymbolNode,
  { label, tooltip, icon }: Pick<GroupNode, 'label' | 'tooltip' | 'icon'>,
  children: readonly SymbolNode[],
  isOpen: boolean,
): GroupNode[] {
  if (children.length === 0) return [];
  const id = `${parent.id}/${label}`;
  return [
    {
      type: 'group',
      id,
      label: `${label} (${formatCount(children.length)})`,
      tooltip,
      icon,
      isOpen,
      children,
    },
  ];
}

function describeNothing(
  { id, symbol }: SymbolNode,
  { direction, relation, references, unresolvedSites }: Neighbours,
  hasLibraries: boolean,
): NoteNode {
  if (relation === 'types') {
    const text =
      direction === 'inbound'
        ? t('Nothing known extends or overrides it')
        : hasLibraries
          ? t('It extends nothing in the project')
          : t('It extends nothing that is known');
    return { type: 'note', id: `${id}/none`, text };
  }
  const parts =
    direction === 'outbound'
      ? [hasLibraries ? t('No known callees in the project') : t('No known callees')]
      : references.length > 0
        ? [t('No calls'), formatReferences(references.length)]
        : [t('No known callers')];
  if (direction === 'inbound' && unresolvedSites > 0)
    parts.push(formatUnresolved(unresolvedSites, symbol.name));
  return { type: 'note', id: `${id}/none`, text: parts.join('; ') };
}

function formatUnresolved(count: number, name: string): string {
  return count === 1
    ? t('1 call of something named {name} not resolved', { name })
    : t('{count} calls of something named {name} not resolved', { count: formatCount(count), name });
}

function describeCopies({ id }: SymbolNode, { hiddenCopies }: Neighbours): NoteNode[] {
  if (hiddenCopies === 0) return [];
  return [{ type: 'note', id: `${id}/copies`, text: formatBuiltCopies(hiddenCopies) }];
}

function describeLimits(
  { id, parent }: SymbolNode,
  { direction, relation, onlyFolder }: Neighbours,
): NoteNode[] {
  if (onlyFolder === undefined || parent) return [];
  const text =
    direction === 'inbound'
      ? relation === 'calls'
        ? t('Only callers in {folder}: each folder has an index of its own', { folder: onlyFolder })
        : t('Only subtypes in {folder}: each folder has an index of its own', { folder: onlyFolder })
      : t('What lies in another folder than {folder} is outside: each has an index of its own', {
          folder: onlyFolder,
        });
  return [{ type: 'note', id: `${id}/folder`, text }];
}

/** Whether a symbol is its own ancestor in the tree: it is shown, and not followed again. */
export function isRecursive(node: SymbolNode): boolean {
  for (let above = node.parent; above; above = above.parent) {
    const { symbol } = above;
    if (symbol.qualified_name === node.symbol.qualified_name && symbol.file === node.symbol.file) return true;
  }
  return false;
}

/** What stands beside a symbol's name: where it is called, short enough for a narrow view, and that it is more than once. */
export function describeSymbol(node: SymbolNode): string {
  const place = getPlace(node);
  return [
    place ? `${node.shortFile}:${place.line}` : '',
    node.sites.length > 1 ? formatCalls(node.sites.length) : '',
    isRecursive(node) ? t('recursive') : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The whole of it as markdown: kind, qualified name, path, and how sure it is. */
export function describeInFull(node: SymbolNode): string {
  const { symbol, tier, reason, isExternal } = node;
  const place = getPlace(node);
  return [
    `${formatKind(symbol.kind)} ${formatCode(symbol.qualified_name)}`,
    place ? escapeMarkdown(`${place.file}:${place.line}`) : '',
    isExternal ? t('Outside the project: in a library, or in the language itself.') : '',
    tier ? `${formatTier(tier)}: ${reason}` : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** What a screen reader says: the name, how sure the call is, and its place. */
export function describeAloud(node: SymbolNode): string {
  const { symbol, sites, tier, isExternal } = node;
  const place = getPlace(node);
  return [
    symbol.name,
    tier ? t('{tier} call', { tier: formatTier(tier) }) : formatKind(symbol.kind),
    isExternal ? t('outside the project') : '',
    place ? t('{file} line {line}', { file: place.file, line: place.line }) : '',
    sites.length > 1 ? formatCalls(sites.length) : '',
    isRecursive(node) ? t('recursive') : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** Where a click leads: to the first call, else to the definition; undefined for what is in no file of the folder. */
export function getPlace({
  symbol,
  sites,
}: SymbolNode): { readonly file: string; readonly line: number } | undefined {
  return sites[0] ?? (symbol.file === '' ? undefined : symbol);
}

function makeSymbols(parent: SymbolNode, rows: readonly CallRow[]): SymbolNode[] {
  const files = rows.map(({ site_file }) => site_file);
  return rows.map((row) => makeSymbol(parent, row, shortenPath(row.site_file, files)));
}

function makeSymbol(parent: SymbolNode, row: CallRow, shortFile: string): SymbolNode {
  const { name, kind, qualified_name, file, line, external, tier, reason, site_file, site_lines } = row;
  return {
    type: 'symbol',
    id: `${parent.id} > ${qualified_name} ${file}:${line} ${site_file}`,
    symbol: { name, kind, qualified_name, file, line },
    isExternal: external,
    tier,
    reason,
    sites: site_lines.map((site) => ({ file: site_file, line: site })),
    shortFile,
    parent,
  };
}

/** The name of a file, with its folder where another one beside it has the same name. */
function shortenPath(file: string, others: readonly string[]): string {
  const parts = file.split('/');
  const name = parts.at(-1) ?? file;
  const isAlone = others.every((other) => other === file || !`/${other}`.endsWith(`/${name}`));
  return isAlone ? name : parts.slice(-2).join('/');
}

function makeSites({ id, sites }: SymbolNode): SiteNode[] {
  if (sites.length < 2) return [];
  return sites.map(({ file, line }, index) => ({ type: 'site', id: `${id}/site${index}`, file, line }));
}
