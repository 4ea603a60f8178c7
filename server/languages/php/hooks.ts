// Namespaces and `use`: what a name stands for is told by the clauses of its file alone. The namespace of a qualified name is
// bound, once for the file, under a name that no code can write.

import type { ExtractApi, LanguageHooks } from '../language.ts';
import { readDocTypes } from './docTags.ts';
import { readManifest } from './manifest.ts';

/** Stands before a name that is sought in the global namespace. */
const GLOBAL = '\\';

/** Under which the clauses hold the namespace by which the file is known. */
const OF_FILE = '\\';

/** The namespace of a full name, dots for its signs, and the name in it. */
function takeApart(full: string): { readonly from: string; readonly name: string } {
  const at = full.lastIndexOf('\\');
  return { from: full.slice(0, Math.max(0, at)).replaceAll('\\', '.'), name: full.slice(at + 1) };
}

/** The full name of what a qualified name stands for. Under '' the clauses hold the namespace of the file. */
function expand(clauses: ReadonlyMap<string, string>, written: string): string {
  if (written.startsWith('\\')) return written.slice(1);
  const space = clauses.get('') ?? '';
  const relative = /^namespace\\(.*)$/is.exec(written)?.[1];
  if (relative !== undefined) return space === '' ? relative : `${space}\\${relative}`;
  const [first = '', ...rest] = written.split('\\');
  const alias = clauses.get(first);
  if (alias !== undefined) return [alias, ...rest].join('\\');
  return space === '' ? written : `${space}\\${written}`;
}

function withoutSpaces(text: string): string {
  return text.replaceAll(/\s+|\/\*[^]*?\*\//g, '');
}

/** Imports `full` under `name`. What stands in the global namespace is found there by its own name. */
function bind(api: ExtractApi, full: string, name: string, at: number): void {
  const { moduleScope } = api;
  const { from, name: last } = takeApart(full);
  if (from === '') {
    api.bindAlias(moduleScope, name, api.nameExpression(GLOBAL + last, at), at);
    return;
  }
  // Under its own name it is found there anyway, and may be declared in this file.
  if (name === last && from === api.clauses.get(OF_FILE)) return;
  api.bindImport(moduleScope, name, api.addImport(from, last, at, moduleScope), at);
}

/** `use A\B as C, D; use A\{B, function c as d};` */
function extractUse(api: ExtractApi, record: number): void {
  const text = api.text(record).replaceAll(/\/\*[^]*?\*\/|(?:\/\/|#).*/g, ' ');
  const match = /^use\s+(function\s|const\s)?\s*([^]*?)\s*;?\s*$/i.exec(text);
  const at = api.firstChild(record);
  if (!match || at < 0) return;
  const group = /^([^{]*)\{([^}]*)\}?$/.exec(match[2]!);
  const prefix = withoutSpaces(group?.[1] ?? '');
  for (const clause of (group?.[2] ?? match[2]!).split(',')) {
    const [, kind, written, alias] =
      /^\s*(function\s|const\s)?\s*([\p{L}\p{N}_\\\s]+?)(?:\s+as\s+([\p{L}\p{N}_]+))?\s*$/iu.exec(clause) ??
      [];
    if (written === undefined) continue;
    const full = (prefix + withoutSpaces(written)).replace(/^\\/, '');
    const name = alias ?? takeApart(full).name;
    if (name === '') continue;
    if ((kind ?? match[1]) === undefined) api.clauses.set(name, full);
    bind(api, full, name, at);
  }
}

function extractNamespace(api: ExtractApi, record: number): void {
  const name = api.childByField(record, 'name');
  const full = name < 0 ? '' : withoutSpaces(api.text(name));
  const isFirst = !api.clauses.has('');
  api.clauses.set('', full);
  if (isFirst) {
    api.setPackageName(full.replaceAll('\\', '.'), '');
    api.clauses.set(OF_FILE, full.replaceAll('\\', '.'));
  }
  const body = api.childByField(record, 'body');
  if (body >= 0) api.visitChildren(body);
}

/** `enum(…)` calls a function where a statement begins; the grammar takes it for a declaration, so it is given another name. */
function nameSoftWords(text: string): string {
  return text.replaceAll(/\benum(?=\s*\()/g, '____');
}

export const hooks: LanguageHooks = {
  extract(api, record) {
    if (api.typeOf(record) === 'namespace_definition') extractNamespace(api, record);
    else extractUse(api, record);
  },
  qualify({ clauses, bindPackage }, written) {
    const full = expand(clauses, withoutSpaces(written));
    const { from, name } = takeApart(full);
    if (from === '') return { space: GLOBAL, name };
    const space = full.slice(0, -name.length);
    if (!clauses.has(space)) {
      clauses.set(space, from);
      bindPackage(space, from);
    }
    return { space, name };
  },
  repair: nameSoftWords,
  docTypes: readDocTypes,
  createModuleResolver: () => ({ resolve: (specifier) => ({ kind: 'package', name: specifier }) }),
  readManifest,
  testCommand: 'vendor/bin/phpunit',
  packageManager: 'composer',
};
