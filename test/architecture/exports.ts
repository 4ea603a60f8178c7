// What files give away and what others take: the part of the checks that looks for exports that nobody imports.
import { posix } from 'node:path';
import { stripComments } from './sourceFile.ts';
import type { SourceFile } from './sourceFile.ts';

const DECLARED =
  /^export\s+(?:default\s+)?(?:async\s+)?(?:abstract\s+)?(const|let|function\*?|class|interface|type)\s+(?!extends\b)([\w$]+)/gm;
const LISTED = /^export\s+(?:type\s+)?\{([^}]*)\}(?:\s*from\s*['"](\.[^'"]+)['"])?/gm;
const ALL_OF = /^export\s+\*\s+(?:as\s+[\w$]+\s+)?from\s*['"](\.[^'"]+)['"]/gm;
const TAKEN = /^\s*import\s+(?:type\s+)?([^'"`;]*?)\s*from\s*['"](\.[^'"]+)['"]/gm;
/** A module that is taken when it is needed, and the names that are taken out of it, where they stand before it. */
const TAKEN_LATER = /(?:\{([^{}]*)\}\s*=\s*await\s+)?\bimport\(\s*['"](\.[^'"]+)['"]/g;

/** What a file exports by names, what it takes from which files, and from which it takes everything. */
interface Exchange {
  readonly names: ReadonlySet<string>;
  /** Those of `names` that are types. */
  readonly types: ReadonlySet<string>;
  readonly taken: readonly (readonly [target: string, name: string])[];
  readonly takenWhole: readonly string[];
}

/**
 * Exports of `files` that neither they nor `others` import, and those that only tests import while their own file does
 * nothing with them. What `isEntry` accepts is called from outside. A type that its own file uses belongs to what that
 * exports.
 */
export function checkExports(
  files: readonly SourceFile[],
  others: readonly SourceFile[],
  isEntry: (path: string, name: string) => boolean,
): string[] {
  const exchanges = new Map([...files, ...others].map((file) => [file.path, readExchange(file)]));
  const takers = new Map<string, Set<string>>();
  const note = (from: string, target: string, name: string): void => {
    const key = `${target}\n${name}`;
    if (takers.get(key)?.has(from)) return;
    takers.set(key, (takers.get(key) ?? new Set()).add(from));
  };
  for (const [path, { taken, takenWhole }] of exchanges) {
    for (const [target, name] of taken) note(path, target, name);
    for (const target of takenWhole)
      for (const name of exchanges.get(target)?.names ?? []) note(path, target, name);
  }
  return files.flatMap(({ path, text }) => {
    const { names, types } = exchanges.get(path)!;
    return [...names].flatMap((name) => {
      if (isEntry(path, name)) return [];
      const by = [...(takers.get(`${path}\n${name}`) ?? [])];
      const isUsedHere = countUses(text, name) > 1;
      if (by.length === 0)
        return isUsedHere && types.has(name) ? [] : [`${path} exports ${name}, which nobody imports`];
      const isTested = by.every((one) => one.startsWith('test/'));
      return isTested && !isUsedHere ? [`${path} exports ${name}, which only tests use`] : [];
    });
  });
}

function countUses(text: string, name: string): number {
  return (
    stripComments(text).split(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`)).length - 1
  );
}

function readExchange({ path, text }: SourceFile): Exchange {
  const code = stripComments(text);
  const resolve = (specifier: string): string => posix.join(posix.dirname(path), specifier);
  const declared = [...code.matchAll(DECLARED)];
  const names = new Set(declared.map(([, , name]) => name!));
  const types = new Set(
    declared.flatMap(([, how, name]) => (/^(?:interface|type)$/.test(how!) ? name! : [])),
  );
  const taken: [string, string][] = [];
  const takenWhole = Array.from(code.matchAll(ALL_OF), ([, from]) => resolve(from!));
  for (const [, list, from] of code.matchAll(LISTED)) {
    for (const { own, other } of readList(list!)) {
      names.add(other);
      if (from !== undefined) taken.push([resolve(from), own]);
    }
  }
  for (const [, what, from] of code.matchAll(TAKEN)) {
    const list = /\{([^}]*)\}/.exec(what!)?.[1];
    if (/\*\s+as\s/.test(what!)) takenWhole.push(resolve(from!));
    if (/^[\w$]+/.test(what!)) taken.push([resolve(from!), 'default']);
    for (const { own } of readList(list ?? '')) taken.push([resolve(from!), own]);
  }
  for (const [, list, from] of code.matchAll(TAKEN_LATER)) {
    if (list === undefined) takenWhole.push(resolve(from!));
    else for (const { own } of readList(list.replaceAll(':', ' as '))) taken.push([resolve(from!), own]);
  }
  return { names, types, taken, takenWhole };
}

/** `a, type b as c` → what each is called where it is from, and here. */
function readList(list: string): { own: string; other: string }[] {
  return list
    .split(',')
    .map((item) => item.trim().replace(/^type\s+/, ''))
    .filter((item) => item !== '')
    .map((item) => {
      const [own, other] = item.split(/\s+as\s+/);
      return { own: own!.trim(), other: (other ?? own!).trim() };
    });
}
