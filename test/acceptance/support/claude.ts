import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireCondition } from '../../require.ts';
import type { SkipOption } from '../../require.ts';
import { CLAUDE_CODE, findTool } from './tools.ts';

/** What Claude Code is told besides where its home is: to stay alone. */
export const CLAUDE_ALONE = {
  DISABLE_TELEMETRY: '1',
  DISABLE_AUTOUPDATER: '1',
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  // Several of them that change one file wait for each other, on a busy machine for longer than they do by themselves.
  CLAUDE_CODE_CONFIG_LOCK_WAIT_MS: '60000',
} as const;

const client = await findTool(CLAUDE_CODE);

/** For the `skip` option of tests that run Claude Code in a POSIX shell. */
export const skipWithoutClaude: SkipOption =
  requireCondition(client !== undefined, `${CLAUDE_CODE.name} could not be installed: check the network`) ||
  requireCondition(process.platform !== 'win32', 'the printed lines are run in a POSIX shell');

/** Puts a program `claude` into a folder, for the PATH of a shell. */
export function writeClaudeShim(folder: string): void {
  const shim = join(folder, 'claude');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    shim,
    `#!/bin/sh\nexec '${process.execPath}' '${join(client ?? '', 'cli-wrapper.cjs')}' "$@"\n`,
  );
  chmodSync(shim, 0o755);
}
