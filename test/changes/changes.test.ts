// What detect_changes tells of generated changes is what two indexes of the tree tell, under every hostile setting of git.
// `npm run changes -- --rounds 200` is the long form.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../torture/random.ts';
import { ChangedTree } from './changedTree.ts';
import { HOSTILE_SETTINGS } from './hostileSettings.ts';

const skipWithoutShell = process.platform === 'win32' && 'the traps are shell scripts';

test(
  'generated changes are told as two indexes tell them, whatever git is set to, and nothing used is called safe',
  { skip: skipWithoutShell },
  async () => {
    using tree = new ChangedTree(createRandom(20_261_129));
    let symbols = 0;
    for (const [round, setting] of Object.keys(HOSTILE_SETTINGS).entries()) {
      const { what, problems, ...counts } = await tree.run(round);
      assert.deepEqual(problems, [], `${setting}: ${what}`);
      symbols += counts.symbols;
    }
    assert.ok(symbols > 10, `only ${symbols} symbols changed`);
  },
);
