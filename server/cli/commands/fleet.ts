import { resolve } from 'node:path';
import { TIERS } from '../../protocol/graph.ts';
import { formatCount } from '../../protocol/numbers.ts';
import type { FleetAnswer, FleetPlace, LoadedData } from '../../fleet/messages.ts';
import { defineCommand } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { UsageError } from '../errors.ts';
import { getCount, JSON_OPTION } from '../options.ts';

const ACTIONS = ['query', 'load'] as const;
const DATA_VARIABLE = 'CBM_FLEET_DATA';
const CLUSTER_VARIABLE = 'CBM_FLEET_CLICKHOUSE';
const USUAL_DATABASE = 'codebase_memory';
const USUAL_LIMIT = 100;

/** `fleet query <question> [subject]` and `fleet load`: what only many repositories together can answer. */
export const fleetCommand = defineCommand({
  name: 'fleet',
  summary:
    'Asks all repositories that were exported as Parquet: who uses a symbol, what breaks, what nobody uses',
  argument: {
    name: 'query|load',
    meaning: 'asks, or loads exported commits into ClickHouse',
    isRequired: true,
    completes: ACTIONS,
  },
  second: {
    name: 'question',
    meaning: 'users, breaks, unused, dependents, deprecated, duplicates or repositories, see docs/FLEET.md',
    completes: ['users', 'breaks', 'unused', 'dependents', 'deprecated', 'duplicates', 'repositories'],
  },
  third: {
    name: 'subject',
    meaning: 'what it is about: package:name as an import says it, a package, or package@version',
    completes: 'nothing',
  },
  options: {
    data: {
      type: 'string',
      value: 'folder',
      meaning: `with the exported commits; else $${DATA_VARIABLE}`,
    },
    clickhouse: {
      type: 'string',
      value: 'addresses',
      meaning: `http://host:8123, with commas between those of all shards; else $${CLUSTER_VARIABLE}`,
    },
    cluster: { type: 'string', value: 'name', meaning: 'for load: what the servers call their shards' },
    database: { type: 'string', value: 'name', meaning: `in ClickHouse; ${USUAL_DATABASE} unless given` },
    prune: {
      type: 'boolean',
      meaning: 'for load: takes out what later commits replaced and loads that died; no other load may run',
    },
    by: {
      type: 'string',
      value: 'group',
      choices: ['repository', 'team', 'version'],
      meaning: 'counts the users of a symbol',
    },
    tier: {
      type: 'string',
      value: 'tier',
      choices: TIERS,
      meaning: 'only uses of this tier and better ones',
    },
    repository: { type: 'string', value: 'name', meaning: 'only of this repository' },
    'no-tests': { type: 'boolean', meaning: 'leaves tests out' },
    members: { type: 'boolean', meaning: 'for unused: members of classes, too' },
    depth: { type: 'string', value: 'number', meaning: 'for breaks: steps, 3 unless given' },
    limit: { type: 'string', value: 'number', meaning: `rows at most; ${USUAL_LIMIT} unless given` },
    offset: { type: 'string', value: 'number', meaning: 'rows to pass over, as the answer before says' },
    ...JSON_OPTION,
  },
  example: 'fleet query users "@org/shapes:Box.area" --data /srv/fleet --by repository',
  async run(context) {
    const [action, name, subject] = context.positionals;
    if (action === 'load') return load(context);
    if (action !== 'query')
      throw UsageError(`fleet wants one of ${ACTIONS.join(', ')}${action ? `, not "${action}"` : ''}.`);
    if (name === undefined) throw UsageError('Name a question, such as users.');
    const answer = await ask(context, name, subject);
    if (context.values['json']) context.out.json(answer);
    else for (const line of describeAnswer(answer)) context.out.line(line);
    return 0;
  },
});

function textOf({ values }: CommandContext, option: string): string | undefined {
  const value = values[option];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function addressesOf(context: CommandContext): readonly string[] {
  const given = textOf(context, 'clickhouse') ?? process.env[CLUSTER_VARIABLE] ?? '';
  return given
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function dataOf(context: CommandContext): string | undefined {
  const data = textOf(context, 'data') ?? process.env[DATA_VARIABLE];
  return data === undefined || data === '' ? undefined : resolve(data);
}

function placeOf(context: CommandContext): FleetPlace {
  // What is said here counts more than what the environment says.
  const [address] = addressesOf(context);
  const data = dataOf(context);
  if (address !== undefined && (textOf(context, 'data') === undefined || textOf(context, 'clickhouse')))
    return { kind: 'clickhouse', address, database: textOf(context, 'database') ?? USUAL_DATABASE };
  if (data !== undefined) return { kind: 'folder', data };
  throw UsageError(
    `Name the data with --data or --clickhouse, or in ${DATA_VARIABLE} or ${CLUSTER_VARIABLE}.`,
  );
}

async function load(context: CommandContext): Promise<number> {
  const addresses = addressesOf(context);
  const data = dataOf(context);
  if (data === undefined || addresses.length === 0)
    throw UsageError('fleet load wants --data and --clickhouse: a folder, and the addresses of all shards.');
  const { runFleetJob } = await import('../../fleet/fleetThread.ts');
  const loaded = await runFleetJob(context.entryFile, {
    type: 'load',
    data,
    addresses,
    database: textOf(context, 'database') ?? USUAL_DATABASE,
    cluster: textOf(context, 'cluster'),
    isPruned: context.values['prune'] === true,
  });
  if (context.values['json']) context.out.json(loaded);
  else for (const line of describeLoaded(loaded)) context.out.line(line);
  return 0;
}

function describeLoaded({
  database,
  shards,
  loaded,
  alreadyThere,
  edges,
  removed,
  seconds,
}: LoadedData): string[] {
  return [
    `Loaded    ${formatCount(loaded)} repositories, ${formatCount(edges)} edges, into ${database} on ${formatCount(shards)} ` +
      `${shards === 1 ? 'server' : 'shards'}, ${seconds.toFixed(1)} s`,
    ...(alreadyThere > 0 ? [`There     ${formatCount(alreadyThere)} were loaded before`] : []),
    ...(removed > 0 ? [`Took out  ${formatCount(removed)} rows that nobody sees`] : []),
  ];
}

async function ask(context: CommandContext, name: string, subject: string | undefined): Promise<FleetAnswer> {
  const { values, entryFile } = context;
  const place = placeOf(context);
  const { runFleetJob } = await import('../../fleet/fleetThread.ts');
  return runFleetJob(entryFile, {
    type: 'query',
    place,
    question: {
      name,
      subject,
      by: textOf(context, 'by'),
      tier: textOf(context, 'tier'),
      repository: textOf(context, 'repository'),
      withTests: values['no-tests'] !== true,
      withMembers: values['members'] === true,
      depth: getCount(context, 'depth'),
      limit: getCount(context, 'limit') ?? USUAL_LIMIT,
      offset: getCount(context, 'offset') ?? 0,
    },
  });
}

function describeAnswer(answer: FleetAnswer): string[] {
  const { columns, rows, total, next, notes, repositories, oldest } = answer;
  const texts = [columns, ...rows.map((row) => row.map(String))];
  const widths = columns.map((_, at) => Math.min(60, Math.max(...texts.map((row) => row[at]!.length))));
  const lines = texts.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join('  ')
      .trimEnd(),
  );
  return [
    ...(rows.length > 0 ? lines : []),
    `${formatCount(total)} rows${next === undefined ? '' : `; --offset ${next} goes on`}`,
    ...notes,
    `Asked ${formatCount(repositories)} repositories; the oldest data is that of ${oldest}.`,
  ];
}
