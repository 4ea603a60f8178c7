// A small project whose answers are known, and the questions about it.
import { findKernelLockOwners } from '../../server/ownership/kernelLocks.ts';
import { getWorkspaceFiles } from '../../server/ownership/paths.ts';
import { statSync } from 'node:fs';
import type { BridgeClient, Sandbox } from '../process/support/sandbox.ts';
import type { Arena } from './arena.ts';

/** Writes `files` modules that call each other, and one symbol, `theAnchor`, of which there is always exactly one. */
export function writeProject(sandbox: Sandbox, files = 60): void {
  sandbox.write('anchor.ts', 'export function theAnchor() { return 1; }\n');
  for (let file = 0; file < files; file += 1) {
    const lines = [`import { step${file}x0 as other } from './part${(file * 7) % files}.ts';`];
    for (let step = 0; step < 20; step += 1) {
      lines.push(
        `export function step${file}x${step}() { return other() + step${file}x${(step + 1) % 20}(); }`,
      );
    }
    sandbox.write(`part${file}.ts`, `${lines.join('\n')}\n`);
  }
}

/** Writes the project and indexes it. */
export async function indexProject(sandbox: Sandbox, files?: number): Promise<void> {
  writeProject(sandbox, files);
  const { code, stderr } = await sandbox.run(['index', sandbox.root]);
  if (code !== 0) throw new Error(stderr);
}

/** Whether the client's answer about the anchor is right; an error counts as no answer and is thrown. */
export async function askAnchor(client: BridgeClient): Promise<boolean> {
  const answer = client.call('search_graph', { query: 'theAnchor' });
  const end = client.exited.then(() => {
    throw new Error('the client ended before it was answered');
  });
  // It ends after the answer too, and then nobody listens any more.
  end.catch(() => {});
  return (await Promise.race([answer, end]))['total'] === 1;
}

/** The whole graph as text, from the index as it is. */
export async function loadDump(sandbox: Sandbox, environment?: NodeJS.ProcessEnv): Promise<string> {
  const { code, stdout, stderr } = await sandbox.run(['dump', sandbox.root, '--canonical'], environment);
  if (code !== 0 || stdout === '') throw new Error(`dump failed: ${stderr}`);
  return stdout;
}

/** Compares the index with one made from nothing in another cache directory. */
export async function checkDump(arena: Arena, sandbox: Sandbox): Promise<void> {
  const elsewhere = { CBM_CACHE_DIR: `${sandbox.cacheRoot}-scratch` };
  const scratch = await loadDump(sandbox, elsewhere);
  await sandbox.run(['stop', sandbox.root], elsewhere);
  arena.expect((await loadDump(sandbox)) === scratch, 'the index differs from one made from nothing');
}

/** Looks in the kernel's list that the published server, and nobody else, holds the lock. */
export function checkOneOwner(arena: Arena, sandbox: Sandbox): void {
  const { lock } = getWorkspaceFiles(sandbox.workspaceDir);
  const owners = new Set(findKernelLockOwners(statSync(lock, { bigint: true }).ino) ?? []);
  const { pid } = sandbox.discovery();
  arena.expect(
    owners.size === 1 && owners.has(pid),
    `owners ${[...owners].join()} while ${pid} is published`,
  );
}
