// What a dotted name means among the modules of Python packages: through imports, other names and names taken over as a whole.

import type { Expression, Written, WrittenModule } from './syntax.ts';

/** So many modules are asked for one name; longer ways are circles. */
const MAX_STEPS = 200;
/** Names with more dots mean nothing. */
const MAX_PARTS = 16;
const VARIABLE_MAKERS = new Set(['TypeVar', 'ParamSpec', 'TypeVarTuple']);

/** Where something is declared. */
export interface Found {
  readonly module: WrittenModule;
  readonly name: string;
  readonly written: Written;
}

/** Gives the modules by their names. */
export interface ModuleSource {
  module(name: string): WrittenModule | undefined;
  /** Whether what a dotted name means is declared by an outline that is at hand anyway. */
  isKnown(full: string): boolean;
}

/** Looks names up. */
export class DeclaredNames {
  private readonly source: ModuleSource;

  constructor(source: ModuleSource) {
    this.source = source;
  }

  /** What declares a name with its module before it; a text, its own full name, where an outline at hand does. */
  find(full: string): Found | string | undefined {
    return this.search(full, { steps: 0 });
  }

  /** The same where it is declared by a module that is read. */
  findRead(full: string): Found | undefined {
    const found = this.find(full);
    return typeof found === 'string' ? undefined : found;
  }

  private search(full: string, way: { steps: number }): Found | string | undefined {
    if (way.steps++ > MAX_STEPS) return undefined;
    if (this.source.isKnown(full)) return full;
    const parts = full.split('.', MAX_PARTS + 1);
    if (parts.length > MAX_PARTS) return undefined;
    for (let length = parts.length - 1; length > 0; length--) {
      const module = this.source.module(parts.slice(0, length).join('.'));
      if (!module) continue;
      const name = parts[length]!;
      const written = module.names.get(name);
      if (written?.kind === 'alias') {
        const target = [written.target, ...parts.slice(length + 1)].join('.');
        return target === full ? undefined : this.search(target, way);
      }
      if (written) return length === parts.length - 1 ? { module, name, written } : undefined;
      for (const star of module.stars) {
        const found = this.search([star, ...parts.slice(length)].join('.'), way);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    return undefined;
  }

  /** What a name that is written in a module is called in full. */
  fullName(module: WrittenModule, written: string): string {
    const [first = ''] = written.split('.');
    if (module.names.has(first)) return `${module.name}.${written}`;
    // Of a module that is not read nobody knows here which names it has.
    for (const star of module.stars)
      if (!this.source.isKnown(`${star}.`) && this.find(`${star}.${first}`) !== undefined)
        return `${star}.${written}`;
    return `builtins.${written}`;
  }

  /** The module that a dotted name names as a whole. */
  moduleCalled(full: string): WrittenModule | undefined {
    return this.source.module(full);
  }
}

/** Whether importers of a module are meant to find a name in it. */
export function isOffered(module: WrittenModule, name: string): boolean {
  if (module.offered.has(name)) return true;
  const written = module.names.get(name);
  return written?.kind === 'alias' ? written.isOffered : !name.startsWith('_');
}

/** What makes a type variable of a value: `TypeVar`, or another that stands for parameters; undefined for other values. */
export function variableMaker(written: Written | undefined): string | undefined {
  const value = written?.kind === 'value' ? written.value : undefined;
  if (value?.kind !== 'call') return undefined;
  const maker = lastName(value.of);
  return VARIABLE_MAKERS.has(maker) ? maker : undefined;
}

/** The last part of a name, '' for what is none. */
export function lastName(expression: Expression | undefined): string {
  return expression?.kind === 'name' ? expression.name.slice(expression.name.lastIndexOf('.') + 1) : '';
}
