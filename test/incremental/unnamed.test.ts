// Edits that reach other files through what those need not name: a prototype, an index, the place of a function.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { compareDumps, Mirror } from './mirror.ts';

const OBJECTS = `const one = { run() {} };
const two = { run() {} };
const object = { own() {} };
module.exports = { object, one, two };
`;
const USER = `const { object } = require('./objects.js');
object.run();
object[name]();
`;

/** What stands in the file of the object, before and after. */
const EDITS: Readonly<Record<string, readonly [string, string]>> = {
  'another prototype': ['Object.setPrototypeOf(object, one);\n', 'Object.setPrototypeOf(object, two);\n'],
  'a prototype by assignment': ['object.__proto__ = one;\n', 'object.__proto__ = two;\n'],
  'something else under an index': ['object[key] = one.run;\n', 'object[key] = two.run;\n'],
  'another getter': [
    "Object.defineProperty(object, 'run', { get() { return one.run; } });\n",
    "Object.defineProperty(object, 'run', { get() { return two.run; } });\n",
  ],
};

for (const [what, [before, after]] of Object.entries(EDITS)) {
  test(`${what} is noticed by a file that only uses the object`, async (t) => {
    const root = mkdtempSync(join(tmpdir(), 'codebase-memory-unnamed-'));
    const mirror = new Mirror(root);
    t.after(() => {
      mirror.close();
      rmSync(root, { recursive: true, force: true });
    });
    const write = (name: string, text: string) => writeFileSync(join(root, name), text);
    write('objects.js', OBJECTS + before);
    write('user.js', USER);
    for (let other = 0; other < 30; other++) write(`other${other}.js`, `function f${other}() {}\n`);
    await mirror.update();
    const edgesOfUser = () => mirror.dump().filter((line) => line.startsWith('edge\tModule user'));
    const first = edgesOfUser();
    write('objects.js', OBJECTS + after);
    assert.equal((await mirror.update()).step, 'delta');
    assert.notDeepEqual(edgesOfUser(), first);
    assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), []);
  });
}

test('functions without a name in files that differ in their extension alone are counted by themselves', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'codebase-memory-unnamed-'));
  const mirror = new Mirror(root);
  t.after(() => {
    mirror.close();
    rmSync(root, { recursive: true, force: true });
  });
  writeFileSync(join(root, 'a.js'), 'function run(f) {\n  f(() => 1);\n}\n');
  writeFileSync(join(root, 'a.ts'), 'function run(f) {\n  f(() => 1);\n}\n');
  await mirror.update();
  writeFileSync(join(root, 'a.ts'), 'function run(f) {\n  f(() => 2);\n}\n');
  await mirror.update();
  assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), []);
});

test('a function without a name is another one when one more stands before it, to files that use it too', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'codebase-memory-unnamed-'));
  const mirror = new Mirror(root);
  t.after(() => {
    mirror.close();
    rmSync(root, { recursive: true, force: true });
  });
  const exported = 'module.exports = [() => 6];\n';
  const before = 'const list = [() => 1];\n';
  writeFileSync(join(root, 'a.js'), exported);
  writeFileSync(join(root, 'user.js'), "const given = require('./a.js');\ngiven[0]();\n");
  for (let other = 0; other < 30; other++)
    writeFileSync(join(root, `other${other}.js`), `function f${other}() {}\n`);
  await mirror.update();
  for (const text of [before + exported, exported]) {
    writeFileSync(join(root, 'a.js'), text);
    assert.equal((await mirror.update()).step, 'delta');
    assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), []);
  }
});
