// Where in the program extraction is: the scope that names are bound in, and from where on they are seen.

import { ScopeKind } from '../../facts/expressions.ts';
import { keyOfName } from '../../facts/keys.ts';
import { Column } from '../../facts/tables.ts';
import { MODULE_SCOPE } from './context.ts';
import type { Extraction } from './context.ts';

/** Runs `body` with another innermost scope and owner. */
export function within(x: Extraction, scope: number, owner: number, body: () => void): void {
  const outerScope = x.scope;
  const outerOwner = x.owner;
  const wasBlockScoped = x.isBlockScoped;
  x.scope = scope;
  x.owner = owner;
  body();
  x.scope = outerScope;
  x.owner = outerOwner;
  x.isBlockScoped = wasBlockScoped;
}

export function scopeKind(x: Extraction, scope = x.scope): number {
  return x.facts.tables.scopes.get(scope, Column.scopes.kind);
}

/** The scope that a declaration lands in: the block, or the function, class or module around it. */
export function declarationScope(x: Extraction, isBlock = x.isBlockScoped): number {
  return isBlock ? x.scope : functionScopeOf(x, x.scope);
}

/** The function, class or module that a scope belongs to. */
export function functionScopeOf(x: Extraction, scope: number): number {
  const { scopes } = x.facts.tables;
  let at = scope;
  while (scopeKind(x, at) === ScopeKind.block) at = scopes.get(at, Column.scopes.parent);
  return at;
}

/** The function whose own arguments these are, -1 outside of functions. */
export function functionAround(x: Extraction): number {
  const { scopes } = x.facts.tables;
  let at = x.scope;
  while (at >= 0 && scopeKind(x, at) !== ScopeKind.function) at = scopes.get(at, Column.scopes.parent);
  return at < 0 ? -1 : scopes.get(at, Column.scopes.owner);
}

/** Whether an assignment to `name`, which nothing declares, makes it a name of the file. */
export function makesGlobal(x: Extraction, name: number): boolean {
  const {
    names: { implicitGlobals },
    library: { builtins },
  } = x.rules;
  return implicitGlobals === true && !builtins.has(x.facts.strings.strings[name]!);
}

/** From here on the current function assigns the module's `name`. */
export function assignOutside(x: Extraction, name: number): void {
  x.outerNames.add(keyOfName(declarationScope(x, false), name));
}

/** The module's scope when the current function assigns the module's `name`, undefined for names of its own. */
export function outerScopeOf(x: Extraction, name: number): number | undefined {
  if (x.outerNames.size === 0) return undefined;
  return x.outerNames.has(keyOfName(declarationScope(x, false), name)) ? MODULE_SCOPE : undefined;
}

/** From where on a parameter called at `name` is seen. */
export function parameterPosition(x: Extraction, name: number): number {
  const { declaredBeforeUse, defaultsSeeParameters } = x.rules.names;
  return declaredBeforeUse === true && defaultsSeeParameters !== true ? x.bodyStart : x.tree.start(name);
}

/** From where on a name declared by `record` is seen. */
export function bindingPosition(x: Extraction, name: number, record: number): number {
  return x.rules.names.declaredBeforeUse === true ? x.tree.end(record) : x.tree.start(name);
}

/** The binding rows of the type parameters that a scope binds. */
export function parametersIn(x: Extraction, scope: number): readonly number[] {
  const { bindings } = x.facts.tables;
  return x.parameterRows.filter((row) => bindings.get(row, Column.bindings.scope) === scope);
}

/** Names of the namespaces around, the outermost first. */
export function namespacesAround(x: Extraction): readonly string[] {
  const { scopes, symbols } = x.facts.tables;
  const names: string[] = [];
  for (let scope = x.scope; scope >= 0; scope = scopes.get(scope, Column.scopes.parent)) {
    if (scopeKind(x, scope) !== ScopeKind.namespace) continue;
    const owner = scopes.get(scope, Column.scopes.owner);
    names.unshift(x.facts.strings.strings[symbols.get(owner, Column.symbols.name)]!);
  }
  return names;
}
