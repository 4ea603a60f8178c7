// Connecting and disconnecting on real files in a home of their own, with a person who answers as each test says.
import assert from 'node:assert/strict';
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { findConfigFile, replaceConfigText } from '../../../extension/claude/configFile.ts';
import { makeBridgeEntry, makeHttpEntry } from '../../../extension/claude/entry.ts';
import { Registration } from '../../../extension/claude/registration.ts';
import type { Review, ReviewedPlan } from '../../../extension/claude/registration.ts';

const LAUNCHER = '/home/anna/.codebase-memory/bin/codebase-memory';
const BRIDGE = makeBridgeEntry(LAUNCHER, 'linux');
const HTTP = makeHttpEntry(LAUNCHER, 'http://127.0.0.1:4711/mcp', '/w', 'linux');
const NAME = 'codebase-memory';
/** As Claude Code writes it. */
const TYPICAL = JSON.stringify(
  {
    numStartups: 3,
    mcpServers: { other: { type: 'stdio', command: 'x', args: [], env: { KEY: 'ü' } } },
    projects: { '/w': { allowedTools: [], mcpServers: {} } },
  },
  null,
  2,
);

/** Who write one file at the same time, and how often. */
const WRITERS = 6;
const WRITER_ROUNDS = 5;

const yes: Review = () => Promise.resolve(true);
const never: Review = ({ kind }) => Promise.reject(new Error(`asked to ${kind}`));

test('a file of Claude Code gets the entry after a yes, and is the same to the byte after disconnecting', async (t) => {
  const { registration, file, read } = makeHome(t, TYPICAL);
  const seen: ReviewedPlan[] = [];
  assert.equal(await registration.connect(BRIDGE, undefined, remember(seen)), 'written');
  assert.deepEqual(
    seen.map(({ kind, before, after }) => ({ kind, before, after })),
    [{ kind: 'add', before: TYPICAL, after: read() }],
  );
  assert.deepEqual(parse(read()), {
    ...parse(TYPICAL),
    mcpServers: { ...(parse(TYPICAL)['mcpServers'] as object), [NAME]: BRIDGE },
  });
  assert.equal(registration.isConnected(), true);
  assert.equal(await registration.connect(BRIDGE, undefined, never), 'unchanged');
  assert.equal(await registration.disconnect(yes), 'written');
  assert.equal(read(), TYPICAL);
  assert.equal(await registration.disconnect(never), 'unchanged');
  assert.deepEqual(
    readdirSync(join(file, '..')).filter((name) => name !== '.codebase-memory'),
    ['.claude.json'],
    'no lock and no temporary file is left',
  );
});

test('nothing is written without a yes', async (t) => {
  const { registration, file, home } = makeHome(t, TYPICAL);
  const before = statSync(file).mtimeMs;
  assert.equal(await registration.connect(BRIDGE, undefined, () => Promise.resolve(false)), 'declined');
  assert.equal(readFileSync(file, 'utf8'), TYPICAL);
  assert.equal(statSync(file).mtimeMs, before);
  assert.deepEqual(readdirSync(home), ['.claude.json']);
});

test('a file that was made for the entry goes away with it; an empty one is empty again', async (t) => {
  const missing = makeHome(t);
  assert.equal(await missing.registration.connect(BRIDGE, undefined, yes), 'written');
  assert.equal(statSync(missing.file).mode & 0o777, 0o600);
  assert.equal(await missing.registration.disconnect(yes), 'written');
  assert.equal(existsSync(missing.file), false);
  const empty = makeHome(t, '');
  assert.equal(await empty.registration.connect(BRIDGE, undefined, yes), 'written');
  assert.equal(await empty.registration.disconnect(yes), 'written');
  assert.equal(empty.read(), '');
});

test('what Claude Code wrote meanwhile stays, and only our entry goes', async (t) => {
  const { registration, read, write } = makeHome(t, '{\n  "numStartups": 1\n}');
  await registration.connect(BRIDGE, undefined, yes);
  write(JSON.stringify({ ...parse(read()), numStartups: 2, tips: ['a'] }, null, 2));
  assert.equal(await registration.disconnect(yes), 'written');
  assert.equal(read(), JSON.stringify({ numStartups: 2, tips: ['a'] }, null, 2));
});

test('a file made for the entry stays when Claude Code keeps something in it', async (t) => {
  const { registration, read, write } = makeHome(t);
  await registration.connect(BRIDGE, undefined, yes);
  write(JSON.stringify({ ...parse(read()), userID: 'u' }, null, 2));
  await registration.disconnect(yes);
  assert.equal(read(), JSON.stringify({ userID: 'u' }, null, 2));
});

test('a server of the same name that is not ours is replaced only knowingly, and comes back', async (t) => {
  const foreign = { type: 'http', url: 'https://example.org/mcp' };
  const text = JSON.stringify({ mcpServers: { [NAME]: foreign } }, null, 2);
  for (const touched of [false, true]) {
    const { registration, read, write } = makeHome(t, text);
    assert.equal(await registration.connect(BRIDGE, undefined, () => Promise.resolve(false)), 'declined');
    assert.equal(await registration.disconnect(never), 'unchanged', 'what is not ours is not removed');
    const seen: ReviewedPlan[] = [];
    await registration.connect(BRIDGE, undefined, remember(seen));
    assert.deepEqual(
      seen.map(({ kind }) => kind),
      ['replace'],
    );
    if (touched) write(JSON.stringify({ ...parse(read()), tips: 1 }, null, 2));
    assert.equal(await registration.disconnect(yes), 'written');
    assert.equal(read(), touched ? JSON.stringify({ ...parse(text), tips: 1 }, null, 2) : text);
  }
});

test('an entry of ours is updated in place and keeps what the user added to it', async (t) => {
  const added = { timeout: 5000, env: { A: 'b' } };
  const old = { ...makeBridgeEntry('/old/.codebase-memory/bin/codebase-memory', 'linux'), ...added };
  const { registration, read } = makeHome(t, JSON.stringify({ mcpServers: { [NAME]: old } }, null, 2));
  const seen: ReviewedPlan[] = [];
  await registration.connect(BRIDGE, undefined, remember(seen));
  assert.deepEqual(
    seen.map(({ kind }) => kind),
    ['update'],
  );
  assert.deepEqual(parse(read()), { mcpServers: { [NAME]: { ...BRIDGE, ...added } } });
  assert.equal(await registration.connect(BRIDGE, undefined, never), 'unchanged');
});

test('entries for all projects and for two of them are taken back step by step, to the byte', async (t) => {
  const { registration, read } = makeHome(t, TYPICAL);
  const texts = [read()];
  for (const key of [undefined, '/w', '/new']) {
    await registration.connect(key === undefined ? BRIDGE : HTTP, key, yes);
    texts.push(read());
  }
  assert.deepEqual(registration.findEntry('/new'), HTTP);
  assert.equal(await registration.undo(), 'written');
  assert.equal(read(), texts[2]);
  assert.equal(await registration.disconnect(yes), 'written');
  assert.equal(read(), TYPICAL);
});

test('entries are found and removed when nothing is remembered of them', async (t) => {
  const { registration, read, home } = makeHome(t, TYPICAL);
  await registration.connect(BRIDGE, undefined, yes);
  await registration.connect(HTTP, '/w', yes);
  rmSync(join(home, '.codebase-memory'), { recursive: true });
  assert.equal(await new Registration({ home, environment: {} }).disconnect(yes), 'written');
  assert.equal(read(), TYPICAL);
});

test('what Claude Code could not read is left alone, with the reason', async (t) => {
  const texts: [string | Buffer, RegExp][] = [
    ['{"mcpServers": ', /not valid JSON .*line 1, column/],
    ['{\n  // mine\n}', /line 2, column 3/],
    ['[]', /no JSON object/],
    [Buffer.from([0x7b, 0xff, 0x7d]), /not UTF-8/],
    [JSON.stringify({ mcpServers: [] }), /"mcpServers" is not an object/],
  ];
  for (const [content, message] of texts) {
    const { registration, file } = makeHome(t, content);
    await assert.rejects(
      registration.connect(BRIDGE, undefined, never),
      (error: Error & { code?: string }) => {
        assert.equal(error.code, 'CLAUDE_CONFIG_INVALID');
        assert.match(error.message, message);
        assert.match(error.message, /Nothing was written/);
        return true;
      },
    );
    assert.deepEqual(readFileSync(file), Buffer.from(content));
  }
});

test('a byte order mark and CRLF survive', async (t) => {
  const text = `\uFEFF${TYPICAL.replaceAll('\n', '\r\n')}\r\n`;
  const { registration, read } = makeHome(t, text);
  await registration.connect(BRIDGE, undefined, yes);
  assert.ok(read().startsWith('\uFEFF{\r\n'));
  assert.doesNotMatch(read(), /[^\r]\n/);
  await registration.disconnect(yes);
  assert.equal(read(), text);
});

test('a file marked read-only is not written', async (t) => {
  const { registration, file, read } = makeHome(t, TYPICAL);
  chmodSync(file, 0o444);
  await assert.rejects(registration.connect(BRIDGE, undefined, yes), { code: 'CLAUDE_CONFIG_READ_ONLY' });
  assert.equal(read(), TYPICAL);
  chmodSync(file, 0o640);
  await registration.connect(BRIDGE, undefined, yes);
  assert.equal(statSync(file).mode & 0o777, 0o640, 'who may read the file stays as it was');
  await registration.disconnect(yes);
  assert.equal(read(), TYPICAL, 'the failed attempt is no step to take back');
});

test('a link into a folder of dotfiles stays a link', async (t) => {
  const { registration, file, home } = makeHome(t);
  const real = join(home, 'dotfiles', 'claude.json');
  mkdirSync(join(home, 'dotfiles'));
  writeFileSync(real, TYPICAL);
  symlinkSync(join('dotfiles', 'claude.json'), file);
  await registration.connect(BRIDGE, undefined, yes);
  assert.ok(lstatSync(file).isSymbolicLink());
  assert.notEqual(readFileSync(real, 'utf8'), TYPICAL);
  await registration.disconnect(yes);
  assert.equal(readFileSync(real, 'utf8'), TYPICAL);
  assert.deepEqual(readdirSync(join(home, 'dotfiles')), ['claude.json']);
});

test('what changes beside our entry during the review is kept without a second question', async (t) => {
  const { registration, read, write } = makeHome(t, TYPICAL);
  let reviews = 0;
  const review: Review = () => {
    reviews += 1;
    write(JSON.stringify({ ...parse(TYPICAL), numStartups: 4 }, null, 2));
    return Promise.resolve(true);
  };
  assert.equal(await registration.connect(BRIDGE, undefined, review), 'written');
  assert.equal(reviews, 1);
  assert.equal(parse(read())['numStartups'], 4);
  await registration.disconnect(yes);
  assert.equal(parse(read())['numStartups'], 4);
});

test('a server of our name that appears during the review is asked about', async (t) => {
  const { registration, read, write } = makeHome(t, TYPICAL);
  const foreign = JSON.stringify({ mcpServers: { [NAME]: { command: 'theirs' } } });
  const kinds: string[] = [];
  const review: Review = ({ kind }) => {
    kinds.push(kind);
    if (kinds.length === 1) write(foreign);
    return Promise.resolve(kinds.length === 1);
  };
  assert.equal(await registration.connect(BRIDGE, undefined, review), 'declined');
  assert.deepEqual(kinds, ['add', 'replace']);
  assert.equal(read(), foreign);
});

test('the entry somebody else wrote during the review needs no writing', async (t) => {
  const { registration, write, read } = makeHome(t, TYPICAL);
  const done = JSON.stringify({ mcpServers: { [NAME]: BRIDGE } });
  const review: Review = () => {
    write(done);
    return Promise.resolve(true);
  };
  assert.equal(await registration.connect(BRIDGE, undefined, review), 'unchanged');
  assert.equal(read(), done);
});

test('two windows that connect at once write one entry, and one disconnect takes it back', async (t) => {
  const { registration, home, read } = makeHome(t, TYPICAL);
  const other = new Registration({ home, environment: {} });
  const outcomes = await Promise.all([
    registration.connect(BRIDGE, undefined, yes),
    other.connect(BRIDGE, undefined, yes),
  ]);
  assert.deepEqual(outcomes.toSorted(), ['unchanged', 'written']);
  await other.disconnect(yes);
  assert.equal(read(), TYPICAL);
});

test('the lock of a Claude Code that writes is waited for; one left behind is taken over', async (t) => {
  const { registration, file, read } = makeHome(t, TYPICAL);
  const lock = `${file}.lock`;
  mkdirSync(lock);
  const connecting = registration.connect(BRIDGE, undefined, yes);
  // Without a lock it would have been written by now: after the yes nothing is waited for.
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
  assert.equal(read(), TYPICAL);
  const longAgo = new Date(Date.now() - 11_000);
  utimesSync(lock, longAgo, longAgo);
  await connecting;
  assert.notEqual(read(), TYPICAL);
  assert.equal(existsSync(lock), false);
});

test(
  'what is no regular file is neither waited for nor written',
  { skip: process.platform === 'win32' },
  async (t) => {
    const { registration, file, home } = makeHome(t);
    const makers: (() => void)[] = [
      () => execFileSync('mkfifo', [file]),
      () => mkdirSync(file),
      () => symlinkSync(file, file),
      () => symlinkSync('/dev/zero', file),
    ];
    for (const make of makers) {
      make();
      const before = lstatSync(file).mode;
      await assert.rejects(registration.connect(BRIDGE, undefined, never), { code: 'CLAUDE_CONFIG_INVALID' });
      assert.equal(registration.isConnected(), false);
      assert.equal(lstatSync(file).mode, before);
      rmSync(file, { recursive: true });
    }
    assert.deepEqual(readdirSync(home), []);
  },
);

test('a link to a file that is not there yet, nor its folder, is written through', async (t) => {
  const { registration, file, home } = makeHome(t);
  symlinkSync(join('dotfiles', 'deep', 'claude.json'), file);
  assert.equal(await registration.connect(BRIDGE, undefined, yes), 'written');
  assert.ok(lstatSync(file).isSymbolicLink());
  assert.match(readFileSync(join(home, 'dotfiles', 'deep', 'claude.json'), 'utf8'), /codebase-memory/);
});

test('what many processes write at once is all there, also when all find an old lock', async (t) => {
  const { file, home } = makeHome(t, '{}');
  const writers = Array.from({ length: WRITERS }, () =>
    fork(join(import.meta.dirname, 'configWriter.ts'), [file]),
  );
  t.after(() => writers.forEach((writer) => writer.kill()));
  await Promise.all(writers.map((writer) => once(writer, 'message')));
  const wanted: string[] = [];
  for (let round = 0; round < WRITER_ROUNDS; round += 1) {
    mkdirSync(`${file}.lock`);
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(`${file}.lock`, longAgo, longAgo);
    const answers = writers.map((writer, index) => {
      wanted.push(`${round}.${index}`);
      writer.send(`${round}.${index}`);
      return once(writer, 'message');
    });
    for (const answer of answers) assert.deepEqual((await answer)[0], 'written');
  }
  assert.deepEqual(
    Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object).toSorted(),
    wanted.toSorted(),
  );
  assert.deepEqual(readdirSync(home), ['.claude.json']);
});

test('what was written while a lock was taken over is not lost', async (t) => {
  const { file, read } = makeHome(t, '{}');
  const lock = `${file}.lock`;
  const seen: unknown[] = [];
  await replaceConfigText(file, (current) => {
    seen.push(current);
    if (seen.length === 1) {
      // Another one thought the lock old, wrote, and let go.
      rmdirSync(lock);
      writeFileSync(file, '{"theirs":true}');
    }
    return { text: JSON.stringify({ ...(JSON.parse(current ?? '') as object), ours: true }) };
  });
  assert.deepEqual(seen, ['{}', '{"theirs":true}']);
  assert.equal(read(), '{"theirs":true,"ours":true}');
  assert.equal(existsSync(lock), false);
});

test('a lock that somebody else has taken over is left to them', async (t) => {
  const { file, read } = makeHome(t, '{}');
  const lock = `${file}.lock`;
  const taken = Promise.withResolvers<void>();
  let asked = 0;
  const writing = replaceConfigText(file, () => {
    asked += 1;
    if (asked === 1) {
      renameSync(lock, `${lock}.former`);
      mkdirSync(lock);
    }
    // Called without a pause before the writing that follows.
    setImmediate(taken.resolve);
    return { text: '{"ours":true}' };
  });
  await taken.promise;
  assert.deepEqual([asked, existsSync(lock), read()], [1, true, '{}']);
  rmdirSync(lock);
  await writing;
  assert.deepEqual([asked, read()], [2, '{"ours":true}']);
});

test('what lies where the lock belongs and is none is told at once, however old it is', async (t) => {
  const { registration, file, read } = makeHome(t, TYPICAL);
  const longAgo = new Date(Date.now() - 60_000);
  writeFileSync(`${file}.lock`, '');
  utimesSync(`${file}.lock`, longAgo, longAgo);
  await assert.rejects(registration.connect(BRIDGE, undefined, yes), { code: 'CLAUDE_CONFIG_LOCK_INVALID' });
  assert.equal(read(), TYPICAL);
  assert.ok(existsSync(`${file}.lock`), 'it is not ours to delete');
});

test('a lock that holds something is given up after a while', async (t) => {
  const { registration, file, read } = makeHome(t, TYPICAL);
  const lock = `${file}.lock`;
  mkdirSync(join(lock, 'kept'), { recursive: true });
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(lock, longAgo, longAgo);
  // As if the fifteen seconds were over at the second look.
  let looks = 0;
  t.mock.method(performance, 'now', () => (looks += 1) * 10_000);
  await assert.rejects(registration.connect(BRIDGE, undefined, yes), { code: 'CLAUDE_CONFIG_BUSY' });
  assert.equal(read(), TYPICAL);
});

test('CLAUDE_CONFIG_DIR and the file of old installations are followed', (t) => {
  const { home } = makeHome(t);
  const configDir = join(home, 'elsewhere');
  assert.equal(findConfigFile(home, {}), join(home, '.claude.json'));
  assert.equal(findConfigFile(home, { CLAUDE_CONFIG_DIR: configDir }), join(configDir, '.claude.json'));
  mkdirSync(join(home, '.claude'));
  writeFileSync(join(home, '.claude', '.config.json'), '{}');
  assert.equal(findConfigFile(home, {}), join(home, '.claude', '.config.json'));
});

test('the answer to the question is kept, and one window at a time asks it', (t) => {
  const { home } = makeHome(t);
  const [first, second] = [0, 1].map(() => new Registration({ home, environment: {} }).journal);
  assert.ok(first && second);
  assert.equal(first.findAnswer(), undefined);
  assert.deepEqual([first.beginQuestion(), second.beginQuestion()], [true, false]);
  first.writeAnswer('never');
  first.endQuestion();
  assert.equal(second.findAnswer(), 'never');
  assert.equal(second.beginQuestion(), true);
  assert.equal(statSync(join(home, '.codebase-memory', 'claude.json')).mode & 0o777, 0o600);
});

test('connecting is offered once, where there is a Claude Code that is not connected', async (t) => {
  const ask = { autoConnect: 'ask', kind: 'bridge', hasCommand: true };
  const { registration } = makeHome(t);
  assert.equal(registration.isOfferDue(ask), true);
  assert.equal(registration.isOfferDue({ ...ask, hasCommand: false }), false, 'there is no Claude Code');
  assert.equal(registration.isOfferDue({ ...ask, autoConnect: 'never' }), false);
  assert.equal(registration.isOfferDue({ ...ask, kind: 'off' }), false);
  const used = makeHome(t, TYPICAL).registration;
  assert.equal(used.isOfferDue({ ...ask, hasCommand: false }), true, 'its file says there is one');
  await used.connect(BRIDGE, undefined, yes);
  assert.equal(used.isOfferDue(ask), false, 'connected already');
  await used.disconnect(yes);
  assert.equal(used.isOfferDue(ask), false, 'who disconnects does not want to be asked');
  registration.journal.writeAnswer('later');
  assert.equal(registration.isOfferDue(ask), false, 'answered already');
});

function makeHome(t: TestContext, content?: string | Buffer) {
  const home = mkdtempSync(join(tmpdir(), 'cbm-claude-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const file = join(home, '.claude.json');
  if (content !== undefined) writeFileSync(file, content);
  return {
    home,
    file,
    registration: new Registration({ home, environment: {} }),
    read: () => readFileSync(file, 'utf8'),
    write: (text: string) => writeFileSync(file, text),
  };
}

function remember(seen: ReviewedPlan[]): Review {
  return (plan) => {
    seen.push(plan);
    return Promise.resolve(true);
  };
}

function parse(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}
