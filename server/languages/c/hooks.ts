// Includes: `#include "a/b.h"`, `#include <a/b.h>`. All names of what is included are seen.

import type { LanguageHooks } from '../language.ts';
import { listBuildParts } from './buildConditions.ts';
import { findCommandsProblem } from './compileCommands.ts';
import { createIncludeResolver } from './includes.ts';
import { blankDeadBranches, mendBranches } from './conditions.ts';
import { listPastes } from './pastes.ts';
import { blankInnerComments, blankMarks, blankTypeArguments, mendMarks } from './repair.ts';

export const hooks: LanguageHooks = {
  extract(api, record) {
    const path = api.childByField(record, 'path');
    // The delimiters stay: they say where to look.
    if (path >= 0 && api.typeOf(path) !== 'identifier')
      api.addImport(api.text(path), '*', path, api.moduleScope);
  },
  createModuleResolver: createIncludeResolver,
  findConfigProblem: findCommandsProblem,
  buildParts: listBuildParts,
  listPastes,
  repair: (text) => blankInnerComments(blankTypeArguments(blankMarks(blankDeadBranches(text)))),
  mend(text, errors, lost) {
    const branches = mendBranches(text, errors, lost);
    return mendMarks(branches ?? text, errors) ?? branches;
  },
};
