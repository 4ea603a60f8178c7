// Activates the built extension in a window that nobody trusts, with the folders that are named by address, and prints how these stand
// and what of it can still run once nothing happens any more: the kinds of what Node would call back, also of timers that keep no
// process. `--timer` adds one.
import { createHook } from 'node:async_hooks';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeContext, prepareApi } from './vscodeStandIn.ts';

/** Turns of the event loop without anything new, after which nothing comes by itself. */
const QUIET_TURNS = 50;
/** What waits for nothing; the last is how Node makes numbers at random, at once. */
const IGNORED = new Set(['PROMISE', 'Immediate', 'TickObject', 'Microtask', 'RANDOMBYTESREQUEST']);
/** Opened before anything is counted. */
const { stdout } = process;

const pending = new Map<number, string>();
let news = 0;
let isOwn = false;

const { values, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: { timer: { type: 'boolean', default: false } },
});
const extension = prepareApi({ folders, isTrusted: folders.length === 0 })(
  join(import.meta.dirname, '..', '..', '..', 'dist', 'extension.cjs'),
);
createHook({
  init(id, kind) {
    if (isOwn || IGNORED.has(kind)) return;
    news += 1;
    pending.set(id, kind);
  },
  destroy(id) {
    pending.delete(id);
  },
}).enable();
const window = await extension.activate(makeContext());
if (values.timer) setInterval(() => {}, 60_000).unref();

let quiet = 0;
for (let before = -1; quiet < QUIET_TURNS; quiet = before === news ? quiet + 1 : 0) {
  before = news;
  isOwn = true;
  const turn = new Promise((resolve) => setImmediate(resolve));
  isOwn = false;
  await turn;
}
const states = window.folders.listStates().map(({ name, state }) => [name, state]);
stdout.write(JSON.stringify({ pending: [...pending.values()], states }), () => process.exit());
