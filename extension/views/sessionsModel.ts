// The rows of the view Sessions. Pure.
import { formatCost, formatCount, formatGrepTokens } from '../../server/protocol/numbers.ts';
import type { SessionReport, ToolCost } from '../../server/protocol/status.ts';
import { escapeMarkdown, formatCode } from '../markdown.ts';
import { formatTime } from '../../server/protocol/time.ts';
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
    label: windows === 1 ? '1 window' : `${formatCount(windows)} windows`,
    description: windows === 1 ? 'this one' : 'share this server',
    icon: 'window',
  };
  const nobody: TreeNode = {
    id: `${name}/nobody`,
    label: 'No session yet',
    description: 'connect Claude Code',
    icon: 'plug',
    command: { id: 'codebaseMemory.connectClaudeCode', title: 'Connect Claude Code' },
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
      `**${escapeMarkdown(`${client} ${version}`)}** ${isConnected ? 'connected' : 'not connected now'}`,
      `${via === 'bridge' ? 'Through the bridge' : 'Over HTTP'}, since ${formatTime(startTime)}`,
      `${counts} served${lastTool === null ? '' : `; last ${formatCode(lastTool)}`}, ${formatTime(lastTime)}`,
      ...(grepTokens > 0
        ? [`The same facts would have cost ${formatGrepTokens(grepTokens)} (estimated)`]
        : []),
      ...(kept.blocks > 0 ? [`${formatCount(kept.tokens)} tokens of source were not sent twice`] : []),
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
    tooltip: `${formatCost(cost)}${instead}; ${formatCount(Math.round(ms / calls))} ms a call`,
    icon: 'tools',
  };
}
