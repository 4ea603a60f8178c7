// What a test needs from the machine it runs on. A person without it sees the test skipped, with the reason; CI must
// have everything, so there it is a failure.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** For the `skip` option of a test: false to run it, a reason to skip it. */
export type SkipOption = string | false;

/**
 * Whether a test that needs the program `name` can run: false when it is on the PATH or is an existing path, else the
 * reason to skip. Throws instead of skipping when CI=true. `howToGet` completes "… is missing: ".
 */
export function requireTool(name: string, howToGet: string): SkipOption {
  return requireCondition(findProgram(name) !== undefined, `${name} is missing: ${howToGet}`);
}

/** Whether a test can run: false when `isMet`, else `reason`. Throws instead of skipping when CI=true. */
export function requireCondition(isMet: boolean, reason: string): SkipOption {
  if (isMet) return false;
  if (process.env['CI'] === 'true') throw new Error(`${reason} (with CI=true nothing may be skipped)`);
  return reason;
}

/** The absolute path of a program on the PATH, or undefined. */
export function findProgram(name: string): string | undefined {
  if (name.includes('/') || name.includes('\\')) return existsSync(name) ? name : undefined;
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const ending of endings) {
      const candidate = join(folder, name + ending);
      if (isExecutable(candidate)) return candidate;
    }
  }
  return undefined;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
