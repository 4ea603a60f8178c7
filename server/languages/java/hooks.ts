// Java's package clause and imports: `import a.b.C`, `import a.b.C.D`, `import a.b.*`, `import static a.b.C.m`,
// `import static a.b.C.*`. Packages are in lower case and types are not, as the language specification advises (6.1): that
// tells where the package of a dotted name ends.

import { qualify, takeApart } from '../jvm/qualifiedNames.ts';
import type { ExtractApi, LanguageHooks } from '../language.ts';
import { EVERY_NAME } from '../language.ts';
import { classDeclaration, usesLombok } from './lombok.ts';
import { readManifest } from './manifest.ts';
import { extractDirective, extractModule } from './moduleInfo.ts';

function extractImport(api: ExtractApi, record: number): void {
  const text = api
    .text(record)
    .replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '')
    .trim();
  const match = /^import\s+(static\s+)?([\w$.\s]+?)(\s*\.\s*\*)?\s*;?$/u.exec(text);
  const parts = match?.[2]!.split('.').map((part) => part.trim()) ?? [];
  const at = api.firstChild(record);
  if (!match || parts.length === 0 || at < 0) return;
  const { moduleScope } = api;
  const isStatic = match[1] !== undefined;
  if (match[3] !== undefined) {
    const isPackage = !isStatic && !parts.some((part) => /^\p{Lu}/u.test(part));
    if (isPackage) api.addImport(parts.join('.'), '*', at, moduleScope);
    else api.bindAlias(moduleScope, EVERY_NAME, qualify(api, takeApart(parts), at), at);
    return;
  }
  const name = parts.at(-1)!;
  const found = takeApart(parts);
  if (found.inner.length === 0)
    api.bindImport(moduleScope, name, api.addImport(found.package, found.type, at, moduleScope), at);
  else api.bindAlias(moduleScope, name, qualify(api, found, at), at);
}

export const hooks: LanguageHooks = {
  extract(api, record) {
    switch (api.typeOf(record)) {
      case 'import_declaration':
        extractImport(api, record);
        break;
      case 'package_declaration': {
        const name = /^package\s+([\w$.\s]+?)\s*;?$/mu.exec(api.text(record))?.[1] ?? '';
        api.setPackageName(name.replaceAll(/\s/g, ''), '');
        break;
      }
      case 'module_declaration':
        extractModule(api, record);
        break;
      case 'requires_module_directive':
      case 'exports_module_directive':
      case 'opens_module_directive':
      case 'uses_module_directive':
      case 'provides_module_directive':
        extractDirective(api, record);
        break;
      default:
        // Of `name = value` at an annotation the name is none of the program's.
        api.expression(api.childByField(record, 'value'));
    }
  },
  arranges: usesLombok,
  arrange: { class_declaration: classDeclaration },
  createModuleResolver: () => ({ resolve: (specifier) => ({ kind: 'package', name: specifier }) }),
  readManifest,
  testCommand: 'mvn test',
  packageManager: 'maven',
};
