import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { findCallsOf, listFileProblems, searchSymbols } from '../../../extension/queries.ts';
import manifest from '../../../package.json' with { type: 'json' };
import { waitForStatus } from './inWindow.ts';

suite('views', () => {
  test('every view can be brought to the front', async () => {
    const views = manifest.contributes.views.codebaseMemory;
    assert.ok(views.length >= 4);
    for (const { id } of views) await vscode.commands.executeCommand(`${id}.focus`);
  });

  test('what the views ask the server has answers', async () => {
    const { served } = await waitForStatus();
    const [cart] = await searchSymbols(served.connection, 'checkout', 5);
    assert.equal(cart?.qualified_name, 'service.main.checkout');
    const callers = await findCallsOf(served.connection, cart, 'inbound');
    assert.deepEqual(
      callers.rows.map(({ qualified_name, tier, site_file, site_lines }) => ({
        qualified_name,
        tier,
        site_file,
        site_lines,
      })),
      [
        {
          qualified_name: 'service.main.main',
          tier: 'exact',
          site_file: 'service/main.py',
          site_lines: [10],
        },
      ],
    );
    assert.deepEqual(await listFileProblems(served.connection), { problems: [], total: 0 });
  });
});
