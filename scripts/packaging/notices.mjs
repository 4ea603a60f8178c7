// The licences of everything in the package that is not ours, as one text.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '../../server/languages/index.ts';
import { projectRoot } from '../project.mjs';

const languageFolders = join(projectRoot, 'server', 'languages');

/** Licences that allow what a package does: passing the work on, with the notice. */
const ALLOWED = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Unlicense',
]);

/**
 * Works inside a package that have authors of their own.
 * @type {Readonly<Record<string, string>>}
 */
const INSIDE = {
  'better-sqlite3':
    'Contains SQLite, which its authors have put into the public domain (https://sqlite.org/copyright.html).',
};

/**
 * Files whose first comment is the licence of a work inside a package.
 * @type {Readonly<Record<string, string>>}
 */
const HEADERS = { '@bufbuild/protobuf': 'dist/esm/wire/varint.js' };

/**
 * The text for the packages in these folders (relative to the project) and for the grammars. Throws for a package whose
 * licence is not known to allow it.
 * @param {readonly string[]} bundledFolders
 */
export function formatNotices(bundledFolders) {
  const grammars = languages.flatMap(({ grammars: used }) =>
    Object.values(used).map((grammar) => grammar.package),
  );
  const others = ['web-tree-sitter', ...grammars].map((name) => `node_modules/${name}`);
  const outlineNotices = readdirSync(languageFolders).flatMap(loadOutlineNotice);
  const folders = [...new Set([...bundledFolders, ...others])].toSorted((a, b) => a.localeCompare(b, 'en'));
  const notices = [...folders.map(loadNotice), ...outlineNotices];
  const head =
    'Codebase Memory contains the works of others that are listed here, each with its licence.\n' +
    `${notices.map(({ title }) => `- ${title}`).join('\n')}\n`;
  return [head, ...notices.map(({ title, text }) => `${'='.repeat(80)}\n${title}\n\n${text.trim()}\n`)].join(
    '\n',
  );
}

/** The licence of that from which the outline of a library was made. @param {string} name */
function loadOutlineNotice(name) {
  const folder = join(languageFolders, name, 'outline');
  if (!existsSync(join(folder, 'LICENSE'))) return [];
  const [head = ''] = readFileSync(join(folder, 'standard.txt'), 'utf8').split('\n', 1);
  return [{ title: head.replace(/^outline \d+: /, ''), text: readFileSync(join(folder, 'LICENSE'), 'utf8') }];
}

/** @param {string} folder */
function loadNotice(folder) {
  const absolute = join(projectRoot, folder);
  /** @type {{ name: string, version: string, license?: unknown, author?: string | { name?: string } }} */
  const { name, version, license, author } = JSON.parse(readFileSync(join(absolute, 'package.json'), 'utf8'));
  if (!isAllowed(license)) {
    throw new Error(
      `${name}@${version} has the licence ${JSON.stringify(license)}, which scripts/packaging/notices.mjs does not know.`,
    );
  }
  const files = existsSync(absolute)
    ? readdirSync(absolute).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    : [];
  const texts = files.toSorted().map((file) => readFileSync(join(absolute, file), 'utf8'));
  const by = typeof author === 'string' ? author : author?.name;
  if (texts.length === 0)
    texts.push(
      `Licensed under ${license}${by ? ` by ${by}` : ''}; its package holds no text of the licence.`,
    );
  const header = HEADERS[name];
  if (header !== undefined) texts.push(readHeader(join(absolute, header)));
  const inside = INSIDE[name];
  if (inside !== undefined) texts.push(inside);
  return { title: `${name} ${version} (${license})`, text: texts.join('\n\n') };
}

/** The comment that a file begins with, without its marks. @param {string} file */
function readHeader(file) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const end = lines.findIndex((line) => !line.startsWith('//'));
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^\/\/ ?/, ''))
    .join('\n');
}

/**
 * One licence, several that all are allowed, or a choice of which one is.
 * @param {unknown} license
 * @returns {license is string}
 */
function isAllowed(license) {
  if (typeof license !== 'string') return false;
  return license
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((one) => one.split(' AND ').every((each) => ALLOWED.has(each.trim())));
}
