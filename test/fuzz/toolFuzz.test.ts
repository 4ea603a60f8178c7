import { test } from 'node:test';
import { fuzzTools } from './toolFuzz.ts';

/** `npm run fuzz:tools` sends ten thousand. */
const CALLS = 250;

test('whatever a session asks, the answer says something, within its budget, and nothing is written outside of the cache', (t) =>
  fuzzTools(t, { calls: CALLS, seed: 1 }));
