// `npm run mutants [-- --folder server/discover]… [--every N] [--seed N]`: flips one condition at a time in a copy of the
// sources, runs the tests of that area that get there, and lists the flips that no test noticed. A survivor is a test that is
// missing, or a condition that changes nothing; docs/RELIABILITY.md lists them.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { projectRoot } from './project.mjs';

/** The folders whose conditions are flipped when none is named. */
const FOLDERS = ['server/discover', 'server/ownership', 'server/queries', 'server/mcp'];

/** The tests that run the sources, not the built product. */
const TESTS = [
  'bridge',
  'changes',
  'cli',
  'discover',
  'mcp',
  'ownership',
  'protocol',
  'queries',
  'rpc',
  'serve',
  'store',
  'text',
  'watch',
].map((area) => `test/${area}/**/*.test.ts`);

/** How much longer than without a flip a test may take: a flip can make a loop endless, and that is noticed too. */
const LIMIT_FACTOR = 5;
const LIMIT_MS = 20_000;

/**
 * A place where a condition can be flipped: `from` until `to` of the text becomes `by`.
 * @typedef {{ file: string, line: number, from: number, to: number, was: string, by: string }} Mutant
 */

const { values } = parseArgs({
  options: {
    folder: { type: 'string', multiple: true },
    every: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
});

/**
 * A test file, how long it takes, and which parts of which sources it ran: by file, per process, V8's nested ranges.
 * @typedef {{ start: number, end: number, count: number }} Range
 * @typedef {{ file: string, tookMs: number, ran: Map<string, Range[][]> }} Reach
 */

/** What is flipped, and into what: comparisons, connectives, negations, truth values. */
const FLIPS = [
  [/ === /g, ' !== '],
  [/ !== /g, ' === '],
  [/ && /g, ' || '],
  [/ \|\| /g, ' && '],
  [/ < /g, ' <= '],
  [/ <= /g, ' < '],
  [/ > /g, ' >= '],
  [/ >= /g, ' > '],
  [/(?<=\bif \()!/g, ''],
  [/\breturn true\b/g, 'return false'],
  [/\breturn false\b/g, 'return true'],
];

const folders = values.folder ?? FOLDERS;
const work = realpathSync(mkdtempSync(join(tmpdir(), 'cbm-mutants-')));
try {
  copyProject();
  let killed = 0;
  /** @type {Mutant[]} */
  const survivors = [];
  const reaches = globSync(TESTS, { cwd: work }).toSorted().flatMap(measureReach);
  for (const folder of folders) {
    for (const mutant of choose(listMutants(folder), Number(values.every), Number(values.seed))) {
      const near = reaches.filter((reach) => hasRun(reach, mutant)).toSorted((a, b) => a.tookMs - b.tookMs);
      const isKilled = isNoticed(mutant, near);
      if (isKilled) killed += 1;
      else survivors.push(mutant);
      const note = near.length === 0 ? '  (no test gets there)' : '';
      console.log(`${isKilled ? 'killed  ' : 'SURVIVED'}  ${describe(mutant)}${note}`);
    }
  }
  const all = killed + survivors.length;
  console.log(
    `\n${killed} of ${all} killed (${Math.round((100 * killed) / Math.max(1, all))} %). Survivors:`,
  );
  for (const mutant of survivors) console.log(`  ${describe(mutant)}`);
} finally {
  rmSync(work, { recursive: true, force: true });
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

/**
 * @param {string} folder
 * @returns {Mutant[]}
 */
function listMutants(folder) {
  return readdirSync(join(work, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .flatMap((entry) => {
      const file = relative(work, join(entry.parentPath, entry.name)).split(sep).join('/');
      return listInFile(file, readFileSync(join(work, file), 'utf8'));
    })
    .toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.from - b.from));
}

/**
 * @param {string} file
 * @param {string} text
 * @returns {Mutant[]}
 */
function listInFile(file, text) {
  return FLIPS.flatMap(([pattern, by]) =>
    [...text.matchAll(/** @type {RegExp} */ (pattern))].flatMap((match) => {
      const from = match.index;
      const start = text.lastIndexOf('\n', from) + 1;
      const before = text.slice(start, from);
      // Comments, types and texts are no conditions.
      if (/^\s*(\/\/|\*|\/\*)|^(export )?(type|interface) |^\s*[|&] /.test(before)) return [];
      if ((before.match(/['`"]/g) ?? []).length % 2 === 1) return [];
      const line = text.slice(0, from).split('\n').length;
      return [{ file, line, from, to: from + match[0].length, was: match[0].trim(), by: String(by) }];
    }),
  );
}

/**
 * Every n-th of them, another n-th for another seed.
 * @param {readonly Mutant[]} mutants
 * @param {number} every
 * @param {number} seed
 */
function choose(mutants, every, seed) {
  return mutants.filter((_, index) => index % every === seed % every);
}

/**
 * Whether one of the tests fails with the flip; they are tried one after the other.
 * @param {Mutant} mutant
 * @param {readonly Reach[]} tests
 */
function isNoticed({ file, from, to, by }, tests) {
  const path = join(work, file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.slice(0, from) + by + text.slice(to));
  try {
    return tests.some((test) => !passes(test.file, LIMIT_MS + LIMIT_FACTOR * test.tookMs));
  } finally {
    writeFileSync(path, text);
  }
}

/**
 * Runs a test file as it is, and notes what it runs; nothing when it fails.
 * @param {string} file
 * @returns {Reach[]}
 */
function measureReach(file) {
  const folder = mkdtempSync(join(work, 'coverage-'));
  const started = performance.now();
  if (!passes(file, 10 * LIMIT_MS, { NODE_V8_COVERAGE: folder })) {
    console.log(`left out, as it fails without a flip: ${file}`);
    return [];
  }
  const tookMs = performance.now() - started;
  /** @type {Reach['ran']} */
  const ran = new Map();
  for (const name of readdirSync(folder)) {
    const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    for (const { url, functions } of result) {
      const path = url.startsWith('file:') ? relative(work, fileURLToPath(url)).split(sep).join('/') : '';
      if (!path.startsWith('server/')) continue;
      const ranges = functions.flatMap(
        (/** @type {{ ranges: { startOffset: number, endOffset: number, count: number }[] }} */ one) =>
          one.ranges.map(({ startOffset, endOffset, count }) => ({
            start: startOffset,
            end: endOffset,
            count,
          })),
      );
      ran.set(path, [...(ran.get(path) ?? []), ranges]);
    }
  }
  return [{ file, tookMs, ran }];
}

/**
 * In each process the smallest range around the place tells whether it ran.
 * @param {Reach} reach
 * @param {Mutant} mutant
 */
function hasRun({ ran }, { file, from }) {
  return (ran.get(file) ?? []).some((ranges) => {
    const around = ranges.filter(({ start, end }) => start <= from && from < end);
    const [inner] = around.toSorted((a, b) => a.end - a.start - (b.end - b.start));
    return (inner?.count ?? 0) > 0;
  });
}

/**
 * @param {string} file
 * @param {number} limitMs
 * @param {NodeJS.ProcessEnv} [environment]
 */
function passes(file, limitMs, environment = {}) {
  const { status } = spawnSync(process.execPath, ['--test-force-exit', file], {
    cwd: work,
    env: { ...process.env, ...environment },
    stdio: 'ignore',
    timeout: Math.round(limitMs),
  });
  return status === 0;
}

/** @param {Mutant} mutant */
function describe({ file, line, was, by }) {
  return `${file}:${line}  ${was || '(nothing)'} → ${by.trim() || '(nothing)'}`;
}
