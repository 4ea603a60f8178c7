import type { Verification } from './claudeClient.ts';
import { t } from '../../server/protocol/l10n.ts';

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
  const done = isNew ? t('The entry is written') : t('The entry was there already');
  if (asked === 'no command')
    return good(
      t(
        '{done}. The command "claude" was not found, so the connection was not tried: new sessions of Claude Code ' +
          'will use the entry. Other clients need the configuration copied.',
        { done },
      ),
    );
  if (asked === 'no folder')
    return good(t('{done}. The connection was not tried, because no trusted folder is open.', { done }));
  switch (asked.kind) {
    case 'connected':
      if (asked.scope.startsWith(scope))
        return good(t('Claude Code is connected. {done}; new sessions use it.', { done }));
      return bad(
        t(
          '{done}, but in this folder Claude Code follows another entry of the same name, which works: {scope}.',
          { done, scope: asked.scope },
        ),
      );
    case 'untrusted':
      return bad(
        t(
          '{done}, but Claude Code does not follow it before you trust this folder there: run "claude" in the folder once ' +
            'and accept, or set codebaseMemory.claude.registration to "bridge".',
          { done },
        ),
      );
    case 'missing':
      return bad(t('{done}, but Claude Code does not see it: {detail}', { done, detail: asked.detail }));
    case 'failed':
      return bad(t('{done}, but Claude Code could not connect: {detail}', { done, detail: asked.detail }));
    default:
      return bad(
        t('{done}. What "claude mcp get" said was not understood: {detail}', {
          done,
          detail: asked.detail,
        }),
      );
  }
}

function good(text: string): Finding {
  return { text, isGood: true };
}

function bad(text: string): Finding {
  return { text, isGood: false };
}
