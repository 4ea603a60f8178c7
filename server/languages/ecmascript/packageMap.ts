// `exports` and `imports` of a package.json: which targets a subpath has. Pure matching; what the targets stand for in
// the tree is decided in packageEntry.ts. Algorithm: https://nodejs.org/api/esm.html#resolution-algorithm-specification

import { isJsonObject, type JsonObject } from './json.ts';

/** `exports` in its full form: subpath (`.`, `./x`, `./x/*`) → target. */
export function toSubpathMap(exports: unknown): JsonObject | undefined {
  if (exports === undefined || exports === null) return undefined;
  if (!isJsonObject(exports)) return { '.': exports };
  return Object.keys(exports).some((key) => key.startsWith('.')) ? exports : { '.': exports };
}

/**
 * The targets of `key` in a map of subpaths, those under accepted conditions first, `*` replaced; undefined when the map
 * has no such key, empty when it forbids it (`null`).
 */
export function findTargets(
  map: JsonObject,
  key: string,
  accepts: (condition: string) => boolean,
): string[] | undefined {
  const match = matchKey(map, key);
  if (match === undefined) return undefined;
  const targets = new Set<string>();
  collectTargets(map[match.key], accepts, targets);
  // Other conditions name builds for other places: most often of the same source.
  collectTargets(map[match.key], () => true, targets);
  const { rest } = match;
  if (rest === undefined) return [...targets];
  return [...targets].map((target) =>
    target.includes('*') ? target.replaceAll('*', () => rest) : target + rest,
  );
}

function matchKey(map: JsonObject, key: string): { key: string; rest?: string } | undefined {
  if (Object.hasOwn(map, key) && !key.includes('*') && !key.endsWith('/')) return { key };
  let best: { key: string; rest: string; length: number } | undefined;
  for (const pattern of Object.keys(map)) {
    const star = pattern.indexOf('*');
    const isFolder = star < 0 && pattern.endsWith('/');
    if (star < 0 && !isFolder) continue;
    const length = isFolder ? pattern.length : star;
    const suffix = isFolder ? '' : pattern.slice(star + 1);
    if (key.length < length + suffix.length || !key.startsWith(pattern.slice(0, length))) continue;
    if (!key.endsWith(suffix)) continue;
    if (
      best !== undefined &&
      (length < best.length || (length === best.length && pattern.length <= best.key.length))
    ) {
      continue;
    }
    best = { key: pattern, rest: key.slice(length, key.length - suffix.length), length };
  }
  return best;
}

function collectTargets(target: unknown, accepts: (condition: string) => boolean, into: Set<string>): void {
  if (typeof target === 'string') into.add(target);
  else if (Array.isArray(target)) for (const entry of target) collectTargets(entry, accepts, into);
  else if (isJsonObject(target)) {
    for (const [condition, nested] of Object.entries(target)) {
      if (accepts(condition)) collectTargets(nested, accepts, into);
    }
  }
}
