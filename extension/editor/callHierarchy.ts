// Call hierarchy: callers and callees with how sure each edge is. VS Code asks one provider for it, the one that names the
// language of the document most closely; this one names none, so it serves where no other does.
import * as vscode from 'vscode';
import type { NodeKind } from '../../server/protocol/graph.ts';
import type { Folders, ServedFolder } from '../folders.ts';
import { findCallsOf } from '../queries.ts';
import type { CallRow, FoundSymbol } from '../queries.ts';
import { formatTier } from '../vocabulary.ts';
import { describeItem, prepareItems } from './hierarchyItems.ts';
import { toUri } from './located.ts';
import { questionAt } from './otherProviders.ts';
import type { OtherProviders } from './otherProviders.ts';
import { findRanges } from './siteRanges.ts';

/** The question that a hierarchy begins with. */
export const PREPARE_CALLS = 'vscode.prepareCallHierarchy';

const CALLABLE: ReadonlySet<NodeKind> = new Set(['Function', 'Method', 'Class']);

class CallItem extends vscode.CallHierarchyItem {
  readonly served: ServedFolder;
  readonly symbol: FoundSymbol;

  constructor(served: ServedFolder, symbol: FoundSymbol, detail: string) {
    super(...describeItem(served, symbol, detail));
    this.served = served;
    this.symbol = symbol;
  }
}

/** The provider for VS Code. */
export class CallHierarchy implements vscode.CallHierarchyProvider {
  readonly #folders: Folders;
  readonly #others: OtherProviders;

  constructor(folders: Folders, others: OtherProviders) {
    this.#folders = folders;
    this.#others = others;
  }

  async prepareCallHierarchy(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<CallItem[] | undefined> {
    if (this.#others.isAsking(questionAt(PREPARE_CALLS, document.uri, position))) return undefined;
    const make = (...item: ConstructorParameters<typeof CallItem>) => new CallItem(...item);
    return prepareItems(this.#folders, document, position, CALLABLE, make);
  }

  async provideCallHierarchyIncomingCalls(item: CallItem): Promise<vscode.CallHierarchyIncomingCall[]> {
    const { served, symbol } = item;
    const { rows } = await findCallsOf(served.connection, symbol, 'inbound');
    return Promise.all(
      rows.map(async (row) => {
        const ranges = await findRanges(toUri(served, row.site_file), row.site_lines, symbol.name);
        return new vscode.CallHierarchyIncomingCall(makeItem(served, row), ranges);
      }),
    );
  }

  async provideCallHierarchyOutgoingCalls(item: CallItem): Promise<vscode.CallHierarchyOutgoingCall[]> {
    const { served, symbol } = item;
    const { rows } = await findCallsOf(served.connection, symbol, 'outbound');
    // What lies outside of the project has no place that could be shown.
    const inside = rows.filter(({ external }) => !external);
    return Promise.all(
      inside.map(async (row) => {
        const ranges = await findRanges(toUri(served, row.site_file), row.site_lines, row.name);
        return new vscode.CallHierarchyOutgoingCall(makeItem(served, row), ranges);
      }),
    );
  }
}

function makeItem(served: ServedFolder, row: CallRow): CallItem {
  return new CallItem(served, row, `${formatTier(row.tier)} · ${row.file}`);
}
