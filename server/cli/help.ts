import { EXIT_CODES } from '../protocol/exitCodes.ts';
import { SETTING_VARIABLES } from '../protocol/settings.ts';
import type { Command, CommandArgument, CommandOption } from './command.ts';

/** What every command understands. */
export const HELP_OPTION: CommandOption = { type: 'boolean', short: 'h', meaning: 'explains the command' };

/** The text of `--help`. */
export function formatHelp(commands: readonly Command[], version: string): string {
  const codes = Object.values(EXIT_CODES).map(
    ({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`,
  );
  return [
    `codebase-memory ${version}: one shared code graph per workspace`,
    '',
    'Usage: codebase-memory <command> [arguments]',
    '',
    'Commands (the folder is the current one unless given):',
    ...alignRows(commands.map((command) => [formatHead(command), command.summary])),
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

/** The text of `<command> --help`: every argument and option in a line, and an example. */
export function formatCommandHelp(command: Command): string {
  const { summary, options, example } = command;
  const rows: [string, string][] = listOptions(options).map(([name, option]) => [
    `${option.short ? `-${option.short}, ` : '    '}${formatOption(name, option)}`,
    option.choices ? `${option.meaning}: ${option.choices.join(', ')}` : option.meaning,
  ]);
  return [
    `Usage: codebase-memory ${formatUsage(command)}`,
    '',
    `${summary}.`,
    '',
    ...alignRows([
      ...listArguments(command).map(({ name, meaning }): [string, string] => [name, meaning]),
      ...rows,
    ]),
    '',
    'Example:',
    `  codebase-memory ${example}`,
  ].join('\n');
}

/** A command with everything it takes on one line, such as `index [folder] [--full] [--json]`. */
function formatUsage(command: Command): string {
  const options = listOptions(command.options)
    .slice(0, -1)
    .map(([name, option]) => {
      const shown = `${formatOption(name, option)}${option.multiple ? ' …' : ''}`;
      return option.isRequired ? shown : `[${shown}]`;
    });
  return [formatHead(command), ...options].join(' ');
}

/** The options of a command that a person is told of; `--help` is the last. */
export function listOptions(options: Command['options']): [string, CommandOption][] {
  return Object.entries({ ...options, help: HELP_OPTION }).filter(([, { isInternal }]) => !isInternal);
}

/** The arguments of a command that are no options, in their order. */
export function listArguments({ argument, second, third }: Command): CommandArgument[] {
  return [argument, second, third].filter((one) => one !== undefined);
}

/** A command and its arguments, such as `index [folder]`. */
export function formatHead(command: Command): string {
  const shown = listArguments(command).map(({ name, isRequired }) =>
    isRequired ? `<${name}>` : `[${name}]`,
  );
  return [command.name, ...shown].join(' ');
}

function formatOption(name: string, { value }: CommandOption): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

function alignRows(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
