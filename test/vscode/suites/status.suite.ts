import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { describeWindow } from '../../../extension/status/statusText.ts';
import { getExtension, run, waitForStatus } from './inWindow.ts';

suite('status', () => {
  test('activation gives the window back before a server is there', async () => {
    const { folders } = await getExtension().activate();
    assert.equal(folders.list().length, 1);
  });

  test('the numbers of the status bar are those of the server', async () => {
    const { served, status } = await waitForStatus();
    const { text, tooltip, severity } = describeWindow([
      { name: served.folder.name, state: served.connection.state },
    ]);
    assert.match(text, /Index ready$/);
    assert.equal(severity, 'none');
    for (const fact of [`| Contents | ${status.summary?.files} files`, '| Used by | 1 window']) {
      assert.ok(tooltip.includes(fact), `${fact} in ${tooltip}`);
    }
  });

  test('the page of Show Status names the tiers, the knobs and the endpoint', async () => {
    const { status } = await waitForStatus();
    const page = (await run<string>('showStatus')) ?? '';
    for (const word of [
      'exact',
      'inferred',
      'PASSIVE',
      String(status.windows),
      new URL(status.endpoint).port,
    ]) {
      assert.ok(page.includes(word), `${word} in ${page}`);
    }
  });
});
