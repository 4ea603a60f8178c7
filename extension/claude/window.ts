import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { entryFile } from '../../server/entry.ts';
import type { Services } from '../services.ts';
import { getSetting } from '../settings/windowSettings.ts';
import { getLauncherFile, makeBridgeEntry, makeHttpEntry } from './entry.ts';
import type { Entry } from './entry.ts';
import { EndpointUnknown } from './errors.ts';
import { writeLauncher } from './launcher.ts';
import { findProjectKey } from './projectKey.ts';
import { INSTRUCTION_FILES } from './instructions.ts';
import type { Instructions } from './instructions.ts';
import type { Plugin } from './plugin.ts';
import type { Registration, Review } from './registration.ts';

/** What the commands around Claude Code share in one window. */
export interface ClaudeWindow {
  readonly services: Pick<Services, 'output' | 'folders' | 'folderOf' | 'connection'>;
  readonly registration: Registration;
  readonly plugin: Plugin;
  readonly instructions: Instructions;
  readonly review: Review;
  /** The version of this extension. */
  readonly version: string;
  /** Where the texts of the plugin are that come with this extension. */
  readonly pluginSource: string;
}

/** How Claude Code is to be connected. */
export type RegistrationKind = 'bridge' | 'http' | 'off';

/** An entry, and the folder and project it is for; without them it holds for all of the user's projects. */
export interface PlacedEntry {
  readonly entry: Entry;
  readonly folder?: vscode.WorkspaceFolder;
  readonly projectKey?: string;
}

/** What the setting says. */
export function getRegistrationKind(): RegistrationKind {
  return getSetting('claude.registration') as RegistrationKind;
}

/** Makes the launcher start this VS Code and this extension; returns its path. */
export function refreshLauncher({ services, version }: ClaudeWindow): string {
  const cacheDir = getSetting('cacheDir') || undefined;
  const outcome = writeLauncher(homedir(), {
    runtime: process.execPath,
    entry: entryFile,
    version,
    cacheDir,
  });
  const launcher = getLauncherFile(homedir());
  if (outcome !== 'unchanged') services.output.info(`Launcher ${launcher}: ${outcome}`);
  return launcher;
}

/** The entry for the bridge, which serves every folder. */
export function placeBridgeEntry(window: ClaudeWindow): PlacedEntry {
  return { entry: makeBridgeEntry(refreshLauncher(window)) };
}

/** The entry for the server of one folder, started if need be. Throws CLAUDE_ENDPOINT_UNKNOWN. */
export async function placeHttpEntry(
  window: ClaudeWindow,
  folder: vscode.WorkspaceFolder,
): Promise<PlacedEntry> {
  const connection = window.services.connection(folder);
  await connection.getConnection();
  const endpoint = connection.discovery?.endpoint;
  if (endpoint === undefined) throw EndpointUnknown(folder.name);
  const entry = makeHttpEntry(refreshLauncher(window), endpoint, folder.uri.fsPath);
  return { entry, folder, projectKey: findProjectKey(folder.uri.fsPath) };
}

/** The files of the open folders that may have instructions for agents, whether they are there or not. */
export function listInstructionFiles(): string[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .flatMap(({ uri }) => INSTRUCTION_FILES.map((name) => join(uri.fsPath, name)));
}
