// What the documents tell people to type is there: scripts, commands, options, files and headings that are linked.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { COMMANDS } from '../server/cli/commands.ts';
import { SETTING_DECLARATIONS } from '../server/protocol/settingDeclarations.ts';
import manifest from '../package.json' with { type: 'json' };

const projectRoot = join(import.meta.dirname, '..');
const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'docs/RELIABILITY.md'];

function read(file: string): string {
  return readFileSync(join(projectRoot, file), 'utf8');
}

/** Each match of `pattern` in the documents, with where it stands. */
function findAll(pattern: RegExp): { file: string; match: RegExpMatchArray }[] {
  return DOCUMENTS.flatMap((file) => [...read(file).matchAll(pattern)].map((match) => ({ file, match })));
}

test('every npm script that a document names exists', () => {
  const named = findAll(/\bnpm run ([\w:-]+)/g);
  assert.ok(named.length > 5);
  for (const { file, match } of named)
    assert.ok((match[1] ?? '') in manifest.scripts, `${file}: ${match[0]}`);
});

test('every command line that a document shows has a command and options that exist', () => {
  const shown = findAll(
    /(?<![\w/.-])codebase-memory(?:\.mjs)? ([a-z]+)((?: +(?:--?[\w-]+|[A-Z]+|<[^>]+>))*)/g,
  );
  const lines = shown.filter(({ match }) => COMMANDS.some(({ name }) => name === match[1]));
  assert.ok(lines.length > 2);
  for (const { file, match } of lines) {
    const command = COMMANDS.find(({ name }) => name === match[1]);
    for (const [, option] of (match[2] ?? '').matchAll(/--([\w-]+)/g))
      assert.ok((option ?? '') in { ...command?.options, help: true }, `${file}: ${match[0]}`);
  }
});

test('every setting that a document names is declared', () => {
  const ids = new Set(SETTING_DECLARATIONS.map(({ id }) => `codebaseMemory.${id}`));
  for (const { file, match } of findAll(/codebaseMemory\.[a-z]+\.[a-zA-Z]+/g))
    assert.ok(ids.has(match[0]), `${file}: ${match[0]}`);
});

test('every file that a document links to is there', () => {
  for (const { file, match } of findAll(/\]\((?!https?:|#|command:)([^)#\s]+)/g))
    assert.ok(existsSync(join(projectRoot, dirname(file), match[1] ?? '')), `${file}: ${match[1]}`);
});
