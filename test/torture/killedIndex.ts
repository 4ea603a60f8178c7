// The owner is killed while it indexes: from nothing, all over again, and after edits. What it leaves on disk is looked at
// before anybody repairs it, and once more when its successor says that it is done.
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, watch } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { INDEX_PHASES } from '../../server/protocol/status.ts';
import type { RpcConnection } from '../../server/rpc/client.ts';
import { findCurrentGeneration } from '../../server/serve/generations.ts';
import { dumpCanonical } from '../../server/queries/dump.ts';
import { openGeneration } from '../../server/store/generation.ts';
import { dialWindow, isRunning, until } from '../process/support/sandbox.ts';
import type { Sandbox } from '../process/support/sandbox.ts';
import type { Arena } from './arena.ts';
import { askAnchor, checkOneOwner, readDump } from './project.ts';
import type { Scenario } from './scenario.ts';
import type { Session } from './session.ts';
import { CHANGE_COUNT, editTree, TreeDumps, writeTree } from './treeStates.ts';
import { WriterWatch } from './writerWatch.ts';

const FILES = 20;
/** Bits of the tree that the short form changes: each tree costs an index of its own. */
const SHORT_CHANGES = 3;
/** How an index run is asked for; every tenth round begins without any index. */
const KINDS = ['full', 'edit', 'edit'] as const;
const FROM_NOTHING_EVERY = 10;
/** When the owner is killed: in a phase of its run, when the new generation has got its name, or when the run is over. */
const MOMENTS = ['at once', ...INDEX_PHASES, 'switch', 'end'] as const;
type Moment = (typeof MOMENTS)[number];
/** How long after that moment, in milliseconds, at most; a phase can be longer than the others together. */
const LATENESS_MS = [0, 5, 50, 200];
/** A run that is over without having come by the moment is killed then. */
const RUN_PATIENCE_MS = 20_000;

interface Scene {
  readonly arena: Arena;
  readonly sandbox: Sandbox;
  readonly reviver: Session;
  readonly dumps: TreeDumps;
  readonly scratch: string;
}

export const killedIndex: Scenario = {
  name: 'killed-index',
  invariant:
    'a killed index run leaves generation n or n+1, sound and of one state of the tree; after completion the dump equals that of an index made from nothing; one epoch writes at any moment',
  shortRounds: 10,
  longRounds: 5000,
  async run(arena, rounds) {
    const sandbox = arena.createSandbox();
    const scene: Scene = {
      arena,
      sandbox,
      reviver: arena.startBridge(sandbox),
      dumps: new TreeDumps(arena, FILES),
      scratch: arena.createDirectory(),
    };
    const changes = arena.isLong ? CHANGE_COUNT : SHORT_CHANGES;
    let tree = 0;
    writeTree(sandbox, tree, FILES);
    await complete(scene, tree, 'the first index');
    const writers = new WriterWatch(arena, sandbox);
    const found = { before: 0, after: 0, between: 0, nothing: 0 };
    for (let round = 0; round < rounds; round += 1) {
      const isFromNothing = round % FROM_NOTHING_EVERY === FROM_NOTHING_EVERY - 1;
      const kind = isFromNothing ? 'first' : arena.random.pick(KINDS);
      const what = `round ${round} (${kind})`;
      if (isFromNothing) {
        await forget(sandbox);
        writers.forget();
      }
      const next = tree ^ arena.random.between(1, 2 ** changes - 1);
      const allowed = editTree(sandbox, tree, next);
      found[await killRun(scene, kind, { from: tree, to: next, allowed }, what)] += 1;
      tree = next;
      await complete(scene, tree, what);
      checkOneOwner(arena, sandbox);
    }
    arena.expect((await scene.reviver.end()) === 0, 'a client ended badly');
    const { before, after, between, nothing } = found;
    return {
      rounds,
      result:
        `after the kill the index was the old one ${before} times, the new one ${after}, one between edits ` +
        `${between}, none yet ${nothing}; ${writers.stop()}`,
    };
  },
};

/** Brings the index up to date through a successor and compares it with one made from nothing. */
async function complete(
  { arena, sandbox, reviver, dumps }: Scene,
  tree: number,
  what: string,
): Promise<void> {
  arena.expect(await askAnchor(reviver), `${what}: an answer was wrong`);
  const window = await dialWindow(sandbox);
  await window.request('index/run', { full: false });
  const dump = await readDump(window);
  window.close();
  arena.expect(dump === (await dumps.load(tree)), `${what}: the index differs from one made from nothing`);
}

/** Takes the index away from a workspace that nobody serves. */
async function forget(sandbox: Sandbox): Promise<void> {
  await sandbox.run(['stop', sandbox.root]);
  const current = findCurrentGeneration(sandbox.workspaceDir);
  for (const file of [current?.file, join(sandbox.workspaceDir, 'current.json')])
    if (file) rmSync(file, { force: true });
}

interface Edit {
  readonly from: number;
  readonly to: number;
  /** The trees that existed on the way. */
  readonly allowed: ReadonlySet<number>;
}

/** Kills the owner at a moment of its run and looks at what is left; resolves with which state that is. */
async function killRun(
  scene: Scene,
  kind: 'first' | 'full' | 'edit',
  edit: Edit,
  what: string,
): Promise<'before' | 'after' | 'between' | 'nothing'> {
  const { arena, sandbox, reviver } = scene;
  const before = findCurrentGeneration(sandbox.workspaceDir)?.generation ?? 0;
  if (kind === 'first') {
    // Answered by the successor, however often the server dies.
    void reviver.call('index_status').catch((error: unknown) => arena.violate(`${what}: ${String(error)}`));
    await until(() => existsSync(join(sandbox.workspaceDir, 'server.json')));
  }
  const window = await dialWindow(sandbox);
  await waitForMoment(sandbox, window, arena.random.pick(MOMENTS), kind !== 'edit');
  await pause(arena.random.between(0, arena.random.pick(LATENESS_MS)));
  const { pid } = sandbox.discovery();
  arena.kill(pid);
  await until(() => !isRunning(pid));
  const left = findCurrentGeneration(sandbox.workspaceDir);
  const generation = left?.generation ?? 0;
  arena.expect(
    generation === before || generation === before + 1,
    `${what}: generation ${before} became ${generation}`,
  );
  if (!left) {
    arena.expect(kind === 'first', `${what}: no generation is left`);
    return 'nothing';
  }
  const dump = dumpCopy(scene, left.file, what);
  for (const tree of edit.allowed) {
    if (dump !== (await scene.dumps.load(tree))) continue;
    if (tree === edit.to) return 'after';
    return tree === edit.from ? 'before' : 'between';
  }
  arena.violate(`${what}: what was left is the index of no state of the tree`);
  return 'between';
}

/** Asks for an index run and waits until it is at `moment`, or over. */
async function waitForMoment(
  { workspaceDir }: Sandbox,
  window: RpcConnection,
  moment: Moment,
  full: boolean,
): Promise<void> {
  const arrived = Promise.withResolvers<void>();
  window.onNotification('index/progress', ({ phase }) => {
    if (phase === moment) arrived.resolve();
  });
  const watcher = watch(workspaceDir, (_event, name) => {
    if (moment === 'switch' && /^graph-\d+\.db$/.test(String(name))) arrived.resolve();
  });
  // Fails with the server when that is killed before.
  const over = window.request('index/run', { full }).catch(() => {});
  if (moment === 'at once') arrived.resolve();
  const patience = new AbortController();
  const late = pause(RUN_PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => {});
  await Promise.race([arrived.promise, over, late]);
  patience.abort();
  watcher.close();
}

/** The graph that a dead server left, read from a copy of all its files. */
function dumpCopy({ arena, sandbox, scratch }: Scene, file: string, what: string): string {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch);
  const name = basename(file);
  for (const each of readdirSync(sandbox.workspaceDir).filter((found) => found.startsWith(name)))
    copyFileSync(join(sandbox.workspaceDir, each), join(scratch, each));
  const copy = join(scratch, name);
  const generation = openGeneration(copy, { mmapBytes: 0 });
  try {
    const verdict = generation.verify('integrity');
    arena.expect(verdict === 'ok', `${what}: what was left is not sound: ${verdict}`);
    const lines: string[] = [];
    for (let from: number | undefined = 0; from !== undefined;) {
      const part = dumpCanonical(generation, { from });
      for (const line of part.lines) lines.push(line);
      from = part.next;
    }
    return `${lines.join('\n')}\n`;
  } finally {
    generation.close();
  }
}
