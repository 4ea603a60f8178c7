import { resolve } from 'node:path';
import { TIERS } from '../../protocol/graph.ts';
import { formatCount } from '../../protocol/numbers.ts';
import type { FleetAnswer } from '../../fleet/messages.ts';
import { defineCommand } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { UsageError } from '../errors.ts';
import { getCount, JSON_OPTION } from '../options.ts';

const ACTIONS = ['query'] as const;
const DATA_VARIABLE = 'CBM_FLEET_DATA';
const USUAL_LIMIT = 100;

/** `fleet query <question> [subject]`: what only many repositories together can answer. */
export const fleetCommand = defineCommand({
  name: 'fleet',
  summary:
    'Asks all repositories that were exported as Parquet: who uses a symbol, what breaks, what nobody uses',
  argument: { name: 'query', meaning: 'what to do', isRequired: true, completes: ACTIONS },
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
    if (action !== 'query')
      throw UsageError(`fleet wants one of ${ACTIONS.join(', ')}${action ? `, not "${action}"` : ''}.`);
    if (name === undefined) throw UsageError('Name a question, such as users.');
    const answer = await ask(context, name, subject);
    if (context.values['json']) context.out.json(answer);
    else for (const line of describeAnswer(answer)) context.out.line(line);
    return 0;
  },
});

async function ask(context: CommandContext, name: string, subject: string | undefined): Promise<FleetAnswer> {
  const { values, entryFile } = context;
  const text = (option: string) => {
    const value = values[option];
    return typeof value === 'string' ? value : undefined;
  };
  const data = text('data') ?? process.env[DATA_VARIABLE];
  if (data === undefined || data === '')
    throw UsageError(`Name the data with --data, or in ${DATA_VARIABLE}.`);
  const { runFleetJob } = await import('../../fleet/fleetThread.ts');
  return runFleetJob(entryFile, {
    type: 'query',
    data: resolve(data),
    question: {
      name,
      subject,
      by: text('by'),
      tier: text('tier'),
      repository: text('repository'),
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
