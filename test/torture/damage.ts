// A database that was damaged: single bits flipped and files cut short, while a server runs and while none does.
import { closeSync, openSync, readdirSync, readSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../process/support/sandbox.ts';
import type { Arena } from './arena.ts';
import { indexProject, loadDump } from './project.ts';
import type { Scenario } from './scenario.ts';

export const damage: Scenario = {
  name: 'damage',
  invariant:
    'after every flip or cut the graph is the one made from nothing: noticed and rebuilt, after at most one clear error, or without effect',
  shortRounds: 20,
  longRounds: 1000,
  async run(arena, rounds) {
    const sandbox = arena.createSandbox();
    await indexProject(sandbox, 20);
    const good = await loadDump(sandbox);
    let noticed = 0;
    let silent = 0;
    let refused = 0;
    for (let round = 0; round < rounds; round += 1) {
      // By turns at rest and under a running server; every tenth round is a cut instead of a flip.
      const isAtRest = round % 2 === 0;
      if (isAtRest) await sandbox.run(['stop', sandbox.root]);
      const file = findDatabase(sandbox);
      const before = readdirSync(sandbox.workspaceDir).find((name) => name.startsWith('corrupt'));
      const what = round % 10 >= 8 ? cut(arena, file) : flipBit(arena, file);
      let now = await loadDump(sandbox).catch(String);
      // A refusal that says what is wrong is allowed once; the index is built again by then.
      if (/is damaged/.test(now)) {
        refused += 1;
        now = await loadDump(sandbox).catch(String);
      }
      const after = readdirSync(sandbox.workspaceDir).find((name) => name.startsWith('corrupt'));
      if (after !== before || findDatabase(sandbox) !== file) noticed += 1;
      if (now === good) continue;
      silent += 1;
      const where = isAtRest ? 'at rest' : 'under a running server';
      const how = now.includes('dump failed')
        ? now.slice(0, 200)
        : 'the graph is another one, and nobody says so';
      arena.violate(`round ${round}: ${what} ${where}: ${how}`);
      // The next round begins with a whole index.
      await sandbox.run(['index', sandbox.root, '--full']);
    }
    return {
      rounds,
      result: `${noticed} noticed and rebuilt, ${refused} refused once with a clear error, ${silent} with a wrong or no answer, the others without effect`,
    };
  },
};

function findDatabase({ workspaceDir }: Sandbox): string {
  return join(workspaceDir, readdirSync(workspaceDir).find((name) => /^graph-\d+\.db$/.test(name)) ?? '');
}

function flipBit(arena: Arena, file: string): string {
  const at = arena.random.between(0, statSync(file).size - 1);
  const byte = Buffer.alloc(1);
  const descriptor = openSync(file, 'r+');
  readSync(descriptor, byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ (1 << arena.random.between(0, 7));
  writeSync(descriptor, byte, 0, 1, at);
  closeSync(descriptor);
  return `a bit flipped at ${at}`;
}

function cut(arena: Arena, file: string): string {
  const to = arena.random.between(0, statSync(file).size - 1);
  truncateSync(file, to);
  return `cut to ${to} bytes`;
}
