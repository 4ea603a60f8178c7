// A ClickHouse of two shards on this machine: ports, folders and users of its own.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findProgram } from '../require.ts';
import type { SkipOption } from '../require.ts';
import { withoutEngines } from './engines.ts';

const PROGRAM = findProgram('clickhouse-server') ?? findProgram('/usr/sbin/clickhouse-server');
const PASSWORD = 'open sesame';

/** Why no cluster can be asked here. */
export const withoutCluster: SkipOption =
  withoutEngines ||
  (PROGRAM === undefined &&
    'clickhouse-server is missing: apt-get install --no-install-recommends clickhouse-server');

/** Two servers. */
export class Shards {
  readonly addresses: readonly string[];
  readonly environment = { CBM_CLICKHOUSE_USER: 'fleet', CBM_CLICKHOUSE_PASSWORD: PASSWORD };
  readonly #base: string;
  readonly #ports: readonly number[];
  readonly #servers: (ChildProcess | undefined)[] = [];

  private constructor(base: string, ports: readonly number[]) {
    this.#base = base;
    this.#ports = ports;
    this.addresses = [ports[0], ports[3]].map((port) => `http://127.0.0.1:${port}`);
  }

  static async start(base: string): Promise<Shards> {
    const shards = new Shards(base, await findPorts(6));
    try {
      await shards.startOne(0);
      await shards.startOne(1);
    } catch (error) {
      await shards.close();
      throw error;
    }
    return shards;
  }

  /** Starts one of the two, on what it held before. */
  async startOne(at: 0 | 1): Promise<void> {
    const folder = join(this.#base, `shard${at}`);
    for (const made of ['data', 'tmp', 'formats', 'files'])
      mkdirSync(join(folder, made), { recursive: true });
    writeFileSync(join(folder, 'config.xml'), this.#describe(at, folder));
    writeFileSync(join(folder, 'users.xml'), USERS);
    const server = spawn(PROGRAM!, [`--config-file=${join(folder, 'config.xml')}`], {
      cwd: folder,
      stdio: 'ignore',
    });
    this.#servers[at] = server;
    while (server.exitCode === null && server.signalCode === null) {
      const answer = await fetch(`${this.addresses[at]}/`, { signal: AbortSignal.timeout(2000) }).catch(
        () => undefined,
      );
      if (answer?.ok === true) return;
      await pause(50);
    }
    throw new Error(`clickhouse-server ended with ${server.exitCode ?? server.signalCode}`);
  }

  /** Kills one of the two at once. */
  async kill(at: 0 | 1): Promise<void> {
    const server = this.#servers[at];
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }

  async close(): Promise<void> {
    await this.kill(0);
    await this.kill(1);
  }

  /** Waits until one of the two has taken out what it was told to. */
  async settle(at: 0 | 1, database: string): Promise<void> {
    const open = `SELECT count(*) FROM system.mutations WHERE database = '${database}' AND NOT is_done`;
    while ((await this.run(at, open)) !== '0') await pause(50);
  }

  /** Kills one of the two once it runs a statement with this text. */
  async killWhile(at: 0 | 1, text: string): Promise<void> {
    // The statement that asks runs, too.
    const running = `FROM system.processes WHERE query LIKE '%${text}%' AND query NOT LIKE '%processes%'`;
    await this.killOnce(at, `SELECT count(*) ${running}`);
  }

  /** Kills one of the two once a statement counts something. */
  async killOnce(at: 0 | 1, sql: string): Promise<void> {
    while (['', '0'].includes(await this.run(at, sql).catch(() => ''))) await pause(20);
    await this.kill(at);
  }

  /** Runs a statement on one of the two, as nobody of the product does. */
  async run(at: 0 | 1, sql: string): Promise<string> {
    const answer = await fetch(`${this.addresses[at]}/?user=fleet&password=${encodeURIComponent(PASSWORD)}`, {
      method: 'POST',
      body: sql,
    });
    const said = await answer.text();
    if (!answer.ok) throw new Error(said);
    return said.trim();
  }

  #describe(at: 0 | 1, folder: string): string {
    const [http, tcp, internal] = this.#ports.slice(3 * at, 3 * at + 3);
    return `<yandex>
      <logger><level>warning</level><log>${folder}/log</log><errorlog>${folder}/errors</errorlog><size>10M</size><count>1</count></logger>
      <http_port>${http}</http_port><tcp_port>${tcp}</tcp_port><interserver_http_port>${internal}</interserver_http_port>
      <listen_host>127.0.0.1</listen_host><max_connections>64</max_connections><mark_cache_size>67108864</mark_cache_size>
      <path>${folder}/data/</path><tmp_path>${folder}/tmp/</tmp_path><format_schema_path>${folder}/formats/</format_schema_path>
      <user_files_path>${folder}/files/</user_files_path><users_config>${folder}/users.xml</users_config>
      <default_profile>default</default_profile><default_database>default</default_database>
      <remote_servers><fleet>${shard(this.#ports[1]!)}${shard(this.#ports[4]!)}</fleet></remote_servers>
    </yandex>`;
  }
}

const shard = (port: number) =>
  `<shard><internal_replication>true</internal_replication><replica><host>127.0.0.1</host><port>${port}</port>` +
  `<user>fleet</user><password>${PASSWORD}</password></replica></shard>`;
const USER = (name: string, password: string) =>
  `<${name}><password>${password}</password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></${name}>`;
const USERS = `<yandex>
  <profiles><default><max_memory_usage>2000000000</max_memory_usage></default></profiles>
  <users>${USER('default', 'closed')}${USER('fleet', PASSWORD)}</users>
  <quotas><default></default></quotas>
</yandex>`;

async function findPorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
