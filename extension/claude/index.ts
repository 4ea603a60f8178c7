// The part of the extension that connects Claude Code: its commands, the launcher, and what it offers by itself. What is
// written and how is in the modules beside, which know no VS Code.
import * as vscode from 'vscode';
import { messageOf } from '../../server/errors.ts';
import { CLAUDE_COMMANDS } from './commandNames.ts';
import { checkTrust } from '../commands/trust.ts';
import type { Services } from '../services.ts';

/** Registers the commands and, after this turn, writes the launcher and asks what is to be asked. */
export function registerClaudeCommands(context: vscode.ExtensionContext, services: Services): void {
  let loading: ReturnType<typeof load> | undefined;
  const load = async () => {
    const claude = await import('./claudeWindow.ts');
    return { ...claude, window: claude.openClaudeWindow(context, services) };
  };
  /** For what nobody asked for: a failure goes to the log and into no one's way. */
  const attempt = async (work: (claude: Awaited<ReturnType<typeof load>>) => unknown) => {
    try {
      await work(await (loading ??= load()));
    } catch (error) {
      services.output.warn(`Claude Code: ${messageOf(error)}`);
    }
  };
  for (const command of CLAUDE_COMMANDS) {
    const handler = async () => {
      if (!checkTrust()) return undefined;
      const { runClaudeCommand, window } = await (loading ??= load());
      return runClaudeCommand(window, command);
    };
    context.subscriptions.push(vscode.commands.registerCommand(`codebaseMemory.${command}`, handler));
  }
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('codebaseMemory.cacheDir'))
        void attempt(({ refreshLauncher, window }) => refreshLauncher(window));
    }),
  );
  // Whoever opens the window does not wait for files.
  setImmediate(() => {
    void attempt(({ refreshLauncher, window }) => refreshLauncher(window));
    void attempt(({ makeOffers, window }) => makeOffers(window));
  });
}
