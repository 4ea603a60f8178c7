import type { ServerStatus } from '../protocol/status.ts';

/** How to connect Claude Code to a served workspace, ready to be copied. Holds no secret: a shell remembers what it ran. */
export function formatConnectLines({ endpoint, root }: ServerStatus, entryFile: string): string[] {
  return [
    `Serving   ${endpoint}`,
    '',
    'Connect Claude Code:',
    `  claude mcp add codebase-memory -- node ${quote(entryFile)} mcp ${quote(root)}`,
    `A client of HTTP needs a header that holds until the server ends; \`codebase-memory headers ${quote(root)}\` prints it.`,
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
