// The page of the graph view in a real browser.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { TestContext } from 'node:test';
import german from '../../../l10n/bundle.l10n.de.json' with { type: 'json' };
import { requireCondition } from '../../require.ts';
import { launchBrowser } from '../../vscode/support/browser.ts';
import { describeChromiumInstall, findChromium } from '../../vscode/support/chromium.ts';
import { GraphWindow } from './graphWindow.ts';
import type { GraphWindowOptions } from './graphWindow.ts';
import { listLayoutFaults } from './layoutRules.ts';
import { walkAtRandom } from './randomWalk.ts';
import { CHANGED_SHOP, openProgram } from './sampleGraph.ts';
import type { PageState } from '../../../extension/graph/page/pageState.ts';
import { ACTIONS } from '../../../extension/graph/page/actions.ts';

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
  assert.deepEqual(await window.hear('open'), {
    type: 'open',
    file: 'app/part0.py',
    line: 1,
    hasFocus: false,
  });
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

test('what the window wrote down is shown where it is newer than what VS Code has', { skip }, async (t) => {
  const window = await openAtStart(t);
  await window.press('>');
  const { state } = await window.hear('keep');
  const newest = { ...(state as PageState), changes: 1000, isListShown: true };
  const again = await openPage(t, { state: newest });
  assert.ok(await again.page.locator('#list').isVisible());
  assert.match(await again.status(), /Around start/);
  const older = await openPage(t, { state: { ...newest, changes: -2 } });
  assert.ok(!(await older.page.locator('#list').isVisible()));
  assert.deepEqual([...window.complaints, ...again.complaints], []);
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

test('every action has a key of its own, and the page knows it', { skip }, async (t) => {
  const keys = ACTIONS.flatMap((action) => action.keys);
  assert.equal(new Set(keys).size, keys.length);
  const window = await openAtStart(t);
  await window.page.evaluate(
    "addEventListener('keydown', (event) => { globalThis.isTaken = event.defaultPrevented; })",
  );
  for (const { keys: own, label } of ACTIONS) {
    assert.ok(own.length > 0, label);
    for (const key of own) {
      // The other half of the Macs' keys has no meaning elsewhere.
      await window.page.keyboard.press(key.replace(/^ $/, 'Space'));
      assert.equal(await window.page.evaluate('globalThis.isTaken'), true, `${label}: ${key}`);
      await window.settle();
      // Where a key has opened something, the next one would be for that.
      await window.page.evaluate("document.querySelector('dialog').close(); document.activeElement.blur()");
    }
  }
  assert.deepEqual(window.complaints, []);
});

test('the arrows go from node to node, and what is focused is selected', { skip }, async (t) => {
  const window = await openAtStart(t);
  await window.press('ArrowLeft');
  await window.press('ArrowRight');
  const focused = () =>
    window.page.evaluate<string>("document.activeElement.querySelector('title')?.textContent");
  assert.match(await focused(), /^Function do_0_of_0_in_\w+, (test, )?1 step behind/);
  assert.equal(await window.page.locator('.node.selected').count(), 1);
  await window.press('Shift+ArrowDown');
  await window.press('Enter');
  assert.equal((await window.hear('open')).hasFocus, true);
  await window.press('f');
  await window.page.getByText(/^Around do_0_of_0/).waitFor();
});

test('a rest is opened and closed', { skip }, async (t) => {
  const window = await openPage(t);
  await window.tell({ type: 'show', root: 'main.log', isFollowing: false });
  await window.node('log').waitFor();
  const before = (await window.listNodes()).length;
  await window.press('ArrowRight');
  await window.node('log').click();
  await window.press('e');
  const opened = (await window.listNodes()).length;
  assert.ok(opened >= before + 20, `${before} → ${opened}`);
  await window.press('x');
  assert.deepEqual(await window.listNodes(), ['log']);
});

test('the filter leaves out tests, kinds and tiers', { skip }, async (t) => {
  const window = await openAtStart(t);
  await window.press('t');
  assert.ok(!(await window.listNodes()).some((name) => name.endsWith('_tests')));
  await window.press('Alt+2');
  assert.deepEqual(
    await window.listNodes(),
    ['do_0_of_0_in_app', 'do_0_of_0_in_shop', 'do_0_of_0_in_shop_prices', 'start'].sort(),
  );
  await window.press('Alt+Shift+5');
  assert.ok((await window.listNodes()).length <= 1);
});

test('a symbol is found while somebody types', { skip }, async (t) => {
  const window = await openPage(t);
  await window.press('/');
  await window.page.keyboard.type('do_7_of_1');
  // Whoever is faster than the list means what it will be.
  await window.page.keyboard.press('Enter');
  await window.page.getByText(/^Around do_7_of_1/).waitFor();
});

test('the ways between two symbols are drawn', { skip }, async (t) => {
  const window = await openAtStart(t);
  await window.node('start').click();
  await window.press('a');
  await window.tell({ type: 'show', root: 'builtins:print', isFollowing: false });
  await window.node('print').waitFor();
  await window.page.getByText(/^Around print/).waitFor();
  await window.node('print').click();
  await window.press('b');
  await window.page.getByText(/^Ways from start to print/).waitFor();
  const names = await window.listNodes();
  assert.ok(
    ['start', 'log', 'print'].every((name) => names.includes(name)),
    names.join(),
  );
});

test('what changes reach is coloured by distance', { skip }, async (t) => {
  const window = await openPage(t, { changes: CHANGED_SHOP });
  await window.press('i');
  await window.page.getByText(/^What the changes reach/).waitFor();
  assert.equal(await window.page.locator('.node.step-0').count(), 1);
  assert.ok((await window.page.locator('.node.step-1').count()) > 0);
  assert.ok(await window.page.locator('#legend').isVisible());
  assert.deepEqual(await window.findFaults(), []);
});

test('a picture is saved in four forms', { skip }, async (t) => {
  const window = await openAtStart(t);
  const save = async (key: string): Promise<Buffer> => {
    await window.page.keyboard.press(key);
    return Buffer.from((await window.hear('save')).content, 'base64');
  };
  const svg = String(await save('Alt+s'));
  assert.match(svg, /^<svg xmlns[^]*do_0_of_0_in_app[^]*<\/svg>$/);
  assert.doesNotMatch(svg, /var\(|class=|<script/);
  assert.equal((await save('Alt+p')).subarray(1, 4).toString(), 'PNG');
  assert.match(String(await save('Alt+m')), /^flowchart LR\n {2}n0\["start<br>[^]*-->\|calls\|/);
  assert.match(String(await save('Alt+d')), /^digraph \{[^]*label="start"[^]*->/);
  assert.deepEqual(window.complaints, []);
});

test('the cursor is followed only when it is asked for', { skip }, async (t) => {
  const window = await openAtStart(t);
  await window.tell({ type: 'show', root: 'main.log', isFollowing: true });
  await window.press('y');
  assert.equal((await window.hear('follow')).isOn, true);
  await window.page.getByText(/^Around start/).waitFor();
  await window.tell({ type: 'show', root: 'main.log', isFollowing: true });
  await window.page.getByText(/^Around log/).waitFor();
});

test('what cannot be answered is said, and the picture stays', { skip }, async (t) => {
  const window = await openAtStart(t);
  await window.tell({ type: 'show', root: 'x'.repeat(3000), isFollowing: false });
  await window.page.locator('#status.failure').waitFor();
  assert.match(await window.status(), /roots/);
  assert.ok((await window.listNodes()).length > 0);
});

for (const [width, height] of [
  [420, 560],
  [900, 700],
  [1600, 1000],
] as const) {
  test(`at ${width} × ${height} nothing overlaps and nothing is cut`, { skip }, async (t) => {
    const window = await openAtStart(t, { theme: width === 900 ? 'light' : 'dark', size: { width, height } });
    for (const keys of [['>', '>'], ['g'], ['l'], ['m'], ['ArrowRight', 'e']]) {
      for (const key of keys) await window.press(key);
      assert.deepEqual(await listLayoutFaults(window.page), [], keys.join(' '));
    }
    for (const part of ['#filter', '#exports']) {
      await window.page.locator(`${part} summary`).click();
      assert.deepEqual(await listLayoutFaults(window.page), [], part);
    }
  });
}

test('in a German window the page is German, and all of it is in its place', { skip }, async (t) => {
  const texts = german as Readonly<Record<string, string>>;
  const window = await openAtStart(t, {
    size: { width: 420, height: 560 },
    language: { name: 'de', texts },
  });
  assert.match(await window.status(), /^Umgebung von start, 1 Schritt: 8 Knoten · \d+ Kanten/);
  assert.equal(await window.page.locator('#search').getAttribute('placeholder'), 'Symbol suchen');
  assert.equal(await window.page.locator('#exports summary').textContent(), 'Export');
  await window.node('do_0_of_0_in_app').click();
  await window.page.locator('#chosen').getByText('Code öffnen').waitFor();
  for (const part of ['#filter', '#exports']) {
    await window.page.locator(`${part} summary`).click();
    assert.deepEqual(await listLayoutFaults(window.page), [], part);
  }
  assert.deepEqual(window.complaints, []);
});

test('whatever is done, the page complains of nothing and does not grow', { skip }, async (t) => {
  const window = await openAtStart(t, { changes: CHANGED_SHOP });
  // The first walk brings everything that is made once.
  await walkAtRandom(window, 40, 1);
  const first = await window.countMemory();
  for (const seed of [2, 3]) await walkAtRandom(window, 40, seed);
  const last = await window.countMemory();
  assert.deepEqual(window.complaints, []);
  assert.ok(last.elements < first.elements + 500, `${first.elements} → ${last.elements} elements`);
  assert.ok(last.listeners < first.listeners + 500, `${first.listeners} → ${last.listeners} listeners`);
});
