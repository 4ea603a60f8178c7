// Windows of three versions at one workspace, as after an update that not every window has noticed yet. They reload, end
// and come back, and the server is asked to end, all at random. The newest version must win and stay.
import { join } from 'node:path';
import { isOlder } from '../../server/serve/connect.ts';
import { dialWindow, until } from '../process/support/sandbox.ts';
import type { Sandbox } from '../process/support/sandbox.ts';
import { findDiscovery } from '../../server/ownership/discovery.ts';
import { getWorkspaceFiles } from '../../server/ownership/paths.ts';
import type { Arena } from './arena.ts';
import { Asker, checkDump, checkOneOwner, indexProject } from './project.ts';
import type { Scenario } from './scenario.ts';
import { layOutVersion } from './otherVersion.ts';
import { LogTail } from './serverLog.ts';
import type { LogLine } from './serverLog.ts';
import type { WindowClient } from './window.ts';
import { WriterWatch } from './writerWatch.ts';

const VERSIONS = ['1.9.0', '1.10.0', '2.0.0'] as const;
const NEWEST = '2.0.0';
type Version = (typeof VERSIONS)[number];
const WINDOWS_PER_VERSION = 5;
const FILES = 20;
const OWN_REASON = 'the torture asked for it';

interface Seat {
  readonly version: Version;
  window: WindowClient;
  asker: Asker;
}

interface Scene {
  readonly arena: Arena;
  readonly sandbox: Sandbox;
  /** The program of each version. */
  readonly entries: Readonly<Record<Version, string>>;
  readonly seats: Seat[];
}

/** What happens in a round, and whether it ends the server. */
const EVENTS: readonly { readonly endsServer: boolean; happen(scene: Scene): Promise<void> }[] = [
  { endsServer: true, happen: ({ sandbox }) => drain(sandbox) },
  {
    endsServer: true,
    async happen(scene) {
      await Promise.all([drain(scene.sandbox), reloadSome(scene)]);
    },
  },
  { endsServer: false, happen: reloadSome },
  { endsServer: false, happen: replaceOne },
];

export const versions: Scenario = {
  name: 'versions',
  invariant:
    'no ping-pong: a server is only ended by a newer version, and the newest stays; no request is lost or answered with an error; one epoch writes at any moment',
  shortRounds: 4,
  longRounds: 500,
  async run(arena, rounds) {
    const folder = arena.createDirectory();
    const layOut = (version: Version) => layOutVersion(join(folder, version), version);
    const entries = { '1.9.0': layOut('1.9.0'), '1.10.0': layOut('1.10.0'), '2.0.0': layOut('2.0.0') };
    const sandbox = arena.createSandbox({}, undefined, entries[VERSIONS[0]]);
    await indexProject(sandbox, FILES);
    const log = new LogTail(getWorkspaceFiles(sandbox.workspaceDir).log);
    const writers = new WriterWatch(arena, sandbox);
    const scene: Scene = { arena, sandbox, entries, seats: [] };
    for (const version of VERSIONS)
      for (let count = 0; count < WINDOWS_PER_VERSION; count += 1) scene.seats.push(seat(scene, version));
    await settle(scene);
    let servers = checkServers(arena, log.read(), VERSIONS.length, 'at the start');
    for (let round = 0; round < rounds; round += 1) {
      const { endsServer, happen } = arena.random.pick(EVENTS);
      await happen(scene);
      await settle(scene);
      servers += checkServers(arena, log.read(), endsServer ? VERSIONS.length : 0, `round ${round}`);
      checkOneOwner(arena, sandbox);
    }
    for (const { asker } of scene.seats) await asker.end(arena);
    await checkDump(arena, sandbox);
    const answers = scene.seats.reduce((sum, { asker }) => sum + asker.answers, 0);
    return {
      rounds,
      result:
        `${VERSIONS.length} versions with ${WINDOWS_PER_VERSION} windows each, ${servers} servers, ` +
        `at least ${answers} answers; ${writers.stop()}`,
    };
  },
};

function seat({ arena, sandbox, entries }: Scene, version: Version): Seat {
  const window = arena.startWindow(sandbox, entries[version], version);
  return { version, window, asker: new Asker(arena, window) };
}

/** Waits until every window was answered twice more and the newest version serves. */
async function settle({ sandbox, seats }: Scene): Promise<void> {
  const { discovery } = getWorkspaceFiles(sandbox.workspaceDir);
  const before = seats.map(({ asker }) => asker.answers);
  await until(() => seats.every(({ asker }, index) => asker.answers >= (before[index] ?? 0) + 2));
  await until(() => findDiscovery(discovery)?.version === NEWEST);
}

/** Asks the server to finish what it does and end, as an update or a person does. */
async function drain(sandbox: Sandbox): Promise<void> {
  const window = await dialWindow(sandbox);
  await window.request('server/stop', { reason: OWN_REASON });
  await window.closed;
}

/** Some windows drop their connection, which their askers make again. */
async function reloadSome({ arena, seats }: Scene): Promise<void> {
  const some = seats.filter(() => arena.random.between(0, 2) === 0);
  await Promise.all(some.map(({ window }) => window.reload()));
}

/** A window is closed and another one of its version opened. */
async function replaceOne(scene: Scene): Promise<void> {
  const { arena, seats } = scene;
  const index = arena.random.between(0, seats.length - 1);
  const left = seats[index];
  if (!left) return;
  await left.asker.end(arena);
  seats[index] = seat(scene, left.version);
}

/** Looks through what servers logged since the last time; returns how many came to serve. */
function checkServers(arena: Arena, lines: readonly LogLine[], most: number, what: string): number {
  const serving = lines.filter(({ event }) => event === 'serving').map(({ version }) => String(version));
  arena.expect(serving.length <= most, `${what}: ${serving.length} servers came up: ${serving.join()}`);
  for (const [index, version] of serving.entries()) {
    const before = serving[index - 1];
    arena.expect(before === undefined || isOlder(before, version), `${what}: ${serving.join()} took turns`);
  }
  for (const { event, reason } of lines) {
    if (event !== 'ending' || reason === `stop: ${OWN_REASON}`) continue;
    const by = /asked by version (\S+)/.exec(String(reason))?.[1];
    arena.expect(by !== undefined, `${what}: a server ended: ${String(reason)}`);
  }
  return serving.length;
}
