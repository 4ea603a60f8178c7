import * as vscode from 'vscode';
import { CodedError, messageOf } from '../../server/errors.ts';
import { t } from '../../server/protocol/l10n.ts';
import { NothingHere } from '../connection/errors.ts';
import { escapeMessage } from '../markdown.ts';
import type { Services } from '../services.ts';
import { COMMAND_NAMES } from './names.ts';
import type { CommandName } from './names.ts';
import { checkTrust } from './trust.ts';

const RUN_DOCTOR = commandId('runDoctor');
const SHOW_LOG = commandId('showLog');

/**
 * Registers them. A failure is shown with the ways to find out more, and logged; the command resolves with nothing, as it
 * does where the workspace would have to be trusted.
 */
export function registerCommands(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    ...COMMAND_NAMES.map((name) =>
      vscode.commands.registerCommand(commandId(name), async (...args: unknown[]) => {
        const { COMMANDS } = await import('./table.ts');
        const command = COMMANDS[name];
        if (!command.onlyLooks && !checkTrust()) return undefined;
        try {
          return await command.run(services, ...args);
        } catch (error) {
          if (error instanceof CodedError && error.code === NothingHere.code) {
            void vscode.window.showInformationMessage(escapeMessage(`Codebase Memory: ${error.message}`));
            return undefined;
          }
          services.output.error(`${commandId(name)}: ${messageOf(error)}`);
          void offerMore(messageOf(error));
          return undefined;
        }
      }),
    ),
  );
}

function commandId(name: CommandName): string {
  return `codebaseMemory.${name}`;
}

async function offerMore(message: string): Promise<void> {
  const [doctor, log] = [t('Run Doctor'), t('Show Log')];
  const chosen = await vscode.window.showErrorMessage(
    escapeMessage(`Codebase Memory: ${message}`),
    doctor,
    log,
  );
  if (chosen === doctor) await vscode.commands.executeCommand(RUN_DOCTOR);
  if (chosen === log) await vscode.commands.executeCommand(SHOW_LOG);
}
