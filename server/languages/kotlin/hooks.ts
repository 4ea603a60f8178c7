// Kotlin's package header and imports: `import a.b.C`, `import a.b.C.D`, `import a.b.f as g`, `import a.b.*`. Packages are in
// lower case and types are not, as the coding conventions of the language advise: that tells where the package of a dotted
// name ends.

import { takeApart, qualify } from '../jvm/qualifiedNames.ts';
import type { ExtractApi, LanguageHooks } from '../language.ts';
import { EVERY_NAME } from '../language.ts';
import { arrange } from './arrange.ts';
import { mend } from './mend.ts';
import { nameSoftWords } from './softWords.ts';

const NAME = String.raw`(?:[\p{L}_][\p{L}\p{Nd}_]*|` + '`[^`]+`)';
const IMPORT = new RegExp(
  String.raw`^import\s+(${NAME}(?:\s*\.\s*${NAME})*)(\s*\.\s*\*)?(?:\s+as\s+(${NAME}))?`,
  'u',
);

function extractImport(api: ExtractApi, record: number): void {
  const match = IMPORT.exec(api.text(record));
  const parts = match?.[1]!.split('.').map((part) => unquoted(part.trim())) ?? [];
  const at = api.firstChild(record) < 0 ? record : api.firstChild(record);
  if (!match || parts.length === 0) return;
  const { moduleScope } = api;
  if (match[2] !== undefined) {
    const isPackage = !parts.some((part) => /^\p{Lu}/u.test(part));
    if (isPackage) api.addImport(parts.join('.'), '*', at, moduleScope);
    else api.bindAlias(moduleScope, EVERY_NAME, qualify(api, takeApart(parts), at), at);
    return;
  }
  const name = match[3] === undefined ? parts.at(-1)! : unquoted(match[3]);
  const found = takeApart(parts);
  if (found.inner.length === 0)
    api.bindImport(moduleScope, name, api.addImport(found.package, found.type, at, moduleScope), at);
  else api.bindAlias(moduleScope, name, qualify(api, found, at), at);
}

function unquoted(name: string): string {
  return name.replaceAll('`', '');
}

export const hooks: LanguageHooks = {
  arrange,
  mend,
  repair: nameSoftWords,
  extract(api, record) {
    const type = api.typeOf(record);
    if (type === 'import') extractImport(api, record);
    else if (type === 'companion_link') {
      const name = api.firstChild(record);
      api.bindAlias(api.scope, EVERY_NAME, api.nameExpression(api.text(name), name), name);
    } else {
      const name = /^package\s+([^;\n]+)/u.exec(api.text(record))?.[1] ?? '';
      api.setPackageName(unquoted(name).replaceAll(/\s/g, ''), '');
    }
  },
  createModuleResolver: () => ({ resolve: (specifier) => ({ kind: 'package', name: specifier }) }),
  testCommand: 'gradle test',
  packageManager: 'maven',
};
