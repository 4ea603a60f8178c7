// `npm run bench:graph`: the page of the graph in Chromium: how long a workspace of 60,000 files takes until its folders are
// drawn and until their edges are, and what a frame of a drag among 200 nodes and 1,000 edges takes of the page's thread.
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Graph } from '../server/graph.ts';
import { openGeneration } from '../server/store/generation.ts';
import { writeGeneration } from '../server/store/writeGeneration.ts';
import { GraphWindow } from '../test/extension/graph/graphWindow.ts';
import { GraphBuilder, openGraph, temporaryDirectory } from '../test/store/graphBuilder.ts';
import { launchBrowser } from '../test/vscode/support/browser.ts';
import { findChromium } from '../test/vscode/support/chromium.ts';
import { formatTable, median, writeResult } from './report.ts';

const FILES = 60_000;
const FILES_OF_FOLDER = 100;
const FOLDERS_OF_FOLDER = 20;
const FUNCTIONS_OF_FILE = 3;
const ROUNDS = 5;
/** Around a root are this many; each leads to the next ones. */
const NEIGHBOURS = 199;
const NEXT = 5;
/** So often the root is opened, 20 more each time. */
const OPENED = 9;
const MOVES = 200;

/** Marks when the first node is drawn and when nothing is asked for any more. */
const MARK = `document.addEventListener('DOMContentLoaded', () => {
  const observer = new MutationObserver(() => {
    if (!performance.getEntriesByName('drawn')[0] && document.querySelector('.node')) performance.mark('drawn');
    if (!performance.getEntriesByName('drawn')[0] || document.body.hasAttribute('aria-busy')) return;
    performance.mark('whole');
    observer.disconnect();
  });
  observer.observe(document.body, { attributes: true, childList: true, subtree: true });
});`;

const chromium = await findChromium();
if (chromium === undefined) throw new Error('Chromium is missing.');

await test('the page of the graph', async (t) => {
  const browser = await launchBrowser(chromium);
  t.after(() => browser.close());
  const openings = await timeOpenings(t, browser);
  const frame = await timeDrag(t, browser);
  const rows: readonly [what: string, value: number][] = [
    [`${FILES} files: folders are drawn`, median(openings.map(({ drawn }) => drawn))],
    [`${FILES} files: and how they use each other`, median(openings.map(({ whole }) => whole))],
    [
      `a frame of a drag among ${frame.nodes} nodes and ${frame.edges} edges, on the page's thread`,
      frame.threadMs,
    ],
    ['of that scripts', frame.scriptMs],
    ['the time from frame to frame', median(frame.intervals)],
  ];
  process.stdout.write(
    `${formatTable(
      ['', 'ms'],
      rows.map(([what, ms]) => [what, ms.toFixed(1)]),
    )}\n`,
  );
  process.stdout.write(`Written to ${writeResult('graph', { openings, frame })}\n`);
});

/** Opens the page again and again, each time on a database that nothing was asked of before. */
async function timeOpenings(t: TestContext, browser: Browser): Promise<{ drawn: number; whole: number }[]> {
  const file = join(temporaryDirectory(t), 'graph-1.db');
  writeGeneration(file, makeLargeWorkspace(), { epoch: 'bench' });
  const openings = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const generation = openGeneration(file, { mmapBytes: 0 });
    const { page } = await GraphWindow.open(t, browser, generation, { before: MARK });
    const timeOf = (mark: string) =>
      page.evaluate<number>(`performance.getEntriesByName('${mark}')[0].startTime`);
    openings.push({ drawn: await timeOf('drawn'), whole: await timeOf('whole') });
    await page.close();
    generation.close();
  }
  return openings;
}

/** Drags the middle of a picture that is as large as one gets. */
async function timeDrag(t: TestContext, browser: Browser) {
  const window = await GraphWindow.open(t, browser, openGraph(t, makeDenseGraph()));
  const { page } = window;
  await window.tell({ type: 'show', root: 'dense.root', isFollowing: false });
  await page.getByText(/^Around root/).waitFor();
  await window.settle();
  await window.node('root').click();
  for (let opened = 0; opened < OPENED; opened += 1) await window.press('e');
  await window.press('0');
  const [nodes, edges] = [await page.locator('.node').count(), await page.locator('.edge').count()];
  const box = await window.node('root').boundingBox();
  if (!box) throw new Error('The root is not drawn.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name: string) => 1000 * (metrics.find((metric) => metric.name === name)?.value ?? 0);
    return { threadMs: of('TaskDuration'), scriptMs: of('ScriptDuration') };
  };
  await page.evaluate(`globalThis.frames = [];
    (function note(time) { globalThis.frames.push(time); requestAnimationFrame(note); })(performance.now())`);
  await page.mouse.move(x, y);
  await page.mouse.down();
  const before = { ...(await read()), frames: await page.evaluate<number>('frames.length') };
  for (let move = 0; move < MOVES; move += 1)
    await page.mouse.move(x + 60 * Math.sin(move / 9), y + 60 * Math.cos(move / 9));
  const after = await read();
  const frames = await page.evaluate<number[]>('frames');
  await page.mouse.up();
  const drawn = frames.length - before.frames;
  const intervals = frames.slice(before.frames).map((time, at, all) => time - (all[at - 1] ?? time));
  return {
    nodes,
    edges,
    frames: drawn,
    threadMs: (after.threadMs - before.threadMs) / drawn,
    scriptMs: (after.scriptMs - before.scriptMs) / drawn,
    intervals: intervals.slice(1),
  };
}

function makeLargeWorkspace(): Graph {
  const graph = new GraphBuilder();
  const symbols: number[] = [];
  for (let at = 0; at < FILES; at += 1) {
    const folder = Math.floor(at / FILES_OF_FOLDER);
    const path = `area${folder % FOLDERS_OF_FOLDER}/part${folder}/file${at}.py`;
    const file = graph.file(path);
    const module = path.slice(0, -3).replaceAll('/', '.');
    for (let each = 0; each < FUNCTIONS_OF_FILE; each += 1)
      symbols.push(graph.symbol('Function', `${module}.do_${each}`, file, 10 * each + 1));
  }
  for (const [at, id] of symbols.entries()) {
    graph.call(id, symbols[(at * 31 + 7) % symbols.length]!, 2);
    graph.call(id, symbols[(at + 1) % symbols.length]!, 3, 'returned');
  }
  return graph.build();
}

function makeDenseGraph(): Graph {
  const graph = new GraphBuilder();
  const file = graph.file('dense.py');
  const root = graph.symbol('Function', 'dense.root', file, 1);
  const around = Array.from({ length: NEIGHBOURS }, (_, at) =>
    graph.symbol('Function', `dense.do_${at}`, file, 2 + at),
  );
  for (const [at, id] of around.entries()) {
    graph.call(...(at % 2 === 0 ? ([root, id] as const) : ([id, root] as const)), 1);
    for (let next = 1; next <= NEXT; next += 1)
      graph.call(id, around[(at + next * 17) % around.length]!, 5 + next);
  }
  return graph.build();
}
