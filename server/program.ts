// The composition root of the main thread: the command line, and which engine the server runs. What is heavy is imported by
// the branch that needs it.
import { runCommandLine } from './cli/commandLine.ts';
import { entryFile } from './entry.ts';
import type { EngineFactory } from './serve/engine.ts';

const createEngine: EngineFactory = async (context) => {
  const { createCodeEngine } = await import('./serve/codeEngine.ts');
  return createCodeEngine(context);
};

/** Runs what the arguments of this process say; the process ends by itself when it is over. */
export async function run(): Promise<void> {
  process.exitCode = await runCommandLine(process.argv.slice(2), { entryFile, createEngine });
}
