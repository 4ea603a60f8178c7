// `npm run bench:window -- [--only activation|typing|confirming …]`: what the extension costs a window of a real VS Code, in CPU time
// of its extension host beside that of a window without it: while somebody types for a minute, at rest, and without a folder;
// what asking language servers costs; and how long lenses of 3,000 lines and the activation take. A profile of the host's thread
// says what of it was spent in functions of the extension.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
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
import type { Workbench } from '../test/vscode/support/workbench.ts';
import { packHostProfiler } from './hostProfiler.ts';
import type { HostProfile } from './hostProfiler.ts';
import { formatTable, median, writeResult } from './report.ts';

const MINUTE_MS = 60_000;
/** Between two keys, as of somebody who types fast. */
const KEY_MS = 150;
const SETTLE_MS = 15_000;
/** Language servers read the project in the first of them. */
const CONFIRM_MS = 2 * MINUTE_MS;
/** Of the kernel's clock: USER_HZ is 100 on every Linux. */
const TICK_MS = 10;
const QUIET = { 'codebaseMemory.claude.autoConnect': 'never', 'editor.minimap.enabled': false };
const FUNCTIONS = 600;
const ROUNDS = 11;
/** Lenses that are in sight in a high window. */
const SHOWN = 40;
const TIME_LENSES = 'Time Lenses';
/** Windows whose activation is looked at. */
const WINDOWS = 7;
const NAMES = {
  typing: 'typing for a minute',
  rest: 'at rest for a minute',
  noFolder: 'without a folder, a minute',
};

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

const PARTS = ['activation', 'typing', 'confirming'] as const;
type Part = (typeof PARTS)[number];

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true, default: [...PARTS] } } });
const isWanted = (part: Part) => values.only.includes(part);

await test('what the extension costs a window', { skip }, async (t) => {
  const activations = isWanted('activation') ? await measureActivation(t) : [];
  const rows: (readonly [string, number, number, number])[] = [];
  const result: Record<string, unknown> = { activations };
  if (isWanted('typing')) {
    const own = await measureTyping(t, true);
    const without = await measureTyping(t, false);
    for (const what of ['typing', 'rest', 'noFolder'] as const) {
      rows.push([NAMES[what], without[what].cpu, own[what].cpu, MINUTE_MS]);
      tellProfile(NAMES[what], own[what].profile);
    }
    Object.assign(result, { without, own });
  }
  if (isWanted('confirming')) {
    const [off, on] = [await measureConfirming(t, false), await measureConfirming(t, true)];
    rows.push(['asking language servers, two minutes', off, on, CONFIRM_MS]);
    Object.assign(result, { off, on });
  }
  const cells = rows.map(([what, off, on, ms]) => [what, String(off), String(on), share(off, on, ms)]);
  if (cells.length > 0) {
    const headings = ['CPU of the extension host, ms', 'without', 'with', 'added'];
    process.stdout.write(`${formatTable(headings, cells)}\n`);
  }
  process.stdout.write(`Written to ${writeResult('window', result)}\n`);
});

function tellProfile(what: string, { ours, all, functions }: HostProfile): void {
  const [own, total] = [ours.toFixed(1), all.toFixed(1)];
  process.stdout.write(`${what}: ${own} of ${total} ms in functions of the extension\n`);
  for (const line of functions) process.stdout.write(`  ${line}\n`);
}

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

/** What VS Code says of the activation in windows that are opened one after the other, and what the thread did until then. */
async function measureActivation(t: TestContext) {
  const product = new Product(t, { folder: 'started' });
  product.writeAll(SHOP);
  const profiler = await packHostProfiler(product.base);
  const vscode = await Vscode.start(t, product, programs!, {
    vsix: await buildVsix(),
    others: [profiler.vsix],
    environment: profiler.environment,
    settings: QUIET,
  });
  const times: number[] = [];
  for (let at = 0; at < WINDOWS; at += 1) {
    const window = await vscode.openWindow();
    await waitUntilReady(window);
    await window.runCommand('Developer: Show Running Extensions');
    const row = window.page
      .locator('.runtime-extensions-editor .monaco-list-row')
      .filter({ hasText: 'Codebase Memory' });
    const told = (await row.innerText()).replaceAll(/\s+/g, ' ');
    process.stdout.write(`activation: ${told}\n`);
    times.push(Number(/(\d+)\s?ms/.exec(told)?.[1]));
    tellProfile('until it was active', await profiler.readActivation());
    await window.close();
    await until(() => vscode.listExtensionHosts().length === 0);
  }
  process.stdout.write(`activation, ms: ${times.join(' ')}, median ${median(times)}\n`);
  return times;
}

async function measureTyping(t: TestContext, isOurs: boolean) {
  const product = new Product(t, { folder: isOurs ? 'with' : 'without' });
  product.writeAll(SHOP);
  product.write('large.py', makeLargeFile());
  const caller = await packCaller(product.base, TIME_LENSES, ASK_FOR_LENSES);
  const profiler = await packHostProfiler(product.base);
  const vscode = await Vscode.start(t, product, programs!, {
    vsix: caller.vsix,
    others: isOurs ? [await buildVsix(), profiler.vsix] : [profiler.vsix],
    environment: { ...caller.environment, ...profiler.environment },
    settings: QUIET,
  });
  const window = await vscode.openWindow();
  if (isOurs) await waitUntilReady(window);
  await window.goTo('large.py:1502:1');
  let lenses: number[] = [];
  if (isOurs) {
    await window.page.getByText('1 caller').first().waitFor();
    await window.runCommand(TIME_LENSES);
    lenses = await until(() => existsSync(caller.result) && (readJson(caller.result) as number[]));
    process.stdout.write(`lenses of ${5 * FUNCTIONS} lines, ms: ${lenses.join(' ')}\n`);
  }
  const cost = async (open: Workbench, work: () => Promise<unknown>) => {
    const cpu = await cpuOf(vscode.listExtensionHosts(), work);
    const profile = await profiler.profile(open, work);
    return { cpu, profile };
  };
  await setTimeout(SETTLE_MS);
  const typing = await cost(window, async () => {
    await window.page.locator('.editor-group-container.active .view-line').nth(10).click();
    const end = performance.now() + MINUTE_MS;
    for (let at = 0; performance.now() < end; at += 1) {
      await window.page.keyboard.type(at % 40 === 39 ? '\n' : 'a');
      await setTimeout(KEY_MS);
    }
  });
  const rest = await cost(window, () => setTimeout(MINUTE_MS));
  await window.close();
  await until(() => vscode.listExtensionHosts().length === 0);
  const empty = await vscode.openWorkspace(undefined);
  await setTimeout(SETTLE_MS);
  const noFolder = await cost(empty, () => setTimeout(MINUTE_MS));
  await empty.close();
  return { typing, rest, noFolder, lenses };
}

/** What a window that nobody touches costs with its language servers, once they have read the project. */
async function measureConfirming(t: TestContext, isOn: boolean): Promise<number> {
  const product = new Product(t, { folder: isOn ? 'asked' : 'left' });
  copyZod(product);
  const vscode = await Vscode.start(t, product, programs!, {
    vsix: await buildVsix(),
    settings: { ...QUIET, 'codebaseMemory.editor.confirmCalls': isOn },
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
