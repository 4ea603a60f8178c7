// Functions that are declared in one place and defined in another, in languages whose headers do so: one symbol stands for both.
// A declaration is where others find the function, with its defaults; what it is, and what it calls, says the definition.

import { ScopeKind } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import { directoryOf, sharedDepth } from '../../languages/projectPaths.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import type { Evaluator } from '../infer/index.ts';
import type { Columns, Program, ScopeId, SymbolId } from '../program/index.ts';
import type { Modules } from '../scopes/index.ts';

const FUNCTION = NODE_KINDS.indexOf('Function');
const METHOD = NODE_KINDS.indexOf('Method');

/** Declarations and definitions of one name in one place. */
interface Namesakes {
  readonly declared: SymbolId[];
  readonly defined: SymbolId[];
}

/** Finds for each declaration without a body the symbol that stands for it: its definition, else the first declaration. */
export function linkDeclarations(
  program: Program,
  columns: Columns,
  evaluator: Evaluator,
  modules: Modules,
): void {
  program.definitions.clear();
  const groups = new Map<string, Namesakes>();
  program.files.forEach(({ language }, file) => {
    if (language.rules.names.shapeOf === undefined) return;
    for (let row = program.firstRow.symbols[file]!; row < program.firstRow.symbols[file + 1]!; row++) {
      const kind = columns.symbol(row, 'kind');
      if (kind !== FUNCTION && kind !== METHOD) continue;
      const place = placeOf(columns, evaluator, modules, row);
      if (place === '') continue;
      const key = `${place}\0${columns.symbol(row, 'name')}`;
      let group = groups.get(key);
      if (!group) groups.set(key, (group = { declared: [], defined: [] }));
      const flags = columns.symbol(row, 'flags');
      // A macro is no function, though it is called like one.
      if ((flags & MACRO) === MACRO) continue;
      const isDeclared = (flags & SymbolFlag.abstract) !== 0;
      (isDeclared ? group.declared : group.defined).push(row);
    }
  });
  for (const group of groups.values())
    if (group.declared.length > 0 && group.declared.length + group.defined.length > 1)
      linkNamesakes(program, columns, evaluator, group);
}

const MACRO = SymbolFlag.static | SymbolFlag.exported;

/** What tells in which class or package a function is; '' for one that is local. */
function placeOf(columns: Columns, evaluator: Evaluator, modules: Modules, symbol: SymbolId): string {
  let scope: ScopeId = columns.symbol(symbol, 'scope');
  while (scope >= 0) {
    const kind = columns.scopeKind(scope);
    if (kind === ScopeKind.class) {
      const owner = columns.scopeOwner(scope);
      const within = modules.packageOfPart(scope);
      return within === undefined || evaluator.classes.heldBy(owner) !== owner
        ? `class ${evaluator.classes.heldBy(owner)}`
        : `package ${within}`;
    }
    if (kind === ScopeKind.function || kind === ScopeKind.arrow) return '';
    if (kind === ScopeKind.namespace || kind === ScopeKind.module) {
      const isOwn = evaluator.classes.hasFlag(symbol, 'static');
      const name = modules.enclosingPackages(scope)[0]?.name ?? '';
      return `package ${name}${isOwn ? ` ${columns.fileOf(scope)}` : ''}`;
    }
    scope = columns.scopeParent(scope);
  }
  return '';
}

function linkNamesakes(
  program: Program,
  columns: Columns,
  evaluator: Evaluator,
  { declared, defined }: Namesakes,
): void {
  const shapes = new Map<SymbolId, string>();
  const shapeOf = (symbol: SymbolId): string => {
    let shape = shapes.get(symbol);
    if (shape === undefined) {
      const { names } = program.files[columns.fileOfSymbol(symbol)]!.language.rules;
      shapes.set(symbol, (shape = names.shapeOf!(program.strings[columns.symbol(symbol, 'signature')]!)));
    }
    return shape;
  };
  const byShape = new Map<string, SymbolId[]>();
  for (const one of defined) {
    const known = byShape.get(shapeOf(one));
    if (known) known.push(one);
    else byShape.set(shapeOf(one), [one]);
  }
  const taken = new Set<SymbolId>();
  const left: SymbolId[] = [];
  for (const one of declared) {
    const fitting = byShape.get(shapeOf(one));
    if (!fitting) {
      left.push(one);
      continue;
    }
    fitting.forEach((each) => taken.add(each));
    const definition = nearest(program, columns, evaluator, one, fitting);
    if (definition !== undefined) program.definitions.set(one, definition);
  }
  // A type can be written in two ways: what is left on both sides is the same function where there is one on each.
  const rest = defined.filter((one) => !taken.has(one));
  const kinds = new Set(left.map(shapeOf));
  if (kinds.size === 1 && rest.length === 1 && countOf([...kinds][0]!) === countOf(shapeOf(rest[0]!)))
    for (const one of left.splice(0)) program.definitions.set(one, rest[0]!);
  const first = new Map<string, SymbolId>();
  for (const one of declared) {
    if (program.definitions.has(one)) continue;
    const known = first.get(shapeOf(one));
    if (known === undefined) first.set(shapeOf(one), one);
    else program.definitions.set(one, known);
  }
}

function countOf(shape: string): number {
  let depth = 0;
  let count = shape.startsWith(')') ? 0 : 1;
  for (const letter of shape) {
    if ('<([{'.includes(letter)) depth++;
    else if ('>)]}'.includes(letter)) depth--;
    else if (letter === ',' && depth === 0) count++;
  }
  return count;
}

/** Of several definitions the one that the default build has and that lies nearest; undefined where that leaves several. */
function nearest(
  program: Program,
  columns: Columns,
  evaluator: Evaluator,
  declared: SymbolId,
  definitions: readonly SymbolId[],
): SymbolId | undefined {
  if (definitions.length === 1) return definitions[0];
  const built = definitions.filter(
    (one) => !evaluator.builds.lacks(one) && !evaluator.builds.isForeign(columns.fileOfSymbol(one)),
  );
  const candidates = built.length > 0 ? built : definitions;
  const folderOf = (symbol: SymbolId) => directoryOf(program.files[columns.fileOfSymbol(symbol)]!.path);
  const depths = candidates.map((one) => sharedDepth(folderOf(declared), folderOf(one)));
  const deepest = Math.max(...depths);
  const near = candidates.filter((_, at) => depths[at] === deepest);
  const isOneFile = near.every((one) => columns.fileOfSymbol(one) === columns.fileOfSymbol(near[0]!));
  return isOneFile ? near[0] : undefined;
}
