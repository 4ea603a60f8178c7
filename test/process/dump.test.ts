// Dumps of a real server with the real engine, while the index changes under them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RpcConnection } from '../../server/rpc/client.ts';
import { CODE_ENGINE, createSandbox, dialWindow } from './support/sandbox.ts';

/** Enough for a text of several pieces. */
const FILES = 150;
const FUNCTIONS = 20;

async function readPiece(window: RpcConnection, dump: number): Promise<string | null> {
  return (await window.request('dump/read', { dump })).text;
}

async function readRest(window: RpcConnection, dump: number): Promise<string> {
  let text = '';
  for (let piece = await readPiece(window, dump); piece !== null; piece = await readPiece(window, dump))
    text += piece;
  return text;
}

test('a dump that is read slowly is of the index at its beginning, however often that changes meanwhile', async (t) => {
  const sandbox = createSandbox(t);
  Object.assign(sandbox.environment, CODE_ENGINE);
  for (let file = 0; file < FILES; file += 1) {
    const functions = Array.from(
      { length: FUNCTIONS },
      (_, at) => `export function f${file}x${at}() { g(); }`,
    );
    sandbox.write(`part${file}.ts`, `${functions.join('\n')}\nfunction g() {}\n`);
  }
  assert.equal((await sandbox.run(['index', sandbox.root])).code, 0);
  const window = await dialWindow(sandbox);
  const open = async () => (await window.request('dump/open', { format: 'canonical' })).dump;
  const before = await readRest(window, await open());

  const slow = await open();
  let text = await readPiece(window, slow);
  assert.ok(text !== null && text.length < before.length, 'one piece is not all of it');
  for (const full of [false, true]) {
    sandbox.write('part0.ts', `export function changed${String(full)}() {}\n`);
    await window.request('index/run', { full });
    text += (await readPiece(window, slow)) ?? '';
  }
  text += await readRest(window, slow);
  assert.equal(text, before);
  assert.match(await readRest(window, await open()), /changedtrue/);
  window.close();
});
