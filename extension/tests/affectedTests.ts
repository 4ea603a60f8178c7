// The tests that the changes of the working tree may break, in VS Code's own view of tests. They are asked for when that view
// asks, and when its refresh button is pressed; once shown they follow the index.
import * as vscode from 'vscode';
import { CodedError, messageOf } from '../../server/errors.ts';
import type { AffectedTest } from '../../server/protocol/rpc.ts';
import { limitRate } from '../../server/serve/rate.ts';
import { t } from '../../server/protocol/l10n.ts';
import { describeIndexState } from '../connection/state.ts';
import { toRange, toUri } from '../editor/located.ts';
import type { Folders, ServedFolder } from '../folders.ts';
import { runCommand } from './runCommand.ts';
import { findTestOwner, runByOwner } from './testOwner.ts';
import { describeWay } from './wayText.ts';

const CONTROLLER = 'codebaseMemory.affected';
const REFRESH_INTERVAL_MS = 3000;
/** Files that the extension which owns their tests runs now: VS Code asks for those of this one too. */
const handedOver = new Set<string>();

/** Where a test stands, for when it is run. */
interface Origin {
  readonly served: ServedFolder;
  readonly file: string;
  /** Empty for a file: all of it is run. */
  readonly name: string;
}

/** Adds the tests to the view until it is disposed. */
export function provideAffectedTests(folders: Folders, log: (message: string) => void): vscode.Disposable {
  const controller = vscode.tests.createTestController(CONTROLLER, t('Affected by Changes'));
  const origins = new WeakMap<vscode.TestItem, Origin>();
  const states = new WeakMap<ServedFolder, string>();
  let isWanted = false;
  const refresh = async () => {
    isWanted = true;
    const items: vscode.TestItem[] = [];
    for (const served of folders.list()) {
      const { live } = served.connection;
      if (!live) continue;
      try {
        items.push(...makeItems(controller, origins, served, await live.request('tests/affected', {})));
      } catch (error) {
        // A folder without git has no changes that could be told.
        log(`${served.folder.name}: ${error instanceof CodedError ? error.message : messageOf(error)}`);
      }
    }
    controller.items.replace(items);
  };
  const refreshQuietly = limitRate(REFRESH_INTERVAL_MS, () => void refresh());
  controller.refreshHandler = refresh;
  controller.resolveHandler = async (item) => {
    if (!item) await refresh();
  };
  const profile = controller.createRunProfile(
    t('Run Affected Tests'),
    vscode.TestRunProfileKind.Run,
    (request, token) => run(controller, origins, request, token),
  );
  const subscription = folders.onDidChange((served) => {
    if (!served || !isWanted) return;
    const state = describeIndexState(served.connection.status);
    if (states.get(served) === state) return;
    states.set(served, state);
    refreshQuietly();
  });
  return vscode.Disposable.from(controller, profile, subscription);
}

/** A file of tests with those of its tests that are affected. */
function makeItems(
  controller: vscode.TestController,
  origins: WeakMap<vscode.TestItem, Origin>,
  served: ServedFolder,
  tests: readonly AffectedTest[],
): vscode.TestItem[] {
  const byFile = Map.groupBy(tests, ({ file }) => file);
  return [...byFile].map(([file, own]) => {
    const uri = toUri(served, file);
    const parent = controller.createTestItem(uri.toString(), file, uri);
    origins.set(parent, { served, file, name: '' });
    for (const test of own) {
      // A file of tests without names stands for them.
      if (test.kind === 'Module') {
        parent.description = describeWay(test.way);
        continue;
      }
      const item = controller.createTestItem(`${uri.toString()}#${test.qualified_name}`, test.name, uri);
      item.description = describeWay(test.way);
      item.range = toRange(test.line);
      origins.set(item, { served, file, name: test.name });
      parent.children.add(item);
    }
    return parent;
  });
}

/**
 * Runs what is asked for, file by file: by the extension that owns its tests, whose results stand with its own; else by a
 * command, and what that ends with is the result of the tests that it ran.
 */
async function run(
  controller: vscode.TestController,
  origins: WeakMap<vscode.TestItem, Origin>,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
): Promise<void> {
  const testRun = controller.createTestRun(request);
  const asked = request.include ?? [...controller.items].map(([, item]) => item);
  const leaves = asked.flatMap(listLeaves).filter((item) => !request.exclude?.includes(item));
  const byFile = Map.groupBy(leaves, (item) => origins.get(item)!.file);
  for (const item of leaves) testRun.enqueued(item);
  for (const [file, items] of byFile) {
    if (token.isCancellationRequested) break;
    const { served } = origins.get(items[0]!)!;
    for (const item of items) testRun.started(item);
    const names = items.map((item) => origins.get(item)!.name).filter((name) => name !== '');
    await runFile(served, file, names, items, testRun, token);
  }
  testRun.end();
}

async function runFile(
  served: ServedFolder,
  file: string,
  names: readonly string[],
  items: readonly vscode.TestItem[],
  testRun: vscode.TestRun,
  token: vscode.CancellationToken,
): Promise<void> {
  const uri = toUri(served, file);
  if (handedOver.has(uri.toString())) return skip(items, testRun);
  const owner = await findTestOwner(uri, CONTROLLER);
  if (owner !== undefined) {
    testRun.appendOutput(`> ${t('The tests in {file} are run by {owner}.', { file, owner })}\r\n`);
    skip(items, testRun);
    handedOver.add(uri.toString());
    try {
      return await runByOwner(uri);
    } finally {
      handedOver.delete(uri.toString());
    }
  }
  const tell = (what: 'errored' | 'failed', message: string) => {
    for (const item of items) testRun[what](item, new vscode.TestMessage(message));
  };
  try {
    const found = await served.connection.request('tests/command', { file, names });
    if (!found) return tell('errored', t('How the tests in {file} are run is not known.', { file }));
    testRun.appendOutput(`> ${found.command}\r\n`);
    const code = await runCommand(served.folder, found, token);
    if (code === 0) for (const item of items) testRun.passed(item);
    else if (code === undefined) skip(items, testRun);
    else {
      const { command } = found;
      tell('failed', t('{command} ended with exit code {code}: see its terminal.', { command, code }));
    }
  } catch (error) {
    tell('errored', messageOf(error));
  }
}

function skip(items: readonly vscode.TestItem[], testRun: vscode.TestRun): void {
  for (const item of items) testRun.skipped(item);
}

function listLeaves(item: vscode.TestItem): vscode.TestItem[] {
  return item.children.size === 0 ? [item] : [...item.children].flatMap(([, child]) => listLeaves(child));
}
