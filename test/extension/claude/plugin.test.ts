// The plugin on real files in a home of its own, with a person who answers as each test says.
import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { parsePluginStatus } from '../../../extension/claude/claudeClient.ts';
import { makeBridgeEntry } from '../../../extension/claude/entry.ts';
import { Journal } from '../../../extension/claude/journal.ts';
import { Plugin } from '../../../extension/claude/plugin.ts';
import { loadPluginTexts, makePluginFiles } from '../../../extension/claude/pluginFiles.ts';
import type { Review, ReviewedPlan } from '../../../extension/claude/registration.ts';

const texts = loadPluginTexts(join(import.meta.dirname, '..', '..', '..', 'media', 'claude-plugin'));
const entry = makeBridgeEntry('/home/anna/.codebase-memory/bin/codebase-memory', 'linux');
const options = { version: '1.0.0', entry, isConnected: false, hintsFrom: '/cache' };
const FILES = makePluginFiles(texts, options);
const WITHOUT_HOOKS = makePluginFiles(texts, { ...options, hintsFrom: undefined });

const yes: Review = () => Promise.resolve(true);
const no: Review = () => Promise.resolve(false);
const never: Review = ({ kind }) => Promise.reject(new Error(`asked to ${kind}`));

function makeHome(t: TestContext) {
  const home = mkdtempSync(join(tmpdir(), 'cbm-plugin-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const plugin = new Plugin({ home, environment: {} }, new Journal(home));
  const write = (path: string, text: string) => {
    const file = join(plugin.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const read = (path: string) => readFileSync(join(plugin.folder, path), 'utf8');
  return { home, plugin, write, read };
}

/** Every file below a folder, with its text. */
function readTree(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [file.slice(folder.length + 1), readFileSync(file, 'utf8')];
    }),
  );
}

test('what is written is what was shown, for this user alone, and nothing else', async (t) => {
  const { home, plugin } = makeHome(t);
  const seen: ReviewedPlan[] = [];
  const review: Review = (plan) => {
    assert.deepEqual(readdirSync(home), [], 'nothing is written before the yes');
    seen.push(plan);
    return Promise.resolve(true);
  };
  assert.equal(await plugin.install(FILES, review), 'written');
  assert.deepEqual(readTree(plugin.folder), Object.fromEntries(FILES));
  const [plan] = seen;
  assert.deepEqual(
    [plan?.subject, plan?.kind, plan?.file, plan?.before],
    ['plugin', 'add', plugin.folder, undefined],
  );
  for (const [path, text] of FILES) {
    assert.ok(plan?.after?.includes(`──── ${path} ────\n${text.trimEnd()}`), path);
    assert.equal(statSync(join(plugin.folder, path)).mode & 0o777, 0o600);
  }
  assert.equal(plugin.isInstalled(), true);
  assert.equal(await plugin.install(FILES, never), 'unchanged');
});

test('without a yes nothing is written, and nothing is remembered', async (t) => {
  const { home, plugin } = makeHome(t);
  assert.equal(await plugin.install(FILES, no), 'declined');
  assert.deepEqual(readdirSync(home), []);
});

test('removing leaves the home as it was, with the folders that were there', async (t) => {
  for (const folder of ['', '.claude', '.claude/skills']) {
    const { home, plugin } = makeHome(t);
    mkdirSync(join(home, folder), { recursive: true });
    await plugin.install(FILES, yes);
    assert.equal(await plugin.remove(yes), 'written');
    const left = readdirSync(home, { recursive: true }).filter(
      (name) => !String(name).startsWith('.codebase'),
    );
    assert.deepEqual(
      left,
      folder === '' ? [] : folder === '.claude' ? ['.claude'] : ['.claude', '.claude/skills'],
    );
    assert.equal(await plugin.remove(never), 'unchanged');
  }
});

test('what a person put beside the plugin stays, and so does the folder', async (t) => {
  const { plugin, write } = makeHome(t);
  await plugin.install(FILES, yes);
  write('skills/mine/SKILL.md', 'mine');
  await plugin.remove(yes);
  assert.deepEqual(readTree(plugin.folder), { 'skills/mine/SKILL.md': 'mine' });
});

test('somebody else’s skill of that name is replaced knowingly only, and comes back', async (t) => {
  const { plugin, write } = makeHome(t);
  write('README.md', 'theirs');
  write('SKILL.md', 'theirs too');
  const before = readTree(plugin.folder);
  assert.equal(await plugin.remove(never), 'unchanged', 'what is not ours is not removed');
  const kinds: string[] = [];
  const review: Review = ({ kind }) => {
    kinds.push(kind);
    return Promise.resolve(true);
  };
  await plugin.install(FILES, review);
  assert.deepEqual(kinds, ['replace']);
  await plugin.install(makePluginFiles(texts, { ...options, version: '1.1.0' }), yes);
  await plugin.remove(yes);
  assert.deepEqual(readTree(plugin.folder), before);
});

test('an update writes what differs, and hooks that are not wanted any more go', async (t) => {
  const { plugin } = makeHome(t);
  await plugin.install(FILES, yes);
  assert.equal(plugin.hasHooks(), true);
  const seen: ReviewedPlan[] = [];
  const review: Review = (plan) => {
    seen.push(plan);
    return Promise.resolve(true);
  };
  await plugin.install(WITHOUT_HOOKS, review);
  assert.deepEqual(readTree(plugin.folder), Object.fromEntries(WITHOUT_HOOKS));
  assert.equal(seen[0]?.kind, 'update');
  assert.doesNotMatch(seen[0]?.after ?? '', /SKILL\.md/, 'files that stay are not shown');
  await plugin.remove(yes);
  assert.equal(existsSync(plugin.folder), false);
});

test('another version is offered where nobody changed the plugin', async (t) => {
  const { plugin, write, read } = makeHome(t);
  const newer = makePluginFiles(texts, { ...options, version: '1.1.0' });
  assert.equal(plugin.isOutdated(newer), false, 'it is not installed');
  await plugin.install(FILES, yes);
  assert.deepEqual([plugin.isOutdated(FILES), plugin.isOutdated(newer)], [false, true]);
  write('README.md', `${read('README.md')}mine\n`);
  assert.equal(plugin.isOutdated(newer), false);
});

test('a plugin that nothing is remembered of is known by what its server runs', async (t) => {
  const { home, plugin } = makeHome(t);
  await plugin.install(FILES, yes);
  rmSync(join(home, '.codebase-memory'), { recursive: true });
  const forgetful = new Plugin({ home, environment: {} }, new Journal(home));
  assert.equal(forgetful.isInstalled(), true);
  assert.equal(await forgetful.remove(yes), 'written');
  assert.deepEqual(readTree(plugin.folder), {});
});

test('a folder that lets nothing in is left as it was', async (t) => {
  if (process.getuid?.() === 0) return t.skip('nothing is read-only for root');
  const { plugin, write } = makeHome(t);
  write('README.md', 'theirs');
  chmodSync(plugin.folder, 0o555);
  await assert.rejects(plugin.install(FILES, yes), { code: 'FILE_NOT_WRITABLE' });
  chmodSync(plugin.folder, 0o755);
  assert.deepEqual(readTree(plugin.folder), { 'README.md': 'theirs' });
});

test('a file marked read-only stops all of it, and what was written before is taken back', async (t) => {
  const { plugin, write } = makeHome(t);
  write('.mcp.json', '{}');
  chmodSync(join(plugin.folder, '.mcp.json'), 0o444);
  await assert.rejects(plugin.install(FILES, yes), { code: 'FILE_NOT_WRITABLE' });
  assert.deepEqual(readTree(plugin.folder), { '.mcp.json': '{}' });
});

test('the files that change during the review are shown anew', async (t) => {
  const { plugin, write } = makeHome(t);
  const kinds: string[] = [];
  const review: Review = ({ kind }) => {
    kinds.push(kind);
    if (kinds.length === 1) write('README.md', 'theirs');
    return Promise.resolve(kinds.length === 1);
  };
  assert.equal(await plugin.install(FILES, review), 'declined');
  assert.deepEqual(kinds, ['add', 'replace']);
  assert.deepEqual(readTree(plugin.folder), { 'README.md': 'theirs' });
});

test('CLAUDE_CONFIG_DIR is followed', (t) => {
  const { home } = makeHome(t);
  const { folder } = new Plugin({ home, environment: { CLAUDE_CONFIG_DIR: '/other' } }, new Journal(home));
  assert.equal(folder, join('/other', 'skills', 'codebase-memory'));
});

test('the hook that lets source be sent again names the server that is in force', () => {
  const servers = [
    [false, 'plugin:codebase-memory:codebase-memory'],
    [true, 'codebase-memory'],
  ] as const;
  for (const [isConnected, server] of servers) {
    const hooks = makePluginFiles(texts, { ...options, isConnected }).get('hooks/hooks.json');
    assert.ok(hooks?.includes(`"server": "${server}"`), hooks);
  }
});

test('the status of the plugin is read out of what Claude Code lists', () => {
  const listed =
    'Skills-directory plugins (.claude/skills/*):\n\n  ❯ other@skills-dir\n    Status: ✘ failed\n\n' +
    '  ❯ codebase-memory@skills-dir\n    Version: 1.0.0\n    Status: \u001B[32m✔ loaded\u001B[39m\n';
  assert.equal(parsePluginStatus(listed), '✔ loaded');
  assert.equal(parsePluginStatus('No plugins installed.'), undefined);
});
