// The questions of a window, asked of the real tools over a small index.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServerConnection } from '../../extension/connection/serverConnection.ts';
import { findCallsOf, listFileProblems, searchSymbols } from '../../extension/queries.ts';
import { findAgain, findSymbolsAt } from '../../extension/symbolAt.ts';
import { readManifest } from '../../server/languages/manifests.ts';
import type { RpcRequests } from '../../server/protocol/rpc.ts';
import type { ToolRegistry } from '../../server/mcp/registry.ts';
import { openShop, openTools } from '../mcp/toolsWorkspace.ts';

/** `query/run` without the wire. */
function ask(tools: ToolRegistry): Pick<ServerConnection, 'request'> {
  const request = (_method: string, { tool, arguments: args }: RpcRequests['query/run']['params']) =>
    tools.callTool(tool, args);
  return { request };
}

function names(symbols: readonly { readonly qualified_name: string }[]): string[] {
  return symbols.map(({ qualified_name }) => qualified_name);
}

test('the word of a call means what is called there', async (t) => {
  const server = ask(await openShop(t));
  const symbols = await findSymbolsAt(server, { file: 'app.py', line: 4, word: 'add_item' });
  assert.deepEqual(names(symbols), ['cart.add_item']);
});

test('on the head of a definition, its name and any other word mean the definition', async (t) => {
  const server = ask(await openShop(t));
  for (const word of ['add_item', 'def', undefined]) {
    const symbols = await findSymbolsAt(server, { file: 'cart.py', line: 8, word });
    assert.deepEqual(names(symbols), ['cart.add_item'], String(word));
  }
});

test('without a word the definition around the line is meant', async (t) => {
  const server = ask(await openShop(t));
  const symbols = await findSymbolsAt(server, { file: 'cart.py', line: 6, word: undefined });
  assert.deepEqual(names(symbols), ['cart.Cart.save']);
});

test('between definitions no symbol is meant', async (t) => {
  const server = ask(await openShop(t));
  assert.deepEqual(await findSymbolsAt(server, { file: 'app.py', line: 2, word: undefined }), []);
});

test('a word that is named elsewhere is found by its name, and one that is nowhere is not', async (t) => {
  const server = ask(await openShop(t));
  const place = { file: 'notes.txt', line: 1 };
  assert.deepEqual(names(await findSymbolsAt(server, { ...place, word: 'save' })), ['cart.Cart.save']);
  assert.deepEqual(await findSymbolsAt(server, { ...place, word: 'nowhere' }), []);
});

test('a symbol is found again on the line where it stands now, and under its new name', async (t) => {
  const server = ask(await openShop(t));
  const [addItem] = await searchSymbols(server, 'add_item', 1);
  assert.ok(addItem);
  const moved = await findAgain(server, { ...addItem, line: addItem.line + 20 });
  assert.equal(moved?.line, addItem.line);
  const renamed = await findAgain(server, { ...addItem, name: 'add', qualified_name: 'cart.add' });
  assert.equal(renamed?.qualified_name, 'cart.add_item');
  const gone = await findAgain(server, { ...addItem, qualified_name: 'cart.add', line: addItem.line + 1 });
  assert.equal(gone, undefined);
});

test('callers and callees are one hop away, with the lines of the calls and the tier', async (t) => {
  const server = ask(await openShop(t));
  const [addItem] = await searchSymbols(server, 'add item', 10);
  assert.ok(addItem);
  const callers = await findCallsOf(server, addItem, 'inbound');
  assert.deepEqual(
    callers.rows.map(({ name, site_file, site_lines, tier }) => [name, site_file, site_lines, tier]),
    [['main', 'app.py', [4], 'exact']],
  );
  const callees = await findCallsOf(server, addItem, 'outbound');
  assert.deepEqual(names(callees.rows), ['cart.Cart.save']);
});

test('a definition whose qualified name is not its own is asked for by its place', async (t) => {
  const text = 'x\n'.repeat(20);
  const tools = await openTools(t, { 'a.x': text, 'b.x': text }, (graph, fileOf) => {
    for (const path of ['a.x', 'b.x']) {
      const run = graph.symbol('Function', 'm.run', fileOf(path), 2, { endLine: 4 });
      const caller = graph.symbol('Function', `${path[0]}.caller`, fileOf(path), 6, { endLine: 8 });
      graph.call(caller, run, 7, 'local');
    }
  });
  const twin = { name: 'run', kind: 'Function', qualified_name: 'm.run', file: 'b.x', line: 2 } as const;
  assert.deepEqual(names((await findCallsOf(ask(tools), twin, 'inbound')).rows), ['b.caller']);
});

test('what a build made of the sources is left out of callers and hits, and counted', async (t) => {
  const text = 'x\n'.repeat(9);
  const files = Object.fromEntries(
    ['src/cart.x', 'src/pay.x', 'dist/cart.x', 'dist/pay.x'].map((path) => [path, text]),
  );
  const manifests = JSON.stringify([readManifest('package.json', '{"main": "dist/cart.x"}')]);
  const tools = await openTools(
    t,
    files,
    (graph, fileOf) => {
      const add = graph.symbol('Function', 'src.cart.add', fileOf('src/cart.x'), 1);
      graph.symbol('Function', 'dist.cart.add', fileOf('dist/cart.x'), 1);
      for (const folder of ['src', 'dist']) {
        const pay = graph.symbol('Function', `${folder}.pay.pay`, fileOf(`${folder}/pay.x`), 1);
        graph.call(pay, add, 3, 'import');
      }
    },
    { manifests },
  );
  const [add, ...others] = await searchSymbols(ask(tools), 'add', 5);
  assert.deepEqual([add?.file, add?.copies, others], ['src/cart.x', 1, []]);
  const callers = await findCallsOf(ask(tools), add!, 'inbound');
  assert.deepEqual([names(callers.rows), callers.hiddenCopies], [['src.pay.pay'], 1]);
});

test('all pages of the files with problems are read', async (t) => {
  const tools = await openTools(t, {}, (graph) => {
    for (let n = 0; n < 1200; n += 1) {
      graph.file(`f${String(n).padStart(4, '0')}.x`, {
        status: 'skipped',
        reason: 'larger than the limit',
        cause: 'left-out',
      });
    }
  });
  const { problems, total } = await listFileProblems(ask(tools));
  assert.deepEqual([problems.length, total], [1200, 1200]);
  assert.equal(new Set(problems.map(({ file }) => file)).size, 1200);
});
