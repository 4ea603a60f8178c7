import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { isOlder } from '../../server/serve/connect.ts';
import { getLauncherFile } from './entry.ts';
import {
  findLauncherEntry,
  findLauncherVersion,
  formatBatchLauncher,
  formatShellLauncher,
} from './launcherText.ts';
import type { LauncherTarget } from './launcherText.ts';

/** What became of the launcher: `newer` means that another VS Code wrote one of a newer version that works. */
export type LauncherOutcome = 'written' | 'unchanged' | 'newer';

/**
 * Makes the launcher of `home` start `target`: replaced in one step, executable, and left alone when it is that already.
 * Throws what the file system says.
 */
export function writeLauncher(
  home: string,
  target: LauncherTarget,
  platform: NodeJS.Platform = process.platform,
): LauncherOutcome {
  const file = getLauncherFile(home, platform);
  const text = platform === 'win32' ? formatBatchLauncher(target, home) : formatShellLauncher(target);
  const present = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (present === text && isExecutable(file)) return 'unchanged';
  const entry = findLauncherEntry(present, home);
  const isNewer = isOlder(target.version, findLauncherVersion(present) ?? '0.0.0');
  if (isNewer && entry !== undefined && existsSync(entry)) return 'newer';
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    // Not at creation, where the umask takes bits away.
    chmodSync(temporary, 0o755);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return 'written';
}

function isExecutable(file: string): boolean {
  return process.platform === 'win32' || (statSync(file).mode & 0o100) !== 0;
}
