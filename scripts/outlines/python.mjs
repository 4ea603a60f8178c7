// Makes server/languages/python/outline/ from typeshed, as pyright ships it: what the standard library declares, as far as
// types follow from it. `node scripts/outlines/python.mjs <pyright package>`; what is written how is told in
// server/languages/python/declarations/, which reads installed packages as well.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isOffered } from '../../server/languages/python/declarations/names.ts';
import { OutlineWriter } from '../../server/languages/python/declarations/outline.ts';
import { readDeclarations } from '../../server/languages/python/declarations/readDeclarations.ts';
import { writeNames, writeOutline } from './write.mjs';

/** @typedef {import('../../server/languages/python/declarations/syntax.ts').WrittenModule} Module */

/** Modules that programs hardly use, each as large as many others together. */
const LEFT_OUT =
  /^(?:tkinter|lib2to3|distutils|turtle|idlelib|msilib|ensurepip|_tkinter|_curses|_msi|turtledemo|xxlimited)\b/;

const [packageFolder] = process.argv.slice(2);
if (!packageFolder)
  throw new Error('usage: node scripts/outlines/python.mjs <folder of the package pyright>');
const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
const root = join(packageFolder, 'dist', 'typeshed-fallback', 'stdlib');

/** @type {Map<string, Module>} */
const modules = new Map();
for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
  if (!path.endsWith('.pyi')) continue;
  const isPackage = path.endsWith('__init__.pyi');
  const name = path
    .replaceAll('\\', '/')
    .replace(/(?:\/__init__)?\.pyi$/, '')
    .replaceAll('/', '.');
  if (LEFT_OUT.test(name)) continue;
  modules.set(name, readDeclarations(readFileSync(join(root, path), 'utf8'), name, isPackage, true));
}
/** Classes of private modules that a public one offers: by that name they are known. @type {Map<string, string>} */
const publicNames = new Map();
const writer = new OutlineWriter(
  { module: (name) => modules.get(name), isKnown: () => false },
  { publicNames, isWhole: false },
);
findPublicNames();
const whole = [...modules.keys()]
  .sort()
  .map((name) => writer.module(/** @type {Module} */ (modules.get(name))))
  .join('');
const origin = `typeshed of pyright ${version}`;
writeOutline('python', origin, whole, join(root, '..', 'LICENSE'));
writeNames('python', origin, namesForParsing());

/** What is asked of names before anything is resolved. */
function namesForParsing() {
  const builtins = /** @type {Module} */ (modules.get('builtins'));
  const own = [...builtins.names].filter(
    ([name, written]) => isOffered(builtins, name) && !isForCheckersAlone(written),
  );
  const listed = readFileSync(join(root, 'VERSIONS'), 'utf8').matchAll(/^(\w+)(?:\.\w+)*:/gm);
  return {
    builtins: own.filter(([, { kind }]) => kind !== 'alias').map(([name]) => name),
    builtinTypes: own.filter(([, { kind }]) => kind === 'class').map(([name]) => name),
    modules: [...new Set([...listed].map(([, name = '']) => name))],
  };
}

/** @param {import('../../server/languages/python/declarations/syntax.ts').Written} written */
function isForCheckersAlone(written) {
  const decorators =
    written.kind === 'class'
      ? written.decorators
      : written.kind === 'functions'
        ? (written.all[0]?.decorators ?? [])
        : [];
  return decorators.some((one) => one.kind === 'name' && one.name === 'type_check_only');
}

function findPublicNames() {
  for (const module of modules.values()) {
    if (isPrivate(module.name)) continue;
    for (const name of offeredNames(module, 0)) {
      const found = writer.names.findRead(`${module.name}.${name}`);
      if (found?.written.kind !== 'class' || !isPrivate(found.module.name)) continue;
      const own = `${found.module.name}.${found.name}`;
      const known = publicNames.get(own);
      // The module with the same name but the dash is the one that people import from.
      const isTwin = found.module.name.replace(/^_/, '') === module.name;
      if (known === undefined || isTwin) publicNames.set(own, `${module.name}.${name}`);
    }
  }
}

/** The names that a module hands on. @param {Module} module @param {number} depth @returns {string[]} */
function offeredNames(module, depth) {
  const own = [...module.names.keys()].filter(
    (name) => (depth > 0 || module.names.get(name)?.kind === 'alias') && isOffered(module, name),
  );
  const more = module.stars.flatMap((star) => {
    const from = modules.get(star);
    return from && depth < 6 ? offeredNames(from, depth + 1) : [];
  });
  return [...own, ...more];
}

/** @param {string} name */
function isPrivate(name) {
  return name.split('.').some((part) => part.startsWith('_'));
}
