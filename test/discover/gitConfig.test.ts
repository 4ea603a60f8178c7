import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { globalExcludesFile, loadGitConfig, parseGitConfig } from '../../server/discover/gitConfig.ts';
import './tree.ts';

const loadFrom = (files: Record<string, string>) => (path: string) => files[path];

test('sections, quotes, escapes, comments and continued lines are understood', () => {
  const text = `
# comment
[core] ignoreCase
	excludesFile = "~/my ignore" ; why
	editor = vi -c \\"x\\" # no
[Core]
	autocrlf=input
	long = one \\
two
[remote "core"]
	excludesFile = wrong
`;
  assert.deepEqual(parseGitConfig(text), [
    ['core.ignorecase', 'true'],
    ['core.excludesfile', '~/my ignore'],
    ['core.editor', 'vi -c "x"'],
    ['core.autocrlf', 'input'],
    ['core.long', 'one two'],
  ]);
});

test('the local file outranks what it includes before, and includes are relative to their file', () => {
  const load = loadFrom({
    '/r/.git/config': '[core]\nexcludesFile = first\n[include]\npath = ../more\n[core]\nignoreCase = true\n',
    '/r/more': '[core]\nexcludesFile = /second\nignoreCase = false\n[include]\npath = more\n',
  });
  const config = loadGitConfig(load, '/r/.git/config');
  assert.equal(config.get('core.excludesfile'), '/second');
  assert.equal(config.get('core.ignorecase'), 'true');
});

test('the global excludes file: configured, below home, or in the default place', () => {
  assert.equal(globalExcludesFile(new Map([['core.excludesfile', '~/x']]), '/r'), join(homedir(), 'x'));
  assert.equal(globalExcludesFile(new Map([['core.excludesfile', 'x']]), '/r'), '/r/x');
  assert.equal(globalExcludesFile(new Map(), '/r'), '/nonexistent/git/ignore');
});
