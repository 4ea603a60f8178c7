// `npm run fuzz:tools -- --calls 10000 --seed 7`: the property of toolFuzz.test.ts at length.
import { test } from 'node:test';
import { parseArgs } from 'node:util';
import { fuzzTools } from './toolFuzz.ts';

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
const [calls, seed] = [Number(values.calls), Number(values.seed)];
test(`${calls} calls of tools, prompts and resources, seed ${seed}`, (t) => fuzzTools(t, { calls, seed }));
