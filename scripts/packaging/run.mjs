// Makes VSIX packages, on the Node that the project brings; started by scripts/package.mjs on a prepared clone.
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { projectRoot } from '../project.mjs';
import { checkSize, describeContents } from './budget.mjs';
import { layOut, loadManifest } from './layOut.mjs';
import { getPackageFileName, listNativeNames, TARGETS } from './targets.mjs';

const { values } = parseArgs({
  options: {
    target: { type: 'string', multiple: true, short: 't' },
    out: { type: 'string', short: 'o' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  console.log('npm run package [-- --target <target>]… [--out <folder or .vsix file>]');
  console.log(
    `Without a target: one package for all platforms. Targets: ${TARGETS.join(', ')}, or "all" for each.`,
  );
} else {
  try {
    await packageAll();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

async function packageAll() {
  /** @type {(string | undefined)[]} */
  const named = values.target ?? [undefined];
  const targets = named.flatMap((target) => (target === 'all' ? TARGETS : [target]));
  for (const target of targets) listNativeNames(target);
  const out = resolve(process.env.INIT_CWD ?? process.cwd(), values.out ?? projectRoot);
  const isFile = out.endsWith('.vsix');
  if (isFile && targets.length > 1) throw new Error('Several packages need a folder to go to, not one file.');
  mkdirSync(isFile ? dirname(out) : out, { recursive: true });
  for (const target of targets) {
    const fileName = getPackageFileName(loadManifest(), target);
    await packageOne(target, isFile ? out : join(out, fileName));
  }
}

/**
 * @param {string | undefined} target
 * @param {string} file
 */
async function packageOne(target, file) {
  mkdirSync(join(projectRoot, '.artifacts'), { recursive: true });
  const staging = mkdtempSync(join(projectRoot, '.artifacts', 'package-'));
  try {
    const folder = join(staging, 'extension');
    mkdirSync(folder);
    await layOut(folder, target);
    const made = join(staging, 'made.vsix');
    await runVsce(folder, target, made);
    const fileName = basename(file);
    for (const line of describeContents(made, fileName)) console.log(line);
    checkSize(made, fileName, target);
    publish(made, file);
    console.log(file);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {string | undefined} target
 * @param {string} made
 */
async function runVsce(folder, target, made) {
  const vsce = join(projectRoot, 'node_modules', '@vscode', 'vsce', 'vsce');
  const args = [
    'package',
    '--no-dependencies',
    '--no-update-package-json',
    '--skip-license',
    '--allow-missing-repository',
  ];
  const forTarget = target === undefined ? [] : ['--target', target];
  try {
    await promisify(execFile)(process.execPath, [vsce, ...args, '--out', made, ...forTarget], {
      cwd: folder,
    });
  } catch (error) {
    const { stdout = '', stderr = String(error) } = /** @type {{ stdout?: string, stderr?: string }} */ (
      error
    );
    throw new Error(`vsce failed: ${stdout}${stderr}`, { cause: error });
  }
}

/**
 * In one step: somebody may be installing the file that is there.
 * @param {string} made
 * @param {string} file
 */
function publish(made, file) {
  const beside = `${file}.${process.pid}.tmp`;
  // The folder may be on another disk, where nothing can be renamed to.
  copyFileSync(made, beside);
  renameSync(beside, file);
}
