import { defineCommand } from '../command.ts';
import { formatDoctor } from '../formatDoctor.ts';
import type { LiveReport } from '../formatDoctor.ts';
import { FOLDER_ARGUMENT, JSON_OPTION } from '../options.ts';

/** `doctor [folder]`: the state of the cache as it lies on disk, and of the server if one answers. Shows no token. */
export const doctorCommand = defineCommand({
  name: 'doctor',
  summary: 'Shows who owns the index, what is on disk, what is in force and what went wrong',
  argument: FOLDER_ARGUMENT,
  options: JSON_OPTION,
  example: 'doctor ~/src/shop',
  async run(context) {
    const { out, positionals, values, version } = context;
    const { dial, getRoot } = await import('../workspace.ts');
    const { inspectWorkspace } = await import('../../serve/inspect.ts');
    const root = getRoot(context, positionals[0]);
    const { report, discovery } = await inspectWorkspace(root);
    const live = discovery && (await loadLive(() => dial(discovery, version)));
    const whole = { version, node: process.versions.node, ...report, live: live ?? null };
    if (values['json']) out.json(whole);
    else for (const line of formatDoctor(whole)) out.line(line);
    return 0;
  },
});

type Dial = () => Promise<import('../../rpc/client.ts').RpcConnection>;

async function loadLive(dial: Dial): Promise<LiveReport | undefined> {
  try {
    const connection = await dial();
    const status = await connection.request('status/get', {}).finally(() => connection.close());
    const { state, freshness, sqlite, watcher, problem, warnings } = status;
    return {
      state,
      generation: freshness.generation,
      indexing: freshness.indexing,
      // Not counting the one that asks.
      clients: status.clients - 1,
      windows: status.windows,
      sessions: status.sessions,
      sqlite,
      watcher,
      problem: problem && `${problem.code}: ${problem.message}`,
      warnings,
    };
  } catch {
    // It ended meanwhile or speaks another protocol; the report from disk says which.
    return undefined;
  }
}
