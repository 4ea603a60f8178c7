// Python's imports: `import a.b`, `import a.b as c`, `from .a import b as c`, `from a import *`.

import type { ExtractApi, LanguageHooks } from '../language.ts';
import { installed } from './declarations/installed.ts';
import { importedAs, readManifest } from './manifest.ts';
import { createModuleResolver } from './modules.ts';
import { repairPython } from './repair.ts';

/** (name, alias) of one imported thing; the alias is '' when there is none. */
function readImported(api: ExtractApi, record: number): { name: string; alias: string; at: number } {
  if (api.typeOf(record) !== 'aliased_import') return { name: api.text(record), alias: '', at: record };
  const name = api.childByField(record, 'name');
  const alias = api.childByField(record, 'alias');
  return { name: api.text(name), alias: api.text(alias), at: name };
}

function extractImport(api: ExtractApi, record: number): void {
  for (let child = api.firstChild(record); child >= 0; child = api.nextSibling(child, record)) {
    const { name, alias, at } = readImported(api, child);
    if (alias !== '') {
      api.bindImport(api.declarationScope(), alias, api.addImport(name, '', at), at);
      continue;
    }
    // `import a.b.c` binds `a`, and makes the submodules members of it.
    const [first] = name.split('.');
    if (name !== first) api.addImport(name, '', at);
    api.bindImport(api.declarationScope(), first!, api.addImport(first!, '', at), at);
  }
}

function extractFromImport(api: ExtractApi, record: number): void {
  const module = api.childByField(record, 'module_name');
  if (module < 0) return;
  const specifier = api.text(module).replace(/\s+/g, '');
  for (let child = api.firstChild(record); child >= 0; child = api.nextSibling(child, record)) {
    if (child === module) continue;
    if (api.typeOf(child) === 'wildcard_import') {
      api.addImport(specifier, '*', child, api.declarationScope());
      continue;
    }
    const { name, alias, at } = readImported(api, child);
    api.bindImport(api.declarationScope(), alias || name, api.addImport(specifier, name, at), at);
  }
}

export const hooks: LanguageHooks = {
  extract(api, record) {
    if (api.typeOf(record) === 'import_statement') extractImport(api, record);
    else extractFromImport(api, record);
  },
  createModuleResolver,
  installed,
  readManifest,
  repair: repairPython,
  testCommand: 'python -m pytest',
  packageManager: 'pip',
  importedAs,
};
