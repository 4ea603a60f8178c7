// Owners of occurrences of which the graph says nothing, because it keeps no edge for them: variables that are imported or
// written, overloads, types in corners of the grammar, variables of a module and members of a class that are reached
// through its name. And of those at which it knows what is held under the name: whose name that is. Pure.

import { posix } from 'node:path';
import type { ClaimsAnswer, FunctionRange, Owner } from '../../queries/claims.ts';
import type { Occurrence } from '../../text/occurrences.ts';
import type { FileOccurrences } from '../../text/packedOccurrences.ts';
import type { AssignedFile } from './assign.ts';
import { findHandedOn, type ImportSource } from './importedNames.ts';

export interface InferenceInput extends Pick<
  ClaimsAnswer,
  'owners' | 'imports' | 'handedOn' | 'functions' | 'built'
> {
  readonly found: readonly FileOccurrences[];
  readonly assigned: readonly AssignedFile[];
  readonly importedBy: ReadonlyMap<Occurrence, ImportSource>;
}

/** The owner of each such occurrence, as far as it can be told. */
export function inferOwners(input: InferenceInput): ReadonlyMap<Occurrence, number> {
  const inferred = new Map<Occurrence, number>();
  for (const [row, { file, occurrences }] of input.found.entries()) {
    const { claimOf } = input.assigned[row]!;
    const visible = findVisible(file, row, input);
    const functions = input.functions.filter((range) => range.file === file);
    for (const occurrence of occurrences) {
      if (occurrence.place !== 'code' || claimOf.get(occurrence)?.isHeld === false) continue;
      const { look, receiver } = occurrence;
      if (look === 'import' || look === 'key' || look === 'shorthand') continue;
      const owner =
        receiver === 'other'
          ? findThrough(file, occurrence, input)
          : receiver === 'none' && visible !== undefined && !isShadowed(occurrence, functions, occurrences)
            ? visible
            : undefined;
      if (owner !== undefined) inferred.set(occurrence, owner);
    }
  }
  return inferred;
}

/** What the name means at the top of a file: what it defines, or what it imports. */
function findVisible(
  file: string,
  row: number,
  { found, assigned, owners, importedBy }: InferenceInput,
): number | undefined {
  for (const occurrence of found[row]!.occurrences) {
    const claim = assigned[row]!.claimOf.get(occurrence);
    if (claim?.role === 'definition' && isVisible(owners[claim.owner])) return claim.owner;
    const source = importedBy.get(occurrence);
    if (typeof source === 'number' && isVisible(owners[source]) && owners[source]!.file !== file)
      return source;
  }
  return undefined;
}

/** Whether other code of a file can name it without an object. */
function isVisible(owner: Owner | undefined): boolean {
  return owner !== undefined && !owner.isMember && owner.file !== '' && owner.kind !== 'Module';
}

/** Whether a function around the place has a name of its own: declared, a parameter, or assigned where that declares. */
function isShadowed(
  { line }: Occurrence,
  functions: readonly FunctionRange[],
  occurrences: readonly Occurrence[],
): boolean {
  return functions
    .filter(({ start, end }) => start <= line && line <= end)
    .some(({ start, end }) => {
      const inside = occurrences.filter(
        (each) => each.line >= start && each.line <= end && each.receiver === 'none' && each.place === 'code',
      );
      if (inside.some(({ look }) => look === 'outer')) return false;
      return inside.some(
        ({ look, line: at }) =>
          look === 'declare' ||
          (at === start && (look === 'passed' || look === 'key' || look === 'shorthand')),
      );
    });
}

/** Through an imported module, or through the name of its class. */
function findThrough(
  file: string,
  { through, throughLine, throughName }: Occurrence,
  { owners, imports, handedOn, built }: InferenceInput,
): number | undefined {
  if (through === '') return undefined;
  const ofClass = owners.flatMap(({ container }, index) => (container === through ? [index] : []));
  // Beside a source, a class that a build made of it is not meant.
  const ofSources = ofClass.filter((index) => !built.includes(owners[index]!.file));
  const ofOne = built.includes(file) || ofSources.length === 0 ? ofClass : ofSources;
  if (ofOne.length === 1) return ofOne[0];
  if (throughLine === 0) return undefined;
  const targets = new Set(
    imports
      .filter((one) => one.file === file && one.line === throughLine)
      .map(({ target }) => target)
      // What is taken out of a package can be an object: a module has the name of its file, or of its folder.
      .filter((target) => throughName === '' || isCalled(target, throughName)),
  );
  // A module of a package without a file of its own has no edge: its name is that of the file.
  const isTarget = (defined: string) =>
    targets.size > 0 ? targets.has(defined) : posix.parse(defined).name === (throughName || through);
  const inModule = owners.flatMap(({ file: defined, isMember }, index) =>
    !isMember && isTarget(defined) ? [index] : [],
  );
  if (inModule.length > 0) return inModule.length === 1 ? inModule[0] : undefined;
  return findHandedOn(targets, handedOn);
}

function isCalled(path: string, module: string): boolean {
  const { name, dir } = posix.parse(path);
  return name === module || posix.basename(dir) === module;
}
