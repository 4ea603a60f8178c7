import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSandbox } from './support/sandbox.ts';

test('--help lists every command and exit code, --version is the version alone', async (t) => {
  const sandbox = createSandbox(t);
  const help = await sandbox.run(['--help']);
  assert.equal(help.code, 0);
  for (const command of [
    'serve',
    'index',
    'status',
    'query',
    'dead',
    'tests',
    'dump',
    'mcp',
    'checkpoint',
    'stop',
    'doctor',
  ]) {
    assert.match(help.stdout, new RegExp(`^  ${command} `, 'm'));
    const own = await sandbox.run([command, '--help']);
    assert.equal(own.code, 0);
    assert.match(own.stdout, new RegExp(`^Usage: codebase-memory ${command} `));
  }
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
