import * as vscode from 'vscode';
import { CodedError, messageOf } from '../../server/errors.ts';
import { t } from '../../server/protocol/l10n.ts';
import { NothingHere } from '../connection/errors.ts';
import { escapeMessage } from '../markdown.ts';
import type { Services } from '../services.ts';
import { checkpointDatabase } from './checkpointDatabase.ts';
import { clearCache } from './clearCache.ts';
import type { Command } from './command.ts';
import { confirmCalls } from './confirmCalls.ts';
import { measureEdges } from './measureEdges.ts';
import { rebuildIndex, reindexWorkspace } from './reindexWorkspace.ts';
import { restartServer } from './restartServer.ts';
import { runDoctor } from './runDoctor.ts';
import { clearSearch, searchInView } from './searchInView.ts';
import { searchSymbol } from './searchSymbol.ts';
import { showGraph, showInGraph } from './showGraph.ts';
import { showCallees, showCallers, showSubtypes, showSupertypes, turnCalls } from './showHierarchy.ts';
import { showLog } from './showLog.ts';
import { showMenu } from './showMenu.ts';
import { showStatus } from './showStatus.ts';
import { showWhyUnused } from './showWhyUnused.ts';
import { stopServer } from './stopServer.ts';
import { checkTrust } from './trust.ts';

/** Every command but those of extension/claude; package.json has their titles. */
const COMMANDS: readonly Command[] = [
  reindexWorkspace,
  rebuildIndex,
  showMenu,
  showStatus,
  searchSymbol,
  searchInView,
  clearSearch,
  showCallers,
  showCallees,
  showSubtypes,
  showSupertypes,
  turnCalls,
  showGraph,
  showInGraph,
  showWhyUnused,
  confirmCalls,
  measureEdges,
  checkpointDatabase,
  restartServer,
  stopServer,
  showLog,
  runDoctor,
  clearCache,
];

/**
 * Registers them. A failure is shown with the ways to find out more, and logged; the command resolves with nothing, as it
 * does where the workspace would have to be trusted.
 */
export function registerCommands(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    ...COMMANDS.map((command) =>
      vscode.commands.registerCommand(command.id, async (...args: unknown[]) => {
        if (!command.onlyLooks && !checkTrust()) return undefined;
        try {
          return await command.run(services, ...args);
        } catch (error) {
          if (error instanceof CodedError && error.code === NothingHere.code) {
            void vscode.window.showInformationMessage(escapeMessage(`Codebase Memory: ${error.message}`));
            return undefined;
          }
          services.output.error(`${command.id}: ${messageOf(error)}`);
          void offerMore(messageOf(error));
          return undefined;
        }
      }),
    ),
  );
}

async function offerMore(message: string): Promise<void> {
  const [doctor, log] = [t('Run Doctor'), t('Show Log')];
  const chosen = await vscode.window.showErrorMessage(
    escapeMessage(`Codebase Memory: ${message}`),
    doctor,
    log,
  );
  if (chosen === doctor) await vscode.commands.executeCommand(runDoctor.id);
  if (chosen === log) await vscode.commands.executeCommand(showLog.id);
}
