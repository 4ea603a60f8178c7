// The rows of the view Problems: files that are not wholly in the index, by what is the matter. Pure.
import { formatCount, formatFiles } from '../../server/protocol/numbers.ts';
import { t } from '../../server/protocol/l10n.ts';
import { escapeMarkdown } from '../markdown.ts';
import type { FileProblem } from '../queries.ts';
import { groupByFolder } from './treeNode.ts';
import type { TreeNode } from './treeNode.ts';

/** What is the matter in one folder; `folder` is its URI. */
export interface FolderProblems {
  readonly name: string;
  readonly folder: string;
  readonly complaints: readonly string[];
  readonly problems: readonly FileProblem[];
  /** All of them; more than there are in `problems` when the list was cut. */
  readonly total: number;
}

/** The groups people look at: what can be mended first, what was left out on purpose last. */
const GROUPS = [
  { id: 'quarantined', label: t('Quarantined'), icon: 'bug', isOpen: true },
  { id: 'gaps', label: t('Parse gaps'), icon: 'warning', isOpen: true },
  { id: 'skipped', label: t('Skipped'), icon: 'debug-step-over', isOpen: false },
] as const;

type GroupId = (typeof GROUPS)[number]['id'];

/** The problems of each folder; the folders are rows of their own when there are several. */
export function describeProblems(folders: readonly FolderProblems[]): TreeNode[] {
  return groupByFolder(folders, describeFolder);
}

/** Which group a problem belongs to. */
export function groupOf({ status, cause }: FileProblem): GroupId {
  if (cause === 'given-up') return 'quarantined';
  return status === 'partial' ? 'gaps' : 'skipped';
}

function describeFolder({ name, folder, complaints, problems, total }: FolderProblems): TreeNode[] {
  const rows: TreeNode[] = complaints.map((complaint, index) => ({
    id: `${name}/complaint${index}`,
    label: complaint,
    tooltip: escapeMarkdown(complaint),
    icon: 'warning',
    color: 'list.warningForeground',
  }));
  for (const { id, label, icon, isOpen } of GROUPS) {
    const files = problems.filter((problem) => groupOf(problem) === id);
    if (files.length === 0) continue;
    const children =
      id === 'skipped' ? groupByReason(name, folder, files) : describeFiles(name, folder, files);
    rows.push({ id: `${name}/${id}`, label, description: formatFiles(files.length), icon, isOpen, children });
  }
  const hidden = total - problems.length;
  if (hidden > 0) {
    const label =
      hidden === 1 ? t('… and 1 more file') : t('… and {count} more files', { count: formatCount(hidden) });
    rows.push({ id: `${name}/more`, label, icon: 'ellipsis' });
  }
  return rows;
}

function groupByReason(name: string, folder: string, files: readonly FileProblem[]): TreeNode[] {
  const reasons = [...new Set(files.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const same = files.filter((file) => file.reason === reason);
    return {
      id: `${name}/skipped/${reason}`,
      label: reason,
      description: formatFiles(same.length),
      icon: 'list-flat',
      children: describeFiles(name, folder, same),
    };
  });
}

function describeFiles(name: string, folder: string, files: readonly FileProblem[]): TreeNode[] {
  return files.map(({ file, reason, line }) => {
    const slash = file.lastIndexOf('/');
    return {
      id: `${name}/file/${file}`,
      label: file.slice(slash + 1),
      description: [slash > 0 ? file.slice(0, slash) : '', reason].filter(Boolean).join(' · '),
      tooltip: `${escapeMarkdown(file)}\n\n${escapeMarkdown(reason)}`,
      icon: 'file',
      // A gap tells where it is: a click goes there.
      place: { folder, file, line: line || 1 },
    };
  });
}
