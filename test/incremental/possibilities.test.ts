// Of several possibilities the first can count more: which one that is must not depend on what was resolved before.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { compareDumps, Mirror } from './mirror.ts';

/** Names of one class outside the workspace, and the bases that a variable holds in either order. */
const USER = `import first
import second
if first.second:
    base = first.second.Base
else:
    base = second.Base

class Server(base):
    def run(self):
        self.accept()
`;

for (const name of ['first.second', 'second']) {
  test(`a base of two from outside, of which another file knows ${name}, gives the same members after an edit`, async (t) => {
    const root = mkdtempSync(join(tmpdir(), 'codebase-memory-possibilities-'));
    const mirror = new Mirror(root);
    t.after(() => {
      mirror.close();
      rmSync(root, { recursive: true, force: true });
    });
    const write = (file: string, text: string) => writeFileSync(join(root, file), text);
    const [module = ''] = name.split('.');
    write('before.py', `import ${module}\n\nclass Other(${name}.Base):\n    pass\n`);
    write('user.py', USER);
    for (let other = 0; other < 30; other++) write(`other${other}.py`, `def f${other}(): pass\n`);
    await mirror.update();
    await mirror.restart();
    write('user.py', `${USER}\n# changed\n`);
    assert.equal((await mirror.update()).step, 'delta');
    assert.ok(mirror.dump().some((line) => /^edge\tMethod user\.Server\.run .*Base\.accept/.test(line)));
    assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), []);
  });
}
