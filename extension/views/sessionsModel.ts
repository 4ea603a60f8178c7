// The rows of the view Sessions. Pure.
import { formatCost, formatCount, formatGrepTokens } from '../../server/protocol/numbers.ts';
import type { SessionReport, ToolCost } from '../../server/protocol/status.ts';
import { formatWindows } from '../counts.ts';
import { escapeMarkdown, formatCode } from '../markdown.ts';
import { formatTime } from '../../server/protocol/time.ts';
import { t } from '../../server/protocol/l10n.ts';
import { groupByFolder } from './treeNode.ts';
import type { TreeNode } from './treeNode.ts';

/** What one folder's server says of its sessions, and how many windows it has. */
export interface FolderSessions {
  readonly name: string;
  readonly sessions: readonly SessionReport[];
  readonly windows: number;
}

/** The sessions of each folder; the folders are rows of their own when there are several. */
export function describeSessions(folders: readonly FolderSessions[]): TreeNode[] {
  return groupByFolder(folders, describeFolder);
}

function describeFolder({ name, sessions, windows }: FolderSessions): TreeNode[] {
  const shared = {
    id: `${name}/windows`,
    label: formatWindows(windows),
    description: windows === 1 ? t('this one') : t('share this server'),
    icon: 'window',
  };
  const nobody: TreeNode = {
    id: `${name}/nobody`,
    label: t('No session yet'),
    description: t('connect Claude Code'),
    icon: 'plug',
    command: { id: 'codebaseMemory.connectClaudeCode', title: t('Connect Claude Code') },
  };
  const rows = sessions.map((session) => describeSession(name, session));
  return [shared, ...(rows.length > 0 ? rows : [nobody])];
}

function describeSession(folder: string, session: SessionReport): TreeNode {
  const { id, client, version, via, isConnected, lastTool, startTime, lastTime } = session;
  const { grepTokens, tools, kept } = session;
  const counts = formatCost(session);
  return {
    id: `${folder}/${id}`,
    label: [client, version].filter(Boolean).join(' '),
    description: `${counts}${via === 'bridge' ? '' : ' · HTTP'}`,
    icon: isConnected ? 'vm-active' : 'vm-outline',
    tooltip: [
      `**${escapeMarkdown(`${client} ${version}`)}** ${isConnected ? t('connected') : t('not connected now')}`,
      via === 'bridge'
        ? t('Through the bridge, since {time}', { time: formatTime(startTime) })
        : t('Over HTTP, since {time}', { time: formatTime(startTime) }),
      lastTool === null
        ? t('{counts} served, {time}', { counts, time: formatTime(lastTime) })
        : t('{counts} served; last {tool}, {time}', {
            counts,
            tool: formatCode(lastTool),
            time: formatTime(lastTime),
          }),
      ...(grepTokens > 0
        ? [t('The same facts would have cost {cost} (estimated)', { cost: formatGrepTokens(grepTokens) })]
        : []),
      ...(kept.blocks > 0
        ? [t('{count} tokens of source were not sent twice', { count: formatCount(kept.tokens) })]
        : []),
    ].join('\n\n'),
    ...(tools.length > 0 ? { children: tools.map((cost) => describeTool(`${folder}/${id}`, cost)) } : {}),
  };
}

function describeTool(session: string, cost: ToolCost): TreeNode {
  const { tool, calls, ms, grepTokens } = cost;
  const instead = grepTokens > 0 ? `; ${formatGrepTokens(grepTokens)}` : '';
  return {
    id: `${session}/${tool}`,
    label: tool,
    description: `${formatCost(cost)}${instead}`,
    tooltip: `${formatCost(cost)}${instead}; ${t('{count} ms a call', { count: formatCount(Math.round(ms / calls)) })}`,
    icon: 'tools',
  };
}
