// Which symbol an imported name means, told from the files that imports lead to: the edges of imports go from file to
// file, the names stand in the text. Pure.

import type { ClaimsAnswer, HandedOn, ImportClaim } from '../../queries/claims.ts';
import type { Occurrence } from '../../text/occurrences.ts';
import type { FileOccurrences } from '../../text/packedOccurrences.ts';
import type { AssignedFile } from './assign.ts';

/** An index into the owners, or words for what is outside of the workspace. */
export type ImportSource = number | string;

/** What each imported name means, by occurrence; nothing for those of which it is not known. */
export function resolveImports(
  found: readonly FileOccurrences[],
  assigned: readonly AssignedFile[],
  { owners, imports, handedOn }: Pick<ClaimsAnswer, 'owners' | 'imports' | 'handedOn'>,
): ReadonlyMap<Occurrence, ImportSource> {
  const rowOf = new Map(found.map(({ file }, row) => [file, row]));
  const importsOf = new Map<string, ImportClaim[]>();
  for (const one of imports) {
    const list = importsOf.get(one.file);
    if (list) list.push(one);
    else importsOf.set(one.file, [one]);
  }
  const sources = new Map<Occurrence, ImportSource>();
  const exported = new Map<string, ImportSource | undefined>();
  for (const [row, { file, occurrences }] of found.entries()) {
    for (const occurrence of occurrences) {
      // Comments and texts do not look so.
      if (occurrence.look !== 'import') continue;
      if (assigned[row]!.claimOf.has(occurrence)) continue;
      const source = sourceOf(file, occurrence);
      if (source !== undefined) sources.set(occurrence, source);
    }
  }
  return sources;

  /** What the statement around an occurrence brings. */
  function sourceOf(file: string, { line }: Occurrence): ImportSource | undefined {
    const edges = nearestImports(importsOf.get(file) ?? [], line);
    const targets = edges.flatMap(({ target }) => (target === '' ? [] : [target]));
    for (const lookUp of [exportOf, moduleAt]) {
      for (const target of targets) {
        const source = lookUp(target);
        if (source !== undefined) return source;
      }
    }
    const given = findHandedOn(new Set(targets), handedOn);
    if (given !== undefined) return given;
    const outside = edges.find(({ target }) => target === '');
    return (
      usedIn(file) ??
      definedIn(file) ??
      (targets.length === 0 && outside ? `imported from ${outside.package}` : undefined)
    );
  }

  /** What a file gives to others under the name: what it defines, else what it imports. */
  function exportOf(file: string): ImportSource | undefined {
    if (exported.has(file)) return exported.get(file);
    exported.set(file, undefined);
    const row = rowOf.get(file);
    const imported =
      row === undefined ? undefined : found[row]!.occurrences.find(({ look }) => look === 'import');
    const source = definedIn(file) ?? (imported ? sourceOf(file, imported) : undefined);
    exported.set(file, source);
    return source;
  }

  /** The module of that name in a file. */
  function moduleAt(file: string): number | undefined {
    const index = owners.findIndex((owner) => owner.file === file && owner.kind === 'Module');
    return index < 0 ? undefined : index;
  }

  function definedIn(file: string): number | undefined {
    const row = rowOf.get(file);
    if (row === undefined) return undefined;
    for (const claim of assigned[row]!.claimOf.values()) {
      if (claim.role === 'definition' && !owners[claim.owner]!.isMember) return claim.owner;
    }
    return undefined;
  }

  /** What the name means elsewhere in the file, when that is one thing. */
  function usedIn(file: string): number | undefined {
    const row = rowOf.get(file);
    if (row === undefined) return undefined;
    const used = new Set<number>();
    for (const [{ receiver }, { owner }] of assigned[row]!.claimOf) {
      if (receiver === 'none' && owner >= 0 && !owners[owner]!.isMember) used.add(owner);
    }
    return used.size === 1 ? [...used][0] : undefined;
  }
}

/** What modules give to others without writing the name, the nearest definition of all, when that is one thing. */
export function findHandedOn(
  modules: ReadonlySet<string>,
  handedOn: readonly HandedOn[],
): number | undefined {
  const given = handedOn.filter(({ module }) => modules.has(module));
  const fewest = Math.min(...given.map(({ steps }) => steps));
  const owners = new Set(given.filter(({ steps }) => steps === fewest).map(({ owner }) => owner));
  return owners.size === 1 ? [...owners][0] : undefined;
}

/** A statement can run over lines; its edges stand on that of the name, or on its first. */
function nearestImports(imports: readonly ImportClaim[], line: number): readonly ImportClaim[] {
  const before = imports.filter((one) => one.line <= line);
  const at = before.length > 0 ? Math.max(...before.map((one) => one.line)) : imports[0]?.line;
  return imports.filter((one) => one.line === at);
}
