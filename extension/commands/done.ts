import * as vscode from 'vscode';

/** What a person has once done with success; the walkthrough ticks its steps by these. */
export type Done = 'connected' | 'searched' | 'tracedCalls';

/** Remembers it for this window as the context key `codebaseMemory.done.<what>`. */
export async function noteDone(what: Done): Promise<void> {
  await vscode.commands.executeCommand('setContext', `codebaseMemory.done.${what}`, true);
}
