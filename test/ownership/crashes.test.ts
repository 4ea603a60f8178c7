import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { findCrashes, findCrashLoop, forgiveCrashes, recordCrash } from '../../server/ownership/crashes.ts';

const NOW = Date.parse('2030-01-01T12:00:00Z');

function createFile(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'cbm-crashes-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, 'crashes.json');
}

function crashAt(file: string, minutesAgo: number): void {
  const time = new Date(NOW - minutesAgo * 60_000).toISOString();
  recordCrash(file, { time, pid: 1, version: '1.0.0', startTime: time, how: 'test' });
}

test('five crashes within ten minutes are a loop, four or older ones are not', (t) => {
  const file = createFile(t);
  for (const minutesAgo of [30, 9, 7, 5, 3]) crashAt(file, minutesAgo);
  assert.equal(findCrashLoop(file, NOW), undefined);
  crashAt(file, 1);
  assert.equal(findCrashLoop(file, NOW)?.length, 5);
  assert.equal(findCrashLoop(file, NOW + 60_000 * 2), undefined, 'the oldest has left the window');
  assert.equal(findCrashLoop(file, NOW + 60_000), undefined, 'it leaves when the window has passed');
});

test('forgiven crashes count no more and are still shown', (t) => {
  const file = createFile(t);
  for (let crash = 0; crash < 5; crash += 1) {
    const time = new Date().toISOString();
    recordCrash(file, { time, pid: crash, version: '1.0.0', startTime: time, how: 'test' });
  }
  assert.ok(findCrashLoop(file));
  forgiveCrashes(file);
  assert.equal(findCrashLoop(file), undefined);
  assert.equal(findCrashes(file).length, 5);
});

test('the history stays short, and one that is not whole counts as none', (t) => {
  const file = createFile(t);
  for (let crash = 0; crash < 50; crash += 1) crashAt(file, 600);
  assert.equal(findCrashes(file).length, 20);
  writeFileSync(file, '{"crashes": [nu');
  assert.deepEqual(findCrashes(file), []);
  forgiveCrashes(file);
});

test('crashes of a time that has not come yet are no loop, and the clock being set back undoes no pardon', (t) => {
  const file = createFile(t);
  for (let crash = 0; crash < 5; crash += 1) crashAt(file, -600);
  assert.equal(findCrashLoop(file, NOW), undefined);
  forgiveCrashes(file);
  for (const minutesAgo of [9, 7, 5, 3, 1]) crashAt(file, minutesAgo);
  assert.equal(findCrashLoop(file, NOW)?.length, 5);
  forgiveCrashes(file);
  assert.equal(findCrashLoop(file, NOW), undefined);
});
