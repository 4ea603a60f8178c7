import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { GitTracked } from '../../server/discover/gitTracked.ts';
import { temporaryDirectory } from '../store/graphBuilder.ts';
import { commitAll, git } from './repository.ts';

const NEVER = new AbortController().signal;

test('what git tracks below a folder is listed, without submodules, and anew when the index changes', async (t) => {
  const base = temporaryDirectory(t);
  const root = join(base, 'tree');
  mkdirSync(join(root, 'sub'), { recursive: true });
  for (const name of ['a.py', 'sub/b.py']) writeFileSync(join(root, name), 'x\n');
  commitAll(root);
  git(
    root,
    'update-index',
    '--add',
    '--cacheinfo',
    `160000,${git(root, 'rev-parse', 'HEAD').trim()},sub/inner`,
  );
  writeFileSync(join(root, 'new.py'), 'x\n');
  const whole = new GitTracked(root, join(base, 'view'), []);
  const known = await whole.list(NEVER);
  assert.deepEqual([...known].toSorted(), ['a.py', 'sub/b.py']);
  assert.equal(await whole.list(NEVER), known);
  assert.deepEqual(await new GitTracked(join(root, 'sub'), join(base, 'below'), []).list(NEVER), ['b.py']);
  git(root, 'add', 'new.py');
  assert.deepEqual([...(await whole.list(NEVER))].toSorted(), ['a.py', 'new.py', 'sub/b.py']);
});

test('where there is no repository, git has nothing to say', async (t) => {
  const root = temporaryDirectory(t);
  assert.deepEqual(await new GitTracked(root, join(root, 'view'), []).list(NEVER), []);
});
