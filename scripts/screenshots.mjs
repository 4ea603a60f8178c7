// `npm run screenshots`: takes the pictures and the recording of the README in a real VS Code, into media/screenshots/.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { prepare } from './prepare.mjs';
import { projectRoot } from './project.mjs';

try {
  const runtime = await prepare((line) => process.stdout.write(`${line}\n`));
  const child = spawn(
    runtime,
    [
      '--test',
      '--test-reporter=spec',
      '--test-concurrency=1',
      'test/vscode/oneWindow.test.ts',
      'test/vscode/recording.test.ts',
    ],
    {
      cwd: projectRoot,
      env: { ...process.env, TAKE_PICTURES: '1' },
      stdio: 'inherit',
    },
  );
  const [code] = /** @type {[number | null]} */ (await once(child, 'close'));
  process.exitCode = code ?? 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
