// What the room of libraries offers: the outlines of what languages bring with them.
export { Outline, TypeOp } from './outline.ts';
export type {
  Declaration,
  OutlineClass,
  OutlineMember,
  OutlineParameter,
  OutlineSignature,
  OutlineType,
} from './outline.ts';
