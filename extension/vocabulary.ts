// The words of the graph in the language of the window: how sure an edge is, and what a symbol is. Pure.
import { t } from '../server/protocol/l10n.ts';
import type { NodeKind, Tier } from '../server/protocol/graph.ts';

/** How sure an edge is. */
export function formatTier(tier: Tier): string {
  return TIERS[tier];
}

/** What a symbol is. */
export function formatKind(kind: NodeKind): string {
  return KINDS[kind];
}

const TIERS: Readonly<Record<Tier, string>> = {
  confirmed: t('confirmed'),
  exact: t('exact'),
  inferred: t('inferred'),
  possible: t('possible'),
};

const KINDS: Readonly<Record<NodeKind, string>> = {
  Project: t('Project'),
  Folder: t('Folder'),
  File: t('File'),
  Module: t('Module'),
  Class: t('Class'),
  Interface: t('Interface'),
  Enum: t('Enum'),
  Type: t('Type'),
  Function: t('Function'),
  Method: t('Method'),
  Field: t('Field'),
  Variable: t('Variable'),
  Package: t('Package'),
  External: t('External'),
};
