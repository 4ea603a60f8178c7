// Which files are output of a build that lies beside its sources: a manifest names their folder as what is published or
// built, and most of them are called like a source outside of it.

import { isTestPath } from '../languages/testPaths.ts';
import type { Generation } from '../store/generation.ts';
import { manifestsOf } from './manifests.ts';

/** Of a folder's files, the part that must have a source of the same name. */
const LEAST_TWINS = 0.5;

/** Whether a file was made from others of the workspace. */
export function isBuilt(generation: Generation, file: number): boolean {
  return generation.derived('built files', findBuilt).has(file);
}

function findBuilt(generation: Generation): ReadonlySet<number> {
  const built = new Set<number>();
  const folders = manifestsOf(generation).flatMap(({ path, outputs }) =>
    outputs.map((folder) => ({ folder, base: path.slice(0, path.lastIndexOf('/') + 1) })),
  );
  if (folders.length === 0) return built;
  const files = generation.tuples<[number, string]>('SELECT id, path FROM file').all();
  for (const { folder, base } of folders) {
    const inside = files.filter(([, path]) => path.startsWith(`${folder}/`));
    const stems = new Set(
      files
        .filter(([, path]) => path.startsWith(base) && !path.startsWith(`${folder}/`) && !isTestPath(path))
        .map(([, path]) => stemOf(path)),
    );
    // Folders in which sources lie are published too, and have no twins elsewhere.
    const twins = inside.filter(([, path]) => stems.has(stemOf(path)));
    if (inside.length === 0 || twins.length < inside.length * LEAST_TWINS) continue;
    for (const [id] of inside) built.add(id);
  }
  return built;
}

/** Symbols without their built copies, and how many copies of each were left out. */
export interface Folded {
  readonly ids: number[];
  readonly copies: ReadonlyMap<number, number>;
}

/** Leaves out of `ids` what lies in built files, where something of the same name lies in none. */
export function foldCopies(generation: Generation, ids: readonly number[]): Folded {
  const fileOf = generation.values<number | null>('SELECT file FROM symbol WHERE id = ?');
  const isCopy = (id: number): boolean => {
    const file = fileOf.get(id) ?? null;
    return file !== null && isBuilt(generation, file);
  };
  const built = new Set(ids.filter(isCopy));
  const copies = new Map<number, number>();
  if (built.size === 0) return { ids: [...ids], copies };
  const nameOf = generation.values<number>('SELECT name FROM symbol WHERE id = ?');
  const originals = new Map<number, number>();
  for (const id of ids) {
    const name = nameOf.get(id)!;
    if (!built.has(id) && !originals.has(name)) originals.set(name, id);
  }
  const kept = ids.filter((id) => {
    const original = built.has(id) ? originals.get(nameOf.get(id)!) : undefined;
    if (original !== undefined) copies.set(original, (copies.get(original) ?? 0) + 1);
    return original === undefined;
  });
  return { ids: kept, copies };
}

/** `dist/esm/cart.min.d.ts` → cart. */
function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/, '');
}
