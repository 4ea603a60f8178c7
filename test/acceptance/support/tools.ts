// Programs that the acceptance tests drive and the project does not depend on: installed once, at a pinned version, into
// a folder of their own that git ignores, so that an ordinary install stays small.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runExclusively } from '../../../scripts/exclusive.mjs';

const toolsFolder = join(import.meta.dirname, '..', '..', '..', '.tools');

/** A package of the npm registry at one version. */
export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
}

/** The client that the printed lines are for. About 360 MB: its package is one program per platform. */
export const CLAUDE_CODE: PinnedPackage = { name: '@anthropic-ai/claude-code', version: '2.1.330' };

/**
 * The folder of an installed package, installed first if need be; tests that ask at the same time share one install.
 * Undefined when it cannot be had, which is when the registry is out of reach.
 */
export async function findTool(tool: PinnedPackage): Promise<string | undefined> {
  const folder = join(toolsFolder, `${tool.name.replaceAll('/', '-').replace('@', '')}-${tool.version}`);
  const installed = join(folder, 'node_modules', tool.name);
  if (existsSync(folder)) return installed;
  return runExclusively(
    `${folder}.lock`,
    () => {},
    async () => {
      if (existsSync(folder)) return installed;
      return (await install(tool, folder)) ? installed : undefined;
    },
  );
}

/** Installs beside the place and renames, so a folder that is there is complete. */
async function install({ name, version }: PinnedPackage, folder: string): Promise<boolean> {
  const staging = `${folder}.new`;
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  writeFileSync(join(staging, 'package.json'), '{ "private": true }\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // Without install scripts: the programs used here run as they were packed.
  const args = ['install', '--prefix', staging, '--ignore-scripts', '--loglevel=error', `${name}@${version}`];
  try {
    await promisify(execFile)(npm, args, { shell: process.platform === 'win32' });
  } catch {
    rmSync(staging, { recursive: true, force: true });
    return false;
  }
  renameSync(staging, folder);
  return true;
}
