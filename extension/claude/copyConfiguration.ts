import * as vscode from 'vscode';
import { formatConfiguration, makeBridgeEntry } from './entry.ts';
import { placeHttpEntry, refreshLauncher } from './window.ts';
import type { ClaudeWindow } from './window.ts';
import { t } from '../../server/protocol/l10n.ts';

interface Choice extends vscode.QuickPickItem {
  /** The text to copy; undefined when the person gave up. */
  readonly make: () => Promise<string | undefined>;
}

/** Lets the person choose a client and puts its configuration on the clipboard. Resolves with what was copied. */
export async function copyConfiguration(window: ClaudeWindow): Promise<string | undefined> {
  const chosen = await vscode.window.showQuickPick(listChoices(window), {
    title: t('Copy MCP Configuration'),
    placeHolder: t('For which client?'),
  });
  const text = await chosen?.make();
  if (text === undefined) return undefined;
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`$(check) ${t('Configuration copied')}`, 5000);
  return text;
}

function listChoices(window: ClaudeWindow): Choice[] {
  const { services } = window;
  return [
    {
      label: 'Claude Code',
      detail: t('A bridge on stdio for every folder, for ~/.claude.json or .mcp.json'),
      make: () => Promise.resolve(formatConfiguration(makeBridgeEntry(refreshLauncher(window)))),
    },
    {
      label: t('Claude Code over HTTP'),
      detail: t('No process per session; one folder; a command prints the token'),
      make: async () => {
        const folder = await services.folderOf();
        return folder && formatConfiguration((await placeHttpEntry(window, folder)).entry);
      },
    },
    {
      label: t('Any client with stdio'),
      detail: t('Command and arguments for the server of one folder'),
      make: async () => {
        const folder = await services.folderOf();
        if (!folder) return undefined;
        const { command, args } = makeBridgeEntry(refreshLauncher(window));
        const words = [...(Array.isArray(args) ? args : []), folder.uri.fsPath];
        return formatConfiguration({ command, args: words });
      },
    },
    {
      label: t('Any client with HTTP'),
      detail: t('Address and token of one folder, until its server ends. Keep it secret'),
      make: async () => {
        const folder = await services.folderOf();
        if (!folder) return undefined;
        const connection = services.connection(folder);
        await connection.getConnection();
        const { endpoint, token } = connection.discovery ?? {};
        const headers = { Authorization: `Bearer ${token}` };
        return formatConfiguration({ type: 'http', url: endpoint, headers });
      },
    },
  ];
}
