// Programs that tests drive and the project does not depend on: installed once, at a pinned version, into a folder of
// their own that git ignores, so that an ordinary install stays small.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runExclusively } from '../../../scripts/exclusive.mjs';

const toolsFolder = join(import.meta.dirname, '..', '..', '..', '.tools');

/** A package of the npm registry at one version. */
export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  /** What the registry's file must hash to, as a lock file says it. */
  readonly integrity?: string;
  /** Folders of the package that want an `npm install` of their own; their shrinkwraps pin what they get. */
  readonly nested?: readonly string[];
  /** What the install takes, for the line that announces it. */
  readonly cost?: string;
}

/** The client that the printed lines are for. Its package is one program per platform. */
export const CLAUDE_CODE: PinnedPackage = {
  name: '@anthropic-ai/claude-code',
  version: '2.1.330',
  cost: 'about 360 MB',
};

/**
 * The folder of an installed package, installed first if need be; tests that ask at the same time share one install,
 * and one that was cut off is continued. Undefined when it cannot be had, which is when the registry is out of reach.
 */
export async function findTool(tool: PinnedPackage): Promise<string | undefined> {
  const folder = join(toolsFolder, `${tool.name.replaceAll('/', '-').replace('@', '')}-${tool.version}`);
  const installed = join(folder, 'node_modules', tool.name);
  if (existsSync(folder)) return installed;
  const onWait = (pid: number) => say(`Waiting for process ${pid}, which installs ${tool.name} …`);
  return runExclusively(`${folder}.lock`, onWait, async (addProcess) => {
    if (existsSync(folder)) return installed;
    return (await install(tool, folder, addProcess)) ? installed : undefined;
  });
}

/**
 * Installs beside the place and renames, so a folder that is there is complete. What a failed install leaves beside it
 * is where the next one goes on.
 */
async function install(
  { name, version, integrity, nested = [], cost = '' }: PinnedPackage,
  folder: string,
  addProcess: (pid: number) => void,
): Promise<boolean> {
  const staging = `${folder}.new`;
  mkdirSync(staging, { recursive: true });
  writeFileSync(join(staging, 'package.json'), '{ "private": true }\n');
  say(`Installing ${name} ${version} (once${cost && `, ${cost}`}) …`);
  if (!(await runNpm(staging, ['install', `${name}@${version}`], addProcess))) return false;
  const arrived = readIntegrity(staging, name);
  if (integrity && arrived !== integrity) {
    throw new Error(
      `${name} ${version} has the integrity ${arrived}, not ${integrity}: it is not what it was.`,
    );
  }
  for (const inner of nested) {
    const place = join(staging, 'node_modules', name, inner);
    if (!(await runNpm(place, ['install', '--omit=dev', '--no-save'], addProcess))) return false;
  }
  renameSync(staging, folder);
  return true;
}

/** Runs a command of npm in a folder and says whether it went well; what went wrong is printed. */
export async function runNpm(
  folder: string,
  args: readonly string[],
  addProcess: (pid: number) => void,
): Promise<boolean> {
  const isWindows = process.platform === 'win32';
  // Without install scripts: the programs used here run as they were packed.
  const always = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = spawn(isWindows ? 'npm.cmd' : 'npm', [...args, ...always], {
    cwd: folder,
    shell: isWindows,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  npm.stderr.on('data', (chunk) => (complaints += String(chunk)));
  if (npm.pid !== undefined) addProcess(npm.pid);
  const code = await new Promise((resolve) => {
    npm.once('error', resolve);
    npm.once('close', resolve);
  });
  if (code !== 0) say(complaints.trim());
  return code === 0;
}

function readIntegrity(folder: string, name: string): string | undefined {
  const lock = JSON.parse(readFileSync(join(folder, 'node_modules', '.package-lock.json'), 'utf8')) as {
    packages: Record<string, { integrity?: string } | undefined>;
  };
  return lock.packages[`node_modules/${name}`]?.integrity;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
