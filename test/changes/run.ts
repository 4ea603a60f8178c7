// `npm run changes -- --rounds 200 --seed 7`: generated changes of all kinds under hostile settings of git, each compared with
// what two indexes of the tree say.
import { parseArgs } from 'node:util';
import { createRandom } from '../torture/random.ts';
import { ChangedTree } from './changedTree.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
});
using tree = new ChangedTree(createRandom(Number(values.seed)));
let [wrong, symbols, uses, named] = [0, 0, 0, 0];
for (let round = 0; round < Number(values.rounds); round++) {
  const { what, setting, problems, ...counts } = await tree.run(round);
  symbols += counts.symbols;
  uses += counts.uses;
  named += counts.named;
  if (problems.length === 0) continue;
  wrong++;
  console.log(
    `seed ${values.seed}, round ${round}, ${setting}: ${what}\n  ${problems.slice(0, 8).join('\n  ')}`,
  );
}
console.log(
  `${values.rounds} changes, ${wrong} told wrongly; ${symbols} changed symbols, ${named} of ${uses} uses by others named`,
);
process.exitCode = wrong === 0 ? 0 : 1;
