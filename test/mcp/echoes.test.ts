import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEchoShortener } from '../../server/mcp/echoes.ts';
import { UnknownTool } from '../../server/mcp/errors.ts';

const LONG = `"${'x\n'.repeat(450_000)}`;
const CUT = 1200;

test('what was sent and is very long comes back as its beginning, in text and in JSON', () => {
  for (const args of [{ name: LONG }, { names: [LONG] }, { [LONG]: 1 }, { a: { b: [LONG] } }]) {
    const { text, rows } = createEchoShortener(args);
    for (const whole of [`Nothing named ${LONG} twice ${LONG}.`, JSON.stringify({ name: LONG })]) {
      assert.ok(text(whole).length < 2 * CUT + 100, String(text(whole).length));
      assert.match(text(whole), /\d{6,} characters/);
    }
    assert.ok(JSON.stringify(rows({ wanted: [LONG], total: 0 })).length < CUT);
  }
});

test('a part of what was sent is cut too, and what only begins like it is not', () => {
  const sent = Array.from({ length: 900 }, (_, at) => `word${at}`).join(' ');
  const { text } = createEchoShortener({ sent });
  const part = sent.slice(1000, 3000);
  assert.equal(text(`before ${part} after`), `before ${part.slice(0, 300)}… (2000 characters) after`);
  const short = `before ${sent.slice(0, 250)} after`;
  assert.equal(text(short), short);
});

test('an answer to short arguments is the answer itself', () => {
  const { text, rows } = createEchoShortener({ name: 'alpha', depth: 3 });
  const answer = { lines: ['Nothing named alpha.'] };
  assert.equal(rows(answer), answer);
  assert.equal(text('Nothing named alpha.'), 'Nothing named alpha.');
});

test('an error repeats no more than the beginning of what it names', () => {
  const { message } = UnknownTool(LONG, ['explore', LONG]);
  assert.ok(message.length < 2 * CUT, String(message.length));
  assert.match(message, /The tools are: explore/);
  const { text } = createEchoShortener({ [LONG]: {} });
  assert.match(text(message), /^There is no tool "x[^]{290,460}… \(900001 characters\)/);
});
