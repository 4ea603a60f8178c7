import { EXIT_CODES } from '../protocol/exitCodes.ts';
import { SETTING_VARIABLES } from '../protocol/settings.ts';
import type { Command } from './command.ts';

/** The text of `--help`. */
export function formatHelp(commands: readonly Command[], version: string): string {
  const rows = commands.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.padEnd(52)} ${summary}`);
  const codes = Object.values(EXIT_CODES).map(
    ({ code, meaning }) => `  ${String(code).padStart(2)}  ${meaning}`,
  );
  return [
    `codebase-memory ${version}: one shared code graph per workspace`,
    '',
    'Usage: codebase-memory <command> [arguments]',
    '',
    'Commands (the folder is the current one unless given):',
    ...rows,
    '',
    'Options: --help, --version; `codebase-memory <command> --help` explains one command.',
    '',
    'Environment:',
    '  CBM_CACHE_DIR  directory of all indexes',
    `  ${Object.values(SETTING_VARIABLES).join(', ')}`,
    '',
    'Exit codes:',
    ...codes,
  ].join('\n');
}

/** The text of `<command> --help`. */
export function formatCommandHelp({ name, usage, summary }: Command): string {
  return `Usage: codebase-memory ${name} ${usage}\n\n${summary}.`;
}
