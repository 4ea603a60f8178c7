// Go to Symbol in Workspace, for files of which no other extension lists symbols.
import { extname } from 'node:path';
import * as vscode from 'vscode';
import type { Folders } from '../folders.ts';
import { searchSymbols } from '../queries.ts';
import { getContainer, toLocation, toSymbolKind } from './located.ts';
import type { OtherProviders } from './otherProviders.ts';

const COMMAND = 'vscode.executeWorkspaceSymbolProvider';
const LIMIT = 60;
/** How long nobody else is asked again whether they know symbols of a kind of file. */
const UNSERVED_MS = 60_000;

/** Finds definitions by a name or a few words of it. */
export class WorkspaceSymbols implements vscode.WorkspaceSymbolProvider {
  readonly #folders: Folders;
  readonly #others: OtherProviders;
  /** By the end of a file's name, until when it counts as not served. */
  readonly #unserved = new Map<string, number>();

  constructor(folders: Folders, others: OtherProviders) {
    this.#folders = folders;
    this.#others = others;
  }

  async provideWorkspaceSymbols(
    query: string,
    token: vscode.CancellationToken,
  ): Promise<vscode.SymbolInformation[]> {
    const text = query.trim();
    if (text === '' || this.#others.isAsking(text)) return [];
    const live = this.#folders.list().filter(({ connection }) => connection.live);
    const found = await Promise.all(
      live.map(async (served) => {
        const hits = await searchSymbols(served.connection, text, LIMIT);
        return hits.filter(({ file }) => file !== '').map((hit) => ({ served, hit }));
      }),
    );
    const symbols: vscode.SymbolInformation[] = [];
    for (const { served, hit } of found.flat()) {
      if (token.isCancellationRequested) return [];
      if (await this.#isServed(extname(hit.file), hit.name)) continue;
      const { name, kind } = hit;
      const location = toLocation(served, hit);
      symbols.push(new vscode.SymbolInformation(name, toSymbolKind(kind), getContainer(hit), location));
    }
    return symbols;
  }

  async #isServed(extension: string, name: string): Promise<boolean> {
    if ((this.#unserved.get(extension) ?? 0) > Date.now()) return false;
    const isServed = await this.#others.serve(`${COMMAND} ${extension}`, name, async () => {
      const answer = await vscode.commands.executeCommand<readonly vscode.SymbolInformation[]>(COMMAND, name);
      return answer.some(({ location }) => location.uri.path.endsWith(extension));
    });
    if (!isServed) this.#unserved.set(extension, Date.now() + UNSERVED_MS);
    return isServed;
  }
}
