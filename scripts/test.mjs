// `npm test`, which is also `npm run check` and what CI runs: prepares the clone, then format, lint, types, generated
// files and all tests, then whether the tests left anything behind. Everything runs even when something failed, so one run
// shows all that is wrong. `npm test -- <test files>` runs only those tests.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearLeftovers } from './leftovers.mjs';
import { prepare } from './prepare.mjs';
import { projectRoot } from './project.mjs';
import { formatTimes } from './testTimes.mjs';

const artifacts = join(projectRoot, '.artifacts');

/**
 * What runs side by side. Files of the first lane run one after the other: each keeps several cores busy, and waits as
 * much; those of the last lane fill what that leaves.
 */
const LANES = [
  { name: 'long', files: ['test/{torture,vscode}/**/*.test.ts'], concurrency: 1 },
  {
    name: 'others',
    files: ['test/*.test.ts', 'test/!(torture|vscode)/**/*.test.ts'],
    concurrency: availableParallelism(),
  },
];

const selected = process.argv.slice(2);

/** What is checked before the tests: a name for the summary, and a program with its arguments. */
const CHECKS = [
  { name: 'format', command: ['node_modules/oxfmt/bin/oxfmt', '--check'] },
  { name: 'lint', command: ['node_modules/oxlint/bin/oxlint', '--type-aware'] },
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '-p', '.'] },
  // What runs in a browser knows a document and no Node.
  { name: 'types of the page', command: ['node_modules/typescript/bin/tsc', '-p', 'extension/graph/page'] },
  { name: 'generated files', command: ['scripts/generate.mjs', '--check'] },
];

try {
  const runtime = await prepare((line) => process.stdout.write(`${line}\n`));
  const outcomes = selected.length > 0 ? [] : await runChecks(runtime);
  outcomes.push(...(await runTests(runtime)));
  const words = outcomes.map(
    ({ name, passed, seconds }) => `${name} ${passed ? 'ok' : 'FAILED'} (${seconds} s)`,
  );
  process.stdout.write(`\n${words.join(' · ')}\n`);
  process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/**
 * @typedef {{ name: string, passed: boolean, seconds: number }} PartOutcome
 */

/**
 * Side by side: none of them disturbs the others.
 * @param {string} runtime
 * @returns {Promise<PartOutcome[]>}
 */
async function runChecks(runtime) {
  const runs = CHECKS.map(({ name, command }) => ({ name, ended: run(runtime, command, 'pipe') }));
  const outcomes = [];
  for (const { name, ended } of runs) {
    const { code, output, seconds } = await ended;
    process.stdout.write(`${code === 0 ? '✔' : '✖'} ${name}\n`);
    if (code !== 0) process.stdout.write(`${output.trimEnd()}\n\n`);
    outcomes.push({ name, passed: code === 0, seconds });
  }
  return outcomes;
}

/**
 * The tests, in a temporary folder of their own, and what they left in it.
 * @param {string} runtime
 * @returns {Promise<PartOutcome[]>}
 */
async function runTests(runtime) {
  mkdirSync(artifacts, { recursive: true });
  const temporary = mkdtempSync(join(realpathSync(tmpdir()), 'cbm-'));
  // Some tests run the product as a user without rights, who has to get to its own folders inside.
  chmodSync(temporary, 0o711);
  const lanes =
    selected.length > 0
      ? [{ name: 'selected', files: selected, concurrency: availableParallelism() }]
      : LANES;
  if (lanes.length > 1)
    process.stdout.write('Beside these tests run the long ones; what they say follows.\n');
  const began = performance.now();
  const runs = await Promise.all(lanes.map((lane) => runLane(runtime, lane, temporary)));
  const tests = {
    name: 'tests',
    passed: runs.every(({ passed }) => passed),
    seconds: secondsSince(began),
  };
  process.stdout.write(formatTimes(runs.map(({ times }) => times).join('')));
  const ended = performance.now();
  const left = await clearLeftovers(temporary);
  for (const one of left) process.stdout.write(`✖ left behind: ${one}\n`);
  return [tests, { name: 'nothing left', passed: left.length === 0, seconds: secondsSince(ended) }];
}

/**
 * Runs the files of a lane. The last one is shown as it goes; what another prints is shown once it has ended.
 * @param {string} runtime
 * @param {{ name: string, files: readonly string[], concurrency: number }} lane
 * @param {string} temporary
 * @returns {Promise<{ passed: boolean, times: string }>}
 */
async function runLane(runtime, { name, files, concurrency }, temporary) {
  // A file of its own: two reporters on one stream would lose the end of one.
  const timesFile = join(artifacts, `test-times-${name}.txt`);
  rmSync(timesFile, { force: true });
  const times = new URL('testTimes.mjs', import.meta.url).href;
  const options = [
    '--test',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    `--test-reporter=${times}`,
    `--test-reporter-destination=${timesFile}`,
    // A handle that a test leaves open must not hold up the whole run.
    '--test-force-exit',
    `--test-concurrency=${concurrency}`,
  ];
  const isShown = ['others', 'selected'].includes(name);
  const { code, output } = await run(runtime, [...options, ...files], isShown ? 'inherit' : 'pipe', {
    TMPDIR: temporary,
    TEMP: temporary,
    // Hundreds of processes run the same sources: what Node makes of one is made once.
    NODE_COMPILE_CACHE: join(artifacts, 'compiled'),
  });
  process.stdout.write(output);
  return { passed: code === 0, times: existsSync(timesFile) ? readFileSync(timesFile, 'utf8') : '' };
}

/**
 * @param {string} runtime
 * @param {string[]} command
 * @param {'inherit' | 'pipe'} output
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<{ code: number | null, output: string, seconds: number }>}
 */
function run(runtime, command, output, environment = {}) {
  const began = performance.now();
  const child = spawn(runtime, command, {
    cwd: projectRoot,
    env: { ...process.env, ...environment },
    stdio: ['ignore', output, output],
  });
  /** @type {Buffer[]} */
  const chunks = [];
  child.stdout?.on('data', (chunk) => chunks.push(chunk));
  child.stderr?.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, output: Buffer.concat(chunks).toString(), seconds: secondsSince(began) }),
    );
  });
}

/** @param {number} began */
function secondsSince(began) {
  return Math.round((performance.now() - began) / 1000);
}
