import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { commitAll } from '../discover/repository.ts';
import type { ToolRegistry } from '../../server/mcp/registry.ts';
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

interface ChangedFile {
  readonly file: string;
  readonly problem: string;
  readonly partial: string;
}

/** What is told of each changed file. */
async function listChanged(tools: ToolRegistry, args: Record<string, unknown> = {}): Promise<ChangedFile[]> {
  const { structuredContent } = await tools.callTool('detect_changes', args);
  return structuredContent!['changed_files'] as ChangedFile[];
}

test('a changed file that the index does not hold is told so, unless the index may be about to take it in', async (t) => {
  const tools = await openTools(t, { 'a.py': 'x = 1\n' }, (graph) => {
    graph.file('big.py', { status: 'skipped', reason: 'larger than 1 MB', cause: 'left-out' });
    graph.file('odd.py', { status: 'partial', reason: 'line 5', cause: 'syntax', gapLine: 5 });
  });
  for (const file of ['big.py', 'odd.py']) writeFileSync(join(tools.root, file), 'x = 1\n');
  commitAll(tools.root);
  for (const file of ['big.py', 'odd.py', 'new.py', 'note.txt'])
    writeFileSync(join(tools.root, file), 'x = 2\n');
  const fresh = tools.facts.freshness;
  assert.deepEqual(
    (await listChanged(tools)).map(({ file, problem, partial }) => [file, problem, partial]),
    [
      ['big.py', 'larger than 1 MB', ''],
      ['new.py', 'not indexed', ''],
      ['note.txt', 'not indexed', ''],
      ['odd.py', '', 'line 5'],
    ],
  );
  const cases: [Partial<typeof fresh>, string][] = [
    [{ indexing: true }, ''],
    [{ stale: true }, ''],
    [{ stale: true, dirtyFiles: ['new.py'] }, ''],
    [{ stale: true, dirtyFiles: ['a.py'] }, 'not indexed'],
    [{ dirtyFiles: ['new.py'] }, 'not indexed'],
  ];
  for (const [freshness, problem] of cases) {
    tools.facts.freshness = { ...fresh, ...freshness };
    const changed = await listChanged(tools);
    assert.equal(changed.find(({ file }) => file === 'new.py')?.problem, problem, JSON.stringify(freshness));
  }
});

test('what is asked for is one kind of changes, and what is staged is not what is on disk', async (t) => {
  const tools = await openTools(t, { 'a.py': 'x = 1\n', 'b.py': 'x = 1\n' }, () => {});
  commitAll(tools.root);
  writeFileSync(join(tools.root, 'a.py'), 'x = 2\n');
  assert.deepEqual(await listChanged(tools, { staged: true }), []);
  assert.deepEqual(await listChanged(tools, { since: 'HEAD..HEAD' }), []);
  assert.equal((await listChanged(tools, { since: 'HEAD' })).length, 1);
  assert.equal((await listChanged(tools, { base_branch: 'HEAD' })).length, 1);
  assert.equal((await listChanged(tools, { commit: 'HEAD' })).length, 2);
  const cases: [Record<string, unknown>, string][] = [
    [{ since: 'HEAD', commit: 'HEAD' }, 'since and commit'],
    [{ commit: 'HEAD', staged: true }, 'commit and staged'],
    [{ base_branch: 'HEAD', staged: true }, 'since and staged'],
  ];
  for (const [args, what] of cases) {
    const { content } = await tools.callTool('detect_changes', args);
    assert.match(content[0]!.text, new RegExp(`^BAD_ARGUMENTS: .*${what} ask for different changes`));
  }
});
