// Opens the generation that an earlier server published, and says what has to become of it when that fails. Only damage
// moves a file away; one that is busy, older or unreadable stays until a new generation has taken its place.
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import type { CodedError } from '../errors.ts';
import type { GenerationSummary } from '../protocol/status.ts';
import type { Engine, GenerationFile, IntegrityCheck } from './engine.ts';
import { GenerationUnusable, NewerIndex, OlderIndex } from './errors.ts';
import { codeOf, findCurrentGeneration, isDamage, keepDamagedFile } from './generations.ts';

/** A foreign program that looks into the database is waited for this often. */
const BUSY_ATTEMPTS = 5;
const BUSY_WAIT_MS = 300;

/** What became of the published generation; nothing of it is set when none was published. */
export interface Opened {
  readonly current?: GenerationFile;
  readonly summary?: GenerationSummary;
  /** To be deleted once a new generation is published. */
  readonly superseded?: GenerationFile;
  /** What the user has to know. */
  readonly notice?: CodedError;
}

/** Opens it. Throws NEWER_INDEX when its format is unknown to this version; the file is left alone then. */
export async function openPublished(
  engine: Engine,
  workspaceDir: string,
  check: IntegrityCheck,
): Promise<Opened> {
  const found = findCurrentGeneration(workspaceDir);
  if (!found) return {};
  if (found.schema < engine.schemaVersion) {
    return { superseded: found, notice: OlderIndex(found.generation) };
  }
  try {
    return { current: found, summary: await openPatiently(engine, found, check) };
  } catch (error) {
    if (codeOf(error) === 'STORE_SCHEMA_NEWER') throw NewerIndex.from(error, workspaceDir);
    const notice = GenerationUnusable.from(error, found.generation, messageOf(error));
    if (!isDamage(error)) return { superseded: found, notice };
    keepDamagedFile(found, workspaceDir);
    return { notice };
  }
}

/** Opens a generation, and tries again for a while when a foreign program is looking into it. */
export async function openPatiently(
  engine: Engine,
  found: GenerationFile,
  check: IntegrityCheck,
): Promise<GenerationSummary> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await engine.open(found, check);
    } catch (error) {
      if (codeOf(error) !== 'STORE_BUSY' || attempt === BUSY_ATTEMPTS) throw error;
    }
    await sleep(BUSY_WAIT_MS);
  }
}
