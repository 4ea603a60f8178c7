import type { FileSystem } from '../ownership/fileSystem.ts';

/** How much of the database is mapped, and why it is less than the setting asks for. */
export interface MmapDecision {
  readonly bytes: number;
  readonly whyOff: string | null;
}

/**
 * Maps what the setting asks for unless a mapped page could end the process: on a file system whose files change from
 * outside, and in the run after one that may have died of exactly that. `suspicion` says why the last run is suspected.
 */
export function decideMmap(
  wantedBytes: number,
  fileSystem: FileSystem,
  suspicion: string | null,
): MmapDecision {
  if (wantedBytes === 0) return { bytes: 0, whyOff: null };
  if (fileSystem.isRemote) {
    return {
      bytes: 0,
      whyOff: `the cache directory is on ${fileSystem.type}, where mapped files can change`,
    };
  }
  return suspicion === null ? { bytes: wantedBytes, whyOff: null } : { bytes: 0, whyOff: suspicion };
}
