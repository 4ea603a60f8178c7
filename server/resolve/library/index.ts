// What the room of libraries offers: the outlines of what languages bring with them.
export { OF_CLASS, Outline, TypeOp, WHOLE } from './outline.ts';
export type {
  Declaration,
  OutlineClass,
  OutlineMember,
  OutlineParameter,
  OutlineSignature,
  OutlineType,
} from './outline.ts';
