import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { promisify } from 'node:util';
import { SERVER_FLAGS } from '../server/memory.ts';

const memory = join(import.meta.dirname, '..', 'server', 'memory.ts');
const MEGABYTE = 1_048_576;

/** Runs a module in a process with these flags and arguments, and returns the number that it prints. */
async function measure(
  flags: readonly string[],
  source: string,
  own: readonly string[] = [],
): Promise<number> {
  const args = [...flags, '--input-type=module', '--eval', source, ...own];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return Number(stdout);
}

/** Has much that lives on for a while, and says how large the young generation was at most. */
const GROW = `
const { getHeapSpaceStatistics } = require('node:v8');
const living = [];
let most = 0;
for (let at = 0; at < 6e6; at += 1) {
  living[at % 2e6] = { at, more: [at] };
  if (at % 1e5 > 0) continue;
  const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  most = Math.max(most, young.physical_space_size);
}
return most;
`;

suite('memory', () => {
  test('a server keeps its young generation small', async () => {
    const source = `import { createRequire } from 'node:module';
const require = createRequire('file:///');
console.log((() => {${GROW}})());`;
    const [limited, usual] = await Promise.all([measure(SERVER_FLAGS, source), measure([], source)]);
    assert.ok(limited <= 12 * MEGABYTE, `${limited} bytes`);
    assert.ok(usual > 12 * MEGABYTE, `${usual} bytes without the flag`);
  });

  test('the old generation of a server may become a gigabyte', async () => {
    // V8 lets a heap grow by a share that follows from how large it may become. How much it takes when is not told in advance.
    const source = `import { getHeapStatistics } from 'node:v8';
console.log(getHeapStatistics().heap_size_limit);`;
    const limit = await measure(SERVER_FLAGS, source);
    assert.ok(limit > 1000 * MEGABYTE && limit < 1100 * MEGABYTE, `${limit} bytes`);
  });

  test('a thread gets the room that it is given, whatever the flags of the server', async () => {
    const source = `import { Worker } from 'node:worker_threads';
import { setThreadFlags } from ${JSON.stringify(memory)};
setThreadFlags();
const code = 'require("node:worker_threads").parentPort.postMessage((() => {' + ${JSON.stringify(GROW)} + '})())';
new Worker(code, { eval: true, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: 64 } }).on('message', console.log);`;
    const bytes = await measure(SERVER_FLAGS, source);
    assert.ok(bytes > 12 * MEGABYTE, `${bytes} bytes`);
  });

  test('a thread collects garbage while another undoes the flag for it', async () => {
    const source = `import { createRequire, syncBuiltinESMExports } from 'node:module';
import { collectGarbage } from ${JSON.stringify(memory)};
const v8 = createRequire('file:///')('node:v8');
const set = v8.setFlagsFromString;
let undone = 0;
v8.setFlagsFromString = (flag) => {
  set(flag);
  if (flag === '--expose-gc' && undone < Number(process.argv[1])) set('--no-expose-gc', undone++);
};
syncBuiltinESMExports();
collectGarbage();
console.log(undone);`;
    for (const times of [0, 2, 20]) assert.equal(await measure([], source, [String(times)]), times);
  });

  test('what a burst of work took is given back', async () => {
    const source = `import { getHeapStatistics } from 'node:v8';
import { collectGarbage } from ${JSON.stringify(memory)};
let living = [];
for (let at = 0; at < 3e6; at += 1) living[at % 500_000] = { at };
const before = getHeapStatistics().total_physical_size;
living = [];
collectGarbage();
console.log(before - getHeapStatistics().total_physical_size);`;
    const bytes = await measure([], source);
    assert.ok(bytes > 15 * MEGABYTE, `${bytes} bytes`);
  });

  test('threads that collect at the same time do not take the collector from each other', async () => {
    const source = `import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { collectGarbage } from ${JSON.stringify(memory)};
const code = 'import(' + ${JSON.stringify(JSON.stringify(memory))} + ').then(({ collectGarbage }) => { for (let at = 0; at < 60; at += 1) collectGarbage(); })';
const exits = [1, 2, 3].map(() => once(new Worker(code, { eval: true }).on('error', () => {}), 'exit'));
console.log((await Promise.all(exits)).reduce((sum, [code]) => sum + code, 0));`;
    assert.equal(await measure([], source), 0);
  });

  test('what V8 compiled before is taken from its cache afterwards', async () => {
    const source = `import { Script } from 'node:vm';
import { collectGarbage, compileLate, optimizeLess, setThreadFlags } from ${JSON.stringify(memory)};
const code = 'function f() { return 1; } f();';
const cachedData = new Script(code).createCachedData();
setThreadFlags();
compileLate(() => {});
optimizeLess()();
collectGarbage();
console.log(Number(new Script(code, { cachedData }).cachedDataRejected));`;
    assert.equal(await measure(SERVER_FLAGS, source), 0);
  });

  for (const [title, first, wanted] of [
    ['what WASM calls first is left as it was first made', 'leaveUnoptimized(() => add(1))', 0],
    ['other code of WASM is optimised', 'add(1)', 1],
  ] as const) {
    test(title, async () => {
      // A module with one function, (i32) → i32, which gives what it gets.
      const source = `import { setFlagsFromString } from 'node:v8';
import { leaveUnoptimized } from ${JSON.stringify(memory)};
for (const flag of ['--allow-natives-syntax', '--wasm-sync-tier-up', '--wasm-tiering-budget=100']) setFlagsFromString(flag);
const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 1, 127, 1, 127, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 6, 1, 4, 0, 32, 0, 11];
const add = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports.f;
${first};
for (let at = 0; at < 1000; at += 1) add(at);
console.log(Number(new Function('f', 'return %IsTurboFanFunction(f);')(add)));`;
      assert.equal(await measure(SERVER_FLAGS, source), wanted);
    });
  }

  for (const [run, isTiny, wanted] of [
    ['a brief run is left to the second-best compiler', false, 0b1010],
    ['a tiny run is left to none', true, 0b1011],
  ] as const) {
    test(`code of ${run}, and other code is not`, async () => {
      // What V8 says of functions that were called often enough: the bits of the two compilers. Digits from the right: whether the
      // code is not optimised at all within, is at its best within, is optimised afterwards, and is at its best afterwards.
      const source = `import { setFlagsFromString } from 'node:v8';
import { optimizeLess } from ${JSON.stringify(memory)};
setFlagsFromString('--allow-natives-syntax');
const statusOf = new Function(\`
const add = (a, b) => a + b;
%PrepareFunctionForOptimization(add);
add(1, 2);
%OptimizeMaglevOnNextCall(add);
add(1, 2);
const isSecond = (%GetOptimizationStatus(add) & (1 << 5)) !== 0;
const sum = (a, b) => a + b;
%PrepareFunctionForOptimization(sum);
sum(1, 2);
%OptimizeFunctionOnNextCall(sum);
sum(1, 2);
return { isSecond, isBest: (%GetOptimizationStatus(sum) & (1 << 6)) !== 0 };\`);
const undo = optimizeLess(${isTiny});
const within = statusOf();
undo();
const after = statusOf();
console.log(Number(!within.isSecond) + 2 * Number(!within.isBest) + 4 * Number(!after.isSecond) + 8 * Number(after.isBest));`;
      assert.equal(await measure(SERVER_FLAGS, source), wanted);
    });
  }
});
