// Decision records: where they are found, what is written, and what is not.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { openShop, type ToolsWorkspace } from './toolsWorkspace.ts';
import { temporaryDirectory } from '../store/graphBuilder.ts';

async function openRecords(t: TestContext): Promise<ToolsWorkspace> {
  const shop = await openShop(t);
  shop.facts.profile = 'full';
  return shop;
}

async function ask(shop: ToolsWorkspace, args: Record<string, unknown>): Promise<string> {
  const { content } = await shop.callTool('manage_adr', args);
  return content.map(({ text }) => text).join('\n');
}

function hashIn(answer: string): string {
  return /hash ([0-9a-f]{40})/.exec(answer)![1]!;
}

test('a first record is written, read, changed and superseded, each write told by its hash', async (t) => {
  const shop = await openRecords(t);
  assert.match(await ask(shop, {}), /^No decision record yet; docs\/adr would hold them/);
  const created = await ask(shop, {
    mode: 'create',
    title: 'Use SQLite: für alles',
    content: '## Context\n\nMany readers.',
  });
  assert.match(created, /^created: docs\/adr\/0001-use-sqlite-fur-alles\.md hash /);
  const file = join(shop.root, 'docs/adr/0001-use-sqlite-fur-alles.md');
  assert.equal(
    readFileSync(file, 'utf8'),
    '# 1. Use SQLite: für alles\n\n## Status\n\nAccepted\n\n## Context\n\nMany readers.\n',
  );
  assert.match(
    await ask(shop, { mode: 'sections' }),
    /\n# 1\. Use SQLite: für alles :1\n## Status :3\n## Context :7/,
  );
  const read = await ask(shop, { mode: 'get', id: '1' });
  assert.match(read, /Many readers\.$/);
  const text = readFileSync(file, 'utf8').replace('Many', 'Very many');
  assert.match(await ask(shop, { mode: 'update', content: text, hash: hashIn(read) }), /^updated: /);
  assert.equal(readFileSync(file, 'utf8'), text);
  const second = await ask(shop, { mode: 'create', content: '# Use files\n\nBecause.' });
  assert.match(second, /^created: docs\/adr\/0002-use-files\.md/);
  const again = await ask(shop, { id: 'Use SQLite: für alles' });
  const superseded = { mode: 'supersede', id: '1', superseded_by: '2', hash: hashIn(again) };
  assert.match(await ask(shop, superseded), /^superseded: /);
  assert.match(
    readFileSync(file, 'utf8'),
    /## Status\n\nSuperseded by \[0002\. Use files\]\(0002-use-files\.md\)\n/,
  );
  const list = await ask(shop, { mode: 'list' });
  assert.match(
    list,
    /^2 decision records in docs\/adr\n0001 Use SQLite: für alles \(Superseded by .*\n0002 Use files \(Accepted\)/,
  );
});

test('a text that has changed since it was read is not written over', async (t) => {
  const shop = await openRecords(t);
  await ask(shop, { mode: 'create', title: 'One', content: 'Text.' });
  const hash = hashIn(await ask(shop, {}));
  const file = join(shop.root, 'docs/adr/0001-one.md');
  writeFileSync(file, 'Written by hand.\n');
  assert.match(
    await ask(shop, { mode: 'update', content: 'New.', hash }),
    /^DECISION_CHANGED: docs\/adr\/0001-one\.md/,
  );
  assert.match(await ask(shop, { mode: 'supersede', hash }), /^DECISION_CHANGED: /);
  assert.match(
    await ask(shop, { mode: 'update', content: 'New.' }),
    /^BAD_ARGUMENTS: .*hash, as mode "get" tells it/,
  );
  assert.equal(readFileSync(file, 'utf8'), 'Written by hand.\n');
  assert.deepEqual(readdirSync(join(shop.root, 'docs/adr')), ['0001-one.md']);
});

test('a text with changes that an editor has not saved is not written over', async (t) => {
  const shop = await openRecords(t);
  await ask(shop, { mode: 'create', title: 'One', content: 'Text.' });
  const hash = hashIn(await ask(shop, {}));
  shop.facts.unsaved = ['docs/adr/0001-one.md'];
  assert.match(await ask(shop, { mode: 'update', content: 'New.', hash }), /^EDITOR_HOLDS: /);
});

test('records are found where the project keeps them, by folder or by .adr-dir', async (t) => {
  const shop = await openRecords(t);
  mkdirSync(join(shop.root, 'doc/architecture/decisions'), { recursive: true });
  writeFileSync(
    join(shop.root, 'doc/architecture/decisions/0007-old.md'),
    '# ADR-0007: Old\r\n\r\nStatus: proposed\r\n',
  );
  writeFileSync(join(shop.root, 'doc/architecture/decisions/README.md'), '# Decisions\n');
  assert.match(
    await ask(shop, { mode: 'list' }),
    /^1 decision record in doc\/architecture\/decisions\n0007 Old \(proposed\)/,
  );
  const hash = hashIn(await ask(shop, {}));
  await ask(shop, { mode: 'supersede', hash });
  const text = readFileSync(join(shop.root, 'doc/architecture/decisions/0007-old.md'), 'utf8');
  assert.equal(text, '# ADR-0007: Old\r\n\r\nStatus: Superseded\r\n');
  mkdirSync(join(shop.root, 'rules'));
  writeFileSync(join(shop.root, 'rules/a.md'), '# A rule\n');
  writeFileSync(join(shop.root, '.adr-dir'), 'rules\n');
  assert.match(await ask(shop, {}), /^rules\/a\.md hash .*\n# A rule$/);
});

test('nothing is read or written outside of the workspace', async (t) => {
  const shop = await openRecords(t);
  const outside = temporaryDirectory(t);
  writeFileSync(join(outside, 'secret.md'), '# Secret\n');
  mkdirSync(join(shop.root, 'docs'));
  symlinkSync(outside, join(shop.root, 'docs/adr'));
  assert.match(await ask(shop, {}), /^No decision record yet/);
  assert.match(await ask(shop, { mode: 'create', title: 'x', content: 'y' }), /^FILE_OUTSIDE_ROOT: /);
  assert.deepEqual(readdirSync(outside), ['secret.md']);
  writeFileSync(join(shop.root, '.adr-dir'), '../elsewhere\n');
  assert.match(await ask(shop, { mode: 'create', title: 'x', content: 'y' }), /^FILE_OUTSIDE_ROOT: /);
  assert.ok(!existsSync(join(shop.root, '../elsewhere')));
});

test('a name is a number, a file or a title, never a path', async (t) => {
  const shop = await openRecords(t);
  writeFileSync(join(shop.root, 'notes.md'), '# Notes\n');
  await ask(shop, { mode: 'create', title: '../../evil', content: 'x' });
  assert.deepEqual(readdirSync(join(shop.root, 'docs/adr')), ['0001-evil.md']);
  for (const id of ['../../notes.md', '/etc/passwd', 'notes', '2'])
    assert.match(await ask(shop, { id }), /^DECISION_MISSING: No decision record is .*There are: 0001/);
});

test('the first text that is stored in the way of other servers makes a record', async (t) => {
  const shop = await openRecords(t);
  assert.match(
    await ask(shop, { mode: 'update', content: '## PURPOSE\nShop.\n' }),
    /^created: docs\/adr\/0001-purpose\.md/,
  );
});

test('the first look at the workspace has the titles of its decisions', async (t) => {
  const shop = await openRecords(t);
  await ask(shop, { mode: 'create', title: 'Use SQLite', content: 'x' });
  const { content } = await shop.callTool('get_architecture', {});
  assert.match(content[0]!.text, /^decisions:\n {2}0001 Use SQLite \(Accepted\)$/m);
});

test('what has the name of a new record already is left as it is', async (t) => {
  const shop = await openRecords(t);
  mkdirSync(join(shop.root, 'docs/adr/0001-one.md'), { recursive: true });
  const answer = await ask(shop, { mode: 'create', title: 'One', content: 'Because.' });
  assert.match(answer, /^DECISION_EXISTS: .*docs\/adr\/0001-one\.md/);
  assert.deepEqual(readdirSync(join(shop.root, 'docs/adr')), ['0001-one.md']);
});
