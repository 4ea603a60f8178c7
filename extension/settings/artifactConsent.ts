// Whether a person has agreed that the index of a folder comes from where the setting `team.artifact` says: a repository can
// carry settings of its own, and nobody is contacted because of these alone.
import * as vscode from 'vscode';
import { setTimeout as sleep } from 'node:timers/promises';
import { t } from '../../server/protocol/l10n.ts';
import type { SettingsChange } from '../connection/serverConnection.ts';
import { escapeMessage } from '../markdown.ts';

const MEMORY_KEY = 'team.artifact.agreed';
/** A folder is not left without an index because nobody answers. */
const PATIENCE_MS = 60_000;

/** Asks once for each folder and place, and remembers a yes. */
export class ArtifactConsent {
  readonly #memory: vscode.Memento;
  readonly #asked = new Set<string>();

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /** The settings of a folder, without a place that nobody has agreed to. */
  filter(folder: vscode.Uri, change: SettingsChange): SettingsChange {
    const { artifact } = change;
    return artifact && !this.#hasAgreed(folder, artifact) ? { ...change, artifact: null } : change;
  }

  /** Resolves once a person has answered about the place that the settings of a folder name, or does not for a minute. */
  async ask({ uri, name }: vscode.WorkspaceFolder, { artifact }: SettingsChange): Promise<void> {
    if (!artifact || this.#hasAgreed(uri, artifact)) return;
    const key = spell(uri, artifact);
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    await Promise.race([this.#show(key, name, artifact), sleep(PATIENCE_MS, undefined, { ref: false })]);
  }

  async #show(key: string, folder: string, place: string): Promise<void> {
    const use = t('Use It');
    const question = t(
      'Codebase Memory can take the first index of {folder} from {place}, as its settings say. What comes from there is checked against your files; none of your code is sent.',
      { folder, place },
    );
    const chosen = await vscode.window.showInformationMessage(escapeMessage(question), use, t('Not Now'));
    if (chosen === use) await this.#memory.update(MEMORY_KEY, [...this.#agreed, key]);
  }

  get #agreed(): readonly string[] {
    return this.#memory.get<readonly string[]>(MEMORY_KEY, []);
  }

  #hasAgreed(folder: vscode.Uri, place: string): boolean {
    return this.#agreed.includes(spell(folder, place));
  }
}

function spell(folder: vscode.Uri, place: string): string {
  return `${folder.toString()} ${place}`;
}
