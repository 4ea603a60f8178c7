// Fingerprints per file of what an edit elsewhere can change without any name telling: where imports lead, and which
// types have the methods of which interfaces.

import type { Resolution } from './resolution.ts';
import { Kind, kindOf, payloadOf } from './values.ts';

/** Path → fingerprint; files without anything to tell are left out. */
export type Fingerprints = ReadonlyMap<string, number>;

/** Where the imports of each file lead; with `known`, those of the files that `isStale` are renewed there. */
export function fingerprintLinks(
  resolution: Resolution,
  known: Fingerprints = new Map(),
  isStale: (path: string) => boolean = () => true,
): Fingerprints {
  const { program, modules, values } = resolution;
  const prints = new Map(known);
  const describe = (target: number): string => {
    const kind = kindOf(target);
    const payload = payloadOf(target);
    if (kind === Kind.module) return program.files[payload]!.path;
    if (kind === Kind.external)
      return `${values.getExternal(target).package}:${values.getExternal(target).symbol}`;
    if (kind !== Kind.directory) return '';
    // Who only links a package in is linked to its first file.
    const first = modules.directoryFiles(payload)[0];
    const face = first === undefined ? '' : `${program.files[first]!.path} ${modules.packageName(first)}`;
    return `${modules.directories[payload]!}/ ${face}`;
  };
  const first = program.firstRow.imports;
  program.files.forEach(({ path }, file) => {
    if (!isStale(path)) return;
    let print = 17;
    for (let row = first[file]!; row < first[file + 1]!; row++)
      print = mixText(print, describe(modules.targetOf(row)));
    if (first[file + 1]! > first[file]!) prints.set(path, print);
    else prints.delete(path);
  });
  return prints;
}

/**
 * The files of which an import leads elsewhere. Who reads such a file through includes sees other names, even when it is
 * the edited file itself; other files only notice what is not said by names when files came or went (`isOther`).
 */
export function findRelinked(
  resolution: Resolution,
  before: Fingerprints,
  after: Fingerprints,
  isOther: boolean,
): ReadonlySet<string> {
  const { files } = resolution.program;
  const moved: number[] = [];
  files.forEach(({ path }, at) => {
    if (after.get(path) !== before.get(path)) moved.push(at);
  });
  if (moved.length === 0) return new Set();
  const readers = [...resolution.readersOf(moved)];
  return new Set(
    readers
      .filter((at) => isOther || files[at]!.language.binding.moduleUnit === 'program')
      .map((at) => files[at]!.path),
  );
}

/** The edges that follow from the structure of types, by the file of their source; `ids` are those of the nodes. */
export function fingerprintStructure(resolution: Resolution, ids: Int32Array): Fingerprints {
  const { program, columns } = resolution;
  const prints = new Map<string, number>();
  resolution.forEachStructuralEdge((source, kind, target, _reason, line) => {
    const { path } = program.files[columns.fileOfSymbol(source)]!;
    // A sum, because the order of these edges says nothing.
    const edge = mix(mix(mix(mix(17, ids[source]!), kind), ids[target]!), line);
    prints.set(path, ((prints.get(path) ?? 0) + edge) | 0);
  });
  return prints;
}

function mix(print: number, value: number): number {
  const mixed = Math.imul(print ^ value, 0x9e37_79b1);
  return mixed ^ (mixed >>> 15);
}

function mixText(print: number, text: string): number {
  let mixed = mix(print, text.length);
  for (let at = 0; at < text.length; at++) mixed = mix(mixed, text.charCodeAt(at));
  return mixed;
}
