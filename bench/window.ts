// `npm run bench:window`: what the extension costs a window of a real VS Code, in CPU time of its extension host beside that of a
// window without it: while somebody types for a minute, at rest, and without a folder; what asking language servers costs; and
// how long lenses of 3,000 lines and the activation take.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Product } from '../test/acceptance/support/product.ts';
import { SHOP } from '../test/acceptance/support/sample.ts';
import { until } from '../test/process/support/sandbox.ts';
import { packCaller } from '../test/vscode/support/commandCaller.ts';
import { waitUntilReady } from '../test/vscode/support/installed.ts';
import { listDescendants } from '../test/vscode/support/processes.ts';
import { copyZod } from '../test/vscode/support/project.ts';
import { setUpVscode } from '../test/vscode/support/setUp.ts';
import { Vscode } from '../test/vscode/support/vscode.ts';
import { buildVsix } from '../test/vscode/support/vsix.ts';
import { formatTable, writeResult } from './report.ts';

const MINUTE_MS = 60_000;
/** Between two keys, as of somebody who types fast. */
const KEY_MS = 150;
const SETTLE_MS = 15_000;
/** Language servers read the project in the first of them. */
const CONFIRM_MS = 2 * MINUTE_MS;
/** Of the kernel's clock: USER_HZ is 100 on every Linux. */
const TICK_MS = 10;
const FUNCTIONS = 600;
const ROUNDS = 11;
/** Lenses that are in sight in a high window. */
const SHOWN = 40;
const TIME_LENSES = 'Time Lenses';

/** Asks for the lenses of the large file, all of them with their words, again and again. */
const ASK_FOR_LENSES = `
    const [folder] = vscode.workspace.workspaceFolders;
    const uri = vscode.Uri.joinPath(folder.uri, 'large.py');
    const times = [];
    for (let round = 0; round < ${ROUNDS}; round += 1) {
      const began = Date.now();
      const lenses = await vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri, ${SHOWN});
      times.push(Date.now() - began);
      if (!lenses?.some(({ command }) => command?.command === 'codebaseMemory.showCallers')) return [];
    }
    return times;`;

const { skip, programs } = await setUpVscode();

await test('what the extension costs a window', { skip }, async (t) => {
  const own = await measureTyping(t, true);
  const without = await measureTyping(t, false);
  const [off, on] = [await measureConfirming(t, false), await measureConfirming(t, true)];
  const rows = [
    ['typing for a minute', without.typing, own.typing, share(without.typing, own.typing, MINUTE_MS)],
    ['at rest for a minute', without.rest, own.rest, share(without.rest, own.rest, MINUTE_MS)],
    [
      'without a folder, a minute',
      without.noFolder,
      own.noFolder,
      share(without.noFolder, own.noFolder, MINUTE_MS),
    ],
    ['asking language servers, two minutes', off, on, share(off, on, CONFIRM_MS)],
  ];
  process.stdout.write(
    `${formatTable(
      ['CPU of the extension host, ms', 'without', 'with', 'added'],
      rows.map((row) => row.map(String)),
    )}\n`,
  );
  process.stdout.write(`Written to ${writeResult('window', { without, own, off, on })}\n`);
});

function share(before: number, after: number, ms: number): string {
  return `${((100 * (after - before)) / ms).toFixed(2)} %`;
}

/** Functions of five lines that call each other. */
function makeLargeFile(): string {
  const rows = Array.from({ length: FUNCTIONS }, (_, at) => [
    `def step_${at}(value):`,
    `    """Does step ${at}."""`,
    `    other = value + ${at}`,
    `    return ${at > 0 ? `step_${at - 1}(other)` : 'other'}`,
    '',
  ]);
  return rows.flat().join('\n');
}

async function measureTyping(t: TestContext, isOurs: boolean) {
  const product = new Product(t, { folder: isOurs ? 'with' : 'without' });
  product.writeAll(SHOP);
  product.write('large.py', makeLargeFile());
  const caller = await packCaller(product.base, TIME_LENSES, ASK_FOR_LENSES);
  const vscode = await Vscode.start(t, product, programs!, {
    vsix: caller.vsix,
    others: isOurs ? [await buildVsix()] : [],
    environment: caller.environment,
    settings: { 'codebaseMemory.claude.autoConnect': 'never', 'editor.minimap.enabled': false },
  });
  const window = await vscode.openWindow();
  if (isOurs) await waitUntilReady(window);
  await window.goTo('large.py:1502:1');
  let lenses: number[] = [];
  let activation = '';
  if (isOurs) {
    await window.page.getByText('1 caller').first().waitFor();
    await window.runCommand(TIME_LENSES);
    lenses = await until(() => existsSync(caller.result) && (readJson(caller.result) as number[]));
    process.stdout.write(`lenses of ${5 * FUNCTIONS} lines, ms: ${lenses.join(' ')}\n`);
    await window.runCommand('Developer: Show Running Extensions');
    const row = window.page
      .locator('.runtime-extensions-editor .monaco-list-row')
      .filter({ hasText: 'Codebase Memory' });
    activation = (await row.innerText()).replaceAll(/\s+/g, ' ');
    process.stdout.write(`activation: ${activation}\n`);
    await window.runCommand('View: Close Editor');
  }
  const [host] = vscode.listExtensionHosts();
  await setTimeout(SETTLE_MS);
  const typing = await cpuOf([host!], async () => {
    await window.page.locator('.editor-group-container.active .view-line').nth(10).click();
    const end = performance.now() + MINUTE_MS;
    for (let at = 0; performance.now() < end; at += 1) {
      await window.page.keyboard.type(at % 40 === 39 ? '\n' : 'a');
      await setTimeout(KEY_MS);
    }
  });
  const rest = await cpuOf([host!], () => setTimeout(MINUTE_MS));
  await window.close();
  await until(() => vscode.listExtensionHosts().length === 0);
  const empty = await vscode.openWorkspace(undefined);
  await setTimeout(SETTLE_MS);
  const noFolder = await cpuOf(vscode.listExtensionHosts(), () => setTimeout(MINUTE_MS));
  await empty.close();
  return { typing, rest, noFolder, lenses, activation };
}

/** What a window that nobody touches costs with its language servers, once they have read the project. */
async function measureConfirming(t: TestContext, isOn: boolean): Promise<number> {
  const product = new Product(t, { folder: isOn ? 'asked' : 'left' });
  copyZod(product);
  const vscode = await Vscode.start(t, product, programs!, {
    vsix: await buildVsix(),
    settings: {
      'codebaseMemory.claude.autoConnect': 'never',
      'codebaseMemory.editor.confirmCalls': isOn,
      'editor.minimap.enabled': false,
    },
  });
  const window = await vscode.openWindow();
  await waitUntilReady(window);
  await window.goTo('v4/core/util.ts:957:20');
  await setTimeout(MINUTE_MS);
  const [host] = vscode.listExtensionHosts();
  // The server of the index is started by the host and none of its own.
  const own = listDescendants(host!).filter(({ commandLine }) => !commandLine.includes(' --detached '));
  const used = await cpuOf([host!, ...own.map(({ pid }) => pid)], () => setTimeout(CONFIRM_MS));
  await window.close();
  return used;
}

/** The CPU time of processes while something is done, in milliseconds. */
async function cpuOf(pids: readonly number[], work: () => Promise<unknown>): Promise<number> {
  const read = () =>
    pids.reduce((sum, pid) => {
      const stat = readFileSync(join('/proc', String(pid), 'stat'), 'latin1');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return sum + (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    }, 0);
  const before = read();
  await work();
  return read() - before;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
