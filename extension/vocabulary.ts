// The words of the graph and of settings in the language of the window: how sure an edge is, what a symbol is, and where a value
// comes from. Pure.
import { t } from '../server/protocol/l10n.ts';
import type { NodeKind, Tier } from '../server/protocol/graph.ts';
import type { SettingSource } from '../server/protocol/settings.ts';

/** How sure an edge is. */
export function formatTier(tier: Tier): string {
  return TIERS[tier];
}

/** What a symbol is. */
export function formatKind(kind: NodeKind): string {
  return KINDS[kind];
}

/** Where the value of a setting comes from. */
export function formatSource(source: SettingSource): string {
  return SOURCES[source];
}

const SOURCES: Readonly<Record<SettingSource, string>> = {
  default: t('default'),
  setting: t('setting'),
  environment: t('environment'),
};

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
