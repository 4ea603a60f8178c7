// Includes and using clauses: `#include "a/b.h"`, `using namespace a::b`, `using a::f`, `namespace ab = a::b`.

import { blankDeadBranches, mendBranches } from '../c/conditions.ts';
import { listBuildParts } from '../c/buildConditions.ts';
import { createIncludeResolver } from '../c/includes.ts';
import { blankInnerComments } from '../c/repair.ts';
import type { ExtractApi, LanguageHooks } from '../language.ts';
import { EVERY_NAME } from '../language.ts';
import { arrangements } from './arrange.ts';
import { blankMarks, mendMarks } from './repair.ts';

function lastChild(api: ExtractApi, record: number): number {
  let last = -1;
  for (let child = api.firstChild(record); child >= 0; child = api.nextSibling(child, record)) last = child;
  return last;
}

/** `using namespace a;` offers all names, `using a::f;` one. */
function extractUsing(api: ExtractApi, record: number): void {
  const target = lastChild(api, record);
  if (target < 0) return;
  const written = api.text(record);
  if (/^using\s+namespace\b/.test(written))
    api.bindAlias(api.scope, EVERY_NAME, api.expression(target), target);
  else if (api.typeOf(target) === 'scoped_name') {
    const name = api.childByField(target, 'property');
    const object = api.childByField(target, 'object');
    // `using Base::Base;` takes constructors over, and names nothing.
    const isConstructor = object >= 0 && lastWord(api.text(object)) === api.text(name);
    if (name >= 0 && !isConstructor) api.bindAlias(api.scope, api.text(name), api.expression(target), name);
  }
}

/** The last name of a qualified one, without template arguments. */
function lastWord(written: string): string {
  return /(\w+)\s*(?:<[^]*>)?\s*$/.exec(written)?.[1] ?? '';
}

export const hooks: LanguageHooks = {
  arrange: arrangements,
  extract(api, record) {
    switch (api.typeOf(record)) {
      case 'using_declaration':
        extractUsing(api, record);
        break;
      case 'namespace_alias_definition': {
        const name = api.childByField(record, 'name');
        const target = lastChild(api, record);
        if (name >= 0 && target !== name)
          api.bindAlias(api.scope, api.text(name), api.expression(target), name);
        break;
      }
      case 'enumerator_link': {
        const name = api.childByField(record, 'property');
        const type = api.childByField(record, 'object');
        const of = api.memberExpression(api.typeExpression(type), api.text(name), name);
        api.bindAlias(api.scope, api.text(name), of, name);
        break;
      }
      default: {
        const path = api.childByField(record, 'path');
        // The delimiters stay: they say where to look.
        if (path >= 0 && api.typeOf(path) !== 'identifier')
          api.addImport(api.text(path), '', path, api.moduleScope);
      }
    }
  },
  createModuleResolver: createIncludeResolver,
  buildParts: listBuildParts,
  repair: (text) => blankMarks(blankInnerComments(blankDeadBranches(text))),
  mend(text, errors, lost) {
    const branches = mendBranches(text, errors, lost);
    return mendMarks(branches ?? text, errors) ?? branches;
  },
};
