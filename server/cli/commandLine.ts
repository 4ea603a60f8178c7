// argv → command → exit code. Knows the table of commands and how failures are told, no command by name.
import { parseArgs } from 'node:util';
import { loadVersion } from '../entry.ts';
import { CodedError, messageOf } from '../errors.ts';
import { EXIT_CODES } from '../protocol/exitCodes.ts';
import { COMMANDS } from './commands.ts';
import type { Command, CommandContext, Program } from './command.ts';
import { UsageError } from './errors.ts';
import { formatCommandHelp, formatHelp } from './help.ts';
import { createOutput } from './output.ts';

/** Runs one command line; resolves with the exit code and never rejects. */
export async function runCommandLine(argv: readonly string[], program: Program): Promise<number> {
  const out = createOutput();
  const version = program.version ?? loadVersion();
  try {
    const [name, ...rest] = argv;
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      out.line(formatHelp(COMMANDS, version));
      return name === undefined ? EXIT_CODES.usage.code : EXIT_CODES.ok.code;
    }
    if (name === '--version' || name === '-v') {
      out.line(version);
      return EXIT_CODES.ok.code;
    }
    const command = COMMANDS.find((candidate) => candidate.name === name);
    if (!command) throw UsageError(`There is no command "${name}".`);
    const parsed = parseCommandArguments(command, rest);
    if (parsed.values['help']) {
      out.line(formatCommandHelp(command));
      return EXIT_CODES.ok.code;
    }
    return await command.run({ ...parsed, out, ...program, version });
  } catch (error) {
    out.error(messageOf(error));
    return error instanceof CodedError ? error.exitCode : EXIT_CODES.failure.code;
  }
}

function parseCommandArguments(
  command: Command,
  args: readonly string[],
): Pick<CommandContext, 'positionals' | 'values'> {
  const options = { ...command.options, help: { type: 'boolean', short: 'h' } } as const;
  try {
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
    const surplus = positionals[command.maxPositionals];
    if (surplus !== undefined) throw new Error(`Unexpected argument "${surplus}".`);
    return { positionals, values };
  } catch (error) {
    throw UsageError.from(
      error,
      `${messageOf(error)} Usage: codebase-memory ${command.name} ${command.usage}.`,
    );
  }
}
