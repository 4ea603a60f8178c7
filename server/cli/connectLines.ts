import type { Discovery } from '../ownership/discovery.ts';
import type { ServerStatus } from '../protocol/status.ts';

/** How to connect Claude Code to a served workspace, ready to be copied. */
export function formatConnectLines(
  { endpoint, root }: ServerStatus,
  { token }: Discovery,
  entryFile: string,
): string[] {
  return [
    `Serving   ${endpoint}`,
    '',
    'Connect Claude Code:',
    `  claude mcp add codebase-memory -- node ${quote(entryFile)} mcp ${quote(root)}`,
    'or over HTTP, until the server ends:',
    `  claude mcp add --transport http codebase-memory ${endpoint} --header "Authorization: Bearer ${token}"`,
    '',
    `Ctrl-C leaves. ${describeStop(root, entryFile)}`,
  ];
}

/** How a server that is left ends, with a command that can be typed anywhere. */
export function describeStop(root: string, entryFile: string): string {
  return `The server ends when nobody uses it; to end it at once: node ${quote(entryFile)} stop ${quote(root)}`;
}

function quote(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
