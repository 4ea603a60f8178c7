// VS Code's own MCP client finds the server of the window by itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Product } from '../acceptance/support/product.ts';
import { SHOP } from '../acceptance/support/sample.ts';
import { waitUntilReady } from './support/installed.ts';
import { setUpVscode } from './support/setUp.ts';
import { Vscode } from './support/vscode.ts';
import { buildVsix } from './support/vsix.ts';

const { skip, programs } = await setUpVscode();

test("VS Code's own MCP client runs our server and finds its tools", { skip }, async (t) => {
  assert.ok(programs);
  const product = new Product(t);
  product.writeAll(SHOP);
  const vscode = await Vscode.start(t, product, programs, { vsix: await buildVsix() });
  const window = await vscode.openWindow();
  await waitUntilReady(window);
  const session = product.openBridge();
  await session.initialize();
  const { result } = await session.request('tools/list');
  const { length } = (result as { tools: unknown[] }).tools;

  await window.runCommand('MCP: List Servers');
  await window.choice(/Codebase Memory.*Stopped/i).click();
  await window.choice('Start Server').click();
  const output = window.page.locator('.output-view, .panel');
  await output.getByText(`Discovered ${length} tools`).waitFor();
  await window.runCommand('MCP: List Servers');
  await window.choice(/Codebase Memory.*Running/i).waitFor();
});
