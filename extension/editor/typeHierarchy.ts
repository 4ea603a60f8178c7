// Type hierarchy over the edges between classes and interfaces. Serves, like the call hierarchy, where no other provider
// names the language.
import * as vscode from 'vscode';
import type { NodeKind } from '../../server/protocol/graph.ts';
import type { Folders, ServedFolder } from '../folders.ts';
import { findCallsOf } from '../queries.ts';
import type { CallDirection, FoundSymbol } from '../queries.ts';
import { formatTier } from '../vocabulary.ts';
import { describeItem, prepareItems } from './hierarchyItems.ts';

const TYPES: ReadonlySet<NodeKind> = new Set(['Class', 'Interface', 'Enum', 'Type']);

class TypeItem extends vscode.TypeHierarchyItem {
  readonly served: ServedFolder;
  readonly symbol: FoundSymbol;

  constructor(served: ServedFolder, symbol: FoundSymbol, detail: string) {
    super(...describeItem(served, symbol, detail));
    this.served = served;
    this.symbol = symbol;
  }
}

/** The provider for VS Code. */
export class TypeHierarchy implements vscode.TypeHierarchyProvider {
  readonly #folders: Folders;

  constructor(folders: Folders) {
    this.#folders = folders;
  }

  prepareTypeHierarchy(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<TypeItem[] | undefined> {
    const make = (...item: ConstructorParameters<typeof TypeItem>) => new TypeItem(...item);
    return prepareItems(this.#folders, document, position, TYPES, make);
  }

  provideTypeHierarchySupertypes(item: TypeItem): Promise<TypeItem[]> {
    return findRelated(item, 'outbound');
  }

  provideTypeHierarchySubtypes(item: TypeItem): Promise<TypeItem[]> {
    return findRelated(item, 'inbound');
  }
}

async function findRelated({ served, symbol }: TypeItem, direction: CallDirection): Promise<TypeItem[]> {
  const edges = ['INHERITS', 'IMPLEMENTS'] as const;
  const { rows } = await findCallsOf(served.connection, symbol, direction, { edges });
  return rows
    .filter(({ external, kind }) => !external && TYPES.has(kind))
    .map((row) => new TypeItem(served, row, `${formatTier(row.tier)} · ${row.file}`));
}
