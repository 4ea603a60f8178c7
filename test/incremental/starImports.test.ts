// Modules that take or give on all names of another: nobody writes those names where they pass through.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { compareDumps, Mirror } from './mirror.ts';

const TREES = [
  {
    language: 'TypeScript',
    files: {
      'a.ts': 'export function f() {}\n',
      'other.ts': 'export function f() {}\n',
      'barrel.ts': "export * from './a';\n",
      'index.ts': "export * from './barrel';\n",
      'near.ts': "import { f } from './barrel';\nexport function near() { f(); }\n",
      'far.ts': "import * as all from './index';\nexport function far() { all.f(); }\n",
    },
    edits: [
      ['barrel.ts', "export * from './other';\n"],
      ['barrel.ts', 'export {};\n'],
      ['barrel.ts', "export * from './a';\n"],
      ['index.ts', "export * from './other';\n"],
      ['a.ts', 'export function g() {}\n'],
    ],
  },
  {
    language: 'Python',
    files: {
      'a.py': 'def f(): pass\n',
      'other.py': 'def f(): pass\n',
      'barrel.py': 'from a import *\n',
      'index.py': 'from barrel import *\n',
      'near.py': 'from barrel import f\ndef near():\n    f()\n',
      'far.py': 'from index import *\ndef far():\n    f()\n',
    },
    edits: [
      ['barrel.py', 'from other import *\n'],
      ['barrel.py', '\n'],
      ['barrel.py', 'from a import *\n'],
      ['index.py', 'from other import *\n'],
      ['a.py', 'def g(): pass\n'],
    ],
  },
] as const;

for (const { language, files, edits } of TREES) {
  test(`in ${language} all names at once lead elsewhere, and everybody who gets one notices`, async (t) => {
    const root = join(mkdtempSync(join(tmpdir(), 'codebase-memory-stars-')), 'tree');
    mkdirSync(root);
    const mirror = new Mirror(root);
    t.after(() => {
      mirror.close();
      rmSync(join(root, '..'), { recursive: true, force: true });
    });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
    await mirror.update();
    for (const [name, text] of edits) {
      writeFileSync(join(root, name), text);
      await mirror.update();
      assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), [], `${name}: ${text}`);
    }
  });
}
