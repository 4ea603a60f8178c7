// Fingerprints per file of what an edit elsewhere can change without any name telling: where imports lead, and which
// types have the methods of which interfaces.

import type { Resolution } from '../graph/index.ts';
import type { FileId, ImportId, SymbolId } from '../program/index.ts';
import { Kind, UNKNOWN, kindOf, lastNameOf, payloadOf } from '../types/index.ts';
import type { Value } from '../types/index.ts';
import { mixPrint } from './definitionPrint.ts';

const NO_LINKS = new Int32Array(0);

/** Path, or name of a type, → fingerprint; what has nothing to tell is left out. */
export type Fingerprints = ReadonlyMap<string, number>;

/** Path → for each import its specifier and name, as numbers of strings, and a fingerprint of where it leads. */
export type Links = ReadonlyMap<string, Int32Array>;

/** Where the imports of each file lead; with `known`, those of the files that `isStale` are renewed there. */
export function fingerprintLinks(
  resolution: Resolution,
  known: Links = new Map(),
  isStale: (path: string) => boolean = () => true,
): Links {
  const { program, modules, values } = resolution;
  const prints = new Map(known);
  const describe = (target: Value): string => {
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
  /** Where an import leads, and where it does if the name that it takes is a module of its own. */
  const describeImport = (file: FileId, row: ImportId): string => {
    const [specifier, name] = [modules.importCell(row, 'specifier'), modules.importCell(row, 'name')];
    const { strings } = program;
    const inner = name === 0 ? UNKNOWN : modules.submoduleOf(file, strings[specifier]!, strings[name]!);
    return `${describe(modules.targetOf(row))} ${describe(inner)}`;
  };
  const first = program.firstRow.imports;
  const star = program.numbers.get('*') ?? 0;
  program.files.forEach(({ path }, file) => {
    if (!isStale(path)) return;
    const links: number[] = [];
    for (let row = first[file]!; row < first[file + 1]!; row++) {
      links.push(modules.importCell(row, 'specifier'), modules.importCell(row, 'name'));
      links.push(mixText(17, describeImport(file as FileId, row)));
    }
    const implied = modules.impliedTargets(modules.moduleScope[file]!);
    if (implied.length > 0) links.push(0, star, mixText(17, implied.map(describe).join('\0')));
    if (links.length > 0) prints.set(path, Int32Array.from(links));
    else prints.delete(path);
  });
  return prints;
}

/** An import that leads elsewhere than before, or came or went: numbers of strings. */
export interface MovedLink {
  readonly specifier: number;
  readonly name: number;
}

/** Path → imports that lead elsewhere than before, of the files that have any. */
export function compareLinks(before: Links, after: Links): ReadonlyMap<string, readonly MovedLink[]> {
  const moved = new Map<string, MovedLink[]>();
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const [old, fresh] = [before.get(path), after.get(path)];
    if (old === fresh) continue;
    const links = [...onlyIn(old, fresh), ...onlyIn(fresh, old)];
    if (links.length > 0) moved.set(path, links);
  }
  return moved;
}

function onlyIn(one: Int32Array = NO_LINKS, other: Int32Array = NO_LINKS): MovedLink[] {
  const known = new Set<string>();
  for (let at = 0; at < other.length; at += 3) known.add(other.subarray(at, at + 3).join());
  const links: MovedLink[] = [];
  for (let at = 0; at < one.length; at += 3)
    if (!known.has(one.subarray(at, at + 3).join())) links.push({ specifier: one[at]!, name: one[at + 1]! });
  return links;
}

/** The edges that follow from the structure of types, by the file of their source; `ids` are those of the nodes. */
export function fingerprintStructure(resolution: Resolution, ids: Int32Array): Fingerprints {
  const { program, columns } = resolution;
  const prints = new Map<string, number>();
  resolution.forEachStructuralEdge((source, kind, target, _reason, line) => {
    const { path } = program.files[columns.fileOfSymbol(source)]!;
    // A sum, because the order of these edges says nothing.
    const edge = mixPrint(mixPrint(mixPrint(mixPrint(17, ids[source]!), kind), ids[target]!), line);
    prints.set(path, ((prints.get(path) ?? 0) + edge) | 0);
  });
  for (const [file, count] of resolution.givenInterfaces()) {
    const { path } = program.files[file]!;
    prints.set(path, ((prints.get(path) ?? 0) + mixPrint(17, count)) | 0);
  }
  return prints;
}

/** The types to which the methods of each file belong that stand apart from them, and what its declarations declare; `ids` are those of the nodes. */
export function fingerprintAttachments({ program, columns }: Resolution, ids: Int32Array): Fingerprints {
  const prints = new Map<string, number>();
  for (const symbol of program.ownParents.keys()) {
    const { path } = program.files[columns.fileOfSymbol(symbol)]!;
    const owner = mixPrint(mixPrint(17, ids[symbol]!), ids[columns.symbol(symbol, 'parent')]!);
    prints.set(path, ((prints.get(path) ?? 0) + owner) | 0);
  }
  const add = (symbol: SymbolId, text: string, other: SymbolId) => {
    const { path } = program.files[columns.fileOfSymbol(symbol)]!;
    prints.set(path, ((prints.get(path) ?? 0) + mixPrint(mixText(19, text), ids[other]!)) | 0);
  };
  for (const [declared, definition] of program.definitions) {
    const { strings } = program;
    add(declared, strings[columns.symbol(declared, 'name')]!, definition);
    add(definition, strings[columns.symbol(declared, 'doc')]!, definition);
  }
  return prints;
}

/**
 * Name of a type → the extensions that it has, whatever their heads call it, and the types that are called so; `ids` are those of
 * the nodes.
 */
export function fingerprintExtensions(
  { program, columns, values, extensions }: Resolution,
  ids: Int32Array,
): Fingerprints {
  const prints = new Map<string, number>();
  const nameOf = (symbol: SymbolId): string => program.strings[columns.symbol(symbol, 'name')]!;
  const nameOfOutside = (type: Value): string => lastNameOf(values.getExternal(type));
  for (const { name, owner, extension } of extensions.listOwners(nameOf, nameOfOutside)) {
    const { path } = program.files[columns.fileOfSymbol(extension)]!;
    const print = mixText(mixText(23, path), nameOf(extension));
    prints.set(name, ((prints.get(name) ?? 0) + mixPrint(print, owner < 0 ? 0 : ids[owner]!)) | 0);
  }
  return prints;
}

/** What the default build lacks of each file. */
export function fingerprintBuilds(resolution: Resolution): Fingerprints {
  const { files } = resolution.program;
  return new Map(Array.from(resolution.lacking(), ([file, print]) => [files[file]!.path, print]));
}

function mixText(print: number, text: string): number {
  let mixed = mixPrint(print, text.length);
  for (let at = 0; at < text.length; at++) mixed = mixPrint(mixed, text.charCodeAt(at));
  return mixed;
}
