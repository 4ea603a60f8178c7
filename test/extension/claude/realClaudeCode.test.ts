// The real Claude Code with what the extension writes: its own client says Connected, and after disconnecting its
// configuration is the same to the byte. A home of its own, `mcp` subcommands only, no model is called.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import { findClaude, verifyConnection, verifyPlugin } from '../../../extension/claude/claudeClient.ts';
import { getLauncherFile, makeBridgeEntry, makeHttpEntry } from '../../../extension/claude/entry.ts';
import { writeLauncher } from '../../../extension/claude/launcher.ts';
import { findProjectKey } from '../../../extension/claude/projectKey.ts';
import { Plugin } from '../../../extension/claude/plugin.ts';
import { loadPluginTexts, makePluginFiles } from '../../../extension/claude/pluginFiles.ts';
import { Registration } from '../../../extension/claude/registration.ts';
import { CLAUDE_ALONE, skipWithoutClaude, writeClaudeShim } from '../../acceptance/support/claude.ts';
import { Product, program } from '../../acceptance/support/product.ts';
import { SHOP } from '../../acceptance/support/sample.ts';

const skip = skipWithoutClaude;
const yes = () => Promise.resolve(true);
const refuse = () => Promise.reject(new Error('nothing was to be asked'));

test(
  'after connecting Claude Code is Connected, twice is once, and disconnecting restores its file',
  { skip },
  async (t) => {
    const { product, registration, claude, environment, runClaude, read } = await install(t, "Anna's home");
    const before = read();
    const entry = makeBridgeEntry(getLauncherFile(product.home));
    assert.equal(await registration.connect(entry, undefined, yes), 'written');
    const connected = read();
    assert.deepEqual(await verifyConnection(claude, product.root, environment), {
      kind: 'connected',
      scope: 'User config (available in all your projects)',
    });
    assert.match(await runClaude('mcp', 'list'), /^codebase-memory: .* - ✔ Connected$/m);
    assert.equal(read(), connected, 'asking changes nothing');
    assert.equal(await registration.connect(entry, undefined, refuse), 'unchanged');
    assert.equal(await registration.disconnect(yes), 'written');
    assert.equal(read(), before);
    assert.equal((await verifyConnection(claude, product.root, environment)).kind, 'missing');
  },
);

test(
  'what Claude Code writes between connecting and disconnecting stays, and nothing else',
  { skip },
  async (t) => {
    const { product, registration, runClaude, read } = await install(t);
    await runClaude('mcp', 'add', '--scope', 'user', 'first', '--', 'true');
    await registration.connect(makeBridgeEntry(getLauncherFile(product.home)), undefined, yes);
    await runClaude('mcp', 'add', '--scope', 'user', 'second', '--', 'true');
    await registration.disconnect(yes);
    const left = read();
    await runClaude('mcp', 'remove', '--scope', 'user', 'second');
    await runClaude('mcp', 'add', '--scope', 'user', 'second', '--', 'true');
    assert.equal(left, read(), 'the text is the one that Claude Code itself would write');
  },
);

test(
  'an HTTP entry is followed where the folder is trusted, and says what to do where it is not',
  { skip },
  async (t) => {
    const { product, registration, claude, environment, read, file } = await install(t, "Anna's home");
    await product.get(['index', product.root]);
    const key = findProjectKey(product.root);
    const entry = makeHttpEntry(getLauncherFile(product.home), product.discovery.endpoint, product.root);
    assert.equal(await registration.connect(entry, key, yes), 'written');
    assert.equal((await verifyConnection(claude, product.root, environment)).kind, 'untrusted');
    // As the dialog of an interactive session leaves it.
    const config = JSON.parse(read()) as { projects: Record<string, Record<string, unknown>> };
    config.projects[key] = { ...config.projects[key], hasTrustDialogAccepted: true };
    writeFileSync(file, JSON.stringify(config, null, 2));
    // The command in the entry starts the server that nobody runs, on the port it had.
    await product.get(['stop', product.root]);
    assert.deepEqual(await verifyConnection(claude, product.root, environment), {
      kind: 'connected',
      scope: 'Local config (private to you in this project)',
    });
    assert.doesNotMatch(
      read(),
      new RegExp(product.discovery.token),
      'the token is in no file of Claude Code',
    );
    await registration.disconnect(yes);
    assert.deepEqual(JSON.parse(read()), {
      ...config,
      projects: { [key]: { hasTrustDialogAccepted: true } },
    });
  },
);

test(
  'projects are named as Claude Code names them: main repository, work tree, folder in it, no repository',
  { skip },
  async (t) => {
    const { product, runClaude, read } = await install(t);
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.email=a@b', '-c', 'user.name=a', ...args], { cwd: product.root });
    const plain = join(product.base, 'plain');
    const workTree = join(product.base, 'tree');
    mkdirSync(plain);
    git('init', '-q');
    git('commit', '-q', '--allow-empty', '-m', 'first');
    git('worktree', 'add', '-q', workTree);
    mkdirSync(join(product.root, 'sub'), { recursive: true });
    for (const folder of [join(product.root, 'sub'), workTree, plain]) {
      await runClaude.from(folder, 'mcp', 'add', '--scope', 'local', `in-${folder.length}`, '--', 'true');
      const { projects } = JSON.parse(read()) as { projects: Record<string, { mcpServers: object }> };
      assert.ok(projects[findProjectKey(folder)]?.mcpServers[`in-${folder.length}` as never], folder);
    }
  },
);

test(
  'while Claude Code writes its file, connecting and disconnecting lose nothing of it',
  { skip },
  async (t) => {
    const { product, registration, runClaude, read } = await install(t);
    const entry = makeBridgeEntry(getLauncherFile(product.home));
    const names = ['one', 'two', 'three', 'four'];
    const adding = Promise.all(
      names.map((name) => runClaude('mcp', 'add', '--scope', 'user', name, '--', 'true')),
    );
    const done = new AbortController();
    const added = adding.finally(() => done.abort());
    let rounds = 0;
    for (; !done.signal.aborted; rounds += 1) {
      await registration.connect(entry, undefined, yes);
      await registration.disconnect(yes);
      // Claude Code polls for the lock: between two rounds it gets its turn.
      await sleep(20);
    }
    await added;
    t.diagnostic(`${rounds} rounds of connecting and disconnecting`);
    const { mcpServers } = JSON.parse(read()) as { mcpServers: object };
    assert.deepEqual(Object.keys(mcpServers).toSorted(), [...names, 'other'].toSorted());
  },
);

test(
  'the plugin is loaded with its skill and hooks, its server is Connected, and a connection by hand goes before it',
  { skip },
  async (t) => {
    const { product, registration, claude, environment, runClaude, read } = await install(t, "Anna's home");
    const before = read();
    const plugin = new Plugin({ home: product.home, environment }, registration.journal);
    const entry = makeBridgeEntry(getLauncherFile(product.home));
    const texts = loadPluginTexts(join(import.meta.dirname, '..', '..', '..', 'media', 'claude-plugin'));
    const options = { version: '1.0.0', entry, isConnected: false, hintsFrom: product.cacheRoot };
    assert.equal(await plugin.install(makePluginFiles(texts, options), yes), 'written');
    assert.equal(await verifyPlugin(claude, product.root, environment), '✔ loaded');
    assert.match(await runClaude('plugin', 'validate', plugin.folder), /Validation passed/);
    const details = await runClaude('plugin', 'details', 'codebase-memory@skills-dir');
    assert.match(details, /Skills \(1\) +code-graph/);
    assert.match(details, /Hooks \(2\) +SessionStart, SubagentStart/);
    assert.match(details, /MCP servers \(1\) +codebase-memory/);
    assert.match(
      await runClaude('mcp', 'list'),
      /^plugin:codebase-memory:codebase-memory: .* - ✔ Connected$/m,
    );
    await registration.connect(entry, undefined, yes);
    const listed = await runClaude('mcp', 'list');
    assert.match(listed, /^codebase-memory: .* - ✔ Connected$/m);
    assert.doesNotMatch(listed, /^plugin:codebase-memory/m, 'the same server is not started twice');
    await registration.disconnect(yes);
    await plugin.remove(yes);
    assert.doesNotMatch(await runClaude('mcp', 'list'), /codebase-memory/);
    assert.equal(await verifyPlugin(claude, product.root, environment), 'not listed');
    assert.equal(read(), before, "Claude Code's own file is as it was");
  },
);

/** The extension's launcher for the built program, and `claude` on a PATH of its own, after its first start. */
async function install(t: TestContext, folder?: string) {
  const product = new Product(t, folder === undefined ? {} : { folder });
  product.writeAll(SHOP);
  const bin = join(product.base, 'bin');
  writeClaudeShim(bin);
  const environment = {
    ...product.environment,
    ...CLAUDE_ALONE,
    PATH: `${bin}${delimiter}${product.environment['PATH']}`,
  };
  const claude = findClaude(product.home, environment);
  assert.equal(claude, join(bin, 'claude'));
  writeLauncher(product.home, { runtime: process.execPath, entry: program, version: '1.0.0' });
  const registration = new Registration({ home: product.home, environment });
  const run = async (cwd: string, args: string[]) => {
    const line = 'cd "$1" && shift && exec claude "$@"';
    const { code, stdout, stderr } = await product.runProgram(
      '/bin/sh',
      ['-c', line, 'sh', cwd, ...args],
      environment,
    );
    assert.equal(code, 0, stdout + stderr);
    return stdout;
  };
  const runClaude = Object.assign((...args: string[]) => run(product.root, args), {
    from: (cwd: string, ...args: string[]) => run(cwd, args),
  });
  // The first starts write what Claude Code wants to have in its file.
  await runClaude('mcp', 'add', '--scope', 'user', 'other', '--', 'true');
  await runClaude('mcp', 'list');
  const file = registration.configFile;
  return {
    product,
    registration,
    claude,
    environment,
    runClaude,
    file,
    read: () => readFileSync(file, 'utf8'),
  };
}
