import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UnknownTool } from '../../server/mcp/errors.ts';
import { shortenEchoes } from '../../server/mcp/echoes.ts';

const LONG = `"${'x\n'.repeat(450_000)}`;
const CUT = 1200;

function answer(text: string) {
  return { content: [{ type: 'text' as const, text }], structuredContent: { wanted: LONG, total: 0 } };
}

test('what was sent and is very long comes back as its beginning, in text and in JSON', () => {
  for (const args of [{ name: LONG }, { names: [LONG] }, { [LONG]: 1 }]) {
    for (const text of [`Nothing named ${LONG} twice ${LONG}.`, JSON.stringify({ name: LONG })]) {
      const shortened = shortenEchoes(args, answer(text));
      assert.ok(shortened.content[0]!.text.length < 2 * CUT + 100, String(shortened.content[0]!.text.length));
      assert.match(shortened.content[0]!.text, /900001 characters/);
      assert.ok(JSON.stringify(shortened.structuredContent).length < 4 * CUT);
    }
  }
});

test('an answer to short arguments is the answer itself', () => {
  const result = answer('Nothing named alpha.');
  assert.equal(shortenEchoes({ name: 'alpha', depth: 3 }, result), result);
});

test('an error repeats no more than the beginning of what it names', () => {
  const { message } = UnknownTool(LONG, ['explore', LONG]);
  assert.ok(message.length < 2 * CUT, String(message.length));
  assert.match(message, /The tools are: explore/);
});
