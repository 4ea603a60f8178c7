import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { findClaude, parseVerification } from '../../../extension/claude/claudeClient.ts';
import { describeVerification } from '../../../extension/claude/verificationText.ts';

test('what `claude mcp get` prints is understood', () => {
  const connected =
    'codebase-memory:\n  Scope: User config (available in all your projects)\n  Status: ✔ Connected\n  Type: stdio\n';
  assert.deepEqual(parseVerification(connected, ''), {
    kind: 'connected',
    scope: 'User config (available in all your projects)',
  });
  assert.deepEqual(parseVerification(`\u001B[1m${connected}\u001B[0m`, '').kind, 'connected');
  const failed = 'x:\n  Status: ✘ Failed to connect\n  Issue: CONNECTION_CLOSED: Connection closed\n';
  assert.deepEqual(parseVerification(failed, ''), {
    kind: 'failed',
    detail: '✘ Failed to connect: CONNECTION_CLOSED: Connection closed',
  });
  // Seen when the server answers but its tools cannot be listed.
  assert.equal(parseVerification('  Status: ! Connected · tools fetch failed\n', '').kind, 'failed');
  const untrusted = "MCP server 'x': headersHelper not run — this workspace has no persisted trust; accept …";
  assert.equal(parseVerification(failed, untrusted).kind, 'untrusted');
  assert.equal(parseVerification('', 'No MCP server named "codebase-memory".').kind, 'missing');
  assert.deepEqual(parseVerification('', 'spawn EACCES'), { kind: 'unknown', detail: 'spawn EACCES' });
});

test('only a connection, or no way to try it, is good news', () => {
  const detail = 'because';
  assert.ok(
    describeVerification({ kind: 'connected', scope: 'User config (…)' }, true, 'User config').isGood,
  );
  const shadowed = describeVerification(
    { kind: 'connected', scope: 'Project config (.mcp.json)' },
    true,
    'User config',
  );
  assert.equal(shadowed.isGood, false, 'an entry of the same name goes before ours');
  assert.match(shadowed.text, /Project config/);
  assert.ok(describeVerification('no command', true, 'User config').isGood);
  assert.match(describeVerification('no command', true, 'User config').text, /"claude" was not found/);
  for (const kind of ['failed', 'untrusted', 'missing', 'unknown'] as const) {
    assert.equal(describeVerification({ kind, detail }, false, 'User config').isGood, false);
  }
});

test('the command is found on the PATH first, then where its installer puts it', (t) => {
  const home = mkdtempSync(join(tmpdir(), 'cbm-find-claude-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const make = (...parts: string[]) => {
    const file = join(home, ...parts, 'claude');
    mkdirSync(join(home, ...parts), { recursive: true });
    writeFileSync(file, '#!/bin/sh\n');
    chmodSync(file, 0o755);
    return file;
  };
  const folder = join(home, 'not-a-program', 'claude');
  mkdirSync(folder, { recursive: true });
  const installed = make('.local', 'bin');
  const environment = { PATH: ['', join(home, 'not-a-program'), join(home, 'bin')].join(delimiter) };
  assert.equal(findClaude(home, environment, 'linux'), installed);
  const onPath = make('bin');
  assert.equal(findClaude(home, environment, 'linux'), onPath);
});
