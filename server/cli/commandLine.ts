// argv → command → exit code. Knows the table of commands and how failures are told, no command by name.
import { parseArgs } from 'node:util';
import { loadVersion } from '../entry.ts';
import { CodedError, messageOf } from '../errors.ts';
import { EXIT_CODES } from '../protocol/exitCodes.ts';
import { describeNoneOf, didYouMean } from '../spelling.ts';
import { COMMANDS } from './commands.ts';
import type { Command, CommandContext, CommandOption, Program } from './command.ts';
import { UsageError } from './errors.ts';
import { formatCommandHelp, formatHelp, HELP_OPTION, listArguments } from './help.ts';
import { createOutput } from './output.ts';

const HELP_WORDS = new Set(['--help', '-h', 'help']);

/** Runs one command line; resolves with the exit code and never rejects. */
export async function runCommandLine(argv: readonly string[], program: Program): Promise<number> {
  const out = createOutput();
  const version = program.version ?? loadVersion();
  let command: Command | undefined;
  try {
    const [name, ...rest] = argv;
    if (name === '--version' || name === '-v') {
      out.line(version);
      return EXIT_CODES.ok.code;
    }
    const isHelp = name === undefined || HELP_WORDS.has(name);
    if (isHelp && rest.length === 0) {
      out.line(formatHelp(COMMANDS, version));
      return name === undefined ? EXIT_CODES.usage.code : EXIT_CODES.ok.code;
    }
    command = getCommand(isHelp ? (rest[0] ?? '') : name);
    const parsed = isHelp ? undefined : parseCommandArguments(command, rest);
    if (!parsed || parsed.values['help']) {
      out.line(formatCommandHelp(command));
      return EXIT_CODES.ok.code;
    }
    return await command.run({ ...parsed, out, commands: COMMANDS, ...program, version });
  } catch (error) {
    const isUsage = error instanceof CodedError && error.code === UsageError.code;
    const help = ['codebase-memory', ...(command ? [command.name] : []), '--help'].join(' ');
    out.error(isUsage ? `${error.message} See \`${help}\`.` : messageOf(error));
    return error instanceof CodedError ? error.exitCode : EXIT_CODES.failure.code;
  }
}

function getCommand(name: string): Command {
  const found = COMMANDS.find((command) => command.name === name);
  if (found) return found;
  const known = COMMANDS.map((command) => command.name);
  throw UsageError(`There is no command "${name}".${didYouMean(name, known)}`);
}

function parseCommandArguments(
  command: Command,
  args: readonly string[],
): Pick<CommandContext, 'positionals' | 'values'> {
  const options: Record<string, CommandOption> = { ...command.options, help: HELP_OPTION };
  // What is wrong is said here, in one sentence for a person.
  const { positionals, values, tokens } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === 'option') checkOption(command, options, token);
  }
  const surplus = positionals[listArguments(command).length];
  if (surplus !== undefined && !values['help']) throw UsageError(describeSurplus(command, surplus));
  const chosen = Object.entries(values).map(([name, value]) => [name, getChoice(name, value, options[name])]);
  return { positionals, values: Object.fromEntries(chosen) as typeof values };
}

/** The value of an option; where there is a choice, as the choice is written. */
function getChoice<Value>(name: string, value: Value, option: CommandOption | undefined): Value | string {
  if (!option?.choices || typeof value !== 'string') return value;
  const { choices } = option;
  const choice = choices.find((one) => one.toLowerCase() === value.toLowerCase());
  if (choice !== undefined) return choice;
  throw UsageError(`--${name}: ${describeNoneOf(value, choices)}`);
}

function checkOption(
  { name: command }: Command,
  options: Readonly<Record<string, CommandOption>>,
  {
    name,
    rawName,
    value,
  }: { readonly name: string; readonly rawName: string; readonly value?: string | undefined },
): void {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option) {
    const meant = didYouMean(
      rawName,
      Object.entries(options).flatMap(([known, { isInternal }]) => (isInternal ? [] : [`--${known}`])),
    );
    throw UsageError(`${command} has no option "${rawName}".${meant}`);
  }
  if (option.type === 'boolean' && value !== undefined) throw UsageError(`--${name} takes no value.`);
  if (option.type === 'string' && value === undefined)
    throw UsageError(
      `--${name} wants a ${option.choices ? `value: ${option.choices.join(', ')}` : option.value}.`,
    );
}

function describeSurplus(command: Command, surplus: string): string {
  const { name } = command;
  const names = listArguments(command).map((one) => one.name);
  return names.length > 0
    ? `${name} takes one ${names.join(' and one ')}; "${surplus}" is one too many.`
    : `${name} takes no argument, and got "${surplus}".`;
}
