import type { FileSystem } from '../ownership/fileSystem.ts';
import type { Guards } from '../ownership/guards.ts';

/**
 * What only a test's composition root may set: guards to switch off, a file system the machine does not have, a stand-still
 * that counts sooner. The product passes none of these and reads none of them from its environment.
 */
export interface TestSeams {
  readonly guards?: Partial<Guards>;
  readonly fileSystem?: FileSystem;
  /** What the system says of its mounts, proc(5). */
  readonly mountInfo?: string;
  readonly wakeGapMs?: number;
  /** How much of the processor an index run may take before it is ended. */
  readonly runLeastMs?: number;
  /** For clients: how long an owner may be silent. */
  readonly hungAfterMs?: number;
}
