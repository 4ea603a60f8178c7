import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadCursor, NotIndexed } from '../../server/mcp/errors.ts';
import { describeFailure } from '../../server/mcp/policy.ts';
import type { ToolCallResult } from '../../server/protocol/rpc.ts';
import { createToolCaller } from '../../server/serve/toolCalls.ts';
import { GenerationDamaged, StoreClosed } from '../../server/store/errors.ts';

const RIGHT: ToolCallResult = { content: [{ type: 'text', text: 'STORE_DAMAGED: is what a file says' }] };

/** What a call gives whose tool answers so one time after the other, and how often the tool was called. */
async function callWith(...answers: readonly ToolCallResult[]): Promise<[ToolCallResult, calls: number]> {
  let calls = 0;
  const registry = {
    tools: [],
    callTool: () => Promise.resolve(answers[Math.min(calls++, answers.length - 1)]!),
  };
  const workspace = { waitForGeneration: () => Promise.resolve(), checkRecent: () => Promise.resolve() };
  const answer = await createToolCaller(
    async () => registry,
    workspace,
    () => {},
  )('a_tool', {});
  return [answer, calls];
}

for (const error of [GenerationDamaged('a', 'torn'), StoreClosed('harmed'), NotIndexed('')]) {
  test(`a call that meets ${error.code} is made again on the index that replaces it`, async () => {
    assert.deepEqual(await callWith(describeFailure(error, {}), RIGHT), [RIGHT, 2]);
  });
}

test('harm that does not end is told', async () => {
  const [answer, calls] = await callWith(describeFailure(GenerationDamaged('a', 'torn'), {}));
  assert.deepEqual([answer.code, calls], ['STORE_DAMAGED', 4]);
});

test('the tree is looked at before a call, but not before one that waits until the index has caught up with it', async () => {
  let looks = 0;
  const workspace = {
    waitForGeneration: () => Promise.resolve(),
    checkRecent: () => {
      looks += 1;
      return Promise.resolve();
    },
  };
  const registry = { tools: [], callTool: () => Promise.resolve(RIGHT) };
  const call = createToolCaller(
    async () => registry,
    workspace,
    () => {},
  );
  await call('a_tool', { wait_fresh_ms: 0 });
  assert.equal(looks, 1);
  await call('a_tool', { wait_fresh_ms: 10 });
  assert.equal(looks, 1);
});

test('other errors are told at once, and an answer is none, whatever its text begins with', async () => {
  const wrong = describeFailure(BadCursor('it is old'), {});
  assert.deepEqual(await callWith(wrong), [wrong, 1]);
  assert.deepEqual(await callWith(RIGHT), [RIGHT, 1]);
});
