// Imports and exports of ECMAScript modules in all their forms, and the components that markup names.

import { mendMarkup } from './mend.ts';
import { WHOLE_EXPORT } from '../language.ts';
import type { ExtractApi, LanguageHooks } from '../language.ts';
import { installed } from './declarations/outline.ts';
import { importedAs, readManifest } from './manifest.ts';
import { createModuleResolver } from './modules.ts';

function unquote(text: string): string {
  return text.replace(/^["'`]|["'`]$/g, '');
}

function* childrenOf(api: ExtractApi, record: number): Generator<number> {
  for (let child = api.firstChild(record); child >= 0; child = api.nextSibling(child, record)) yield child;
}

/** (name, alias) of an import or export specifier; without an alias both are the name. */
function readSpecifier(api: ExtractApi, record: number): { name: string; alias: string; at: number } {
  const at = api.childByField(record, 'name');
  const alias = api.childByField(record, 'alias');
  const name = unquote(api.text(at));
  return { name, alias: alias < 0 ? name : unquote(api.text(alias)), at };
}

function extractImport(api: ExtractApi, record: number): void {
  api.markModule();
  for (const child of childrenOf(api, record)) {
    if (api.typeOf(child) === 'import_require_clause') return extractImportRequire(api, child);
  }
  const source = api.childByField(record, 'source');
  if (source < 0) return;
  const specifier = unquote(api.text(source));
  let isBound = false;
  for (const clause of childrenOf(api, record)) {
    if (api.typeOf(clause) !== 'import_clause') continue;
    isBound = true;
    for (const part of childrenOf(api, clause)) bindImportPart(api, specifier, part);
  }
  if (!isBound) api.addImport(specifier, '', source);
}

function bindImportPart(api: ExtractApi, specifier: string, part: number): void {
  const scope = api.declarationScope();
  const type = api.typeOf(part);
  if (type === 'identifier') {
    api.bindImport(scope, api.text(part), api.addImport(specifier, 'default', part), part);
  } else if (type === 'namespace_import') {
    const name = api.firstChild(part);
    if (name >= 0) api.bindImport(scope, api.text(name), api.addImport(specifier, '', name), name);
  } else if (type === 'named_imports') {
    for (const child of childrenOf(api, part)) {
      if (api.typeOf(child) !== 'import_specifier') continue;
      const { name, alias, at } = readSpecifier(api, child);
      api.bindImport(scope, alias, api.addImport(specifier, name, at), at);
    }
  }
}

/** `import x = require('y')`. */
function extractImportRequire(api: ExtractApi, clause: number): void {
  const source = api.childByField(clause, 'source');
  const name = api.firstChild(clause);
  if (source < 0 || name < 0) return;
  api.bindImport(
    api.declarationScope(),
    api.text(name),
    api.addImport(unquote(api.text(source)), '', name),
    name,
  );
}

/** `import x = A.B`. */
function extractImportAlias(api: ExtractApi, record: number): void {
  const name = api.firstChild(record);
  const value = name < 0 ? -1 : api.nextSibling(name, record);
  if (value >= 0) api.bindAlias(api.declarationScope(), api.text(name), api.expression(value), name);
}

function extractExport(api: ExtractApi, record: number): void {
  api.markModule();
  for (const child of childrenOf(api, record)) if (api.typeOf(child) === 'decorator') api.visit(child);
  const source = api.childByField(record, 'source');
  if (source >= 0) return reExport(api, record, unquote(api.text(source)), source);
  const declaration = api.childByField(record, 'declaration');
  const isDefault = hasToken(api, record, '"default"');
  if (declaration >= 0) return api.exportDeclared(declaration, isDefault ? 'default' : '');
  const value = api.childByField(record, 'value');
  if (value >= 0) return api.exportValue(value, 'default');
  for (const child of childrenOf(api, record)) {
    const type = api.typeOf(child);
    if (type === 'export_clause') exportLocals(api, child);
    else if (type === 'decorator' || type === 'comment') continue;
    else if (/^export\s*=/.test(api.text(record))) api.exportValue(child, WHOLE_EXPORT);
  }
}

function hasToken(api: ExtractApi, record: number, token: string): boolean {
  for (const child of childrenOf(api, record)) if (api.typeOf(child) === token) return true;
  return false;
}

function exportLocals(api: ExtractApi, clause: number): void {
  for (const child of childrenOf(api, clause)) {
    if (api.typeOf(child) !== 'export_specifier') continue;
    const { name, alias, at } = readSpecifier(api, child);
    api.exportLocal(name, alias, at);
  }
}

/** `export … from 'source'`. */
function reExport(api: ExtractApi, record: number, specifier: string, source: number): void {
  let isNamed = false;
  for (const part of childrenOf(api, record)) {
    const type = api.typeOf(part);
    if (type === 'namespace_export') {
      isNamed = true;
      const name = unquote(api.text(part).replace(/^\*\s*as\s*/, ''));
      api.bindImport(api.exportsScope, name, api.addImport(specifier, '', part), part);
    } else if (type === 'export_clause') {
      isNamed = true;
      for (const child of childrenOf(api, part)) {
        if (api.typeOf(child) !== 'export_specifier') continue;
        const { name, alias, at } = readSpecifier(api, child);
        api.bindImport(api.exportsScope, alias, api.addImport(specifier, name, at), at);
      }
    }
  }
  if (!isNamed) api.addImport(specifier, '*', source, api.exportsScope);
}

/** `<Component attribute={…}>`: the component is read; elements of the platform, in lower case, are not. */
function extractElement(api: ExtractApi, record: number): void {
  const name = api.childByField(record, 'name');
  for (const child of childrenOf(api, record)) {
    const isPlatform =
      child === name && api.typeOf(child) === 'identifier' && !/^[\p{Lu}_$]/u.test(api.text(child));
    if (!isPlatform) api.visit(child);
  }
}

export const hooks: LanguageHooks = {
  extract(api, record) {
    const type = api.typeOf(record);
    if (type === 'import_statement') extractImport(api, record);
    else if (type === 'import_alias') extractImportAlias(api, record);
    else if (type === 'export_statement') extractExport(api, record);
    else extractElement(api, record);
  },
  createModuleResolver,
  installed,
  mend: mendMarkup,
  readManifest,
  packageManager: 'npm',
  importedAs,
};
