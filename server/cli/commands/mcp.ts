import { defineCommand } from '../command.ts';

/** `mcp [folder]`: the stdio bridge, what Claude Code starts. */
export const mcpCommand = defineCommand({
  name: 'mcp',
  usage: '[folder]',
  summary: 'MCP over stdio: connects the client that runs it to the server, started if absent',
  options: {},
  maxPositionals: 1,
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
