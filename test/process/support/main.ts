// The program of the process tests: the real command line with the tiny engine.
import { runCommandLine } from '../../../server/cli/commandLine.ts';
import { createTinyEngine } from './tinyEngine.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), {
  entryFile: import.meta.filename,
  createEngine: createTinyEngine,
});
