import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { commitAll } from '../discover/repository.ts';
import { openTools } from './toolsWorkspace.ts';

test('the changes of one file or folder are told, and what is no file of the workspace is not called unchanged', async (t) => {
  const tools = await openTools(
    t,
    { 'src/a.py': 'x = 1\n', 'src/b.py': 'x = 1\n', 'srcs/c.py': 'x = 1\n' },
    () => {},
  );
  commitAll(tools.root);
  for (const path of ['src/a.py', 'src/b.py', 'srcs/c.py']) writeFileSync(join(tools.root, path), 'x = 2\n');
  const ask = async (file: string) => {
    const { structuredContent, content } = await tools.callTool('detect_changes', { file });
    const files = structuredContent?.['changed_files'] as { file: string }[] | undefined;
    return files?.map((each) => each.file) ?? content[0]!.text.split(':', 1)[0];
  };
  assert.deepEqual(await ask('src/a.py'), ['src/a.py']);
  assert.deepEqual(await ask('src'), ['src/a.py', 'src/b.py']);
  assert.deepEqual(await ask(`${tools.root}/src/`), ['src/a.py', 'src/b.py']);
  commitAll(tools.root);
  assert.deepEqual(await ask('src/a.py'), []);
  assert.deepEqual(await ask('src'), []);
  assert.equal(await ask('src/aa.py'), 'FILE_MISSING');
  assert.equal(await ask('/etc/hosts'), 'FILE_OUTSIDE_ROOT');
});
