// Go's package clause and imports: `import "a/b"`, `import c "a/b"`, `import . "a/b"`, `import _ "a/b"`.

import type { ExtractApi, LanguageHooks } from '../language.ts';
import { findVariant } from './buildConstraints.ts';
import { importedAs, readManifest } from './manifest.ts';
import { createModuleResolver } from './modules.ts';
import { guessPackageNames } from './packageNames.ts';

function extractImport(api: ExtractApi, record: number): void {
  const path = api.childByField(record, 'path');
  if (path < 0) return;
  const specifier = api.text(path).slice(1, -1);
  const alias = api.childByField(record, 'name');
  const aliasType = alias < 0 ? '' : api.typeOf(alias);
  const scope = api.moduleScope;
  if (aliasType === 'dot') {
    api.addImport(specifier, '*', path, scope);
    return;
  }
  const importId = api.addImport(specifier, '', path, scope);
  if (aliasType === 'blank_identifier') return;
  if (alias >= 0) {
    api.bindImport(scope, api.text(alias), importId, alias);
    return;
  }
  // The package's own clause says what it is called; whichever guess is wrong is a name that the file does not use.
  for (const name of guessPackageNames(specifier)) api.bindImport(scope, name, importId, path);
}

export const hooks: LanguageHooks = {
  extract(api, record) {
    if (api.typeOf(record) === 'import_spec') extractImport(api, record);
    else
      api.setPackageName(api.text(api.firstChild(record)), findVariant(api.fileName, api.textBefore(record)));
  },
  createModuleResolver,
  readManifest,
  testCommand: 'go test ./...',
  packageManager: 'gomod',
  importedAs,
};
