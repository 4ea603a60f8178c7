// The bases of classes, the order in which members are looked up, and their members. Knows no expressions.

export { Classes } from './classes.ts';
export type { Member } from './classes.ts';
export type { BoundBase } from './lineages.ts';
