import { randomUUID } from 'node:crypto';
import { defineCommand } from '../command.ts';
import { FOLDER_ARGUMENT } from '../options.ts';

/** The address for which Claude Code asks, in the environment of a `headersHelper`. */
const CLAUDE_URL = 'CLAUDE_CODE_MCP_SERVER_URL';

/**
 * `headers [folder]`: what Claude Code runs as `headersHelper` of an HTTP entry, before it connects. The token goes to
 * the address that it is asked for, so it is printed only if the server has proved to listen there.
 */
export const headersCommand = defineCommand({
  name: 'headers',
  summary: 'Prints the HTTP headers of a client as JSON; starts the server if absent',
  argument: FOLDER_ARGUMENT,
  options: {
    for: {
      type: 'string',
      value: 'ENDPOINT',
      meaning: 'print them only if this is where the server listens',
    },
  },
  example: 'headers ~/src/shop --for http://127.0.0.1:41979/mcp',
  async run({ out, positionals, values, entryFile, version }) {
    const [{ checkRoot }, paths, { connectServer }, { hasMoved }, { EndpointMoved, EndpointNotNamed }] =
      await Promise.all([
        import('../../discover/checkRoot.ts'),
        import('../../ownership/paths.ts'),
        import('../../serve/connect.ts'),
        import('../../serve/port.ts'),
        import('../../serve/errors.ts'),
      ]);
    const root = checkRoot(positionals[0] ?? process.cwd(), paths.getCacheRoot());
    const { token, endpoint } = await connectServer({ root, entryFile, version });
    const wanted = values['for'] ?? process.env[CLAUDE_URL];
    const { workspace } = paths.getWorkspaceFiles(paths.getWorkspaceDir(root));
    if (wanted === undefined && hasMoved(workspace)) throw EndpointNotNamed(root, endpoint);
    if (wanted !== undefined && wanted !== endpoint) throw EndpointMoved(String(wanted), endpoint);
    // Who asks for headers begins a session, which is told apart by this one (mcp/sessions.ts).
    const session = { 'X-Codebase-Memory-Session': `http-${randomUUID()}` };
    out.line(JSON.stringify({ Authorization: `Bearer ${token}`, ...session }));
    return 0;
  },
});
