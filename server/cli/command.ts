import type { ParseArgsConfig } from 'node:util';
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
  readonly version: string;
  readonly entryFile: string;
  readonly createEngine: EngineFactory;
  readonly seams?: TestSeams | undefined;
}

/** One command of `codebase-memory`. */
export interface Command {
  readonly name: string;
  /** Arguments and options as `--help` shows them. */
  readonly usage: string;
  readonly summary: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** How many arguments it takes at most. */
  readonly maxPositionals: number;
  /** Resolves with the exit code; throws coded errors. */
  run(context: CommandContext): Promise<number>;
}

/** Checks the shape of a command and returns it. */
export function defineCommand(command: Command): Command {
  return command;
}
