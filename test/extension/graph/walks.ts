// The long form of the random walk: `node test/extension/graph/walks.ts --walks 50 --actions 100 --seed 1`. Says what the page
// complained of, and what it holds on to after each ten walks; fails when it complains or grows.
import { test } from 'node:test';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../../vscode/support/browser.ts';
import { findChromium } from '../../vscode/support/chromium.ts';
import { GraphWindow } from './graphWindow.ts';
import { walkAtRandom } from './randomWalk.ts';
import { CHANGED_SHOP, openProgram } from './sampleGraph.ts';

/** What the heap may have grown by, after all, beside what it had after the first walks. */
const ALLOWED_GROWTH = 1.2;
const TOLD_EVERY = 10;

const { values } = parseArgs({
  options: {
    walks: { type: 'string', default: '50' },
    actions: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
const chromium = await findChromium();
if (chromium === undefined) throw new Error('Chromium is missing.');

test(`${values.walks} walks of ${values.actions} actions leave no complaint and no growth`, async (t) => {
  const browser = await launchBrowser(chromium);
  t.after(() => browser.close());
  const window = await GraphWindow.open(t, browser, openProgram(t), { changes: CHANGED_SHOP });
  const heaps: number[] = [];
  for (let walk = 0; walk < Number(values.walks); walk += 1) {
    await walkAtRandom(window, Number(values.actions), Number(values.seed) + walk);
    if (window.complaints.length > 0) throw new Error(`walk ${walk}: ${window.complaints.join('\n')}`);
    if ((walk + 1) % TOLD_EVERY > 0) continue;
    const { elements, listeners, heapBytes } = await window.countMemory();
    heaps.push(heapBytes);
    t.diagnostic(
      `after ${walk + 1} walks: ${elements} elements, ${listeners} listeners, ${(heapBytes / 1e6).toFixed(1)} MB`,
    );
  }
  const [first = 0, last = 0] = [heaps[0], heaps.at(-1)];
  if (last > first * ALLOWED_GROWTH) throw new Error(`The heap has grown from ${first} to ${last} bytes.`);
});
