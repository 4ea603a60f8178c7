// package.json says to VS Code what the sources say to each other; what the two have in common is compared here.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { putTextsIn } from '../../scripts/describeExtension.mjs';
import { CLAUDE_COMMANDS } from '../../extension/claude/commandNames.ts';
import { COMMAND_NAMES } from '../../extension/commands/names.ts';
import { loadSourceFiles } from '../architecture/sourceFile.ts';

const projectRoot = join(import.meta.dirname, '..', '..');

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
      readonly enablement?: string;
    }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly viewsWelcome: readonly { readonly contents: string; readonly when?: string }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly media: { readonly svg: string } }[];
    }[];
    readonly mcpServerDefinitionProviders: readonly { readonly id: string }[];
  };
}

const manifest = putTextsIn(
  readJson('package.json') as Manifest,
  readJson('package.nls.json') as Record<string, string>,
);
const text = JSON.stringify(manifest);
const { contributes } = manifest;
const sources = loadSourceFiles('extension')
  .map((file) => file.text)
  .join('\n');
/** What shows a page and does nothing else. */
const COMMANDS_THAT_LOOK = ['showMenu', 'showStatus', 'showLog'];
const commands = new Set(contributes.commands.map(({ command }) => command));

test('every command has a title, a category and an enablement, and the sources register it', () => {
  const registered = new Set([...COMMAND_NAMES, ...CLAUDE_COMMANDS].map((name) => `codebaseMemory.${name}`));
  for (const { command, title, category, enablement } of contributes.commands) {
    assert.match(command, /^codebaseMemory\.[a-z]+[A-Z]\w+$/);
    assert.ok(title && enablement, `${command} has a title and an enablement`);
    assert.equal(category, 'Codebase Memory');
  }
  assert.deepEqual(registered, commands);
});

test('a command that is named anywhere is contributed', () => {
  const linked = [...text.matchAll(/command:(codebaseMemory\.\w+)/g)].map((match) => match[1] ?? '');
  const inMenus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
  for (const command of [...linked, ...inMenus]) assert.ok(commands.has(command), command);
});

test('buttons and menus offer in an untrusted workspace only what looks', () => {
  const looks = new Set(COMMANDS_THAT_LOOK.map((name) => `codebaseMemory.${name}`));
  const { commandPalette: _hidden, ...menus } = contributes.menus;
  for (const { command, when = '' } of Object.values(menus).flat()) {
    if (!looks.has(command)) assert.match(when, /^isWorkspaceTrusted && /, command);
  }
  for (const { contents, when = '' } of contributes.viewsWelcome) {
    const linked = [...contents.matchAll(/command:(codebaseMemory\.\w+)/g)];
    if (linked.length > 0) assert.match(when, /^isWorkspaceTrusted\b/, contents);
  }
  for (const { command, enablement = '' } of contributes.commands) {
    const needsTrust = !looks.has(command) && command !== 'codebaseMemory.turnCalls';
    assert.equal(/\bisWorkspaceTrusted\b/.test(enablement), needsTrust, command);
  }
});

test('every view and provider is made by the sources, and every picture exists', () => {
  const views = Object.values(contributes.views).flat();
  for (const { id } of [...views, ...contributes.mcpServerDefinitionProviders]) {
    assert.ok(sources.includes(`'${id}'`), id);
  }
  const pictures = [
    manifest.icon,
    ...views.map(({ icon }) => icon),
    ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg)),
  ];
  for (const picture of pictures) assert.ok(existsSync(join(projectRoot, picture)), picture);
});

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(projectRoot, file), 'utf8'));
}
