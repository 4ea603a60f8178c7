// The block of instructions in real files, with a person who answers as each test says.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { Instructions } from '../../../extension/claude/instructions.ts';
import { Journal } from '../../../extension/claude/journal.ts';
import type { Review, ReviewedPlan } from '../../../extension/claude/registration.ts';

const yes: Review = () => Promise.resolve(true);
const no: Review = () => Promise.resolve(false);
const never: Review = ({ kind }) => Promise.reject(new Error(`asked to ${kind}`));

function makeFile(t: TestContext, content?: string | Buffer) {
  const home = mkdtempSync(join(tmpdir(), 'cbm-instructions-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const file = join(home, 'CLAUDE.md');
  if (content !== undefined) writeFileSync(file, content);
  return {
    file,
    instructions: new Instructions(new Journal(home)),
    /** As after a reinstallation: nothing is remembered. */
    forget: () => rmSync(join(home, '.codebase-memory'), { recursive: true, force: true }),
    read: () => readFileSync(file, 'utf8'),
    write: (text: string) => writeFileSync(file, text),
  };
}

const TEXTS = [
  '',
  '\n',
  '# Project\n',
  '# Project',
  '# Project\n\n',
  '# Projekt\r\n\r\nZeile\r\n',
  '\uFEFF# Project\n\ttext  \n\n\n',
];

test('added and removed, every file is as before to the byte; one that was made goes', async (t) => {
  for (const text of TEXTS) {
    const { file, instructions, read } = makeFile(t, text);
    const seen: ReviewedPlan[] = [];
    const review: Review = (plan) => {
      assert.equal(read(), text, 'nothing is written before the yes');
      seen.push(plan);
      return Promise.resolve(true);
    };
    assert.equal(await instructions.add(file, review), 'written');
    assert.deepEqual(seen, [{ subject: 'instructions', file, kind: 'add', before: text, after: read() }]);
    assert.ok(read().startsWith(text));
    assert.equal(read().includes('\r\n'), text.includes('\r\n'), 'line breaks are those of the file');
    assert.doesNotMatch(read().replaceAll('\r\n', ''), text.includes('\r\n') ? /\n/ : /^$/);
    assert.equal(await instructions.add(file, never), 'unchanged');
    assert.equal(await instructions.remove(file, yes), 'written');
    assert.equal(read(), text, JSON.stringify(text));
    assert.equal(await instructions.remove(file, never), 'unchanged');
  }
  const { file, instructions } = makeFile(t);
  await instructions.add(file, yes);
  await instructions.remove(file, yes);
  assert.equal(existsSync(file), false);
});

test('without a yes nothing is written', async (t) => {
  const { file, instructions, read } = makeFile(t, '# Project\n');
  assert.equal(await instructions.add(file, no), 'declined');
  assert.equal(read(), '# Project\n');
  await instructions.add(file, yes);
  const after = read();
  assert.equal(await instructions.remove(file, no), 'declined');
  assert.equal(read(), after);
});

test('what a person wrote around the block meanwhile stays, to the byte', async (t) => {
  const { file, instructions, read, write } = makeFile(t, '# Project\n');
  await instructions.add(file, yes);
  write(`Above\n${read()}\nBelow`);
  await instructions.remove(file, yes);
  assert.equal(read(), 'Above\n# Project\n\nBelow');
});

test('a file that was made for the block stays when something else is in it', async (t) => {
  const { file, instructions, read, write } = makeFile(t);
  await instructions.add(file, yes);
  write(`${read()}mine\n`);
  await instructions.remove(file, yes);
  assert.equal(read(), 'mine\n');
});

test('a block that was changed by hand goes as far as its markers', async (t) => {
  const { file, instructions, read, write } = makeFile(t, '# Project\n');
  await instructions.add(file, yes);
  write(read().replace('## Code index', '## My own words'));
  await instructions.remove(file, yes);
  assert.equal(read(), '# Project\n');
});

test('an older block is brought up to date where it stands, and goes to the byte later', async (t) => {
  const { file, instructions, read, write } = makeFile(t, '# Project\n');
  await instructions.add(file, yes);
  const current = read();
  const old = current.replace(/## Code index[^]*?(?=\n<!--)/, 'Old words.');
  write(`${old}\nBelow\n`);
  const kinds: string[] = [];
  const review: Review = ({ kind }) => {
    kinds.push(kind);
    return Promise.resolve(true);
  };
  assert.equal(await instructions.add(file, review), 'written');
  assert.deepEqual(kinds, ['update']);
  assert.equal(read(), `${current}\nBelow\n`);
  await instructions.remove(file, yes);
  assert.equal(read(), '# Project\n\nBelow\n');
});

test('a block that nothing is remembered of is found by its markers', async (t) => {
  for (const text of ['# Project\n', '# Project\r\n', '# Project\n\nMore\n']) {
    const { file, instructions, forget, read } = makeFile(t, text);
    await instructions.add(file, yes);
    forget();
    assert.deepEqual(instructions.list([file]), [file]);
    await instructions.remove(file, yes);
    assert.equal(read(), text);
  }
});

test('files that have the block are listed, those of other projects too', async (t) => {
  const [here, there] = [makeFile(t, 'a\n'), makeFile(t, 'b\n')];
  await here.instructions.add(here.file, yes);
  await here.instructions.add(there.file, yes);
  assert.deepEqual(here.instructions.list([]).toSorted(), [here.file, there.file].toSorted());
  there.write('b\n');
  assert.deepEqual(here.instructions.list([]), [here.file]);
});

test('what is no text is left alone, with the reason', async (t) => {
  const content = Buffer.from([0xff, 0xfe, 0x41, 0x00]);
  const { file, instructions } = makeFile(t, content);
  await assert.rejects(instructions.add(file, never), { code: 'FILE_NOT_TEXT' });
  assert.equal(instructions.isIn(file), false);
  assert.deepEqual(readFileSync(file), content);
});
