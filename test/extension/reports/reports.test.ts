import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { formatDoctorReport, listFindings } from '../../../extension/reports/doctorReport.ts';
import type { DoctorReport } from '../../../extension/reports/doctorReport.ts';
import { followLog, readTail } from '../../../extension/reports/logFile.ts';
import { formatLogLine } from '../../../extension/reports/logLine.ts';
import { formatStatusReport } from '../../../extension/reports/statusReport.ts';
import { connected, statusOf } from '../statusOf.ts';

const healthy: DoctorReport = {
  version: '1.2.3',
  node: '24.21.0',
  root: '/projects/shop',
  workspaceDir: '/cache/shop-1',
  exists: true,
  fileSystem: { type: 'ext4', isRemote: false },
  lockOwners: [4711],
  run: { pid: 4711, version: '1.2.3', startTime: '2026-11-23T08:00:00.000Z', isAlive: true },
  server: { pid: 4711, version: '1.2.3', endpoint: 'http://127.0.0.1:40000/mcp' },
  generation: { generation: 3, schema: 1 },
  files: [{ name: 'graph-3.db', bytes: 12_000_000 }],
  quarantined: [],
  crashes: 0,
  isCrashLoop: false,
  log: ['{"time":"2026-11-23T08:00:00.000Z","level":"info","pid":7,"event":"serving"}'],
  live: {
    state: 'ready',
    clients: 2,
    sqlite: statusOf().sqlite,
    watcher: 'none',
    problem: null,
    warnings: [],
  },
};

test('the page of the doctor says that nothing is wrong, with the facts and the end of the log', () => {
  const text = formatDoctorReport(healthy, connected());
  assert.match(text, /Nothing is wrong/);
  assert.match(text, /\| graph-3\.db \| 12\.0 MB \|/);
  assert.match(text, /```text\n2026-11-2\d \d\d:\d\d:00\.000 \[info\] 7: serving\n```/);
  assert.ok(text.indexOf('| Fresh |') < text.indexOf('## Details'), 'what a person asks first comes first');
  assert.match(text, /\n\n\[Show this report as JSON\]\(Codebase%20Memory%20Doctor\.json\)\n$/);
});

test('the page of the doctor begins with what is wrong and what to do', () => {
  const { server: _gone, ...silent } = healthy;
  const findings = listFindings(
    {
      ...silent,
      isCrashLoop: true,
      lastCrash: { time: 'today', version: '1.2.3', how: 'SIGBUS' },
      quarantined: [{ name: 'corrupt-1.db', time: 'today' }],
      fileSystem: { type: 'nfs', isRemote: true },
      live: null,
    },
    { kind: 'failed', code: 'CRASH_LOOP', message: 'It ended too often.', retries: false },
  );
  assert.match(findings[0] ?? '', /It ended too often/);
  const all = findings.join('\n');
  for (const part of [
    /Restart Server/,
    /4711 owns the index and does not answer/,
    /SIGBUS/,
    /corrupt-1\.db/,
    /cacheDir/,
  ])
    assert.match(all, part);
});

test('the page of the status has a section for every folder', () => {
  const text = formatStatusReport([
    { name: 'shop', state: connected() },
    { name: 'other', state: { kind: 'off', why: 'untrusted' } },
  ]);
  assert.match(text, /## shop: ready/);
  assert.match(text, /\| Edges \| 100,000: 70,000 exact, 30,000 inferred \|/);
  assert.match(text, /2 files, larger than the size limit \| `a\.js`, … \|/);
  assert.match(text, /## other: off\n\nThis workspace is not trusted/);
});

test('a line of the log reads as a sentence, and one of another form stays as it is', () => {
  const line =
    '{"time":"2026-11-23T08:00:00.000Z","level":"warn","pid":7,"event":"mmap off","why":"the disk","n":1}';
  assert.match(
    formatLogLine(line),
    /^2026-11-2\d \d\d:\d\d:00\.000 \[warn\] 7: mmap off why="the disk" n=1$/,
  );
  assert.equal(formatLogLine('plain'), 'plain');
  assert.equal(formatLogLine('{"other":1}'), '{"other":1}');
});

test('a log is shown from its end, and what is written later follows', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cbm-log-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'server.log');
  assert.match(readTail(file), /There is no log yet/);
  writeFileSync(file, `${'x'.repeat(400_000)}\nfirst\n`);
  assert.equal(readTail(file), 'first\n');
  const texts: string[] = [];
  const heard = new Promise<void>((resolve) => {
    const following = followLog(file, (text) => {
      texts.push(text);
      if (text.endsWith('second\n')) resolve();
    });
    t.after(() => following.dispose());
  });
  appendFileSync(file, 'second\n');
  await heard;
  assert.equal(texts[0], 'first\n');
});
