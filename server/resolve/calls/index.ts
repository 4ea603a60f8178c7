// What calls pass, what is expected of what is passed, and what type parameters stand for in them. Knows no edges.

export { BindCall, joinFunctions } from './bindCall.ts';
export { Collections } from './collections.ts';
export type { Entry } from './collections.ts';
export { Contexts, isNamelessCollection } from './contexts.ts';
export { Generics } from './generics.ts';
export { Overloads } from './overloads.ts';
