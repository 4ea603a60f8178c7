// The symbols that frames of traces and profiles mean: by file and line where they say these, checked against the name; else by
// the name alone, when it means one thing.

import { isNamelessFrame, withoutFrameMarks } from '../languages/frameNames.ts';
import { endsInName, ownerOf } from '../languages/qualifiedNames.ts';
import { NODE_KINDS, type NodeKind } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { findEnclosing, findFileId, resolveSymbolIds } from './resolveSymbol.ts';
import { getSymbol, type SymbolRow } from './symbols.ts';

/** A function as something outside names it; '' and 0 for what is not known. */
export interface FrameInput {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

const CODE: ReadonlySet<NodeKind> = new Set(['Function', 'Method', 'Class', 'Module', 'Variable', 'Field']);

/** The symbol of each frame; null for what is not of this workspace, or can't be told. */
export function locateFrames(
  generation: Generation,
  { frames, root }: { frames: readonly FrameInput[]; root: string },
): (SymbolRow | null)[] {
  const known = new Map<string, SymbolRow | null>();
  return frames.map((frame) => {
    generation.checkDeadline();
    const key = JSON.stringify(frame);
    let symbol = known.get(key);
    if (symbol === undefined) {
      symbol = locate(generation, frame, root);
      known.set(key, symbol);
    }
    return symbol;
  });
}

function locate(generation: Generation, frame: FrameInput, root: string): SymbolRow | null {
  if (frame.file === '') return locateByName(generation, frame.name);
  const path = findPath(generation, frame.file, root);
  if (path === undefined) return null;
  const name = lastName(frame.name);
  const enclosing = frame.line > 0 ? findEnclosing(generation, path, frame.line) : undefined;
  if (enclosing !== undefined) {
    const symbol = getSymbol(generation, enclosing);
    if (isNamelessFrame(name) || symbol.name === name) return symbol;
  }
  if (isNamelessFrame(name)) return null;
  const ids = generation
    .values<number>(
      `SELECT s.id FROM symbol s JOIN name n ON n.id = s.name WHERE s.file = ? AND n.text = ? ORDER BY s.id`,
    )
    .all(findFileId(generation, path), name);
  const symbols = ids.map((id) => getSymbol(generation, id)).filter(({ kind }) => CODE.has(kind));
  const wanted = typeName(frame.name);
  const fitting = symbols.filter(({ qualified_name }) => {
    const owner = ownerOf(qualified_name);
    return wanted === '' ? owner !== '' : endsInName(owner, wanted);
  });
  const named = fitting.length > 0 ? fitting : symbols;
  // A module may have the name of its function.
  const callable = named.filter(({ kind }) => kind === 'Function' || kind === 'Method');
  const [only, ...others] = callable.length > 0 ? callable : named;
  return only && others.length === 0 ? only : null;
}

function locateByName(generation: Generation, name: string): SymbolRow | null {
  const { ids, isAmbiguous } = resolveSymbolIds(generation, name);
  const [id] = ids;
  if (id === undefined || isAmbiguous) return null;
  const symbol = getSymbol(generation, id);
  return CODE.has(symbol.kind) && NODE_KINDS.includes(symbol.kind) && symbol.file !== '' ? symbol : null;
}

/** `(*T).Save`, `Type.prototype.save` and `pkg.save` → save. */
function lastName(name: string): string {
  return (
    withoutFrameMarks(name)
      .split(/->|[.:#/\\]/)
      .at(-1) ?? ''
  );
}

/** `pkg.(*T).Save` and `T.save` → T. */
function typeName(name: string): string {
  const parts = name.split(/->|[.:#/\\]/).filter(Boolean);
  return (parts.at(-2) ?? '').replaceAll(/[(*)]/g, '');
}

/** The indexed file of a path from anywhere: below the root, or ending with the whole path of one file, the longest. */
function findPath(generation: Generation, file: string, root: string): string | undefined {
  const plain = decode(file.replace(/^(?:file:\/\/|webpack:\/\/\/?)/, '').replace(/[?#].*$/, '')).replaceAll(
    '\\',
    '/',
  );
  const below = plain.startsWith(`${root}/`) ? plain.slice(root.length + 1) : plain.replace(/^(?:\.\/)+/, '');
  const paths = generation.derived('paths of files', () =>
    Map.groupBy(generation.values<string>('SELECT path FROM file').all(), baseName),
  );
  const named = paths.get(baseName(below)) ?? [];
  if (named.includes(below)) return below;
  const fitting = named.filter((path) => below.endsWith(`/${path}`));
  return fitting.toSorted((a, b) => b.length - a.length)[0];
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
