// `npm run package [-- --target <target>]`: prepares the clone, then makes the VSIX for all platforms or for one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { projectRoot } from './project.mjs';

try {
  const runtime = await prepare((line) => process.stdout.write(`${line}\n`));
  const script = join(projectRoot, 'scripts', 'packaging', 'run.mjs');
  const child = spawn(runtime, [script, ...process.argv.slice(2)], { stdio: 'inherit' });
  const [code] = /** @type {[number | null]} */ (await once(child, 'close'));
  process.exitCode = code ?? 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
