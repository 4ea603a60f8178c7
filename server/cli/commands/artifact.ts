import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { SETTING_VARIABLES } from '../../protocol/settings.ts';
import { formatBytes, formatCount, formatFiles } from '../../protocol/numbers.ts';
import type { InspectedArtifact, PushedArtifact } from '../../team/messages.ts';
import { defineCommand } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { UsageError } from '../errors.ts';
import { followIndex } from '../followIndex.ts';
import { formatStatus } from '../format.ts';
import { FOLDER_OPTION, JSON_OPTION } from '../options.ts';

const ACTIONS = ['push', 'pull', 'inspect'] as const;

/** `artifact push|pull|inspect [place]`: an index that CI makes once and everybody takes. */
export const artifactCommand = defineCommand({
  name: 'artifact',
  summary: 'Pushes the index of a commit for the team, takes the one of the nearest commit, or shows it',
  argument: { name: 'push|pull|inspect', meaning: 'what to do', isRequired: true, completes: ACTIONS },
  second: {
    name: 'place',
    meaning: `a folder, registry.example.com/team/index, https://… or s3://…; else $${SETTING_VARIABLES.artifact}`,
    completes: 'nothing',
  },
  options: {
    ...FOLDER_OPTION,
    ...JSON_OPTION,
    'any-tree': { type: 'boolean', meaning: 'pushes although the tree is not as it was committed' },
  },
  example: 'artifact push registry.example.com/team/index',
  run(context) {
    const [action, place] = context.positionals;
    const reference = place ?? process.env[SETTING_VARIABLES.artifact] ?? '';
    if (reference === '') throw UsageError('Name a place for artifacts.');
    // A server elsewhere would take it for one below the workspace.
    const named = /^\.{1,2}(?:[/\\]|$)/.test(reference) ? resolve(reference) : reference;
    switch (action) {
      case 'push':
        return push(context, named);
      case 'pull':
        return pull(context, named);
      case 'inspect':
        return inspect(context, named);
      default:
        throw UsageError(`artifact wants one of ${ACTIONS.join(', ')}${action ? `, not "${action}"` : ''}.`);
    }
  },
});

async function push(context: CommandContext, reference: string): Promise<number> {
  const [{ askServer, getRoot }, { runTeamJob }] = await Promise.all([
    import('../workspace.ts'),
    import('../../team/teamThread.ts'),
  ]);
  const { out, values, entryFile } = context;
  const root = getRoot(context);
  const { file: copy, ...made } = await askServer(root, context, (connection) =>
    connection.request('artifact/copy', {}),
  );
  try {
    const isAnyTree = values['any-tree'] === true;
    const pushed = await runTeamJob(entryFile, { type: 'push', root, reference, copy, isAnyTree, ...made });
    if (values['json']) out.json(pushed);
    else for (const line of describePushed(pushed)) out.line(line);
    return 0;
  } finally {
    for (const beside of ['', '-wal', '-journal']) rmSync(copy + beside, { force: true });
  }
}

async function pull(context: CommandContext, reference: string): Promise<number> {
  const [
    { askServer, getRoot },
    { getWorkspaceDir },
    { findCurrentGeneration },
    { findServer },
    { existsSync },
  ] = await Promise.all([
    import('../workspace.ts'),
    import('../../ownership/paths.ts'),
    import('../../serve/generations.ts'),
    import('../../serve/connect.ts'),
    import('node:fs'),
  ]);
  const { out, values } = context;
  const root = getRoot(context);
  const workspaceDir = getWorkspaceDir(root);
  const hasIndex = existsSync(workspaceDir) && findCurrentGeneration(workspaceDir) !== undefined;
  if (hasIndex || (await findServer(root)))
    throw UsageError(`${root} has an index already, or is being indexed: there is nothing to be gained.`);
  // The server that is started by this takes it as its own.
  process.env[SETTING_VARIABLES.artifact] = reference;
  const status = await askServer(root, context, (connection) =>
    followIndex(connection, out, () => connection.request('index/run', { full: false })),
  );
  if (values['json']) out.json(status);
  else for (const line of formatStatus(status)) out.line(line);
  return 0;
}

async function inspect(context: CommandContext, reference: string): Promise<number> {
  const [{ getRoot }, { runTeamJob }, { getCacheRoot }, { fingerprintCode }, { SCHEMA_VERSION }, fs, os] =
    await Promise.all([
      import('../workspace.ts'),
      import('../../team/teamThread.ts'),
      import('../../ownership/paths.ts'),
      import('../../entry.ts'),
      import('../../store/schema.ts'),
      import('node:fs'),
      import('node:os'),
    ]);
  const { out, values, entryFile, version } = context;
  const root = getRoot(context);
  const scratch = fs.mkdtempSync(resolve(os.tmpdir(), 'codebase-memory-artifact-'));
  try {
    const maker = {
      program: version,
      fingerprint: fingerprintCode(),
      schema: SCHEMA_VERSION,
      includeGenerated: false,
    };
    const job = { type: 'inspect', root, reference, scratch, excludedDirs: [getCacheRoot()], maker } as const;
    const found = await runTeamJob(entryFile, job);
    if (values['json']) out.json(found);
    else for (const line of describeFound(found)) out.line(line);
    return 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function describePushed(pushed: PushedArtifact): string[] {
  const { place, commit, before, files, layers, bytes, sentLayers, sentBytes } = pushed;
  const share = bytes === 0 ? '' : ` (${((100 * sentBytes) / bytes).toFixed(1)} %)`;
  return [
    `Pushed    commit ${commit} to ${place}`,
    `Holds     ${formatFiles(files)}, ${formatCount(layers)} layers, ${formatBytes(bytes)}`,
    `Sent      ${formatCount(sentLayers)} layers, ${formatBytes(sentBytes)}${share}` +
      (before === undefined ? '' : `; the rest is that of commit ${before.slice(0, 10)}`),
  ];
}

function describeFound({ place, config, behind, refused }: InspectedArtifact): string[] {
  const { commit, created, maker, files, layers, database } = config;
  const sum = (kind: string) =>
    layers.filter((layer) => layer.kind === kind).reduce((bytes, { size }) => bytes + size, 0);
  return [
    `Place     ${place}`,
    `Commit    ${commit}, ${behind === 0 ? 'that of HEAD' : `${formatCount(behind)} before HEAD`}, of ${created}`,
    `Made by   version ${maker.program}, build ${maker.fingerprint}, tables ${maker.schema}`,
    `Holds     ${formatFiles(files)}, facts ${formatBytes(sum('facts'))}, database ${formatBytes(sum('pages'))} ` +
      `(${formatBytes(database.bytes)} unpacked), ${formatCount(layers.length)} layers`,
    refused === null ? 'Usable    here' : `Unusable  here: ${refused}`,
  ];
}
