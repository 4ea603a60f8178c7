// Source that a session has been given is not sent twice, with the real tools and sessions.
import assert from 'node:assert/strict';
import { IncomingMessage } from 'node:http';
import { writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { SESSION_HEADER, Sessions } from '../../server/mcp/sessions.ts';
import { openTools } from './toolsWorkspace.ts';

function body(name: string, lines: number): string {
  const steps = Array.from(
    { length: lines - 2 },
    (_, line) => `    ${name}_${line} = price(${line}) * discount`,
  );
  return [`def ${name}(discount):`, ...steps, '    return total', ''].join('\n');
}

const PAY = body('pay', 40);
const REFUND = body('refund', 30);

/** A file of two functions and a way to ask as a session; without a name the caller is none. */
async function openBank(t: TestContext) {
  const tools = await openTools(t, { 'bank.py': PAY + REFUND }, (graph, fileOf) => {
    const file = fileOf('bank.py');
    graph.symbol('Function', 'bank.pay', file, 1, { endLine: 40 });
    graph.symbol('Function', 'bank.refund', file, 41, { endLine: 70 });
  });
  const sessions = new Sessions(() => {});
  tools.facts.asking = () => sessions.asking();
  const ask = async (
    session: string | undefined,
    tool: string,
    args: Record<string, unknown>,
  ): Promise<string> => {
    const call = () => tools.callTool(tool, args);
    const incoming = new IncomingMessage(new Socket());
    if (session !== undefined) incoming.headers[SESSION_HEADER] = session;
    const result = await (session === undefined
      ? call()
      : sessions.run(incoming, {}, () => sessions.count(tool, call, undefined)));
    assert.ok(!result.isError, result.content[0]?.text);
    return result.content[0]?.text ?? '';
  };
  const change = (text: string) => writeFileSync(join(tools.root, 'bank.py'), text);
  return { ask, change, sessions };
}

const pay = { qualified_name: 'bank.pay' };
const hasBody = (text: string): boolean => text.includes('pay_7 = price(7)');

test('the second answer names the symbol and says when its source was given, in one line', async (t) => {
  const { ask, sessions } = await openBank(t);
  assert.ok(hasBody(await ask('a', 'get_code_snippet', pay)));
  const second = await ask('a', 'get_code_snippet', pay);
  assert.ok(!hasBody(second));
  assert.match(second, /bank\.pay {2}bank\.py:1-40/);
  assert.match(
    second,
    /^\[lines 1-40 were given by get_code_snippet 1 call ago, unchanged; again=true sends them\]$/m,
  );
  assert.ok(hasBody(await ask('a', 'get_code_snippet', { ...pay, again: true })));
  assert.equal(sessions.list()[0]?.kept.blocks, 1);
});

test('tools share the memory, sessions do not, and a window has none', async (t) => {
  const { ask } = await openBank(t);
  assert.ok(hasBody(await ask('a', 'explore', { names: ['bank.pay'] })));
  assert.match(await ask('a', 'get_code_snippet', pay), /given by explore 1 call ago/);
  assert.match(
    await ask('a', 'search_code', { pattern: 'pay_7 ', mode: 'full' }),
    /given by explore 2 calls ago/,
  );
  assert.ok(hasBody(await ask('b', 'get_code_snippet', pay)));
  for (let call = 0; call < 2; call += 1) assert.ok(hasBody(await ask(undefined, 'get_code_snippet', pay)));
});

test('explore says of each symbol whose source it leaves out that it was given, and sends the others', async (t) => {
  const { ask } = await openBank(t);
  await ask('a', 'get_code_snippet', pay);
  const answer = await ask('a', 'explore', { names: ['bank.pay', 'bank.refund'] });
  assert.ok(!hasBody(answer));
  assert.match(answer, /Function pay bank\.py[^]*\[lines 1-40 were given/);
  assert.match(answer, /refund_7 = price\(7\)/);
});

test('a page counts as given as far as it went', async (t) => {
  const { ask } = await openBank(t);
  const first = await ask('a', 'get_code_snippet', { ...pay, max_tokens: 300 });
  assert.match(first, /more: cursor=/);
  const whole = await ask('a', 'get_code_snippet', pay);
  assert.match(whole, /pay_37 = /, 'lines that no page had');
});

test('an edited function is sent again; one that only moved is not', async (t) => {
  const { ask, change } = await openBank(t);
  await ask('a', 'get_code_snippet', pay);
  change(PAY.replace('pay_7 = price(7)', 'pay_7 = price(7) + 1') + REFUND);
  assert.match(await ask('a', 'get_code_snippet', pay), /price\(7\) \+ 1/);
  change(PAY.replace('pay_7 = price(7)', 'pay_7 = price(7) + 1') + REFUND.replace('refund_3', 'changed'));
  assert.match(await ask('a', 'get_code_snippet', pay), /unchanged/);
});

test('rows are for programs: they are whole, and nothing is taken for given because of them', async (t) => {
  const { ask } = await openBank(t);
  for (let call = 0; call < 2; call += 1)
    assert.ok(hasBody(await ask('a', 'get_code_snippet', { ...pay, format: 'json' })));
  assert.ok(hasBody(await ask('a', 'get_code_snippet', pay)));
});

test('a context that was compacted has everything sent again', async (t) => {
  const { ask } = await openBank(t);
  await ask('a', 'get_code_snippet', pay);
  assert.equal(
    await ask('a', 'index_status', { new_context: true }),
    '1 block of source given before is sent again when asked for.',
  );
  assert.ok(hasBody(await ask('a', 'get_code_snippet', pay)));
});

test('index_status says what the session and all sessions have cost', async (t) => {
  const { ask } = await openBank(t);
  await ask('a', 'get_code_snippet', pay);
  assert.match(await ask('a', 'index_status', {}), /^this session: 1 call, [\d,]+ tokens/m);
  assert.doesNotMatch(await ask(undefined, 'index_status', {}), /this session/);
});
