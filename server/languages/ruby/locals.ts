// Which names are local variables: in Ruby that is what tells a variable from a call that is written without parentheses and
// without a receiver, and an assignment in a block from one to a variable around it.

/** The names that a method, a class body, a file or a block has for itself; a block sees those around it. */
export interface Locals {
  readonly names: Set<string>;
  /** Of a block: what it stands in. */
  readonly around: Locals | undefined;
}

/** The names of something that sees none of those around it. */
export function sealedLocals(): Locals {
  return { names: new Set(), around: undefined };
}

/** The names of a block. */
export function blockLocals(around: Locals): Locals {
  return { names: new Set(), around };
}

/** Whether a name is one of these, or of those around. */
export function isLocal(locals: Locals, name: string): boolean {
  for (let at: Locals | undefined = locals; at; at = at.around) if (at.names.has(name)) return true;
  return false;
}

/** Declares a name unless it is one of those around; tells whether it is. */
export function declareLocal(locals: Locals, name: string): 'new' | 'own' | 'outer' {
  if (locals.names.has(name)) return 'own';
  if (locals.around && isLocal(locals.around, name)) return 'outer';
  locals.names.add(name);
  return 'new';
}
