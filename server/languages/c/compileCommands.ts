// The folders that a compiler is told to search and the macros that it is told, as compile_commands.json of a build says it (JSON
// Compilation Database, LLVM).
// The paths in it are those of the machine that built: what they are in the tree is told by the files that it names.

import type { ProjectFiles } from '../language.ts';
import { directoryOf } from '../projectPaths.ts';
import type { SwitchState } from '../rules/moduleRules.ts';
import { numberOf } from './buildConditions.ts';

interface Entry {
  readonly directory: string;
  readonly file: string;
  readonly arguments?: readonly string[];
  readonly command?: string;
}

const CONFIG = /(?:^|\/)compile_commands\.json$/;
const FOLDER_FLAG = /^(?:-I|-isystem|-iquote|-idirafter|\/I)(.*)$/s;
const MACRO_FLAG = /^(-D|-U|\/D|\/U)(.*)$/s;
const MACRO = /^([A-Za-z_]\w*)(?:=(.*))?$/s;
/** A word of a command, in quotes or with escapes. */
const WORD = /(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g;

/** Folders of the tree that are searched. */
export interface SearchedFolders {
  /** Those for a file that is compiled, in their order; undefined for any other. */
  of(path: string): readonly string[] | undefined;
  /** Those of all files. */
  readonly all: readonly string[];
  /** Macros without parameters that the commands define; what is not the same for all files is not known. */
  readonly macros: ReadonlyMap<string, SwitchState>;
}

/** What all such files of a project say; undefined where there is none that can be read. */
export function readSearchedFolders(project: ProjectFiles): SearchedFolders | undefined {
  const byFile = new Map<string, readonly string[]>();
  const all = new Set<string>();
  const defined: ReadonlyMap<string, string>[] = [];
  for (const config of project.configFiles.filter((path) => CONFIG.test(path))) {
    const listed = readEntries(project.readConfig(config));
    const root = rootOf(project, listed, directoryOf(config));
    if (root === undefined) continue;
    for (const entry of listed) {
      const folder = absolute(entry.directory, directoryOf(config));
      const file = within(root, absolute(entry.file, folder));
      if (file === undefined) continue;
      const folders = foldersOf(entry).flatMap((one) => within(root, absolute(one, folder)) ?? []);
      byFile.set(file, folders);
      defined.push(macrosOf(entry));
      for (const one of folders) all.add(one);
    }
  }
  if (byFile.size === 0) return undefined;
  return { of: (path) => byFile.get(path), all: [...all], macros: agreedMacros(defined) };
}

/** Why the commands of a file are not taken, undefined where they are or the file is called otherwise. */
export function findCommandsProblem(path: string, text: string): string | undefined {
  if (!CONFIG.test(path)) return undefined;
  const read = parseOrSkip(text);
  const guessed = 'so the folders of includes are guessed';
  if (read === undefined) return `it is not valid JSON, ${guessed}`;
  if (!Array.isArray(read)) return `it is not a list of commands, ${guessed}`;
  const without = read.filter((one) => !isEntry(one)).length;
  if (without === 0) return undefined;
  return `${without} of its ${read.length} commands name no directory or no file and are left out`;
}

function readEntries(text: string | undefined): readonly Entry[] {
  const read = text === undefined ? undefined : parseOrSkip(text);
  return Array.isArray(read) ? read.filter(isEntry) : [];
}

/** What JSON says, undefined where it is none. */
function parseOrSkip(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const { directory, file, arguments: words, command } = value as Partial<Record<keyof Entry, unknown>>;
  const isCommand = command === undefined || typeof command === 'string';
  const areWords =
    words === undefined || (Array.isArray(words) && words.every((one) => typeof one === 'string'));
  return typeof directory === 'string' && typeof file === 'string' && isCommand && areWords;
}

function wordsOf({ arguments: given, command = '' }: Entry): readonly string[] {
  return given ?? Array.from(command.matchAll(WORD), ([word]) => unquoted(word));
}

/** The macros that a command defines; one without a text stands for 1. */
function macrosOf(entry: Entry): ReadonlyMap<string, string> {
  const macros = new Map<string, string>();
  const words = wordsOf(entry);
  words.forEach((word, at) => {
    const [, flag, behind = ''] = MACRO_FLAG.exec(word) ?? [];
    const [, name, text = '1'] =
      flag === undefined ? [] : (MACRO.exec(behind || (words[at + 1] ?? '')) ?? []);
    if (name === undefined) return;
    if (flag!.endsWith('D')) macros.set(name, text);
    else macros.delete(name);
  });
  return macros;
}

function agreedMacros(commands: readonly ReadonlyMap<string, string>[]): ReadonlyMap<string, SwitchState> {
  const agreed = new Map<string, SwitchState>();
  for (const name of new Set(commands.flatMap((one) => [...one.keys()]))) {
    const texts = new Set(commands.map((one) => one.get(name)));
    const [text] = texts;
    agreed.set(name, {
      isDefined: texts.has(undefined) ? undefined : true,
      value: texts.size === 1 ? numberOf(text!) : undefined,
    });
  }
  return agreed;
}

/** The folders that the words of a command name for the search. */
function foldersOf(entry: Entry): readonly string[] {
  const words = wordsOf(entry);
  return words.flatMap((word, at) => {
    const folder = FOLDER_FLAG.exec(word)?.[1];
    if (folder === undefined) return [];
    return folder === '' ? (words[at + 1] ?? []) : folder;
  });
}

function unquoted(word: string): string {
  return word.replaceAll(
    /"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/gs,
    (_whole, double?: string, single?: string, one?: string) =>
      double === undefined ? (single ?? one ?? '') : double.replaceAll(/\\(.)/gs, '$1'),
  );
}

/** A path without `.` and `..`, relative to a folder unless it begins at the root of a file system. */
function absolute(path: string, folder: string): string {
  const written = path.replaceAll('\\', '/');
  const isWhole = written.startsWith('/') || /^[A-Za-z]:\//.test(written);
  const parts: string[] = [];
  for (const part of (isWhole ? written : `${folder}/${written}`).split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `${written.startsWith('/') || (!isWhole && folder.startsWith('/')) ? '/' : ''}${parts.join('/')}`;
}

/** Where the tree lay that was built: what stands before the path of the first file that the tree has; undefined for none. */
function rootOf(project: ProjectFiles, listed: readonly Entry[], config: string): string | undefined {
  for (const { file, directory } of listed) {
    const path = absolute(file, absolute(directory, config));
    if (!path.startsWith('/') && project.has(path)) return '';
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1))
      if (project.has(path.slice(at + 1))) return path.slice(0, at + 1);
  }
  return undefined;
}

/** A path as it is in the tree, undefined for one that lies outside of it. */
function within(root: string, path: string): string | undefined {
  if (`${path}/` === root) return '';
  if (root === '') return path.startsWith('/') || path.startsWith('..') ? undefined : path;
  return path.startsWith(root) ? path.slice(root.length) : undefined;
}
