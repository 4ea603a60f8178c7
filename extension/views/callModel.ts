// The rows of the view Callers and Callees: symbols, each with the sites of its calls. Pure.
import type { NodeKind, Tier } from '../../server/protocol/graph.ts';
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

export type CallNode = SymbolNode | SiteNode | NoteNode;

/** How far an edge can be trusted, at a glance. */
export const TIER_ICONS: Readonly<Record<Tier, { readonly icon: string; readonly color: string }>> = {
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
    parent: undefined,
  };
}

/** The rows below a symbol: first its own call sites when there are several, then who is one hop further. */
export function makeChildren(
  parent: SymbolNode,
  rows: readonly CallRow[],
  direction: CallDirection,
  unresolvedSites: number,
): CallNode[] {
  const symbols = rows.map((row) => makeSymbol(parent, row));
  const notes: NoteNode[] = [];
  if (rows.length === 0) {
    const nothing = direction === 'inbound' ? 'No known callers' : 'No known callees';
    const sites =
      direction === 'inbound' && unresolvedSites > 0
        ? `; ${unresolvedSites} call sites with this name are not resolved`
        : '';
    notes.push({ type: 'note', id: `${parent.id}/none`, text: nothing + sites });
  }
  return [...makeSites(parent), ...symbols, ...notes];
}

/** Whether a symbol is its own ancestor in the tree: it is shown, and not followed again. */
export function isRecursive(node: SymbolNode): boolean {
  for (let above = node.parent; above; above = above.parent) {
    const { symbol } = above;
    if (symbol.qualified_name === node.symbol.qualified_name && symbol.file === node.symbol.file) return true;
  }
  return false;
}

/** What stands beside a symbol's name: where it is called, and that it is more than once. */
export function describeSymbol(node: SymbolNode): string {
  const { symbol, sites, isExternal, tier } = node;
  const [first] = sites;
  const place = first
    ? `${first.file}:${first.line}`
    : symbol.file === ''
      ? ''
      : `${symbol.file}:${symbol.line}`;
  return [
    place,
    sites.length > 1 ? `${sites.length} calls` : '',
    isExternal ? 'outside the workspace' : '',
    isRecursive(node) ? 'recursive' : '',
    tier === 'possible' ? 'by name only' : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

function makeSymbol(parent: SymbolNode, row: CallRow): SymbolNode {
  const { name, kind, qualified_name, file, line, external, tier, reason, site_file, site_lines } = row;
  return {
    type: 'symbol',
    id: `${parent.id} > ${qualified_name} ${file}:${line}`,
    symbol: { name, kind, qualified_name, file, line },
    isExternal: external,
    tier,
    reason,
    sites: site_lines.map((site) => ({ file: site_file, line: site })),
    parent,
  };
}

function makeSites({ id, sites }: SymbolNode): SiteNode[] {
  if (sites.length < 2) return [];
  return sites.map(({ file, line }, index) => ({ type: 'site', id: `${id}/site${index}`, file, line }));
}
