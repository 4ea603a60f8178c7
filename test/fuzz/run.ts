// `npm run fuzz -- --messages 100000 --seed 7 --only http`: the property of fuzz.test.ts at length, and what it costs the
// server in memory.
import { test } from 'node:test';
import { parseArgs } from 'node:util';
import { fuzz, SURFACES } from './fuzz.ts';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const messages = Number(values.messages);
const seed = Number(values.seed);
for (const surface of SURFACES.filter((one) => values.only === undefined || one === values.only)) {
  test(`${messages} messages to ${surface}, seed ${seed}`, (t) =>
    fuzz(t, surface, { messages, seed, weighs: process.platform === 'linux' }));
}
