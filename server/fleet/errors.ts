import { defineError } from '../errors.ts';
import { EXIT_CODES } from '../protocol/exitCodes.ts';

/** An engine is asked for and is not installed, or not the version that was tried. */
export const EnginesMissing = defineError(
  'FLEET_NOT_INSTALLED',
  (what: string, command: string) => `${what}. Install what the fleet needs, once:\n  ${command}`,
);

/** What was named holds no data of a fleet, or data that can't be read. */
export const BadFleetData = defineError('BAD_FLEET_DATA', (where: string, why: string) => `${where} ${why}.`);

/** Nothing was written. */
export const NotExported = defineError('NOT_EXPORTED', (why: string) => `Nothing was written: ${why}.`);

/** A question that can't be answered as it is. */
export const BadQuestion = defineError('BAD_FLEET_QUESTION', (why: string) => why, EXIT_CODES.usage.code);

/** An engine did not answer, or not as it should. */
export const EngineFailed = defineError(
  'FLEET_ENGINE_FAILED',
  (engine: string, why: string) => `${engine}: ${why}`,
);
