import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { INSTRUCTION_FILES } from './instructions.ts';
import type { Outcome } from './registration.ts';
import type { ClaudeWindow } from './window.ts';
import { t } from '../../server/protocol/l10n.ts';

/** Adds the instructions for agents to files of a folder that the person chooses, each after a look at the change. */
export async function addInstructions(window: ClaudeWindow): Promise<readonly Outcome[]> {
  const folder = await window.services.folderOf();
  if (!folder) return [];
  const places = INSTRUCTION_FILES.map((name) => ({ name, file: join(folder.uri.fsPath, name) }));
  const present = places.filter(({ file }) => existsSync(file));
  const preset = present.length > 0 ? present : places.slice(0, 1);
  const chosen = await vscode.window.showQuickPick(
    places.map((place) => ({
      label: place.name,
      detail: describePlace(window, place.file),
      picked: preset.includes(place),
      file: place.file,
    })),
    {
      title: t('Add Instructions for Agents'),
      placeHolder: t('To which files of {folder}?', { folder: folder.name }),
      canPickMany: true,
    },
  );
  const outcomes: Outcome[] = [];
  for (const { file } of chosen ?? []) outcomes.push(await window.instructions.add(file, window.review));
  window.services.output.info(`Add instructions: ${outcomes.join(', ') || 'nothing chosen'}`);
  if (outcomes.includes('written'))
    void vscode.window.showInformationMessage(
      t('The instructions are written. "Disconnect Claude Code" takes them out again.'),
    );
  return outcomes;
}

function describePlace({ instructions }: ClaudeWindow, file: string): string {
  if (instructions.isIn(file)) return t('Has the instructions; they are brought up to date');
  return existsSync(file) ? t('The instructions are added at its end') : t('Is made for the instructions');
}
