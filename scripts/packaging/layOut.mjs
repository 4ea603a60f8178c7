// Lays out what a package contains in a folder of its own: what the project has built, the native parts of the target,
// the manifest without what only development needs, the README without what can't be shown, and the notices.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../project.mjs';
import { listPackages } from './bundledPackages.mjs';
import { layOutNativePackages } from './nativePackages.mjs';
import { formatNotices } from './notices.mjs';

const ENTRIES = /** @type {const} */ (['codebase-memory.mjs', 'extension.cjs']);
const COPIED = ['.vscodeignore', 'CHANGELOG.md', 'LICENSE'];
/** Members of package.json that say nothing to VS Code. `files` must not stand beside a .vscodeignore. */
const DEVELOPMENT_MEMBERS = [
  'scripts',
  'devDependencies',
  'dependencies',
  'allowScripts',
  'files',
  'private',
];

/**
 * Fills the empty `folder` with the package for `target`, or with the universal one.
 * @param {string} folder
 * @param {string} [target]
 */
export async function layOut(folder, target) {
  const dist = join(projectRoot, 'dist');
  const texts = readdirSync(projectRoot).filter((name) => /^package\.nls\b.*\.json$/.test(name));
  for (const file of [...COPIED, ...texts, ...listFiles('l10n'), ...listFiles('media')])
    copy(join(projectRoot, file), join(folder, file));
  for (const file of listBuilt(dist)) copy(join(dist, file), join(folder, 'dist', file));
  const native = await layOutNativePackages(join(folder, 'dist'), target);
  const bundled = /** @type {string[]} */ (JSON.parse(readFileSync(join(dist, '.packages.json'), 'utf8')));
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES'), formatNotices([...bundled, ...listPackages(native)]));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(loadManifest(), null, 2)}\n`);
  writeFileSync(join(folder, 'README.md'), makeReadme(readFileSync(join(projectRoot, 'README.md'), 'utf8')));
}

/**
 * The manifest of the extension.
 * @returns {{ name: string, version: string, [member: string]: unknown }}
 */
export function loadManifest() {
  const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  for (const member of DEVELOPMENT_MEMBERS) delete manifest[member];
  return manifest;
}

/**
 * Pictures and pages of the repository are not in the package: a picture is left out, of a link its words stay.
 * @param {string} text
 */
export function makeReadme(text) {
  return text
    .replaceAll(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n+/gm, '')
    .replaceAll(/!\[[^\]]*\]\((?!https:)[^)]*\)/g, '')
    .replaceAll(/\[([^\]]+)\]\((?!https?:|#)[^)]*\)/g, '$1');
}

/**
 * The built files that are in use: a build keeps scripts of earlier ones for what still runs. The entries name their own.
 * @param {string} dist
 */
function listBuilt(dist) {
  const scripts = readBuilt(dist, ENTRIES[0]).matchAll(/"([\w-]+\.cjs)"/g);
  const files = [
    ENTRIES[0],
    ...[...scripts].map(([, name]) => join('chunks', name ?? '')),
    ...listRequired(dist, ENTRIES[1]),
  ];
  for (const file of files) readBuilt(dist, file);
  const assets = ['grammars', 'outlines'].flatMap((folder) =>
    readdirSync(join(dist, folder)).map((name) => join(folder, name)),
  );
  return [...files, 'web-tree-sitter.wasm', 'graph.html', ...assets];
}

/**
 * A script of the extension and the scripts beside it that it and they name.
 * @param {string} dist
 * @param {string} first
 */
function listRequired(dist, first) {
  const files = new Set([first]);
  for (const file of files)
    for (const [, path = ''] of readBuilt(dist, file).matchAll(/\brequire\("(\.[^"]+)"\)/g))
      files.add(join(dirname(file), path));
  return files;
}

/**
 * @param {string} dist
 * @param {string} file
 */
function readBuilt(dist, file) {
  if (!existsSync(join(dist, file))) throw new Error(`dist/${file} is missing: run \`npm run build\`.`);
  return readFileSync(join(dist, file), 'utf8');
}

/** @param {string} folder */
function listFiles(folder) {
  return readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length + 1));
}

/**
 * @param {string} from
 * @param {string} to
 */
function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}
