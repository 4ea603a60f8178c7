import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Arena } from './arena.ts';
import type { Scenario } from './scenario.ts';

const RACERS = 4;

/** Four processes try for one lock at once; every tenth winner is killed instead of letting go. */
export const lockRacers: Scenario = {
  name: 'lock-racers',
  invariant: 'exactly one owner',
  shortRounds: 30,
  longRounds: 20_000,
  async run(arena, rounds) {
    const base = arena.createDirectory();
    const racers = await Promise.all(Array.from({ length: RACERS }, () => startRacer(arena)));
    let kills = 0;
    for (let round = 0; round < rounds; round += 1) {
      // Every other round in a directory where no lock file was made yet.
      const directory = join(base, round % 2 === 0 ? 'old' : `new${round}`);
      mkdirSync(directory, { recursive: true });
      const verdicts = await Promise.all(racers.map((racer) => tell(racer, directory)));
      const winners = verdicts.filter((verdict) => verdict === 'won').length;
      const losers = verdicts.filter((verdict) => verdict === 'OWNED_ELSEWHERE').length;
      arena.expect(winners === 1 && losers === RACERS - 1, `round ${round}: ${verdicts.join()}`);
      for (const [index, racer] of racers.entries()) {
        if (verdicts[index] !== 'won') continue;
        if (round % 10 === 9) {
          const gone = once(racer, 'exit');
          arena.kill(racer.pid ?? 0);
          await gone;
          racers[index] = await startRacer(arena);
          kills += 1;
        } else {
          await tell(racer, '');
        }
      }
    }
    for (const racer of racers) racer.disconnect();
    return { rounds, result: `${RACERS} processes, ${kills} winners killed` };
  },
};

async function startRacer(arena: Arena): Promise<ChildProcess> {
  const racer = arena.track(fork(join(import.meta.dirname, 'racer.ts')), 'a racer');
  await once(racer, 'message');
  return racer;
}

async function tell(racer: ChildProcess, directory: string): Promise<string> {
  const verdict = once(racer, 'message');
  racer.send(directory);
  return String((await verdict)[0]);
}
