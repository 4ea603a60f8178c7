// What is written into Claude Code's configuration: the entry of one MCP server. Pure.
import { join } from 'node:path';

/** The name of the server in every configuration. */
export const SERVER_NAME = 'codebase-memory';

/** One entry below `mcpServers`. */
export type Entry = Readonly<Record<string, unknown>>;

/** Members that we write; others in an entry (a timeout, variables) are the user's and stay. */
const OWN_MEMBERS = new Set(['type', 'command', 'args', 'url', 'headers', 'headersHelper', 'alwaysLoad']);

/** Path of the launcher below the home directory, as `isOwnEntry` recognises it. */
const LAUNCHER = ['.codebase-memory', 'bin', 'codebase-memory'];

/** The launcher: a stable path for configurations, whatever version of VS Code and of the extension runs today. */
export function getLauncherFile(home: string, platform: NodeJS.Platform = process.platform): string {
  return `${join(home, ...LAUNCHER)}${platform === 'win32' ? '.cmd' : ''}`;
}

/** A process per session that carries messages to the server of the folder the session runs in. */
export function makeBridgeEntry(launcher: string, platform: NodeJS.Platform = process.platform): Entry {
  // A batch file is no program: cmd runs it.
  const [command, args] = platform === 'win32' ? ['cmd', ['/c', launcher, 'mcp']] : [launcher, ['mcp']];
  return { type: 'stdio', command, args, alwaysLoad: true };
}

/** No process per session: the server's own address, and a command that starts it and prints the token for that address. */
export function makeHttpEntry(
  launcher: string,
  endpoint: string,
  folder: string,
  platform: NodeJS.Platform = process.platform,
): Entry {
  const quote = platform === 'win32' ? quoteForCmd : quoteForShell;
  return {
    type: 'http',
    url: endpoint,
    headersHelper: `${quote(launcher)} headers ${quote(folder)} --for ${endpoint}`,
    alwaysLoad: true,
  };
}

/** Whether an entry is one of ours: it runs the launcher, wherever the home directory is. */
export function isOwnEntry(entry: unknown): boolean {
  if (typeof entry !== 'object' || entry === null) return false;
  const { command, args, headersHelper } = entry as Entry;
  const words = [command, headersHelper, ...(Array.isArray(args) ? args : [])];
  return words.some(
    (word) => typeof word === 'string' && word.replaceAll('\\', '/').includes(LAUNCHER.join('/')),
  );
}

/** `wanted` with what the user added to the entry that is there. */
export function mergeEntry(existing: unknown, wanted: Entry): Entry {
  if (typeof existing !== 'object' || existing === null) return wanted;
  const kept = Object.entries(existing).filter(
    ([name]) => Object.hasOwn(wanted, name) || !OWN_MEMBERS.has(name),
  );
  return { ...Object.fromEntries(kept), ...wanted };
}

/** The entry as text to paste into a configuration. */
export function formatConfiguration(entry: Entry): string {
  return `${JSON.stringify({ mcpServers: { [SERVER_NAME]: entry } }, null, 2)}\n`;
}

/** Quotes a word for a POSIX shell. */
export function quoteForShell(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** A path can hold no double quote on Windows. */
function quoteForCmd(word: string): string {
  return `"${word}"`;
}
