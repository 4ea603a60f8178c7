// Trees as data: what the pure models make and `modelTree.ts` shows.

/** One row of a tree, without VS Code; `modelTree.ts` shows it. */
export interface TreeNode {
  /** Stable, so that what was opened stays open when the tree is drawn again. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** Markdown. */
  readonly tooltip?: string;
  /** A codicon and, if not the usual one, a colour of the theme. */
  readonly icon?: string;
  readonly color?: string;
  /** What a click does. */
  readonly command?: { readonly id: string; readonly title: string; readonly arguments?: readonly unknown[] };
  /** A place in a file that a click opens; `file` is relative to the folder, the line counts from 1. */
  readonly place?: { readonly folder: string; readonly file: string; readonly line: number };
  readonly children?: readonly TreeNode[];
  /** The rows below it where they are asked for when it is opened. */
  readonly load?: () => Promise<readonly TreeNode[]>;
  readonly isOpen?: boolean;
  readonly contextValue?: string;
}

/** The rows of each folder; the folders are rows of their own when there are several. */
export function groupByFolder<Folder extends { readonly name: string }>(
  folders: readonly Folder[],
  describe: (folder: Folder) => TreeNode[],
): TreeNode[] {
  const [only] = folders;
  if (folders.length === 1 && only) return describe(only);
  return folders.map((folder) => ({
    id: folder.name,
    label: folder.name,
    icon: 'folder',
    isOpen: true,
    children: describe(folder),
  }));
}
