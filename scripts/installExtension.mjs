// `npm run install-extension [-- --editor <command>] [--vsix <file>]`: packages the extension for this machine and
// installs it into the editors whose commands are on the PATH.
import { spawn } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findOwnTarget, getPackageFileName } from './packaging/targets.mjs';
import { callerEnvironment, projectRoot } from './project.mjs';

/** Commands of VS Code and of editors made of it. */
const EDITORS = ['code', 'code-insiders', 'codium', 'cursor', 'code-server'];

try {
  await install();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function install() {
  const { values } = parseArgs({ options: { editor: { type: 'string' }, vsix: { type: 'string' } } });
  const editors = (values.editor ? [values.editor] : EDITORS).flatMap((name) => findProgram(name) ?? []);
  if (editors.length === 0) throw new Error(describeMissing(values.editor));
  const vsix = values.vsix ? resolve(process.env.INIT_CWD ?? '', values.vsix) : await makePackage();
  for (const editor of editors) {
    const code = await run(editor, ['--install-extension', vsix, '--force']);
    if (code !== 0) throw new Error(`${editor} could not install ${vsix} (exit code ${code}); see above.`);
    process.stdout.write(`Installed into ${editor}. Reload its windows.\n`);
  }
}

/** The package for this machine; the universal one where there is none of its own. */
async function makePackage() {
  const target = findOwnTarget();
  const out = join(projectRoot, '.artifacts');
  const script = join(projectRoot, 'scripts', 'package.mjs');
  const args = [script, '--out', out, ...(target ? ['--target', target] : [])];
  if ((await run(process.execPath, args)) !== 0) throw new Error('The package could not be made; see above.');
  const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  return join(out, getPackageFileName(manifest, target));
}

/** @param {string | undefined} editor */
function describeMissing(editor) {
  const sought = editor ? `The command ${editor} is` : `None of the commands ${EDITORS.join(', ')} is`;
  return (
    `${sought} on the PATH. In VS Code run "Shell Command: Install 'code' command in PATH" from the palette and open a ` +
    'new terminal, or name the program: npm run install-extension -- --editor <path>. Or run npm run package and choose ' +
    '"Extensions: Install from VSIX…" in the palette.'
  );
}

/** @param {string} name */
function findProgram(name) {
  const endings = process.platform === 'win32' ? ['.cmd', '.exe', ''] : [''];
  const folders = /[\\/]/.test(name)
    ? ['']
    : (callerEnvironment().PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending)));
  return candidates.map((file) => resolve(process.env.INIT_CWD ?? '', file)).find(isProgram);
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<number>}
 */
function run(program, args) {
  const isBatch = program.endsWith('.cmd');
  const quote = (/** @type {string} */ word) => (isBatch ? `"${word}"` : word);
  // The editor's own Node must not be the one the project brings.
  const child = spawn(quote(program), args.map(quote), {
    stdio: 'inherit',
    shell: isBatch,
    env: callerEnvironment(),
  });
  return new Promise((done, reject) => {
    child.on('error', reject);
    child.on('close', (code) => done(code ?? 1));
  });
}
