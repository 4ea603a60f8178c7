// The view Hierarchy, of calls or of types: a tree that grows by a question to the index with every row that is opened.
import * as vscode from 'vscode';
import { messageOf } from '../../server/errors.ts';
import type { ServerStatus } from '../../server/protocol/status.ts';
import { t } from '../../server/protocol/l10n.ts';
import { describeIndexState } from '../connection/state.ts';
import type { ServedFolder } from '../folders.ts';
import { findCallsOf } from '../queries.ts';
import type { CallDirection, FoundSymbol } from '../queries.ts';
import { findAgain } from '../symbolAt.ts';
import {
  describeAloud,
  describeInFull,
  describeSymbol,
  getKindIcon,
  getPlace,
  isRecursive,
  makeChildren,
  makeRoot,
  TIER_ICONS,
} from './callModel.ts';
import type { CallNode, Relation, SymbolNode } from './callModel.ts';
import { makeIcon, openAt } from './modelTree.ts';

const VIEW = 'codebaseMemory.calls';

/** Ways to use a symbol without calling it. */
const REFERRING = ['REFERENCES', 'USES_TYPE', 'INHERITS', 'IMPLEMENTS', 'DECORATES', 'IMPORTS'] as const;

/** Ways of one type, or of its method, to stand on another. */
const BETWEEN_TYPES = ['INHERITS', 'IMPLEMENTS', 'OVERRIDES'] as const;

const TITLES: Readonly<Record<Relation, Readonly<Record<CallDirection, string>>>> = {
  calls: { inbound: t('Callers'), outbound: t('Callees') },
  types: { inbound: t('Subtypes'), outbound: t('Supertypes') },
};

/** What is asked of a symbol. */
export interface HierarchyQuestion {
  readonly relation: Relation;
  readonly direction: CallDirection;
}

interface Shown extends HierarchyQuestion {
  readonly served: ServedFolder;
  readonly root: SymbolNode;
}

export class CallTree implements vscode.TreeDataProvider<CallNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<CallNode>;
  #shown: Shown | undefined;
  /** Which state of the index the tree was drawn from. */
  #answered = '';
  readonly onDidChangeTreeData = this.#changed.event;

  constructor() {
    this.#view = vscode.window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
  }

  /** The folder of what is shown. */
  get served(): ServedFolder | undefined {
    return this.#shown?.served;
  }

  /**
   * Shows who calls a symbol, what it calls, or the types above or below it, and brings the view to the front. `asked` is the
   * status from before the symbol was looked up: an edit that came since is followed.
   */
  async show(
    served: ServedFolder,
    symbol: FoundSymbol,
    { relation, direction }: HierarchyQuestion,
    asked: ServerStatus | undefined,
  ): Promise<void> {
    const root = makeRoot(symbol);
    this.#shown = { served, root, relation, direction };
    this.#answered = describeIndexState(asked);
    this.#view.message = '';
    this.#view.title = TITLES[relation][direction];
    this.#view.description = symbol.name;
    await vscode.commands.executeCommand('setContext', 'codebaseMemory.callsDirection', direction);
    this.#changed.fire(undefined);
    // The first row is opened at once: that is what was asked for.
    try {
      await this.#view.reveal(root, { expand: true, focus: false, select: false });
    } catch (error) {
      // The index changed meanwhile, and another root has taken its place; that one is open too.
      if (this.#shown?.root === root) throw error;
    }
    await this.follow(served);
  }

  /** Draws the tree again when the index of its folder has changed; a symbol that was renamed is followed. */
  async follow({ connection }: ServedFolder): Promise<void> {
    const shown = this.#shown;
    const { status } = connection;
    if (shown?.served.connection !== connection || !status || status.freshness.indexing) return;
    const answered = describeIndexState(status);
    if (this.#answered === (this.#answered = answered)) return;
    const symbol = await findAgain(connection, shown.root.symbol);
    if (this.#shown !== shown) return;
    if (symbol) {
      this.#shown = { ...shown, root: makeRoot(symbol) };
      this.#view.description = symbol.name;
    }
    const { name } = shown.root.symbol;
    this.#view.message = symbol ? '' : t('{name} is not in the index any more.', { name });
    this.#changed.fire(undefined);
  }

  /** Shows the same symbol, the other way round. */
  async turn(): Promise<void> {
    if (!this.#shown) return;
    const { served, root, relation, direction } = this.#shown;
    const { status } = served.connection;
    const turned = direction === 'inbound' ? 'outbound' : 'inbound';
    await this.show(served, root.symbol, { relation, direction: turned }, status);
  }

  async getChildren(node?: CallNode): Promise<CallNode[]> {
    if (!this.#shown) return [];
    const { root } = this.#shown;
    if (!node) return [root];
    if (node.type === 'group') return [...node.children];
    if (node.type !== 'symbol') return [];
    try {
      return await this.#loadChildren(this.#shown, node);
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
      // A row is cut where the view ends: what it says comes first, then why.
      const [label = node.text, ...why] = node.text.split(': ');
      const item = new vscode.TreeItem(label, none);
      if (why.length > 0) item.description = why.join(': ');
      item.tooltip = node.text;
      item.accessibilityInformation = { label: node.text };
      item.iconPath = makeIcon('info');
      return item;
    }
    if (node.type === 'group') {
      const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
      const item = new vscode.TreeItem(node.label, node.isOpen ? Expanded : Collapsed);
      item.id = node.id;
      item.iconPath = makeIcon(node.icon, 'disabledForeground');
      item.tooltip = node.tooltip;
      item.accessibilityInformation = { label: `${node.label}. ${node.tooltip}` };
      return item;
    }
    if (node.type === 'site') {
      const item = new vscode.TreeItem(t('line {line}', { line: node.line }), none);
      item.iconPath = makeIcon('call-incoming');
      item.description = node.file;
      item.command = openAt(folder, node.file, node.line);
      return item;
    }
    return makeSymbolItem(node, folder);
  }

  async #loadChildren({ served, relation, direction }: Shown, node: SymbolNode): Promise<CallNode[]> {
    const { connection, folder } = served;
    const hasOthers = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
    const onlyFolder = hasOthers ? folder.name : undefined;
    if (relation === 'types') {
      const { rows, hiddenCopies } = await findCallsOf(connection, node.symbol, direction, {
        edges: BETWEEN_TYPES,
      });
      const nothing = { references: [], unresolvedSites: 0 };
      return makeChildren(node, { relation, direction, rows, hiddenCopies, onlyFolder, ...nothing });
    }
    const [known, guesses] = await Promise.all([
      findCallsOf(connection, node.symbol, direction),
      findCallsOf(connection, node.symbol, direction, { tiers: ['possible'] }),
    ]);
    const wantsReferences = direction === 'inbound' && known.rows.length === 0;
    const references = wantsReferences
      ? await findCallsOf(connection, node.symbol, direction, { edges: REFERRING })
      : undefined;
    return makeChildren(node, {
      relation,
      direction,
      rows: [...known.rows, ...guesses.rows],
      references: references?.rows ?? [],
      hiddenCopies: known.hiddenCopies + (references?.hiddenCopies ?? 0),
      unresolvedSites: guesses.rows.length > 0 ? 0 : known.unresolvedSites,
      onlyFolder,
    });
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
  }
}

function makeSymbolItem(node: SymbolNode, folder: string): vscode.TreeItem {
  const { symbol, tier, sites, isExternal, parent } = node;
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const isLeaf = (isExternal || isRecursive(node)) && sites.length < 2;
  const item = new vscode.TreeItem(symbol.name, isLeaf ? None : parent ? Collapsed : Expanded);
  item.id = node.id;
  item.description = describeSymbol(node);
  item.iconPath = tier
    ? makeIcon(TIER_ICONS[tier].icon, TIER_ICONS[tier].color)
    : makeIcon(getKindIcon(symbol.kind));
  item.tooltip = new vscode.MarkdownString(describeInFull(node));
  item.accessibilityInformation = { label: describeAloud(node) };
  item.contextValue = isExternal ? 'external' : 'symbol';
  const place = getPlace(node);
  if (place) item.command = openAt(folder, place.file, place.line);
  return item;
}
