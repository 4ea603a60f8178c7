// Arguments and options that several commands share, and how their values are read.
import type { CommandArgument, CommandContext, CommandOption } from './command.ts';
import { UsageError } from './errors.ts';

/** The workspace a command works on. */
export const FOLDER_ARGUMENT: CommandArgument = {
  name: 'folder',
  meaning: 'the project; the current folder unless given',
  completes: 'folders',
};

/** How a command that takes another argument names the workspace. */
export const FOLDER_OPTION: Readonly<Record<string, CommandOption>> = {
  folder: {
    type: 'string',
    short: 'f',
    value: 'folder',
    meaning: 'the project; the current folder unless given',
  },
};

/** Prints the answer for programs. */
export const JSON_OPTION: Readonly<Record<string, CommandOption>> = {
  json: { type: 'boolean', meaning: 'prints the answer as JSON' },
};

/** The whole number given with an option; undefined without it. Throws USAGE for anything else. */
export function getCount({ values }: CommandContext, name: string): number | undefined {
  const given = values[name];
  if (given === undefined) return undefined;
  if (typeof given === 'string' && /^\d{1,9}$/.test(given)) return Number(given);
  throw UsageError(`--${name} wants a whole number, not "${String(given)}".`);
}
