// Tools that make truth and that the project does not depend on: npm packages at a pinned version, installed once into a
// folder that git ignores.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runExclusively } from '../../scripts/exclusive.mjs';

const toolsFolder = join(import.meta.dirname, '..', '..', '.tools');

/** A package can't be had, for one because there is no network. */
export class ToolMissing extends Error {}

/** The folder of an installed package, installed first if need be. Throws ToolMissing when it can't be had. */
export async function installTool(name: string, version: string): Promise<string> {
  const folder = join(toolsFolder, `${name.replaceAll('/', '-').replace('@', '')}-${version}`);
  if (!existsSync(folder)) {
    await runExclusively(
      `${folder}.lock`,
      () => {},
      async () => {
        if (!existsSync(folder)) await install(name, version, folder);
      },
    );
  }
  return join(folder, 'node_modules', name);
}

/** Installs beside the place and renames, so a folder that is there is complete. */
async function install(name: string, version: string, folder: string): Promise<void> {
  const staging = `${folder}.new`;
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  writeFileSync(join(staging, 'package.json'), '{ "private": true }\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['install', '--prefix', staging, '--ignore-scripts', '--loglevel=error', `${name}@${version}`];
  try {
    await promisify(execFile)(npm, args, { shell: process.platform === 'win32' });
  } catch (cause) {
    rmSync(staging, { recursive: true, force: true });
    throw new ToolMissing(`${name}@${version} could not be installed: check the network.`, { cause });
  }
  renameSync(staging, folder);
}
