import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { getWorkspaceFiles } from '../../server/ownership/paths.ts';
import { getServerEnvironment, startServer } from '../../server/serve/spawn.ts';
import { until } from '../process/support/sandbox.ts';

/** A directory and a program that takes for ever to start. */
function createStage(t: TestContext) {
  const directory = mkdtempSync(join(tmpdir(), 'cbm-test-'));
  const entry = join(directory, 'slow.mjs');
  writeFileSync(entry, 'setInterval(() => {}, 1000);');
  const ticket = getWorkspaceFiles(directory).startTicket;
  const started: number[] = [];
  t.after(() => {
    for (const pid of started) process.kill(pid, 'SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });
  const start = () => {
    const attempt = startServer(directory, directory, entry);
    if (attempt) started.push(Number(readFileSync(ticket, 'utf8')));
    return attempt;
  };
  return { ticket, started, start };
}

test('while the process of one attempt lives, however slowly it starts, no client starts another', (t) => {
  const { ticket, start } = createStage(t);
  assert.ok(start());
  assert.equal(start(), undefined);
  const someSecondsAgo = Date.now() / 1000 - 5;
  utimesSync(ticket, someSecondsAgo, someSecondsAgo);
  assert.equal(start(), undefined);
});

test('an attempt whose process has ended holds nobody up, though its client has ended too', async (t) => {
  const { ticket, started, start } = createStage(t);
  const first = start();
  process.kill(started.pop() ?? 0, 'SIGKILL');
  await until(() => first?.hasEnded);
  assert.ok(!existsSync(ticket), 'a client that lives takes it back at once');
  // As a client leaves it that has ended: nobody takes it back.
  writeFileSync(ticket, '999999999');
  assert.ok(start());
});

test('the end of an old server does not take away the ticket of the attempt that follows it', async (t) => {
  const { ticket, started, start } = createStage(t);
  const old = start();
  rmSync(ticket);
  const next = start();
  process.kill(started.shift() ?? 0, 'SIGKILL');
  await until(() => old?.hasEnded);
  assert.equal(readFileSync(ticket, 'utf8'), String(started[0]));
  assert.equal(next?.hasEnded, false);
  assert.equal(start(), undefined);
});

test('a server gets neither options of Node nor folders of the PATH that depend on where one stands', () => {
  const path = ['/usr/bin', '.', '', 'node_modules/.bin', '/bin'].join(delimiter);
  const given = {
    PATH: path,
    NODE_OPTIONS: '--require ./evil.cjs',
    NODE_PATH: '.',
    CBM_CACHE_DIR: '/c',
    HOME: '/h',
  };
  const { PATH, NODE_OPTIONS, NODE_PATH, CBM_CACHE_DIR, HOME } = getServerEnvironment(given);
  assert.deepEqual(
    [PATH, NODE_OPTIONS, NODE_PATH, CBM_CACHE_DIR, HOME],
    [['/usr/bin', '/bin'].join(delimiter), undefined, undefined, '/c', '/h'],
  );
});

test('a ticket of a time that has not come yet holds nobody up: the clock was set back', (t) => {
  const { ticket, start } = createStage(t);
  writeFileSync(ticket, '');
  const tomorrow = Date.now() / 1000 + 86_400;
  utimesSync(ticket, tomorrow, tomorrow);
  assert.ok(start());
});

const ODD_THINGS: Readonly<Record<string, (path: string) => void>> = {
  'a folder with something in it': (path) => mkdirSync(join(path, 'within'), { recursive: true }),
  'a pipe': (path) => execFileSync('mkfifo', [path]),
  'a link to a device': (path) => symlinkSync('/dev/zero', path),
  'a link to nothing': (path) => symlinkSync('/nowhere/at-all', path),
};

test(
  'a server is started whatever lies in the place of its own files',
  { skip: process.platform === 'win32' },
  (t) => {
    for (const [what, make] of Object.entries(ODD_THINGS)) {
      const { ticket, start } = createStage(t);
      const { startError } = getWorkspaceFiles(dirname(ticket));
      for (const file of [ticket, startError, join(dirname(ticket), 'stderr.log')]) make(file);
      // Older than an attempt that is waited for.
      lutimesSync(ticket, 0, 0);
      assert.ok(start(), what);
    }
  },
);
