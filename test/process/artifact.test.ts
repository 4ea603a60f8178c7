// The command line and the server with artifacts, the real engine, and a folder as their place.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { commitAll } from '../discover/repository.ts';
import { CODE_ENGINE, createSandbox } from './support/sandbox.ts';
import type { Sandbox } from './support/sandbox.ts';

function writeProject(sandbox: Sandbox): void {
  for (let at = 0; at < 12; at++)
    sandbox.write(
      `m${at}.ts`,
      `import { f${at + 1} } from './m${at + 1}.ts';\nexport const f${at} = () => f${at + 1}();\n`,
    );
  sandbox.write('m12.ts', 'export const f12 = () => 12;\n');
  commitAll(sandbox.root);
}

test('an index that was pushed is taken by a folder without one, and equals one made from nothing', async (t) => {
  const sandbox = createSandbox(t);
  const place = join(dirname(sandbox.root), 'place');
  writeProject(sandbox);
  const folder = ['--folder', sandbox.root];
  const pushed = await sandbox.run(['artifact', 'push', place, ...folder], CODE_ENGINE);
  assert.equal(pushed.code, 0, pushed.stderr);
  assert.match(pushed.stdout, /^Pushed {4}commit [0-9a-f]{40} to .*\nHolds {5}13 files/);
  assert.deepEqual(
    readdirSync(sandbox.workspaceDir).filter((name) => name.startsWith('copy-')),
    [],
  );
  const inspected = await sandbox.run(['artifact', 'inspect', place, ...folder], CODE_ENGINE);
  assert.match(inspected.stdout, /that of HEAD[\s\S]*Usable {4}here/);
  const refused = await sandbox.run(['artifact', 'pull', place, ...folder], CODE_ENGINE);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /has an index already/);

  await sandbox.run(['stop', sandbox.root]);
  await sandbox.run(['clear', sandbox.root, '--yes']);
  rmSync(join(sandbox.cacheRoot, 'facts'), { recursive: true, force: true });
  sandbox.write('m12.ts', 'export const f12 = () => 12;\nexport const more = () => f12();\n');
  const pulled = await sandbox.run(['artifact', 'pull', place, ...folder], CODE_ENGINE);
  assert.equal(pulled.code, 0, pulled.stderr);
  assert.match(
    pulled.stdout,
    /Artifact {2}taken from commit [0-9a-f]{10} \(this commit\), .*, 1 file differed/,
  );
  assert.ok(existsSync(join(sandbox.workspaceDir, 'pulled')));
  const taken = await sandbox.run(['dump', '--canonical', sandbox.root], CODE_ENGINE);
  await sandbox.run(['index', '--full', sandbox.root], CODE_ENGINE);
  const anew = await sandbox.run(['dump', '--canonical', sandbox.root], CODE_ENGINE);
  assert.match(anew.stdout, /more/);
  assert.equal(taken.stdout, anew.stdout);
});

test('a place that has nothing, or can not be reached, costs one line and a normal index', async (t) => {
  const sandbox = createSandbox(t);
  writeProject(sandbox);
  const environment = { ...CODE_ENGINE, CBM_TEAM_ARTIFACT: join(dirname(sandbox.root), 'nowhere') };
  const { code, stdout, stderr } = await sandbox.run(['index', sandbox.root], environment);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /Artifact {2}not used: .*nowhere has none of the last 1 commits/);
  assert.match(stdout, /Indexed {3}13 files/);
});

test('nothing is asked about artifacts unless a place is named', async (t) => {
  const sandbox = createSandbox(t);
  writeProject(sandbox);
  const { stdout } = await sandbox.run(['index', sandbox.root], CODE_ENGINE);
  assert.doesNotMatch(stdout, /Artifact/);
  assert.equal(existsSync(join(sandbox.workspaceDir, 'pulled')), false);
  const { code, stderr } = await sandbox.run(['artifact', 'push', '--folder', sandbox.root], CODE_ENGINE);
  assert.equal(code, 2);
  assert.match(stderr, /Name a place for artifacts/);
});
