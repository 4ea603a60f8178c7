// The composition root: what this process or thread is, and which engine the server runs. Everything heavy is imported
// by the branch that needs it, so that a worker or the bridge evaluates nothing else.
import { isMainThread } from 'node:worker_threads';
import { entryFile } from './entry.ts';
import type { EngineFactory } from './serve/engine.ts';

const createEngine: EngineFactory = async (context) => {
  const { createCodeEngine } = await import('./serve/codeEngine.ts');
  return createCodeEngine(context);
};

async function main(): Promise<void> {
  if (!isMainThread) {
    const { runWorker } = await import('./workers.ts');
    return runWorker();
  }
  const { runCommandLine } = await import('./cli/commandLine.ts');
  process.exitCode = await runCommandLine(process.argv.slice(2), { entryFile, createEngine });
}

void main();
