// The joined facts of all files as tables, and the budget and the recorder of look-ups that go with them. Knows no language.

export { Columns } from './columns.ts';
export { FactsReader } from './factsReader.ts';
export { addTo, countBetween, FileParts, FileShape } from './fileShape.ts';
export type { FunctionParts } from './fileShape.ts';
export { keyOfName } from '../../facts/keys.ts';
export {
  callOfParameter,
  externalOfTarget,
  NO_NAME,
  NONE,
  objectOfOwner,
  ownerOfObject,
  parameterOfCall,
  targetOfExternal,
} from './ids.ts';
export type {
  AnyId,
  BindingId,
  Cells,
  ExprId,
  FileId,
  IdColumn,
  ImportId,
  ListId,
  NameId,
  OwnerId,
  ScopeId,
  SymbolId,
  TargetId,
} from './ids.ts';
export { findKept, joinFacts, openGap } from './joinFacts.ts';
export { lookupKey, mix, Lookups, Place } from './lookups.ts';
export { definitionOf, listFileIds, setParent } from './program.ts';
export type { FileFacts, Program, ProgramTable } from './program.ts';
export { Room } from './room.ts';
export { RowLists } from './rowLists.ts';
export { STEP_LIMITS, Steps, StepsSpent } from './steps.ts';
export type { StepLimits } from './steps.ts';
