// The view Callers and Callees: a tree that grows by a question to the index with every row that is opened.
import * as vscode from 'vscode';
import { messageOf } from '../../server/errors.ts';
import type { ServedFolder } from '../folders.ts';
import { findCallsOf } from '../queries.ts';
import type { CallDirection, FoundSymbol } from '../queries.ts';
import { describeSymbol, getKindIcon, isRecursive, makeChildren, makeRoot, TIER_ICONS } from './callModel.ts';
import type { CallNode, SymbolNode } from './callModel.ts';
import { makeIcon, openAt } from './modelTree.ts';

const VIEW = 'codebaseMemory.calls';

interface Shown {
  readonly served: ServedFolder;
  readonly root: SymbolNode;
  readonly direction: CallDirection;
}

export class CallTree implements vscode.TreeDataProvider<CallNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<CallNode>;
  #shown: Shown | undefined;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor() {
    this.#view = vscode.window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
  }

  /** Shows who calls a symbol, or what it calls, and brings the view to the front. */
  async show(served: ServedFolder, symbol: FoundSymbol, direction: CallDirection): Promise<void> {
    const root = makeRoot(symbol);
    this.#shown = { served, root, direction };
    this.#view.title = direction === 'inbound' ? 'Callers' : 'Callees';
    this.#view.description = symbol.name;
    await vscode.commands.executeCommand('setContext', 'codebaseMemory.callsDirection', direction);
    this.#changed.fire(undefined);
    // The first row is opened at once: that is what was asked for.
    await this.#view.reveal(root, { expand: true, focus: false, select: false });
  }

  /** Shows the same symbol, the other way round. */
  async turn(): Promise<void> {
    if (!this.#shown) return;
    const { served, root, direction } = this.#shown;
    await this.show(served, root.symbol, direction === 'inbound' ? 'outbound' : 'inbound');
  }

  async getChildren(node?: CallNode): Promise<CallNode[]> {
    if (!this.#shown) return [];
    const { served, root, direction } = this.#shown;
    if (!node) return [root];
    if (node.type !== 'symbol') return [];
    try {
      const calls = await findCallsOf(served.connection, node.symbol, direction);
      return makeChildren(node, calls.rows, direction, calls.unresolvedSites);
    } catch (error) {
      return [{ type: 'note', id: `${node.id}/error`, text: messageOf(error) }];
    }
  }

  getParent(node: CallNode): CallNode | undefined {
    return node.type === 'symbol' ? node.parent : undefined;
  }

  getTreeItem(node: CallNode): vscode.TreeItem {
    const folder = this.#shown?.served.folder.uri.toString() ?? '';
    const none = vscode.TreeItemCollapsibleState.None;
    if (node.type === 'note') {
      const item = new vscode.TreeItem(node.text, none);
      item.iconPath = makeIcon('info');
      return item;
    }
    if (node.type === 'site') {
      const item = new vscode.TreeItem(`line ${node.line}`, none);
      item.iconPath = makeIcon('call-incoming');
      item.description = node.file;
      item.command = openAt(folder, node.file, node.line);
      return item;
    }
    return makeSymbolItem(node, folder);
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
  }
}

function makeSymbolItem(node: SymbolNode, folder: string): vscode.TreeItem {
  const { symbol, tier, reason, sites, isExternal, parent } = node;
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const isLeaf = (isExternal || isRecursive(node)) && sites.length < 2;
  const item = new vscode.TreeItem(symbol.name, isLeaf ? None : parent ? Collapsed : Expanded);
  item.id = node.id;
  item.description = describeSymbol(node);
  item.iconPath = tier
    ? makeIcon(TIER_ICONS[tier].icon, TIER_ICONS[tier].color)
    : makeIcon(getKindIcon(symbol.kind));
  item.tooltip = new vscode.MarkdownString(
    [`${symbol.kind} \`${symbol.qualified_name}\``, tier ? `${tier}: ${reason}` : '']
      .filter(Boolean)
      .join('\n\n'),
  );
  item.contextValue = isExternal ? 'external' : 'symbol';
  const place = sites[0] ?? (symbol.file === '' ? undefined : symbol);
  if (place) item.command = openAt(folder, place.file, place.line);
  return item;
}
