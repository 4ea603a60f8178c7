// The page of the graph view in a real browser.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { TestContext } from 'node:test';
import { requireCondition } from '../../require.ts';
import { launchBrowser } from '../../vscode/support/browser.ts';
import { describeChromiumInstall, findChromium } from '../../vscode/support/chromium.ts';
import { GraphWindow } from './graphWindow.ts';
import type { GraphWindowOptions } from './graphWindow.ts';
import { openProgram } from './sampleGraph.ts';

const chromium = await findChromium();
const skip = requireCondition(chromium !== undefined, `Chromium is missing: ${describeChromiumInstall()}`);
const browser = chromium === undefined ? undefined : await launchBrowser(chromium);
after(() => browser?.close());

/** Shows the page, on the surroundings of `start` unless it is told otherwise. */
async function openPage(t: TestContext, options: GraphWindowOptions = {}): Promise<GraphWindow> {
  return GraphWindow.open(t, browser!, openProgram(t), options);
}

async function openAtStart(t: TestContext, options: GraphWindowOptions = {}): Promise<GraphWindow> {
  const window = await openPage(t, options);
  await window.tell({ type: 'show', root: 'main.start', isFollowing: false });
  await window.node('start').waitFor();
  return window;
}

test(
  'the page begins with the folders and shows what leads from a symbol that it is told',
  { skip },
  async (t) => {
    const window = await openPage(t);
    assert.deepEqual(await window.listNodes(), ['app', 'main.py', 'shop', 'store', 'tests']);
    await window.tell({ type: 'show', root: 'main.start', isFollowing: false });
    await window.node('start').waitFor();
    assert.equal((await window.listNodes()).length, 8);
    assert.match(await window.status(), /Around start, 1 step: 8 nodes · \d+ edges/);
    assert.deepEqual(window.complaints, []);
  },
);

test('a click selects a node and shows its code; a double click looks closer', { skip }, async (t) => {
  const window = await openAtStart(t);
  await window.node('do_0_of_0_in_app').click();
  assert.deepEqual(window.told.at(-1), { type: 'open', file: 'app/part0.py', line: 1, hasFocus: false });
  await window.page.locator('#chosen').getByText('app/part0.py:1').waitFor();
  await window.node('do_0_of_0_in_app').dblclick();
  await window.page.getByText(/^Around do_0_of_0_in_app/).waitFor();
  assert.deepEqual(window.complaints, []);
});

test('what was undone and redone is the same picture', { skip }, async (t) => {
  const window = await openAtStart(t);
  const first = await window.listNodes();
  await window.press('>');
  const second = await window.listNodes();
  assert.ok(second.length > first.length);
  await window.press('u');
  assert.deepEqual(await window.listNodes(), first);
  await window.press('Control+y');
  assert.deepEqual(await window.listNodes(), second);
});

test('a reload brings back what was shown', { skip }, async (t) => {
  const window = await openAtStart(t);
  await window.press('>');
  await window.press('l');
  await window.press('ArrowRight');
  const [nodes, status] = [await window.listNodes(), await window.page.locator('#chosen p').innerText()];
  await window.page.reload();
  await window.node('start').waitFor();
  assert.deepEqual(await window.listNodes(), nodes);
  assert.equal(await window.page.locator('#chosen p').innerText(), status);
  assert.ok(await window.page.locator('#list').isVisible());
});

for (const theme of ['light', 'dark', 'high-contrast'] as const) {
  test(`everybody can use the page in ${theme}`, { skip }, async (t) => {
    const window = await openAtStart(t, { theme });
    for (const key of ['l', 'g', 'ArrowRight']) await window.press(key);
    await window.page.locator('#filter summary').click();
    assert.deepEqual(await window.findFaults(), []);
    await window.page.keyboard.press('Escape');
    await window.press('?');
    assert.deepEqual(await window.findFaults(), []);
    assert.deepEqual(window.complaints, []);
  });
}
