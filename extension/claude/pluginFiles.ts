// The files of the Claude Code plugin. Pure, but for reading the texts that come with the extension.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOwnEntry, quoteForShell, SERVER_NAME } from './entry.ts';
import type { Entry } from './entry.ts';

/** The plugin's name and that of its folder. */
export const PLUGIN_NAME = 'codebase-memory';

/** How Claude Code calls the server of the plugin, where it is not connected by an entry of its own. */
const PLUGIN_SERVER = `plugin:${PLUGIN_NAME}:${SERVER_NAME}`;

const SKILL = 'skills/code-graph/SKILL.md';
const README = 'README.md';
const HINT = 'hooks/hint.sh';
const HOOKS = 'hooks/hooks.json';
const SERVERS = '.mcp.json';
/** What makes a folder a plugin: written last and removed first. */
export const MANIFEST = '.claude-plugin/plugin.json';

/** Every file the plugin can have, in the order in which they are written. */
export const PLUGIN_FILES: readonly string[] = [README, SKILL, HINT, HOOKS, SERVERS, MANIFEST];

/** Files of the plugin as they come with the extension. */
const SHIPPED = [README, SKILL, HINT];

export interface PluginOptions {
  /** Of the extension. */
  readonly version: string;
  /** The entry of the server; without one Claude Code reaches it by an entry that is there already. */
  readonly entry: Entry | undefined;
  /** Whether an entry of ours for all projects is in Claude Code's configuration: it goes before the plugin's. */
  readonly isConnected: boolean;
  /** Where the indexes are kept, for the hooks; undefined leaves the hooks out. */
  readonly hintsFrom: string | undefined;
}

/** The texts that come with the extension, by path in the plugin's folder. */
export function loadPluginTexts(source: string): ReadonlyMap<string, string> {
  return new Map(SHIPPED.map((path) => [path, readFileSync(join(source, path), 'utf8')]));
}

/** All files of the plugin, by path in its folder. */
export function makePluginFiles(
  texts: ReadonlyMap<string, string>,
  { version, entry, isConnected, hintsFrom }: PluginOptions,
): ReadonlyMap<string, string> {
  const files = new Map([...texts].filter(([path]) => path !== HINT || hintsFrom !== undefined));
  if (hintsFrom !== undefined) {
    const server = isConnected || !entry ? SERVER_NAME : PLUGIN_SERVER;
    files.set(HOOKS, format({ hooks: makeHooks(hintsFrom, server) }));
  }
  if (entry) files.set(SERVERS, format({ mcpServers: { [SERVER_NAME]: entry } }));
  files.set(
    MANIFEST,
    format({
      name: PLUGIN_NAME,
      version,
      description: 'The code index of Codebase Memory: its MCP server, and when and how to ask it.',
      author: { name: 'Codebase Memory' },
      license: 'MIT',
    }),
  );
  return files;
}

/** Whether the text is the plugin's list of servers, with ours in it. */
export function isOwnServers(text: string): boolean {
  try {
    const { mcpServers } = JSON.parse(text) as { mcpServers?: Readonly<Record<string, unknown>> };
    return isOwnEntry(mcpServers?.[SERVER_NAME]);
  } catch {
    return false;
  }
}

/** The path in the plugin's folder by which it is known as ours. */
export const SERVERS_FILE = SERVERS;

function makeHooks(cacheRoot: string, server: string): Readonly<Record<string, unknown>> {
  const hint = (event: string) => ({
    type: 'command',
    command: `sh "\${CLAUDE_PLUGIN_ROOT}/${HINT}" ${event} ${quoteForShell(cacheRoot)}`,
    timeout: 1,
  });
  const forget = {
    type: 'mcp_tool',
    server,
    tool: 'index_status',
    input: { new_context: true },
    timeout: 5,
    onFailure: 'continue',
  };
  return {
    SessionStart: [
      { matcher: 'startup|resume|clear|compact', hooks: [hint('SessionStart')] },
      // The context is new, the session is not: what it was given is not in it any more.
      { matcher: 'clear|compact', hooks: [forget] },
    ],
    SubagentStart: [{ hooks: [hint('SubagentStart')] }],
  };
}

function format(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
