import type { EngineFactory } from '../serve/engine.ts';
import type { TestSeams } from '../serve/seams.ts';
import type { Output } from './output.ts';

/** What the composition root decides. */
export interface Program {
  readonly entryFile: string;
  readonly createEngine: EngineFactory;
  /** The one in package.json unless a test plays another one. */
  readonly version?: string;
  readonly seams?: TestSeams;
}

/** What a command gets from outside. */
export interface CommandContext {
  /** Arguments that are no options. */
  readonly positionals: readonly string[];
  /** Options as `node:util` parseArgs returns them. */
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  readonly out: Output;
  /** All commands there are. */
  readonly commands: readonly Command[];
  readonly version: string;
  readonly entryFile: string;
  readonly createEngine: EngineFactory;
  readonly seams?: TestSeams | undefined;
}

/** An argument that is no option. */
export interface CommandArgument {
  readonly name: string;
  readonly meaning: string;
  readonly isRequired?: true;
  /** What a shell offers for it. */
  readonly completes: 'folders' | 'tools' | 'nothing' | readonly string[];
}

/** An option, as parseArgs knows it and as `--help` and the completions of a shell tell it. */
export interface CommandOption {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: true;
  /** What stands for the value of an option that takes one. */
  readonly value?: string;
  /** The values there are, where they can be listed. */
  readonly choices?: readonly string[];
  readonly meaning: string;
  /** For programs of this project only: no help and no shell tells of it. */
  readonly isInternal?: true;
  /** Whether the command does nothing without it. */
  readonly isRequired?: true;
}

/** One command of `codebase-memory`. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly argument?: CommandArgument;
  /** One that follows it, and one behind that. */
  readonly second?: CommandArgument;
  readonly third?: CommandArgument;
  readonly options: Readonly<Record<string, CommandOption>>;
  /** What comes after `codebase-memory` in a command line that can be typed like this. */
  readonly example: string;
  /** Resolves with the exit code; throws coded errors. */
  run(context: CommandContext): Promise<number>;
}

/** Checks the shape of a command and returns it. */
export function defineCommand(command: Command): Command {
  return command;
}
