import * as vscode from 'vscode';
import type { Folders, ServedFolder } from '../folders.ts';
import type { TreeNode } from './treeNode.ts';
import { t } from '../../server/protocol/l10n.ts';

/** Shows rows that a pure function makes; `refresh` asks it again. */
export class ModelTree implements vscode.TreeDataProvider<TreeNode> {
  readonly #load: () => readonly TreeNode[] | Promise<readonly TreeNode[]>;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(load: () => readonly TreeNode[] | Promise<readonly TreeNode[]>) {
    this.#load = load;
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (!node) return [...(await this.#load())];
    return [...((await node.load?.()) ?? node.children ?? [])];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return makeTreeItem(node);
  }
}

/** Asks for the rows again when `describe` says something else of the folders, and when the view comes into sight. */
export function followFolders(
  folders: Folders,
  view: vscode.TreeView<TreeNode>,
  tree: ModelTree,
  describe: (served: ServedFolder) => string,
): vscode.Disposable {
  let shown = '';
  return vscode.Disposable.from(
    folders.onDidChange(() => {
      if (view.visible && shown !== (shown = folders.list().map(describe).join(';'))) tree.refresh();
    }),
    view.onDidChangeVisibility(({ visible }) => visible && tree.refresh()),
  );
}

/** A row as VS Code wants it. */
function makeTreeItem(node: TreeNode): vscode.TreeItem {
  const item = new vscode.TreeItem(node.label, getCollapsibleState(node));
  item.id = node.id;
  if (node.description !== undefined) item.description = node.description;
  if (node.tooltip !== undefined) item.tooltip = new vscode.MarkdownString(node.tooltip, true);
  if (node.icon !== undefined) item.iconPath = makeIcon(node.icon, node.color);
  if (node.contextValue !== undefined) item.contextValue = node.contextValue;
  const command = getCommand(node);
  if (command) item.command = command;
  return item;
}

function getCollapsibleState({ children, load, isOpen }: TreeNode): vscode.TreeItemCollapsibleState {
  if (!load && (!children || children.length === 0)) return vscode.TreeItemCollapsibleState.None;
  return isOpen ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

/** A codicon, in a colour of the theme if one is named. */
export function makeIcon(icon: string, color?: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
}

function getCommand({ command, place }: TreeNode): vscode.Command | undefined {
  if (command) {
    const { id, title, arguments: given = [] } = command;
    return { command: id, title, arguments: [...given] };
  }
  return place && openAt(place.folder, place.file, place.line);
}

/** The command that opens a file of a folder at a line counted from 1. */
export function openAt(folder: string, file: string, line: number): vscode.Command {
  const uri = vscode.Uri.joinPath(vscode.Uri.parse(folder), file);
  const position = new vscode.Position(Math.max(0, line - 1), 0);
  const options: vscode.TextDocumentShowOptions = { selection: new vscode.Range(position, position) };
  return { command: 'vscode.open', title: t('Open'), arguments: [uri, options] };
}
