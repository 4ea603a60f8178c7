import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { KeptLedger } from '../../server/serve/keptLedger.ts';

function makeFile(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'cbm-ledger-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'ledger.json');
}

test('the count goes on over the lives of servers', (t) => {
  const file = makeFile(t);
  const first = new KeptLedger(file);
  first.note({ calls: 1, tokens: 100, ms: 5, grepTokens: 0 });
  first.note({ calls: 0, tokens: 0, ms: 0, grepTokens: 900 });
  first.save();
  const second = new KeptLedger(file);
  second.note({ calls: 1, tokens: 50, ms: 5, grepTokens: 100 });
  assert.deepEqual(second.total, {
    calls: 2,
    tokens: 150,
    ms: 10,
    grepTokens: 1000,
    since: first.total.since,
  });
});

test('a file that is not whole begins a new count, and nothing is written where nothing was counted', (t) => {
  const file = makeFile(t);
  for (const text of ['{', '[]', '{"since":"x","calls":-1,"tokens":0,"ms":0,"grepTokens":0}']) {
    writeFileSync(file, text);
    const ledger = new KeptLedger(file);
    assert.equal(ledger.total.calls, 0);
    ledger.save();
    assert.equal(readFileSync(file, 'utf8'), text);
  }
});

test('a disk that takes nothing costs the count and no more', (t) => {
  const ledger = new KeptLedger(join(makeFile(t), 'no folder', 'ledger.json'));
  ledger.note({ calls: 1, tokens: 1, ms: 1, grepTokens: 1 });
  ledger.save();
  assert.equal(ledger.total.calls, 1);
});
