// `npm run mutants [-- --folder server/discover]… [--tests discover]… [--every N] [--seed N] [--most N]`: flips one condition at
// a time in a copy of the sources, runs the tests that get there until one fails, and lists the flips that no test noticed. A
// survivor is a test that is missing, or a condition that changes nothing; docs/RELIABILITY.md lists them. Of the test files,
// those of the areas in `tests`, the `most` likeliest are run: a flip that only others would notice counts as a survivor.
import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endProcess, listProcesses } from './leftovers.mjs';
import { choose, describe, flip, listMutants } from './mutants/flips.mjs';
import { findReach, hasRun, keepReach } from './mutants/reach.mjs';
import { projectRoot } from './project.mjs';

/** The folders whose conditions are flipped when none is named. */
const FOLDERS = ['server/discover', 'server/ownership', 'server/queries', 'server/mcp'];

/** The areas of the tests that run the sources, not the built product. */
const AREAS = [
  'bridge',
  'changes',
  'cli',
  'discover',
  'mcp',
  'ownership',
  'protocol',
  'queries',
  'rpc',
  'scenarios',
  'serve',
  'store',
  'text',
  'watch',
];

/** How much longer than without a flip a test may take: a flip can make a loop endless, and that is noticed too. */
const LIMIT_FACTOR = 5;
const LIMIT_MS = 20_000;

/** What each test file ran when it was last asked. */
const kept = join(projectRoot, '.artifacts', 'mutants');

const { values } = parseArgs({
  options: {
    folder: { type: 'string', multiple: true },
    tests: { type: 'string', multiple: true, default: AREAS },
    every: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    most: { type: 'string', default: '20' },
  },
});

/** @typedef {import('./mutants/flips.mjs').Mutant} Mutant */
/** @typedef {import('./mutants/reach.mjs').Reach} Reach */

const work = realpathSync(mkdtempSync(join(tmpdir(), 'cbm-m-')));
const temporary = join(work, 'tmp');
// Some tests run as a user without rights, who has to get to its own folders inside.
chmodSync(work, 0o711);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.once(signal, () => {
    cleanUp();
    process.exit(1);
  });
try {
  copyProject();
  const reaches = [];
  const tests = values.tests.map((area) => `test/${area}/**/*.test.ts`);
  for (const file of globSync(tests, { cwd: work }).toSorted()) {
    const reach = findReach(kept, work, file) ?? (await measureReach(file));
    if (reach) reaches.push(reach);
  }
  for (const folder of values.folder ?? FOLDERS)
    await tryFolder(
      folder,
      choose(listMutants(work, folder), Number(values.every), Number(values.seed)),
      reaches,
    );
} finally {
  cleanUp();
}

/** The sources and tests are flipped in a copy; what is installed is shared. */
function copyProject() {
  for (const name of [
    'server',
    'extension',
    'test',
    'scripts',
    'bench',
    'media',
    'docs',
    'package.json',
    'tsconfig.json',
  ])
    cpSync(join(projectRoot, name), join(work, name), { recursive: true });
  for (const name of ['node_modules', 'dist']) symlinkSync(join(projectRoot, name), join(work, name));
}

/** Nothing that was started here outlives it. */
function cleanUp() {
  for (const { pid } of listProcesses(work)) endProcess(pid);
  rmSync(work, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

/**
 * @param {string} folder
 * @param {readonly Mutant[]} mutants
 * @param {readonly Reach[]} reaches
 */
async function tryFolder(folder, mutants, reaches) {
  /** @type {Mutant[]} */
  const survivors = [];
  for (const mutant of mutants) {
    const near = chooseTests(reaches, mutant, Number(values.most));
    const noticedBy = await findNotice(mutant, near);
    if (noticedBy === undefined) survivors.push(mutant);
    const note = noticedBy ?? (near.length === 0 ? 'no test gets there' : `${near.length} test files`);
    console.log(`${noticedBy === undefined ? 'SURVIVED' : 'killed  '}  ${describe(mutant)}  (${note})`);
  }
  const killed = mutants.length - survivors.length;
  const percent = Math.round((100 * killed) / Math.max(1, mutants.length));
  console.log(`\n${folder}: ${killed} of ${mutants.length} killed (${percent} %). Survivors:`);
  for (const mutant of survivors) console.log(`  ${describe(mutant)}`);
}

/**
 * The tests that get to a flip, the likeliest to notice it first.
 * @param {readonly Reach[]} reaches
 * @param {Mutant} mutant
 * @param {number} most
 */
function chooseTests(reaches, mutant, most) {
  return reaches
    .filter((reach) => hasRun(reach, mutant))
    .toSorted((a, b) => rank(a, mutant) - rank(b, mutant))
    .slice(0, most);
}

/**
 * The tests of a source's own area and the scenarios are the likeliest to notice, then the quickest ones.
 * @param {Reach} reach
 * @param {Mutant} mutant
 */
function rank({ file, tookMs }, mutant) {
  const area = file.split('/')[1];
  return area === mutant.file.split('/')[1] || area === 'scenarios' ? tookMs / 4 : tookMs;
}

/**
 * The first test file that fails with the flip; they are tried one after the other.
 * @param {Mutant} mutant
 * @param {readonly Reach[]} tests
 */
async function findNotice(mutant, tests) {
  const path = join(work, mutant.file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, flip(text, mutant));
  try {
    for (const { file, tookMs } of tests)
      if (!(await passes(file, LIMIT_MS + LIMIT_FACTOR * tookMs))) return file;
    return undefined;
  } finally {
    writeFileSync(path, text);
  }
}

/**
 * Runs a test file as it is, and notes what it runs; nothing when it fails.
 * @param {string} file
 */
async function measureReach(file) {
  const coverage = mkdtempSync(join(work, 'coverage-'));
  const began = performance.now();
  // What Node has kept of a source counts less exactly.
  const environment = { NODE_V8_COVERAGE: coverage, NODE_DISABLE_COMPILE_CACHE: '1' };
  if (await passes(file, 10 * LIMIT_MS, environment))
    return keepReach(kept, work, coverage, file, performance.now() - began);
  console.log(`left out, as it fails without a flip: ${file}`);
  return undefined;
}

/**
 * Runs a test file until a test fails, then ends what it left running.
 * @param {string} file
 * @param {number} limitMs
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Promise<boolean>}
 */
async function passes(file, limitMs, environment = {}) {
  rmSync(temporary, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  mkdirSync(temporary);
  const child = spawn(
    process.execPath,
    ['--test-force-exit', `--test-reporter=${join(work, 'scripts', 'mutants', 'failFast.mjs')}`, file],
    {
      cwd: work,
      env: {
        ...process.env,
        TMPDIR: temporary,
        TEMP: temporary,
        NODE_COMPILE_CACHE: join(work, 'compiled'),
        ...environment,
      },
      stdio: 'ignore',
      timeout: Math.round(limitMs),
      killSignal: 'SIGKILL',
    },
  );
  const code = await new Promise((resolve) => child.once('close', resolve));
  for (const { pid } of listProcesses(temporary)) endProcess(pid);
  return code === 0;
}
