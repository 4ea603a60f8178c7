// What a person has once done with success in this window; the walkthrough ticks its steps by it.
import * as vscode from 'vscode';

export type Done = 'connected' | 'indexed' | 'searched' | 'tracedCalls';

const done = new Set<Done>();

/** Remembers it, and has the step of the walkthrough ticked: see the context keys `codebaseMemory.done.<what>` in package.json. */
export async function noteDone(what: Done): Promise<void> {
  done.add(what);
  await tick(what);
}

/** Has the steps ticked that were done before their page was opened. */
export function followWalkthrough(): vscode.Disposable {
  return vscode.window.tabGroups.onDidChangeTabs(({ opened, changed }) => {
    // Extensions are not told what a page of VS Code's own shows.
    if (![...opened, ...changed].some(({ input }) => input === undefined)) return;
    for (const what of done) void tick(what);
  });
}

/**
 * VS Code ticks a step at the moment when its condition begins to hold. It may learn of the steps as late as when their page is
 * opened, and a condition that holds by then is overlooked for good; so each one holds for a moment only.
 */
async function tick(what: Done): Promise<void> {
  for (const holds of [true, false]) {
    await vscode.commands.executeCommand('setContext', `codebaseMemory.done.${what}`, holds);
  }
}
