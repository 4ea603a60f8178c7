import * as vscode from 'vscode';
import type { Folders } from './folders.ts';

/** The id under which package.json contributes it. */
const PROVIDER = 'codebaseMemory.servers';

/**
 * Offers the endpoint of each folder to VS Code's own MCP client. The token is added when VS Code starts a server, so
 * that it is kept nowhere; the server is found or started then.
 */
export function provideMcpServers(folders: Folders): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let offered = '';
  const subscription = folders.onDidChange(() => {
    // The next server has another token: what VS Code knows of it is out of date then.
    const servers = folders.list().map(({ connection }) => connection.status?.epoch ?? '');
    if (offered === (offered = servers.join())) return;
    changed.fire();
  });
  const provider: vscode.McpServerDefinitionProvider<FolderDefinition> = {
    onDidChangeMcpServerDefinitions: changed.event,
    provideMcpServerDefinitions() {
      const served = folders.list();
      return served.flatMap(({ folder, connection: { status } }) => {
        const label = served.length === 1 ? 'Codebase Memory' : `Codebase Memory (${folder.name})`;
        if (!status) return [];
        const version = `${status.version}+${status.epoch.slice(0, 8)}`;
        return [new FolderDefinition(folder, label, status.endpoint, version)];
      });
    },
    async resolveMcpServerDefinition(definition) {
      const connection = folders.get(definition.folder)?.connection;
      await connection?.getConnection();
      const discovery = connection?.discovery;
      if (!discovery) return undefined;
      definition.uri = vscode.Uri.parse(discovery.endpoint);
      definition.headers = { Authorization: `Bearer ${discovery.token}` };
      return definition;
    },
  };
  return vscode.Disposable.from(
    changed,
    subscription,
    vscode.lm.registerMcpServerDefinitionProvider(PROVIDER, provider),
  );
}

class FolderDefinition extends vscode.McpHttpServerDefinition {
  readonly folder: vscode.WorkspaceFolder;

  constructor(folder: vscode.WorkspaceFolder, label: string, endpoint: string, version: string) {
    super(label, vscode.Uri.parse(endpoint), {}, version);
    this.folder = folder;
  }
}
