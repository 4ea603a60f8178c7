// Rust's imports and modules in files of their own: `use a::{b, c as d, e::*}`, `extern crate a`, `mod a;`.

import type { ExtractApi, LanguageHooks } from '../language.ts';
import { EVERY_NAME } from '../language.ts';
import { declaresMacros, macroInvocation } from './madeFunctions.ts';
import { importedAs, readManifest } from './manifest.ts';
import { mendMacros, openMacros } from './macros.ts';
import { CHILD_MODULE, createModuleResolver, PATH_MODULE } from './modules.ts';

/** `#[path = "…"]` before a module, other attributes and its visibility between. */
const PATH_ATTRIBUTE = /#\[\s*path\s*=\s*"([^"\n]+)"\s*\]\s*(?:#\[[^\n]*\]\s*)*(?:pub(?:\([^)]*\))?\s*)?$/;
/** So far back it is looked for. */
const REACH = 400;

function namesOf(text: string): string[] {
  return text
    .replaceAll(/\/\*[^]*?\*\/|\/\/.*|\s/g, '')
    .split('::')
    .filter((name) => name !== '')
    .map((name) => name.replace(/^r#/, ''));
}

function extractUse(api: ExtractApi, record: number, before: readonly string[]): void {
  switch (api.typeOf(record)) {
    case 'use_list':
      for (let child = api.firstChild(record); child >= 0; child = api.nextSibling(child, record))
        extractUse(api, child, before);
      break;
    case 'scoped_use_list': {
      const path = api.childByField(record, 'path');
      const list = api.childByField(record, 'list');
      if (list >= 0) extractUse(api, list, path < 0 ? before : [...before, ...namesOf(api.text(path))]);
      break;
    }
    case 'use_as_clause': {
      const path = api.childByField(record, 'path');
      const alias = api.childByField(record, 'alias');
      if (path >= 0 && alias >= 0)
        bindUsed(api, [...before, ...namesOf(api.text(path))], api.text(alias), path);
      break;
    }
    case 'use_wildcard': {
      const names = [...before, ...namesOf(api.text(record).replace(/\*\s*$/, ''))];
      if (names.length > 0)
        api.bindAlias(
          api.declarationScope(true),
          EVERY_NAME,
          api.pathExpression(names, record, true),
          record,
        );
      break;
    }
    case 'identifier':
    case 'scoped_identifier':
    case 'self':
    case 'crate':
    case 'super': {
      const names = namesOf(api.text(record));
      const isSelf = names.at(-1) === 'self' && before.length + names.length > 1;
      const path = [...before, ...(isSelf ? names.slice(0, -1) : names)];
      if (path.length > 0) bindUsed(api, path, path.at(-1)!, record, isSelf);
      break;
    }
    default:
  }
}

/** Binds what a path names: a word in small letters can be a module, a function and a macro at once. */
function bindUsed(
  api: ExtractApi,
  path: readonly string[],
  name: string,
  at: number,
  isModule = false,
): void {
  const scope = api.declarationScope(true);
  const isType = /^\p{Lu}/u.test(path.at(-1)!) && /\p{Ll}/u.test(path.at(-1)!);
  if (isModule || !isType) api.bindAlias(scope, name, api.pathExpression(path, at, true), at);
  if (!isModule) api.bindAlias(scope, name, api.pathExpression(path, at, false), at);
}

function extractCrate(api: ExtractApi, record: number): void {
  const name = api.childByField(record, 'name');
  const alias = api.childByField(record, 'alias');
  if (name < 0) return;
  const crate = api.text(name);
  const importId = api.addImport(crate === 'self' ? 'crate' : crate, '', name, api.moduleScope);
  const local = alias < 0 ? crate : api.text(alias);
  if (local !== 'self') api.bindImport(api.declarationScope(true), local, importId, name);
}

function extractModule(api: ExtractApi, record: number): void {
  const name = api.childByField(record, 'name');
  if (name < 0) return;
  const text = api.text(name).replace(/^r#/, '');
  const before = api.textBefore(record).slice(-REACH);
  const written = PATH_ATTRIBUTE.exec(before)?.[1];
  const folders = api.namespacesAround();
  const specifier =
    written === undefined
      ? CHILD_MODULE + [...folders, text].join('/')
      : PATH_MODULE + (folders.length === 0 ? written : `${folders.join('/')}//${written}`);
  const importId = api.addImport(specifier, '', name, api.moduleScope);
  api.bindImport(api.declarationScope(false), text, importId, name);
}

export const hooks: LanguageHooks = {
  extract(api, record) {
    switch (api.typeOf(record)) {
      case 'use_declaration': {
        const argument = api.childByField(record, 'argument');
        if (argument >= 0) extractUse(api, argument, []);
        break;
      }
      case 'extern_crate_declaration':
        extractCrate(api, record);
        break;
      default:
        extractModule(api, record);
    }
  },
  arrange: { macro_invocation: macroInvocation },
  arranges: declaresMacros,
  createModuleResolver,
  repair: openMacros,
  mend: mendMacros,
  readManifest,
  testCommand: 'cargo test',
  packageManager: 'cargo',
  importedAs,
};
