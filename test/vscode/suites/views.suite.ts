import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { findCallsOf, listFileProblems, searchSymbols } from '../../../extension/queries.ts';
import manifest from '../../../package.json' with { type: 'json' };
import { openAt, run, waitForStatus, waitForTab } from './inWindow.ts';

suite('views', () => {
  test('every view can be brought to the front', async () => {
    const views = manifest.contributes.views.codebaseMemory;
    assert.ok(views.length >= 4);
    for (const { id } of views) await vscode.commands.executeCommand(`${id}.focus`);
  });

  test('the graph is a page beside the code, and its questions have answers', async () => {
    const { served } = await waitForStatus();
    await openAt('service/main.py', 'checkout');
    assert.equal(await run('showGraph'), true);
    await waitForTab('Graph');
    await openAt('service/main.py', 'checkout');
    assert.equal(await run('showInGraph'), true);
    const { nodes, edges } = await served.connection.request('graph/ask', {
      view: 'around',
      roots: ['service.main.checkout'],
      direction: 'inbound',
      relations: ['calls'],
      depth: 1,
      opened: {},
      tiers: ['exact', 'inferred'],
      hiddenKinds: [],
      hasTests: true,
    });
    assert.deepEqual(
      nodes.map(({ name, distance }) => `${distance} ${name}`),
      ['0 checkout', '-1 main'],
    );
    assert.equal(edges.length, 1);
    await assert.rejects(
      served.connection.request('graph/ask', { view: 'around', roots: [] } as never),
      /graph\/ask: roots/,
    );
    const [found] = await served.connection.request('graph/find', { text: 'checkout' });
    assert.equal(found?.file, 'service/main.py');
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
    const { entries } = await served.connection.request('files/list', { folder: 'service' });
    assert.deepEqual(entries.map(({ name, isFolder }) => `${name} ${isFolder}`).slice(0, 2), [
      'shop true',
      'main.py false',
    ]);
  });

  test('the hierarchy shows types as well, and a search stays in its view until it is emptied', async () => {
    await waitForStatus();
    await openAt('service/shop/cart.py', 'Base:');
    const shown = await run<{ qualified_name: string }>('showSubtypes');
    assert.match(shown?.qualified_name ?? '', /Base$/);
    await run('turnCalls');
    assert.equal(await run('searchInView', 'price'), true);
    await run('clearSearch');
  });
});
