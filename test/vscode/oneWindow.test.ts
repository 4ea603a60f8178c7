// One window of a real VS Code on a real project, for all that does not need one of its own: starting one takes longer than
// most of what is tested in it. `npm run screenshots` takes the pictures of the README with it.
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Product } from '../acceptance/support/product.ts';
import { testCommands } from './commands.ts';
import { testMcpClient } from './mcpClient.ts';
import { packCommandCaller } from './support/commandCaller.ts';
import { loadStatus } from './support/installed.ts';
import { copyZod } from './support/project.ts';
import { setUpVscode } from './support/setUp.ts';
import { takesPictures, Vscode } from './support/vscode.ts';
import { buildVsix } from './support/vsix.ts';
import { COMMANDS, testTrust } from './trust.ts';
import { testViews } from './views.ts';

const { skip, programs } = await setUpVscode();

test('the extension in a window', { skip }, async (t) => {
  assert.ok(programs);
  // Pictures show paths; those of a test would be of its own making.
  const product = new Product(t, {
    folder: 'zod',
    ...(takesPictures ? { base: join(tmpdir(), 'demo') } : {}),
  });
  copyZod(product);
  const caller = await packCommandCaller(product.base, COMMANDS);
  const vscode = await Vscode.start(t, product, programs, {
    vsix: await buildVsix(),
    others: [caller.vsix],
    // As long as it is for people: a window that VS Code loads again finds the server that it left, on a slow machine too.
    environment: { ...caller.environment, CBM_IDLE_EXIT_MS: '600000' },
    trusts: false,
    settings: {
      'security.workspace.trust.startupPrompt': 'always',
      'codebaseMemory.claude.autoConnect': 'never',
      'codebaseMemory.index.maxFileSizeKb': 2048,
      'editor.minimap.enabled': false,
      'typescript.validate.enable': false,
      'js/ts.validate.enabled': false,
    },
    screen: { width: 1120, height: 700, scale: 1.4 },
  });
  const window = await vscode.openWindow();
  await t.test(
    'in an untrusted workspace nothing is started, the status says why, and trust starts it',
    (inner) => testTrust(inner, { product, window }, caller.result),
  );
  const installed = { product, vscode, window };
  assert.equal((await loadStatus(product)).freshness.generation, 1);

  await t.test('views, walkthrough and plans show what is so', (inner) => testViews(inner, installed));
  await t.test(
    'the palette reindexes, rebuilds and shows the status, and settings reach the running server',
    (inner) => testCommands(inner, installed),
  );
  await t.test("VS Code's own MCP client runs our server and finds its tools", () =>
    testMcpClient(installed),
  );
});
