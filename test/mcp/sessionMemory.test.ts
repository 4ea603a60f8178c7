import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SessionMemory } from '../../server/mcp/sessionMemory.ts';
import type { SourceBlock } from '../../server/mcp/sessionMemory.ts';

/** Lines `from` to `to` of a file whose lines are all different. */
function lines(from: number, to: number, file = 'cart.py'): SourceBlock {
  const texts = Array.from(
    { length: to - from + 1 },
    (_, row) => `    total_${from + row} = compute_the_price(items[${from + row}], discount)`,
  );
  return { file, from, lines: texts };
}

/** One call that looks at blocks and is answered with those that were not given. */
function call(memory: SessionMemory, blocks: readonly SourceBlock[], hash = 'h1', again = false): boolean[] {
  const asked = memory.open('explore', again);
  const sent = blocks.map((block) => asked.findGiven(block, hash) === undefined);
  asked.noteGiven(blocks.filter((_, row) => sent[row]));
  memory.noteAnswer(100);
  return sent;
}

test('a block is sent once, and the memory says by whom and how long ago', () => {
  const memory = new SessionMemory();
  assert.deepEqual(call(memory, [lines(1, 20)]), [true]);
  assert.deepEqual(call(memory, [lines(1, 20, 'other.py')]), [true], 'another file is another block');
  const given = memory.open('get_code_snippet', false).findGiven(lines(1, 20), 'h1');
  assert.deepEqual([given?.tool, given?.callsAgo], ['explore', 2]);
});

test('what lies within blocks that were given is given, and a line beyond is not', () => {
  const memory = new SessionMemory();
  call(memory, [lines(1, 20)]);
  call(memory, [lines(21, 40)]);
  assert.deepEqual(call(memory, [lines(5, 15), lines(10, 40), lines(30, 41)]), [false, false, true]);
});

test('an edit of the block sends it again; one elsewhere in the file, which moves it, does not', () => {
  const memory = new SessionMemory();
  call(memory, [lines(10, 30)], 'h1');
  const moved = { ...lines(10, 30), from: 14 };
  const edited = { ...moved, lines: moved.lines.with(3, '    pass') };
  assert.deepEqual(call(memory, [moved, edited], 'h2'), [false, true]);
});

test('`again` sends what was given', () => {
  const memory = new SessionMemory();
  call(memory, [lines(1, 20)]);
  assert.deepEqual(call(memory, [lines(1, 20)], 'h1', true), [true]);
});

test('only what was sent counts as given', () => {
  const memory = new SessionMemory();
  memory.open('explore', false).findGiven(lines(1, 20), 'h1');
  assert.deepEqual(call(memory, [lines(1, 20)]), [true]);
});

test('a block is not worth a line that says that it was given when it is no longer than that', () => {
  const memory = new SessionMemory();
  const short = { ...lines(1, 1), lines: ['return 1'] };
  assert.deepEqual([call(memory, [short]), call(memory, [short])], [[true], [true]]);
});

test('a context that has begun anew is sent everything', () => {
  const memory = new SessionMemory();
  call(memory, [lines(1, 20), lines(30, 50)]);
  assert.equal(memory.forget(), 2);
  assert.deepEqual(call(memory, [lines(1, 20)]), [true]);
});

test('after so much else that no context holds it any more, a block is sent again', () => {
  const memory = new SessionMemory();
  call(memory, [lines(1, 20)]);
  memory.noteAnswer(99_000);
  assert.deepEqual(call(memory, [lines(1, 20)]), [false]);
  memory.noteAnswer(2000);
  assert.deepEqual(call(memory, [lines(1, 20)]), [true]);
});

test('what was kept back is counted', () => {
  const memory = new SessionMemory();
  call(memory, [lines(1, 20)]);
  call(memory, [lines(1, 20)]);
  assert.equal(memory.kept.blocks, 1);
  assert.ok(memory.kept.tokens > 200);
});
