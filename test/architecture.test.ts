// The rules of the house, checked on the whole project. What each rule means and how it fails is in architecture/.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages } from '../server/languages/index.ts';
import { listRuleNames } from '../server/languages/ruleNames.ts';
import { NODE_KINDS } from '../server/protocol/graph.ts';
import * as checks from './architecture/checks.ts';
import {
  calledFromOutside,
  emptyNames,
  exclusiveImports,
  extensionMayImport,
  kinds,
  languageNames,
  layers,
  rooms,
  wordsOfLanguages,
} from './architecture/layers.ts';
import { checkExports } from './architecture/exports.ts';
import { loadSourceFiles } from './architecture/sourceFile.ts';

const server = loadSourceFiles('server');
const extension = loadSourceFiles('extension');
const all = [...server, ...extension];
const around = ['.ts', '.mjs'].flatMap((ending) =>
  ['bench', 'test', 'scripts'].flatMap((folder) => loadSourceFiles(folder, ending)),
);

test('the sources are found', () => {
  assert.ok(server.some(({ path }) => path === 'server/main.ts'));
});

test('imports point down only', () => {
  assertNone(checks.checkLayers(server, layers));
});

test('the rooms of resolving import each other in one direction, by what they offer', () => {
  assertNone(checks.checkRooms(server, 'server/resolve/', rooms));
});

test('no class inherits from another one to cut a file', () => {
  assertNone(checks.checkInheritance(all, kinds));
});

test('no files and no modules import each other in a circle', () => {
  assertNone(checks.checkCycles(all));
});

test('only the module that owns a package imports it', () => {
  assertNone(checks.checkExclusiveImports(all, exclusiveImports));
});

test('the extension knows of the server its protocol and how to reach it, nothing else', () => {
  assertNone(checks.checkReach(extension, extensionMayImport));
});

test('core code names no language', () => {
  const core = all.filter(({ path }) => !path.startsWith('server/languages/'));
  const ids = languages.map(({ id }) => id);
  const extensions = languages.flatMap((language) => Object.keys(language.extensions));
  assertNone(checks.checkLanguageNames(core, ids, extensions));
});

test('core code says no word of a language', () => {
  const places = ['resolve', 'parse', 'facts', 'queries', 'indexer'].map((place) => `server/${place}/`);
  const core = server.filter(
    ({ path }) =>
      places.some((place) => path.startsWith(place)) && !path.startsWith('server/queries/cypher/'),
  );
  // Names of algorithms belong to nobody.
  const own = new Set<string>([...NODE_KINDS, 'sha1']);
  const words = listRuleNames()
    .flatMap((name) => name.split(/\W+/))
    .filter((word) => /[A-Z_\d]/.test(word) && /[A-Za-z]{2}/.test(word) && !own.has(word));
  assertNone(checks.checkLanguageWords(core, languageNames, new Set([...words, ...wordsOfLanguages])));
});

test('what a file exports is imported by another one', () => {
  assertNone(checkExports(all, around, (path, name) => calledFromOutside.includes(`${path} ${name}`)));
});

test('file names say what a file is about', () => {
  assertNone(checks.checkFileNames(all, emptyNames));
});

test('the server writes to no console', () => {
  assertNone(checks.checkConsole(server));
});

function assertNone(complaints: readonly string[]): void {
  assert.equal(complaints.length, 0, `\n${complaints.join('\n')}`);
}
