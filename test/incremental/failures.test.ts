// What is said of a file whose edges could not all be made stays until its edges are made again, and goes then.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { compareDumps, Mirror } from './mirror.ts';

const CHAIN = Array.from({ length: 60 }, (_, at) =>
  at === 0 ? 'function r0() { return new Z(); }' : `function r${at}() { return r${at - 1}(); }`,
);
const DEEP = `class Z { m() {} }\n${CHAIN.join('\n')}\nexport function far() { r59().m(); }\n`;
const LIMITS = { least: 100_000, perRow: 50, lookup: 40 };

test('a file that hit a budget is told alike after a touch, a restart, edits elsewhere and its own end of it', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'codebase-memory-budget-'));
  const mirror = new Mirror(root, LIMITS);
  t.after(() => {
    mirror.close();
    rmSync(root, { recursive: true, force: true });
  });
  const write = (name: string, text: string): void => writeFileSync(join(root, name), text);
  const isTold = (): boolean => mirror.dump().some((line) => line.includes('too many steps'));
  const check = async (what: string): Promise<void> =>
    assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), [], what);
  write('deep.ts', DEEP);
  for (let at = 0; at < 8; at++) write(`other${at}.ts`, `export function one${at}() {}\n`);
  await mirror.update();
  assert.ok(isTold());
  utimesSync(join(root, 'deep.ts'), 1_000_000, 1_000_000);
  await mirror.update();
  await check('after a touch');
  write('other0.ts', 'export function two() {}\n');
  await mirror.update();
  await check('after an edit elsewhere');
  await mirror.restart();
  utimesSync(join(root, 'deep.ts'), 2_000_000, 2_000_000);
  await mirror.update();
  await check('after a restart and a touch');
  await mirror.restart();
  write('deep.ts', `${DEEP}// again\n`);
  await mirror.update();
  await check('after a restart and an edit');
  write('deep.ts', 'export function far() {}\n');
  await mirror.update();
  await check('after what was too much has gone');
  assert.ok(!isTold());
});
