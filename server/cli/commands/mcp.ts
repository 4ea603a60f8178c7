import { defineCommand } from '../command.ts';
import { FOLDER_ARGUMENT } from '../options.ts';

/** `mcp [folder]`: the stdio bridge, what Claude Code starts. */
export const mcpCommand = defineCommand({
  name: 'mcp',
  summary: 'MCP over stdio: connects the client that runs it to the server, started if absent',
  argument: FOLDER_ARGUMENT,
  options: {},
  example: 'mcp ~/src/shop',
  async run({ positionals, entryFile, version, seams }) {
    const [{ checkRoot }, { getCacheRoot }, { runBridge }] = await Promise.all([
      import('../../discover/checkRoot.ts'),
      import('../../ownership/paths.ts'),
      import('../../bridge/bridge.ts'),
    ]);
    const root = checkRoot(positionals[0] ?? process.cwd(), getCacheRoot());
    await runBridge({ root, entryFile, version, hungAfterMs: seams?.hungAfterMs });
    return 0;
  },
});
