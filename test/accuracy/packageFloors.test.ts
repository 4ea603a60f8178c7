// Floors under our edges against the tools that know a language best: on code that others wrote, which comes from npm like
// the tools, at pinned versions, and is kept; and for Go, which npm has no tool for, on a program of our own where there
// is a Go.
import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { formatMistakes, precisionOf, recallOf, sumOf } from '../../bench/accuracy/report.ts';
import type { Score } from '../../bench/accuracy/score.ts';
import { installTool, ToolMissing } from '../../bench/accuracy/tools.ts';
import { suite as goTypes } from '../../bench/accuracy/suites/go-types.ts';
import { findProgram, requireCondition } from '../require.ts';
import { goProgram } from './goProgram.ts';
import { packageFloors } from './packageFloors.ts';
import type { Floor, PackageFloor } from './packageFloors.ts';
import { scoreSuite } from './scoreSuite.ts';

const copies = join(import.meta.dirname, '..', '..', '.artifacts', 'accuracy', 'packages');
const MISTAKES_SHOWN = 20;

for (const floor of packageFloors) {
  test(`the edges of ${floor.name} are what ${floor.suite.name} says of its calls`, async (t) => {
    const score = await findScore(floor).catch((error: unknown) => {
      if (!(error instanceof ToolMissing)) throw error;
      t.skip(requireCondition(false, error.message) || '');
    });
    if (score) assertReaches(score, floor);
  });
}

/** All that is judged is right; what is known to be missing is a type argument that follows from a function's type. */
const GO_FLOOR: Floor = { judged: 24, precision: 1, recall: 0.95, externalAsProject: 0 };

// No machine is asked to have Go, not even one that may skip nothing else.
const skipWithoutGo = findProgram('go') === undefined && '`go` is not installed';

test('the edges of a Go program are what go/types says of its calls', { skip: skipWithoutGo }, async (t) => {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'codebase-memory-go-')));
  t.after(() => rmSync(base, { recursive: true }));
  const data = join(base, 'src', 'shop');
  for (const [path, text] of Object.entries(goProgram)) {
    mkdirSync(dirname(join(data, path)), { recursive: true });
    writeFileSync(join(data, path), text);
  }
  assertReaches(await scoreSuite(goTypes, data), GO_FLOOR);
});

function assertReaches({ categories, mistakes }: Score, floor: Floor): void {
  const { all, externalSites, externalWithProject } = sumOf(categories);
  const listed = formatMistakes(mistakes.slice(0, MISTAKES_SHOWN));
  assert.ok(all.judged >= floor.judged, `only ${all.judged} edges were judged`);
  assert.ok(precisionOf(all) >= floor.precision, `precision ${precisionOf(all)}:\n${listed}`);
  assert.ok(recallOf(all) >= floor.recall, `recall ${recallOf(all)}:\n${listed}`);
  const share = externalWithProject / externalSites;
  assert.ok(share <= floor.externalAsProject, `${share} of the calls out of it stay inside:\n${listed}`);
}

/** Rejects with ToolMissing when the package or what its suite needs can't be had. */
async function findScore(floor: PackageFloor): Promise<Score> {
  return scoreSuite(floor.suite, await copyPackage(floor));
}

/** The sources of a package at a place of their own: what lies below a `node_modules` is nobody's project. */
async function copyPackage({ name, version, folder, leftOut }: PackageFloor): Promise<string> {
  const installed = await installTool(name, version);
  const copy = join(copies, `${name.replaceAll('/', '-').replace('@', '')}-${version}`);
  if (!existsSync(copy)) {
    const staging = `${copy}.new`;
    rmSync(staging, { recursive: true, force: true });
    cpSync(join(installed, folder), staging, {
      recursive: true,
      filter: (path) => leftOut?.test(path.replaceAll('\\', '/')) !== true,
    });
    renameSync(staging, copy);
  }
  return copy;
}
