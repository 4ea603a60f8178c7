// Chromium of the system, and where it is missing and can be had without a question, through the system's packages.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runExclusively } from '../../../scripts/exclusive.mjs';
import { findProgram } from '../../require.ts';

/** Packages of apt-get, the first that there is: the shell has no tabs and no menus, and opens a page with half the work. */
const PACKAGES = ['chromium-headless-shell', 'chromium'];
const NAMES = [...PACKAGES, 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const lock = join(import.meta.dirname, '..', '..', '..', '.artifacts', 'chromium.lock');

/**
 * The path of a Chromium that starts. Root on Debian or Ubuntu has it installed; everywhere else it is undefined when
 * there is none.
 */
export async function findChromium(): Promise<string | undefined> {
  const found = await findWorking();
  if (found || !canInstall()) return found;
  return runExclusively(
    lock,
    sayWhoInstalls,
    async (addProcess) => (await findWorking()) ?? install(addProcess),
  );
}

/** The one line that installs Chromium on this system, for a person. */
export function describeChromiumInstall(): string {
  if (process.platform === 'darwin') return 'brew install --cask chromium';
  if (hasRelease('ubuntu')) return 'sudo snap install chromium';
  if (hasRelease('debian')) return 'sudo apt-get update && sudo apt-get install -y chromium';
  return 'install Chromium or Google Chrome, so that `chromium` or `google-chrome` is on the PATH';
}

function sayWhoInstalls(pid: number): void {
  process.stdout.write(`Waiting for process ${pid}, which installs Chromium …\n`);
}

/** On Ubuntu `chromium` may be a stand-in that only says how to get it as a snap, so each one is asked. */
async function findWorking(): Promise<string | undefined> {
  for (const name of NAMES) {
    const program = findProgram(name);
    if (program && (await run(program, ['--version'], 'ignore')) === 0) return program;
  }
  return undefined;
}

async function install(addProcess: (pid: number) => void): Promise<string | undefined> {
  process.stdout.write('Installing Chromium through apt-get (once, about 100 MB) …\n');
  const wait = ['-q', '-o', 'DPkg::Lock::Timeout=600', '-o', 'APT::Update::Error-Mode=any'];
  await run('apt-get', [...wait, 'update'], 'ignore', addProcess);
  for (const name of PACKAGES) {
    const isLast = name === PACKAGES.at(-1);
    await run(
      'apt-get',
      [...wait, 'install', '-y', '--no-install-recommends', name],
      isLast ? 'inherit' : 'ignore',
      addProcess,
    );
    const found = await findWorking();
    if (found !== undefined) return found;
  }
  return undefined;
}

function canInstall(): boolean {
  return process.getuid?.() === 0 && hasRelease('debian|ubuntu') && findProgram('apt-get') !== undefined;
}

/** Whether this is one of these systems, or is made from one. */
function hasRelease(names: string): boolean {
  const file = '/etc/os-release';
  const pattern = new RegExp(`^ID(_LIKE)?=.*\\b(${names})\\b`, 'm');
  return existsSync(file) && pattern.test(readFileSync(file, 'utf8'));
}

function run(
  program: string,
  args: readonly string[],
  complaints: 'ignore' | 'inherit',
  addProcess: (pid: number) => void = () => {},
): Promise<unknown> {
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', complaints],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (child.pid !== undefined) addProcess(child.pid);
  return new Promise((resolve) => {
    child.once('error', resolve);
    child.once('close', resolve);
  });
}
