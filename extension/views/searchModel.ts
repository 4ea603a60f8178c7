// The rows of the view Search: definitions that a text finds, the best first. Pure.
import { formatBuiltCopies } from '../../server/protocol/numbers.ts';
import { t } from '../../server/protocol/l10n.ts';
import { formatCallers } from '../counts.ts';
import { escapeMarkdown, formatCode } from '../markdown.ts';
import type { SearchHit } from '../queries.ts';
import { formatKind } from '../vocabulary.ts';
import { getKindIcon } from './callModel.ts';
import { groupByFolder } from './treeNode.ts';
import type { TreeNode } from './treeNode.ts';

/** What was found in one folder; `folder` is its URI. */
export interface FolderHits {
  readonly name: string;
  readonly folder: string;
  readonly hits: readonly SearchHit[];
}

/** The hits of each folder; the folders are rows of their own when there are several. */
export function describeHits(folders: readonly FolderHits[]): TreeNode[] {
  return groupByFolder(folders, ({ folder, hits }) =>
    hits.map((hit) => {
      const { name, kind, qualified_name, file, line, signature, in_degree, copies } = hit;
      return {
        id: `${folder} ${qualified_name} ${file}:${line}`,
        label: name,
        description: `${file}:${line}`,
        tooltip: [
          `${formatKind(kind)} ${formatCode(qualified_name)}`,
          ...(signature ? [formatCode(signature)] : []),
          escapeMarkdown(`${file}:${line}`),
          ...(in_degree > 0 ? [formatCallers(in_degree)] : []),
          ...(copies ? [formatBuiltCopies(copies)] : []),
        ].join('\n\n'),
        icon: getKindIcon(kind),
        contextValue: 'found',
        place: { folder, file, line },
      };
    }),
  );
}

/** What stands above the rows. */
export function describeFound(text: string, folders: readonly FolderHits[]): string {
  return folders.some(({ hits }) => hits.length > 0) ? '' : t('Nothing is named like "{text}"', { text });
}
