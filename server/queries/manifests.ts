import type { ProjectManifest } from '../languages/manifest.ts';
import type { Generation } from '../store/generation.ts';

/** The manifests of packages, as a row of the database's meta table holds them. */
export function parseManifests(meta: Readonly<Record<string, string>>): ProjectManifest[] {
  const rows: unknown = JSON.parse(meta['manifests'] ?? '[]');
  return Array.isArray(rows) ? (rows as ProjectManifest[]) : [];
}

/** The manifests of the packages in the workspace, by path. */
export function manifestsOf(generation: Generation): readonly ProjectManifest[] {
  return generation.derived('manifests', () => parseManifests(generation.meta()));
}
