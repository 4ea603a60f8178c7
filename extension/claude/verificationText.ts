import type { Verification } from './claudeClient.ts';

/** Why Claude Code was not asked. */
export type NotAsked = 'no command' | 'no folder';

interface Finding {
  readonly text: string;
  readonly isGood: boolean;
}

/**
 * One sentence or two about what was written and what Claude Code says of it, and whether that is good news. `scope` is
 * how Claude Code calls the place of the entry: of several with one name it follows one.
 */
export function describeVerification(
  asked: Verification | NotAsked,
  isNew: boolean,
  scope: 'User config' | 'Local config',
): Finding {
  const done = isNew ? 'The entry is written' : 'The entry was there already';
  if (asked === 'no command')
    return good(
      `${done}. The command "claude" was not found, so the connection was not tried: new sessions of Claude Code ` +
        'will use the entry. Other clients need the configuration copied.',
    );
  if (asked === 'no folder')
    return good(`${done}. The connection was not tried, because no trusted folder is open.`);
  switch (asked.kind) {
    case 'connected':
      if (asked.scope.startsWith(scope))
        return good(`Claude Code is connected. ${done}; new sessions use it.`);
      return bad(
        `${done}, but in this folder Claude Code follows another entry of the same name, which works: ${asked.scope}.`,
      );
    case 'untrusted':
      return bad(
        `${done}, but Claude Code does not follow it before you trust this folder there: run "claude" in the folder once ` +
          'and accept, or set codebaseMemory.claude.registration to "bridge".',
      );
    case 'missing':
      return bad(`${done}, but Claude Code does not see it: ${asked.detail}`);
    case 'failed':
      return bad(`${done}, but Claude Code could not connect: ${asked.detail}`);
    default:
      return bad(`${done}. What "claude mcp get" said was not understood: ${asked.detail}`);
  }
}

function good(text: string): Finding {
  return { text, isGood: true };
}

function bad(text: string): Finding {
  return { text, isGood: false };
}
