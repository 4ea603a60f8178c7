import { randomUUID } from 'node:crypto';
import { defineCommand } from '../command.ts';
import { FOLDER_ARGUMENT } from '../options.ts';

/** `headers [folder]`: what Claude Code runs as `headersHelper` of an HTTP entry, before it connects. */
export const headersCommand = defineCommand({
  name: 'headers',
  summary: 'Prints the HTTP headers of a client as JSON; starts the server if absent',
  argument: FOLDER_ARGUMENT,
  options: {},
  example: 'headers ~/src/shop',
  async run({ out, positionals, entryFile, version }) {
    const [{ checkRoot }, { getCacheRoot }, { connectServer }] = await Promise.all([
      import('../../discover/checkRoot.ts'),
      import('../../ownership/paths.ts'),
      import('../../serve/connect.ts'),
    ]);
    const root = checkRoot(positionals[0] ?? process.cwd(), getCacheRoot());
    const { token } = await connectServer({ root, entryFile, version });
    // Who asks for headers begins a session, which is told apart by this one (mcp/sessions.ts).
    const session = { 'X-Codebase-Memory-Session': `http-${randomUUID()}` };
    out.line(JSON.stringify({ Authorization: `Bearer ${token}`, ...session }));
    return 0;
  },
});
