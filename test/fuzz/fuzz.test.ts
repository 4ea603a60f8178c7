import { test } from 'node:test';
import { fuzz, SURFACES } from './fuzz.ts';

/** `npm run fuzz` sends a hundred thousand to each and weighs the server too. */
const MESSAGES = 1500;

for (const surface of SURFACES) {
  test(`no message ends a server or changes anything, whatever its bytes: ${surface}`, (t) =>
    fuzz(t, surface, { messages: MESSAGES, seed: 1, weighs: false }));
}
