// The rows of the view Files: folders and files with how much of them is in the index. Pure.
import { formatCount, formatFiles } from '../../server/protocol/numbers.ts';
import type { FolderEntry } from '../../server/protocol/rpc.ts';
import { t } from '../../server/protocol/l10n.ts';
import { formatSymbols } from '../counts.ts';
import { escapeMarkdown } from '../markdown.ts';
import type { TreeNode } from './treeNode.ts';

/** What a folder holds; `root` is the URI of the workspace's folder, `path` is relative to it, '' for itself. */
export interface ListedFolder {
  readonly root: string;
  readonly path: string;
  readonly entries: readonly FolderEntry[];
}

/** The rows of a folder; `load` gives those of one below it when that is opened. */
export function describeEntries(
  { root, path, entries }: ListedFolder,
  load: (path: string) => Promise<readonly TreeNode[]>,
): TreeNode[] {
  return entries.map((entry) => {
    const own = path === '' ? entry.name : `${path}/${entry.name}`;
    const words = describeCoverage(entry);
    const isMissing = entry.skipped === entry.files;
    const row = {
      id: `${root} ${own}`,
      label: entry.name,
      description: words,
      tooltip: escapeMarkdown(`${own}: ${words}`),
      ...(isMissing
        ? { icon: 'circle-slash', color: 'disabledForeground' }
        : entry.partial > 0
          ? { icon: 'warning', color: 'list.warningForeground' }
          : { icon: entry.isFolder ? 'folder' : 'file' }),
    };
    return entry.isFolder
      ? { ...row, contextValue: 'folder', load: () => load(own) }
      : { ...row, contextValue: 'file', place: { folder: root, file: own, line: entry.line || 1 } };
  });
}

/** Such as `12 files, 340 symbols, 1 partly, 2 skipped`. */
function describeCoverage({ isFolder, files, partial, skipped, symbols, reason }: FolderEntry): string {
  if (!isFolder) {
    const what = skipped > 0 ? t('skipped') : formatSymbols(symbols);
    return reason === '' ? what : `${what}: ${reason}`;
  }
  return [
    formatFiles(files),
    formatSymbols(symbols),
    ...(partial > 0 ? [t('{files} partly', { files: formatCount(partial) })] : []),
    ...(skipped > 0 ? [t('{files} skipped', { files: formatCount(skipped) })] : []),
  ].join(', ');
}
