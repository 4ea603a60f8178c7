import { z } from 'zod';
import { TIERS } from '../../protocol/graph.ts';
import { count } from '../answers/text.ts';
import { defineTool } from '../tool.ts';

/** Rows that are fetched at once; the budget shows fewer. */
const PAGE = 200;

export const fleet = defineTool({
  name: 'fleet',
  title: 'Ask all repositories of the organisation',
  description:
    'What only many repositories together can answer, where exported ones are set up (CBM_FLEET_DATA or CBM_FLEET_CLICKHOUSE): ' +
    'users of a symbol, what breaks if it changes, unused exports, dependents of a package version, uses of deprecated symbols, ' +
    'copied functions. Data is as old as its last export; ages tells.',
  input: {
    question: z
      .enum(['users', 'breaks', 'unused', 'dependents', 'deprecated', 'duplicates', 'repositories'])
      .describe('repositories: what there is.'),
    subject: z
      .string()
      .min(1)
      .optional()
      .describe(
        'users, breaks: package:name as an import says it. dependents: package@version. Else a package.',
      ),
    by: z.enum(['repository', 'team', 'version']).optional().describe('Counts users.'),
    tier: z.enum(TIERS).optional().describe('This tier and better ones.'),
    repository: z.string().min(1).optional().describe('Only of this one.'),
    include_tests: z.boolean().default(true),
    members: z.boolean().default(false).describe('unused: members of classes, too.'),
    depth: z.number().int().min(1).max(10).optional().describe('breaks: steps; 3 by default.'),
  },
  output: z.object({
    question: z.string(),
    columns: z.array(z.string()),
    rows: z.array(z.array(z.union([z.string(), z.number()]))),
    total: z.number(),
    notes: z.array(z.string()),
    repositories: z.number().describe('How many were asked.'),
    oldest: z.string().describe('Whose data is the oldest.'),
    ages: z.array(z.object({ repository: z.string(), commit: z.string(), indexed_at: z.string() })),
  }),
  readOnly: true,
  profile: 'full',
  answersWithoutIndex: true,
  rows: 'rows',
  async run({ question, subject, by, tier, repository, include_tests, members, depth }, call) {
    const answer = await call.askFleet(
      {
        name: question,
        subject,
        by,
        tier,
        repository,
        depth,
        withTests: include_tests,
        withMembers: members,
        limit: PAGE,
        offset: call.offset,
      },
      call.signal,
    );
    const { columns, rows, total, notes, repositories, oldest, ages } = answer;
    return {
      question,
      columns: [...columns],
      rows: rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell : String(cell)))),
      total,
      notes: [...notes],
      repositories,
      oldest,
      ages: ages.map((age) => ({
        repository: age.repository,
        commit: age.commit,
        indexed_at: age.indexedAt,
      })),
    };
  },
  render({ columns, rows, total, notes, repositories, oldest, ages }) {
    const shown = new Set(rows.flat());
    const told = ages.filter(({ repository }) => shown.has(repository));
    return [
      `${count(total, 'row')}; ${count(repositories, 'repository', 'repositories')} asked, oldest data: ${oldest}`,
      ...notes,
      ...(rows.length > 0 ? [columns.join(' | ')] : []),
      ...rows.map((row) => row.join(' | ')),
      ...(told.length > 0
        ? [
            `Indexed: ${told.map((age) => `${age.repository} ${age.commit.slice(0, 10)} ${age.indexed_at}`).join(', ')}`,
          ]
        : []),
    ].join('\n');
  },
});
