// Ruby's `require`, `require_relative` and `load` with a text.

import type { ExtractApi, LanguageHooks } from '../language.ts';
import { arrangeFile } from './arrange.ts';
import { readManifest } from './manifest.ts';
import { readDocTypes } from './docTags.ts';
import { createModuleResolver, RELATIVE } from './modules.ts';

const REQUIRED = /^(require|require_relative|load)[\s(]*(["'])([^"'#]+)\2/;

function extractImport(api: ExtractApi, record: number): void {
  const match = REQUIRED.exec(api.text(record));
  api.visitChildren(record);
  if (!match) return;
  const specifier = match[1] === 'require_relative' ? RELATIVE + match[3]! : match[3]!;
  const first = api.firstChild(record);
  api.addImport(specifier, '', first < 0 ? record : first, api.moduleScope);
}

export const hooks: LanguageHooks = {
  arrangeFile,
  extract: extractImport,
  createModuleResolver,
  docTypes: readDocTypes,
  docLines: true,
  readManifest,
  testCommand: 'bundle exec rake test',
  packageManager: 'gem',
};
