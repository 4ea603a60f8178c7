// C#'s using directives: `using A.B;`, `using static A.B.C;`, `using X = A.B.C<D>;`, each with `global` before it.

import type { ExtractApi, LanguageHooks } from '../language.ts';
import { EVERY_NAME } from '../language.ts';
import { readConditions } from './conditions.ts';
import { readManifest } from './manifest.ts';
import { Projects } from './projects.ts';
import { nameSoftWords } from './softWords.ts';

function extractUsing(api: ExtractApi, record: number): void {
  const words = /^(global\s+)?using\s+(static\s+|unsafe\s+)?/.exec(api.text(record));
  const alias = api.childByField(record, 'name');
  let target = api.firstChild(record);
  while (target >= 0 && (target === alias || api.nextSibling(target, record) >= 0))
    target = api.nextSibling(target, record);
  if (target < 0) return;
  const { scope } = api;
  if (alias >= 0) api.bindAlias(scope, api.text(alias), api.typeExpression(target), alias);
  else if (words?.[2]?.startsWith('static') === true)
    api.bindAlias(
      scope,
      words[1] === undefined ? EVERY_NAME : GLOBAL + EVERY_NAME,
      api.expression(target),
      target,
    );
  else {
    const name = api.text(target).replaceAll(/\s|^global::/g, '');
    api.addImport(words?.[1] === undefined ? name : `${GLOBAL}${name}`, '*', target, scope);
  }
}

/** Stands before the name of a namespace that the files of the whole project use. */
export const GLOBAL = 'global ';

export const hooks: LanguageHooks = {
  extract(api, record) {
    extractUsing(api, record);
  },
  createModuleResolver(files) {
    const projects = new Projects(files);
    return {
      resolve: (specifier) => ({
        kind: 'package',
        name: specifier.startsWith(GLOBAL) ? specifier.slice(GLOBAL.length) : specifier,
      }),
      nearness: (path, other) => projects.nearness(path, other),
      projectOf: (path) => projects.projectOf(path),
      importsOf: (project) => projects.importsOf(project),
    };
  },
  repair: (text) => nameSoftWords(readConditions(text)),
  readManifest,
  testCommand: 'dotnet test',
  packageManager: 'nuget',
};
