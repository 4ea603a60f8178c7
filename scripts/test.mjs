// `npm test`, which is also `npm run check` and what CI runs: prepares the clone, then format, lint, types, generated
// files and all tests. Everything runs even when something failed, so one run shows all that is wrong.
// `npm test -- <test files>` runs only those tests.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { prepare } from './prepare.mjs';
import { projectRoot } from './project.mjs';

const selected = process.argv.slice(2);

/** What is checked before the tests: a name for the summary, and a program with its arguments. */
const CHECKS = [
  { name: 'format', command: ['node_modules/oxfmt/bin/oxfmt', '--check'] },
  { name: 'lint', command: ['node_modules/oxlint/bin/oxlint', '--type-aware'] },
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '-p', '.'] },
  { name: 'generated files', command: ['scripts/generate.mjs', '--check'] },
];

try {
  const runtime = await prepare((line) => process.stdout.write(`${line}\n`));
  const outcomes = selected.length > 0 ? [] : await runChecks(runtime);
  const tests = await run(runtime, testArguments(), 'inherit');
  outcomes.push({ name: 'tests', passed: tests.code === 0 });
  process.stdout.write(
    `\n${outcomes.map(({ name, passed }) => `${name} ${passed ? 'ok' : 'FAILED'}`).join(' · ')}\n`,
  );
  process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** @param {string} runtime */
async function runChecks(runtime) {
  const runs = CHECKS.map(({ name, command }) => ({ name, ended: run(runtime, command, 'pipe') }));
  const outcomes = [];
  for (const { name, ended } of runs) {
    const { code, output } = await ended;
    process.stdout.write(`${code === 0 ? '✔' : '✖'} ${name}\n`);
    if (code !== 0) process.stdout.write(`${output.trimEnd()}\n\n`);
    outcomes.push({ name, passed: code === 0 });
  }
  return outcomes;
}

function testArguments() {
  const files = selected.length > 0 ? selected : ['test/**/*.test.ts'];
  const concurrency = `--test-concurrency=${Math.max(1, availableParallelism())}`;
  // A handle that a test leaves open must not hold up the whole run.
  return ['--test', '--test-reporter=spec', '--test-force-exit', concurrency, ...files];
}

/**
 * @param {string} runtime
 * @param {string[]} command
 * @param {'inherit' | 'pipe'} output
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function run(runtime, command, output) {
  const child = spawn(runtime, command, { cwd: projectRoot, stdio: ['ignore', output, output] });
  /** @type {Buffer[]} */
  const chunks = [];
  child.stdout?.on('data', (chunk) => chunks.push(chunk));
  child.stderr?.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString() }));
  });
}
