// Shows a plan as a diff of two virtual documents and asks whether it may be written.
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { Review, ReviewedPlan } from './registration.ts';
import { t } from '../../server/protocol/l10n.ts';

const SCHEME = 'codebase-memory-plan';

type Question = { readonly title: string; readonly yes: string };

const WRITE = t('Write this change');

const QUESTIONS: Record<ReviewedPlan['subject'], Record<ReviewedPlan['kind'], Question>> = {
  entry: {
    add: { title: t('Add the entry "codebase-memory" to Claude Code?'), yes: WRITE },
    update: { title: t('Update the entry "codebase-memory" of Claude Code?'), yes: WRITE },
    replace: {
      title: t('Replace another server named "codebase-memory"?'),
      yes: t('Replace the other server'),
    },
    remove: { title: t('Remove the entry "codebase-memory" from Claude Code?'), yes: WRITE },
  },
  plugin: {
    add: { title: t('Install the plugin "codebase-memory" for Claude Code?'), yes: t('Write these files') },
    update: { title: t('Update the plugin "codebase-memory" of Claude Code?'), yes: t('Write these files') },
    replace: {
      title: t('Another skill or plugin is in this folder. Replace its files?'),
      yes: t('Replace these files'),
    },
    remove: {
      title: t('Remove the plugin "codebase-memory" from Claude Code?'),
      yes: t('Remove these files'),
    },
  },
  instructions: {
    add: { title: t('Add the instructions for agents to this file?'), yes: WRITE },
    update: { title: t('Update the instructions for agents in this file?'), yes: WRITE },
    replace: { title: t('Replace the instructions for agents in this file?'), yes: WRITE },
    remove: { title: t('Remove the instructions for agents from this file?'), yes: WRITE },
  },
};

/** The review of plans in this window; disposing it removes the documents. */
export class PlanPreview implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #provider: vscode.Disposable;
  #count = 0;

  constructor() {
    this.#provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: ({ query }) => this.#texts.get(query) ?? '',
    });
  }

  /** Shows the plan beside the question; true only for an explicit yes. The diff goes away with the answer. */
  readonly review: Review = async (plan) => {
    const shownFile = shorten(plan.file);
    const [left, right] = [this.#publish(plan.file, plan.before), this.#publish(plan.file, plan.after)];
    const named = { file: shownFile };
    const title = t('{file}: now ↔ after', named);
    await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: false });
    try {
      const { title: question, yes } = QUESTIONS[plan.subject][plan.kind];
      const detail =
        plan.after === undefined
          ? t('Deletes {file}, which was made for this', named)
          : t('Writes {file} as the diff shows', named);
      const chosen = await vscode.window.showQuickPick(
        [
          { label: `$(check) ${yes}`, detail, isYes: true },
          { label: `$(close) ${t('Cancel')}`, detail: t('Nothing is written'), isYes: false },
        ],
        // It must survive a look at the diff.
        {
          title: question,
          placeHolder: t('Nothing is written to {file} before you say so', named),
          ignoreFocusOut: true,
        },
      );
      return chosen?.isYes ?? false;
    } finally {
      await closeDiff(right);
      for (const { query } of [left, right]) this.#texts.delete(query);
    }
  };

  dispose(): void {
    this.#provider.dispose();
    this.#texts.clear();
  }

  #publish(file: string, text: string | undefined): vscode.Uri {
    const query = String((this.#count += 1));
    this.#texts.set(query, text ?? '');
    return vscode.Uri.file(file).with({ scheme: SCHEME, query });
  }
}

async function closeDiff(right: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputTextDiff && input.modified.toString() === right.toString(),
    );
  await vscode.window.tabGroups.close(tabs);
}

function shorten(file: string): string {
  const home = homedir();
  return file.startsWith(home) ? `~${file.slice(home.length)}` : file;
}
