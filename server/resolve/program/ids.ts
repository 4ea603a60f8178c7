// How two kinds of numbers share one integer, each way of doing so once. Symbols, scopes, files and names count from zero.

/** Whose members something is: a class or function by its symbol, or this for the object literal with a scope. */
export function ownerOfObject(scope: number): number {
  return -1 - scope;
}

/** The scope of the object literal that owns members; only for owners below zero. */
export function objectOfOwner(owner: number): number {
  return -1 - owner;
}

/** What an edge leads to: a symbol of the program, or this for something outside. */
export function targetOfExternal(external: number): number {
  return -1 - external;
}

/** The number of what is outside; only for targets below zero. */
export function externalOfTarget(target: number): number {
  return -1 - target;
}
