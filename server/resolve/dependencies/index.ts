// What an edit reaches: fingerprints of definitions, compared with what edges looked up. Evaluates nothing.

export { changesPackage, Definitions, findAffected } from './affected.ts';
export type { EditReach, FileChange } from './affected.ts';
export {
  compareLinks,
  fingerprintAttachments,
  fingerprintBuilds,
  fingerprintExtensions,
  fingerprintLinks,
  fingerprintStructure,
} from './fingerprints.ts';
export type { Fingerprints, Links } from './fingerprints.ts';
