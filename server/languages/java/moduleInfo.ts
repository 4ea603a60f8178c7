// `module-info.java`: the modules and packages that its directives name, and the types of services, which are used though no code
// says so.

import type { ExtractApi } from '../language.ts';

/** Stands before the name of a module where one of a package could stand. */
const MODULE = 'module ';

const NAMES: ReadonlySet<string> = new Set(['identifier', 'scoped_identifier']);

/** Reads a module and its directives. */
export function extractModule(api: ExtractApi, record: number): void {
  const name = api.childByField(record, 'name');
  if (name >= 0) api.setPackageName(MODULE + written(api, name), '');
  api.visitChildren(record);
}

/** Reads one directive. */
export function extractDirective(api: ExtractApi, record: number): void {
  const type = api.typeOf(record);
  for (let child = api.firstChild(record); child >= 0; child = api.nextSibling(child, record)) {
    if (!NAMES.has(api.typeOf(child))) continue;
    const name = written(api, child);
    // Those to whom a package is open need not be there.
    if (api.fieldIs(child, 'modules')) continue;
    if (type === 'requires_module_directive') api.addImport(MODULE + name, '', child);
    else if (type === 'exports_module_directive' || type === 'opens_module_directive')
      api.addImport(name, '', child);
    else api.typeExpression(child);
  }
}

function written(api: ExtractApi, record: number): string {
  return api.text(record).replaceAll(/\s|\/\*[^]*?\*\//g, '');
}
