import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { clearUpdate, findNewerUpdate, noteUpdate } from '../../server/serve/updateNote.ts';

function createFile(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'cbm-update-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, 'update.json');
}

test('an announced update is waited for by older versions only', (t) => {
  const file = createFile(t);
  assert.equal(findNewerUpdate(file, '1.0.0'), undefined, 'nothing was announced');
  noteUpdate(file, '1.10.0');
  assert.equal(findNewerUpdate(file, '1.9.0'), '1.10.0');
  assert.equal(findNewerUpdate(file, '1.10.0'), undefined);
  assert.equal(findNewerUpdate(file, '2.0.0'), undefined);
  clearUpdate(file);
  assert.equal(findNewerUpdate(file, '1.9.0'), undefined);
  assert.ok(!existsSync(file));
});

test('an update that did not come, or is announced for a later time, is not waited for', (t) => {
  const file = createFile(t);
  for (const timeMs of [Date.now() - 60_000, Date.now() + 60_000, 'soon']) {
    writeFileSync(file, JSON.stringify({ version: '2.0.0', timeMs }));
    assert.equal(findNewerUpdate(file, '1.0.0'), undefined);
  }
});
