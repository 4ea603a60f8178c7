// The checks themselves: pure functions from source files to complaints, each a line for a person. No complaints means
// that the rule holds.
import { basename } from 'node:path';
import { listImports, stripComments } from './sourceFile.ts';
import type { SourceFile } from './sourceFile.ts';

/** Imports of the server that point up, and files that no layer holds. */
export function checkLayers(files: readonly SourceFile[], layers: readonly (readonly string[])[]): string[] {
  const layerOf = (path: string) =>
    layers.findIndex((places) => places.some((place) => isAt(path, `server/${place}`)));
  const homeless = files.filter(({ path }) => layerOf(path) < 0).map(({ path }) => `${path} is in no layer`);
  const upward = files.flatMap(listImports).filter(({ from, target, isPackage }) => {
    return !isPackage && layerOf(target) < layerOf(from);
  });
  return [...homeless, ...upward.map(({ from, target }) => `${from} imports ${target}, which is above it`)];
}

/** Cycles among files, and among what stands side by side in any folder, each named once. */
export function checkCycles(files: readonly SourceFile[]): string[] {
  const imports = files.flatMap(listImports).filter(({ isPackage }) => !isPackage);
  const fileCycles = findCycles(imports.map(({ from, target }) => [from, target]));
  const folderCycles = findCycles(
    imports
      .map(({ from, target }) => whereTheyPart(from, target))
      .filter(([a, b]) => a !== b && !(a.endsWith('.ts') && b.endsWith('.ts'))),
  );
  return [...fileCycles, ...folderCycles].map((cycle) => `${cycle.join(' → ')} is a cycle`);
}

/**
 * What breaks the order of the rooms of `place`, folders that are listed with the top one first: a file in none of them, an
 * import of a room above, and an import of a room past its index.
 */
export function checkRooms(files: readonly SourceFile[], place: string, rooms: readonly string[]): string[] {
  const roomOf = (path: string) =>
    path.startsWith(place) ? rooms.indexOf(path.slice(place.length).split('/')[0]!) : undefined;
  const homeless = files
    .filter(({ path }) => roomOf(path) === -1)
    .map(({ path }) => `${path} is in no room of ${place}`);
  const wrong = files.flatMap(listImports).flatMap(({ from, target, isPackage }) => {
    const room = isPackage ? undefined : roomOf(target);
    const own = roomOf(from);
    if (room === undefined || room === own) return [];
    if (!target.endsWith('/index.ts')) return [`${from} imports ${target} past the index of its room`];
    return own !== undefined && room < own ? [`${from} imports ${target}, which is above it`] : [];
  });
  return [...homeless, ...wrong];
}

/**
 * Classes that inherit from another class of the same files: a file that gets long is cut by subject. Kinds of errors may, and
 * what `kinds` lists as `Heir extends Base`, where the heir is a base in every use.
 */
export function checkInheritance(files: readonly SourceFile[], kinds: readonly string[] = []): string[] {
  const heirs = files.flatMap(({ path, text }) =>
    Array.from(stripComments(text).matchAll(/\bclass (\w+)(?:<[^{]*?>)?(?: extends (\w+))?/g), (found) => ({
      path,
      name: found[1]!,
      base: found[2],
    })),
  );
  const baseOf = new Map(heirs.map(({ name, base }) => [name, base]));
  const isError = (name: string | undefined): boolean =>
    name === 'Error' || (name !== undefined && isError(baseOf.get(name)));
  return heirs
    .filter(({ base }) => base !== undefined && baseOf.has(base) && !isError(base))
    .map(({ path, name, base }) => ({ path, said: `${name} extends ${base}` }))
    .filter(({ said }) => !kinds.includes(said))
    .map(({ path, said }) => `${path} inherits: ${said}`);
}

/** Imports of a package from outside the places that own it. A package ending in `/` stands for its whole scope. */
export function checkExclusiveImports(
  files: readonly SourceFile[],
  rules: readonly { readonly package: string; readonly places: readonly string[] }[],
): string[] {
  return files.flatMap(listImports).flatMap(({ from, target, isPackage }) => {
    const rule = rules.find((one) => isPackage && isAt(target, one.package));
    if (!rule || rule.places.some((place) => isAt(from, place))) return [];
    return [`${from} imports ${target}, which only ${rule.places.join(' and ')} may`];
  });
}

/** Imports of files of the project that lead outside the `allowed` places. */
export function checkReach(files: readonly SourceFile[], allowed: readonly string[]): string[] {
  return files
    .flatMap(listImports)
    .filter(({ target, isPackage }) => !isPackage && !allowed.some((place) => isAt(target, place)))
    .map(({ from, target }) => `${from} imports ${target}, outside ${allowed.join(' and ')}`);
}

/**
 * Core code that names a language: an id or a file extension as a whole string. Imports are no strings of this kind,
 * and words in prose ("go on") do not count.
 */
export function checkLanguageNames(
  files: readonly SourceFile[],
  ids: readonly string[],
  extensions: readonly string[],
): string[] {
  const words = [...ids, ...extensions].map((word) => word.replaceAll('.', '\\.')).join('|');
  const literal = new RegExp(`(['"\`])(${words})\\1`);
  return complainAboutLines(files, literal, (line) => `names a language: ${line}`);
}

/**
 * Core code that says what belongs to a language: the name of one as a part of an identifier, a string or an expression, and
 * a word of its rules as a string or in a regular expression.
 */
export function checkLanguageWords(
  files: readonly SourceFile[],
  names: readonly string[],
  words: ReadonlySet<string>,
): string[] {
  return files.flatMap(({ path, text }) =>
    stripComments(text)
      .replaceAll(/^(?:import|export)\b[^;]*?\bfrom\s*'[^']*';/gm, (code) => code.replaceAll(/[^\n]/g, ' '))
      .split('\n')
      .flatMap((line, index) => {
        const parts = line.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
        const said = [
          ...parts.filter((part) => names.includes(part.toLowerCase())),
          ...listWords(line).filter((word) => words.has(word)),
        ];
        return said.map(
          (word) => `${path}:${index + 1} says ${word}, which belongs to a language: ${line.trim()}`,
        );
      }),
  );
}

/** Strings that are one word, and the words in regular expressions. */
function listWords(line: string): string[] {
  const strings = Array.from(line.matchAll(/'([\w$]+)'/g), ([, word]) => word!);
  const expressions = Array.from(
    line.matchAll(/(?<=[(=,:!&|?\s[])\/(?![*/ ])((?:[^/\n\\]|\\.)+)\/[gimsuy]*/g),
  );
  return [
    ...strings,
    ...expressions.flatMap(([, source]) => source!.replaceAll(/\\[a-zA-Z](?:\{\w+\})?/g, ' ').split(/\W+/)),
  ];
}

/** Files whose name is one of `emptyNames`. */
export function checkFileNames(files: readonly SourceFile[], emptyNames: readonly string[]): string[] {
  return files
    .filter(({ path }) => {
      const words = basename(path, '.ts')
        .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
        .toLowerCase()
        .split(/[ .-]/);
      return emptyNames.includes(words.at(-1) ?? '');
    })
    .map(({ path }) => `${path} has a name that says nothing of what it holds`);
}

/** Uses of `console`: stdout may be a protocol. */
export function checkConsole(files: readonly SourceFile[]): string[] {
  return complainAboutLines(files, /(?<![\w.'"`])console\s*[.[]/, (line) => `uses the console: ${line}`);
}

function complainAboutLines(
  files: readonly SourceFile[],
  pattern: RegExp,
  describe: (line: string) => string,
): string[] {
  return files.flatMap(({ path, text }) =>
    stripComments(text)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1} ${describe(line.trim())}`] : [],
      ),
  );
}

/** Whether `path` is `place` or lies in it; `better-sqlite3/x` is at `better-sqlite3`, `better-sqlite30` is not. */
function isAt(path: string, place: string): boolean {
  return path === place || path.startsWith(place.endsWith('/') ? place : `${place}/`);
}

/** What the ways to two files have side by side where they part: `a/b/c.ts` and `a/d/e.ts` part in `a/b` and `a/d`. */
function whereTheyPart(one: string, other: string): readonly [string, string] {
  const [a, b] = [one.split('/'), other.split('/')];
  let depth = 0;
  while (depth < a.length && a[depth] === b[depth]) depth++;
  return [a.slice(0, depth + 1).join('/'), b.slice(0, depth + 1).join('/')];
}

/** One cycle for each set of nodes that reach each other. */
function findCycles(edges: readonly (readonly [string, string])[]): string[][] {
  const targets = new Map<string, Set<string>>();
  for (const [from, target] of edges) targets.set(from, (targets.get(from) ?? new Set()).add(target));
  const done = new Set<string>();
  const cycles: string[][] = [];
  const visit = (node: string, path: readonly string[]): void => {
    const at = path.indexOf(node);
    if (at >= 0) cycles.push([...path.slice(at), node]);
    if (at >= 0 || done.has(node)) return;
    for (const target of targets.get(node) ?? []) visit(target, [...path, node]);
    done.add(node);
  };
  for (const node of targets.keys()) visit(node, []);
  return cycles;
}
