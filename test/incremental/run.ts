// `npm run incremental -- --data <folder> --edits 10000 --seed 7`: the property of incremental.test.ts on any tree; with
// `--steps 30` look-ups may take so many steps and files little more, so that many of them hit a budget.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../torture/random.ts';
import { compareDumps, Mirror } from './mirror.ts';
import { RandomEdits } from './randomEdits.ts';

/** So often what is known is taken up anew, as by a server that was started again. */
const RESTART_EVERY = 25;

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    edits: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    every: { type: 'string', default: '1' },
    steps: { type: 'string' },
  },
});
if (values.data === undefined) throw new Error('Name the tree to edit a copy of: --data <folder>.');
const { data } = values;
const root = mkdtempSync(join(tmpdir(), 'codebase-memory-edits-'));
const lookup = Number(values.steps);
const mirror =
  values.steps === undefined ? new Mirror(root) : new Mirror(root, { least: 10 * lookup, perRow: 2, lookup });
try {
  cpSync(data, root, {
    recursive: true,
    filter: (path) => !/node_modules|[/\\]\.git$/.test(path.slice(data.length)),
  });
  const edits = new RandomEdits(root, createRandom(Number(values.seed)));
  await mirror.update();
  const steps = { unchanged: 0, delta: 0, rebuild: 0 };
  let files = 0;
  let cpuMs = 0;
  for (let round = 1; round <= Number(values.edits); round++) {
    const what = edits.edit();
    if (round % RESTART_EVERY === 0) await mirror.restart();
    const started = process.cpuUsage();
    const update = await mirror.update();
    const { user, system } = process.cpuUsage(started);
    cpuMs += (user + system) / 1000;
    steps[update.step]++;
    files += update.files;
    if (round % Number(values.every) !== 0) continue;
    const differences = compareDumps(mirror.dump(), await mirror.dumpAnew());
    if (differences.length === 0) continue;
    console.error(`seed ${values.seed}, edit ${round}: ${what}\n${differences.join('\n')}`);
    process.exitCode = 1;
    break;
  }
  const { delta } = steps;
  console.log(
    `${JSON.stringify(steps)}; ${(files / Math.max(1, delta)).toFixed(1)} files written per delta; ` +
      `${(cpuMs / Number(values.edits)).toFixed(0)} CPU ms per edit`,
  );
} finally {
  mirror.close();
  rmSync(root, { recursive: true, force: true });
}
