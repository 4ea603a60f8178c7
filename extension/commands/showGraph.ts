import { toIndexPath } from '../editor/located.ts';
import type { FoundSymbol } from '../queries.ts';
import type { Services } from '../services.ts';
import * as vscode from 'vscode';
import { findAskedSymbol, getServed } from './askedSymbol.ts';
import type { Command } from './command.ts';

/** Shows the graph, as it was left or with the folders. */
export const showGraph: Command = {
  run({ folders, graph }) {
    const served = folders.findCurrent();
    if (!served) throw folders.whyNone();
    graph.show(served, undefined);
    return Promise.resolve(true);
  },
};

/** Shows in the graph the symbol at the cursor, at a given place or of a row, or a file or folder of the explorer. */
export const showInGraph: Command = {
  async run(services, given, all) {
    const { folders, graph } = services;
    // The explorer hands over the selection as well.
    if (given instanceof vscode.Uri && Array.isArray(all)) {
      const served = getServed(folders, given);
      const { type } = await vscode.workspace.fs.stat(given);
      const kind = (type & vscode.FileType.Directory) === 0 ? 'file' : 'folder';
      graph.show(served, `${kind}\t${toIndexPath(served, given)}`);
      return true;
    }
    const row = findRow(given);
    const found = row
      ? { served: getShownFolder(services), symbol: row }
      : await findAskedSymbol(folders, given);
    if (!found) return false;
    const { file, line, qualified_name } = found.symbol;
    graph.show(found.served, file === '' ? qualified_name : `${file}:${line}`);
    return true;
  },
};

/** The symbol of a row of the Hierarchy. */
function findRow(given: unknown): FoundSymbol | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { type, symbol } = given as { type?: unknown; symbol?: FoundSymbol };
  return type === 'symbol' ? symbol : undefined;
}

function getShownFolder({ calls, folders }: Services) {
  const served = calls.served ?? folders.findCurrent();
  if (!served) throw folders.whyNone();
  return served;
}
