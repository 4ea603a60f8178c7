import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { COMMANDS } from '../../server/cli/commands.ts';
import { formatCommandHelp, listOptions } from '../../server/cli/help.ts';
import { getWorkspaceFiles } from '../../server/ownership/paths.ts';
import { createSandbox, isRunning, until } from './support/sandbox.ts';

test('--help lists every command and exit code, --version is the version alone', async (t) => {
  const sandbox = createSandbox(t);
  const help = await sandbox.run(['--help']);
  assert.equal(help.code, 0);
  for (const command of COMMANDS) {
    assert.match(help.stdout, new RegExp(`^  ${command.name} `, 'm'));
    const text = formatCommandHelp(command);
    assert.match(text, new RegExp(`^Usage: codebase-memory ${command.name} `));
    for (const [name, { meaning }] of listOptions(command.options)) {
      assert.match(text, new RegExp(`--${name}.*  \\S`), `${command.name} --${name}`);
      assert.ok(text.includes(meaning), `${command.name} --${name}`);
    }
    assert.ok(text.endsWith(`Example:\n  codebase-memory ${command.example}`), command.name);
    assert.ok(command.example.startsWith(`${command.name} `), command.name);
  }
  const own = await sandbox.run(['index', '--help']);
  assert.deepEqual([own.code, own.stdout], [0, (await sandbox.run(['help', 'index'])).stdout]);
  for (const code of [0, 1, 2, 66, 73, 75]) assert.match(help.stdout, new RegExp(`^ +${code}  \\w`, 'm'));
  assert.match((await sandbox.run(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
});

test('what is not understood exits 2 and names what to look at', async (t) => {
  const sandbox = createSandbox(t);
  for (const args of [
    [],
    ['nonsense'],
    ['index', '--nonsense'],
    ['index', 'one', 'two'],
    ['query'],
    ['query', 'count_files', '--arg', 'novalue'],
    ['dump', sandbox.root],
    ['dump', sandbox.root, '--canonical', '--kind', 'CALLS'],
  ]) {
    const { code, stdout, stderr } = await sandbox.run(args);
    assert.equal(code, 2, args.join(' '));
    assert.match(args.length === 0 ? stdout : stderr, /codebase-memory/);
  }
});

test('what is written wrongly gets one sentence with the nearest that is right', async (t) => {
  const sandbox = createSandbox(t);
  const expected: [string[], string][] = [
    [['indx'], 'There is no command "indx". Did you mean "index"? See `codebase-memory --help`.'],
    [['frobnicate'], 'There is no command "frobnicate". See `codebase-memory --help`.'],
    [
      ['index', '--ful'],
      'index has no option "--ful". Did you mean "--full"? See `codebase-memory index --help`.',
    ],
    [['index', '--full=yes'], '--full takes no value. See `codebase-memory index --help`.'],
    [
      ['dump', '--edges', '--tier', 'exakt'],
      '--tier: "exakt" is none of confirmed, exact, inferred, possible. Did you mean "exact"? See `codebase-memory dump --help`.',
    ],
    [
      ['checkpoint', '--mode', 'now'],
      '--mode: "now" is none of PASSIVE, FULL, RESTART, TRUNCATE. See `codebase-memory checkpoint --help`.',
    ],
    [
      ['completions', 'bsh'],
      '"bsh" is none of bash, zsh, fish, pwsh. Did you mean "bash"? See `codebase-memory completions --help`.',
    ],
    [['query', 'x', '--arg'], '--arg wants a key=value. See `codebase-memory query --help`.'],
    [
      ['dead', '--limit', 'few'],
      '--limit wants a whole number, not "few". See `codebase-memory dead --help`.',
    ],
    [['stop', 'a', 'b'], 'stop takes one folder; "b" is one too many. See `codebase-memory stop --help`.'],
  ];
  for (const [args, said] of expected)
    assert.equal((await sandbox.run(args)).stderr, `codebase-memory: ${said}\n`, args.join(' '));
});

test('query prints the text of a tool, its structure with --json, and a tool error with exit code 1', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  const query = (...rest: string[]) => sandbox.run(['query', ...rest, '--folder', sandbox.root]);
  assert.equal((await query('count_files')).stdout, '1 files\n');
  const structured = await query('count_files', '--arg', 'suffix=.py', '--json');
  assert.equal((JSON.parse(structured.stdout) as { files: number }).files, 0);
  const unknown = await query('nope');
  assert.deepEqual([unknown.code, unknown.stdout], [1, '']);
  assert.match(unknown.stderr, /The tools are: count_files/);
  assert.match((await query('count_files', '-a', 'sufix=x')).stderr, /The arguments are: suffix/);
});

test('leaving an index run says that the server goes on, and how to end it', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  const index = sandbox.start(['index', sandbox.root], { TINY_ENGINE_DELAY_MS: '60000' });
  let noted = '';
  index.stderr.on('data', (chunk) => (noted += String(chunk)));
  await until(() => existsSync(getWorkspaceFiles(sandbox.workspaceDir).discovery));
  index.kill('SIGINT');
  assert.deepEqual(await once(index, 'exit'), [130, null]);
  assert.match(noted, /Left\. The server goes on indexing\./);
  assert.ok(noted.includes(` stop ${sandbox.root}\n`), noted);
  assert.ok(isRunning(sandbox.discovery().pid));
});

test('leaving serve before the index is there says how to end the server, and nothing else', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  const serve = sandbox.start(['serve', sandbox.root], { TINY_ENGINE_DELAY_MS: '60000' });
  let noted = '';
  serve.stderr.on('data', (chunk) => (noted += String(chunk)));
  await until(() => existsSync(getWorkspaceFiles(sandbox.workspaceDir).discovery));
  serve.kill('SIGINT');
  assert.deepEqual(await once(serve, 'close'), [0, null]);
  assert.match(noted, /Left\. The server ends when nobody uses it;/);
  assert.doesNotMatch(noted, /Run the command again/);
});

test('dump prints what the engine dumps, up to date, and ends well when its reader leaves', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  await sandbox.run(['index', sandbox.root]);
  sandbox.write('b.ts', 'b');
  const { code, stdout } = await sandbox.run(['dump', sandbox.root, '--canonical']);
  assert.equal(code, 0);
  assert.equal(stdout, '# canonical\na.ts\nb.ts\n');
});

test('without a terminal, progress is plain lines on stderr and the answer alone is on stdout', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  const { stdout, stderr } = await sandbox.run(['index', sandbox.root, '--json'], {
    TINY_ENGINE_DELAY_MS: '200',
  });
  assert.ok(JSON.parse(stdout));
  assert.ok(!stderr.includes('\r') && !stderr.includes('\u001B'));
});

test('status and doctor start nothing; doctor tells who holds the lock and no secret', async (t) => {
  const sandbox = createSandbox(t);
  const status = await sandbox.run(['status', sandbox.root]);
  assert.equal(status.code, 1);
  assert.match(status.stderr, /No server is running.*codebase-memory serve/s);
  const before = await sandbox.run(['doctor', sandbox.root, '--json']);
  assert.equal((JSON.parse(before.stdout) as { exists: boolean }).exists, false);
  await sandbox.run(['index', sandbox.root]);
  const { pid, token } = sandbox.discovery();
  const { stdout } = await sandbox.run(['doctor', sandbox.root, '--json']);
  const report = JSON.parse(stdout) as { lockOwners?: number[]; server: { pid: number } };
  assert.equal(report.server.pid, pid);
  if (process.platform === 'linux') assert.deepEqual(report.lockOwners, [pid]);
  assert.ok(!stdout.includes(token));
});
