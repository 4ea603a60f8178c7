// The program of the process tests: the real command line with the tiny engine, or with the real one where a test is about
// the database. What a test may set of the program comes in by this file's own variables; the product reads none of them.
// Bundled by program.ts.
import { fileURLToPath } from 'node:url';
import { isMainThread, workerData } from 'node:worker_threads';
import { runCommandLine } from '../../../server/cli/commandLine.ts';
import type { Program } from '../../../server/cli/command.ts';
import type { TestSeams } from '../../../server/serve/seams.ts';

async function loadEngine(): Promise<Program['createEngine']> {
  if (process.env['TEST_ENGINE'] === 'code') {
    return (await import('../../../server/serve/codeEngine.ts')).createCodeEngine;
  }
  return (await import('./tinyEngine.ts')).createTinyEngine;
}

if (isMainThread) {
  const version = process.env['TEST_VERSION'];
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    entryFile: fileURLToPath(import.meta.url),
    createEngine: await loadEngine(),
    seams: JSON.parse(process.env['TEST_SEAMS'] ?? '{}') as TestSeams,
    ...(version === undefined ? {} : { version }),
  });
} else if (process.env['TEST_INDEX'] === 'endless' && (workerData as { role: string }).role === 'index') {
  await import('../../indexer/endlessWorker.ts');
} else {
  const { run } = await import('../../../server/workers.ts');
  await run();
}
