// Some rules of a language count for every file as soon as one file is written in it.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { compareDumps, Mirror } from './mirror.ts';

test('the first and the last file of a language make the index anew, others do not', async (t) => {
  const base = mkdtempSync(join(tmpdir(), 'codebase-memory-tongues-'));
  const root = join(base, 'tree');
  mkdirSync(root);
  const mirror = new Mirror(root);
  t.after(() => {
    mirror.close();
    rmSync(base, { recursive: true, force: true });
  });
  writeFileSync(
    join(root, 'a.py'),
    'class Shop:\n    def open(self):\n        return self.prototype.open()\n',
  );
  await mirror.update();
  const script = 'function Cart() {}\nCart.prototype.pay = function () {};\nnew Cart().pay();\n';
  const steps = [
    ['rebuild', () => writeFileSync(join(root, 'b.js'), script)],
    ['delta', () => writeFileSync(join(root, 'c.js'), script)],
    ['delta', () => rmSync(join(root, 'b.js'))],
    ['rebuild', () => rmSync(join(root, 'c.js'))],
  ] as const;
  for (const [wanted, edit] of steps) {
    edit();
    assert.equal((await mirror.update()).step, wanted);
    assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), []);
  }
});
