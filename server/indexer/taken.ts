// What a generation says of the tree from which it was made, as text beside the graph.

import { parseManifests } from '../queries/manifests.ts';
import type { Taken } from './messages.ts';

/** As rows of the database's meta table. */
export function describeTaken({ indexedAtMs, configs, manifests }: Taken): Record<string, string> {
  return {
    indexedAtMs: String(indexedAtMs),
    configs: JSON.stringify(configs),
    manifests: JSON.stringify(manifests),
  };
}

/** The inverse of `describeTaken`; what is missing counts as never looked at. */
export function parseTaken(meta: Readonly<Record<string, string>>): Taken {
  const configs: unknown = JSON.parse(meta['configs'] ?? '{}');
  return {
    indexedAtMs: Number(meta['indexedAtMs'] ?? 0),
    configs: typeof configs === 'object' && configs ? (configs as Record<string, string>) : {},
    manifests: parseManifests(meta),
  };
}
