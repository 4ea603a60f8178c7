import * as vscode from 'vscode';
import { escapeMessage } from '../markdown.ts';
import type { ServerConnection } from '../connection/serverConnection.ts';
import type { Services } from '../services.ts';

/** One command of the palette, called `<verb><Noun>`; its title and enablement are in package.json. */
export interface Command {
  /** Set for what starts no process and writes no file: it also runs where the workspace is not trusted. */
  readonly onlyLooks?: true;
  /** Rejects with an error whose message is for a person. What it resolves with is for tests and other extensions. */
  run(services: Services, ...args: unknown[]): Promise<unknown>;
}

/** The folder a command works on, with its connection; undefined when a person was asked and picked none. */
export async function pickFolder(
  services: Services,
): Promise<{ folder: vscode.WorkspaceFolder; connection: ServerConnection } | undefined> {
  if (services.folders.list().length === 0) throw services.folders.whyNone();
  const folder = await services.folderOf();
  return folder && { folder, connection: services.connection(folder) };
}

/** Runs `work` with a notification that says so, for what may take seconds. */
export function withNotice<Result>(title: string, work: () => Promise<Result>): Thenable<Result> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, work);
}

/** Tells what a command has done, in a notification that goes away by itself. */
export function say(text: string): void {
  void vscode.window.showInformationMessage(escapeMessage(`Codebase Memory: ${text}.`));
}
