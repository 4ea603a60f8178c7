/** Every command around Claude Code; titles and enablement are in package.json. */
export const CLAUDE_COMMANDS = [
  'connectClaudeCode',
  'disconnectClaudeCode',
  'copyMcpConfiguration',
  'installClaudePlugin',
  'addInstructions',
] as const;

export type ClaudeCommand = (typeof CLAUDE_COMMANDS)[number];
