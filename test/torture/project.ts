// A small project whose answers are known, and the questions about it.
import { findKernelLockOwners } from '../../server/ownership/kernelLocks.ts';
import { getWorkspaceFiles } from '../../server/ownership/paths.ts';
import { renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RpcConnection } from '../../server/rpc/client.ts';
import type { Sandbox } from '../process/support/sandbox.ts';
import type { Arena } from './arena.ts';
import type { Client } from './session.ts';

/** Between an answer and the next question of one client. */
const ASK_PAUSE_MS = 20;

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

/** Writes a file in one step, as editors do: whoever indexes meanwhile sees the old text or the new one. */
export function replaceFile({ root }: Sandbox, path: string, text: string): void {
  const beside = join(dirname(root), `${path.replaceAll('/', '-')}.new`);
  writeFileSync(beside, text);
  renameSync(beside, join(root, path));
}

/** Writes the project and indexes it. */
export async function indexProject(sandbox: Sandbox, files?: number): Promise<void> {
  writeProject(sandbox, files);
  const { code, stderr } = await sandbox.run(['index', sandbox.root]);
  if (code !== 0) throw new Error(stderr);
}

/** Whether the client's answer about the anchor is right; an error counts as no answer and is thrown. */
export async function askAnchor(client: Pick<Client, 'call'>): Promise<boolean> {
  return (await client.call('search_graph', { query: 'theAnchor' }))['total'] === 1;
}

/** Asks for the anchor without a pause and remembers what came back. */
export class Asker {
  readonly client: Client;
  answers = 0;
  errors: string[] = [];
  readonly #done: Promise<void>;
  #isOver = false;

  constructor(arena: Arena, client: Client) {
    this.client = client;
    this.#done = this.#ask(arena);
  }

  async #ask(arena: Arena): Promise<void> {
    while (!this.#isOver) {
      try {
        arena.expect(await askAnchor(this.client), 'an answer was wrong');
        this.answers += 1;
      } catch (error) {
        this.errors.push(String(error).slice(0, 300));
        if (this.client.hasEnded) return;
      }
      await pause(ASK_PAUSE_MS);
    }
  }

  /** Ends asking and the client; both must have gone well. */
  async end(arena: Arena): Promise<void> {
    this.#isOver = true;
    await this.#done;
    for (const error of this.errors) arena.violate(`a question was answered with an error: ${error}`);
    const code = await this.client.end();
    arena.expect(code === 0, `a client ended with ${code}`);
  }
}

/** The whole graph as text, from the index as it is. */
export async function loadDump(sandbox: Sandbox, environment?: NodeJS.ProcessEnv): Promise<string> {
  const { code, stdout, stderr } = await sandbox.run(['dump', sandbox.root, '--canonical'], environment);
  if (code !== 0 || stdout === '') throw new Error(`dump failed: ${stderr}`);
  return stdout;
}

/** The same through the connection of a window; `between` is awaited after each part. */
export async function readDump(window: RpcConnection, between?: () => Promise<void>): Promise<string> {
  const { dump } = await window.request('dump/open', { format: 'canonical' });
  let text = '';
  for (;;) {
    const part = (await window.request('dump/read', { dump })).text;
    if (part === null) return text;
    text += part;
    await between?.();
  }
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
    `owners "${[...owners].join()}" while ${pid} is published`,
  );
}
