import { resolve } from 'node:path';
import { getCacheRoot } from '../../ownership/paths.ts';
import { formatCount, formatFiles } from '../../protocol/numbers.ts';
import type { ImportedCounts, ImportedFile, JudgedSite } from '../../protocol/rpc.ts';
import type { RpcConnection } from '../../rpc/client.ts';
import type { OpenedIndex } from '../../scip/messages.ts';
import type { ScipThread } from '../../scip/scipThread.ts';
import { defineCommand } from '../command.ts';
import { UsageError } from '../errors.ts';
import { FOLDER_OPTION, JSON_OPTION } from '../options.ts';

/** Sites that are told to the server at once. */
const SITES_AT_ONCE = 3000;
const LISTED = 50;

interface Imported extends ImportedCounts {
  readonly opened: OpenedIndex;
}

/** What becomes of what an index says. */
interface Manner {
  readonly isKept: boolean;
  /** Also against edges that it contradicts. */
  readonly isTrusted: boolean;
}

/** `import <index.scip>`: what a compiler's index says of calls. */
export const importCommand = defineCommand({
  name: 'import',
  summary: 'Confirms or refutes calls by the SCIP index of a compiler, and lists what disagrees',
  argument: {
    name: 'index.scip',
    meaning: 'the index, as scip-typescript, scip-python or another indexer wrote it',
    completes: 'nothing',
  },
  options: {
    ...FOLDER_OPTION,
    'dry-run': { type: 'boolean', meaning: 'only compares: no answer changes' },
    trust: { type: 'boolean', meaning: 'takes the word of the index against edges that it contradicts' },
    all: { type: 'boolean', meaning: `lists all that disagrees, not the first ${LISTED}` },
    forget: { type: 'boolean', meaning: 'takes back what was imported before' },
    ...JSON_OPTION,
  },
  example: 'import index.scip --dry-run',
  async run(context) {
    const { out, positionals, values, entryFile } = context;
    const [file] = positionals;
    const isForgetting = values['forget'] === true;
    if (isForgetting === (file !== undefined))
      throw UsageError('Name the index to import, or --forget what was imported.');
    const [{ askServer, getRoot }, scip] = await Promise.all([
      import('../workspace.ts'),
      import('../../scip/scipThread.ts'),
    ]);
    const root = getRoot(context);
    if (file === undefined) {
      const { sites } = await askServer(root, context, (connection) =>
        connection.request('confirm/forget', {}),
      );
      if (values['json']) out.json({ forgotten: sites });
      else out.line(`Forgot    ${formatCount(sites)} call sites`);
      return 0;
    }
    const isKept = values['dry-run'] !== true;
    const isTrusted = values['trust'] === true;
    const thread = new scip.ScipThread(entryFile);
    try {
      const opened = await thread.ask({
        type: 'open',
        root,
        file: resolve(file),
        excludedDirs: [getCacheRoot()],
        isOwnAllowed: !isKept,
      });
      const imported = await askServer(root, context, (connection) =>
        importDocuments(connection, thread, opened, { isKept, isTrusted }),
      );
      if (values['json']) out.json(imported);
      else
        for (const line of describe(imported, { isKept, isTrusted }, values['all'] === true)) out.line(line);
      return 0;
    } finally {
      await thread.close();
    }
  },
});

async function importDocuments(
  connection: RpcConnection,
  thread: ScipThread,
  opened: OpenedIndex,
  { isKept, isTrusted }: Manner,
): Promise<Imported> {
  await connection.request('index/run', { full: false });
  const sum = { confirmed: 0, refuted: 0, added: 0, sites: 0 };
  const passedOver: string[] = [];
  const differing: JudgedSite[] = [];
  let files: ImportedFile[] = [];
  let waiting = 0;
  const send = async (isMore: boolean): Promise<void> => {
    const counts = await connection.request('confirm/import', {
      by: opened.tool,
      files,
      isKept,
      isTrusted,
      isMore,
    });
    for (const key of ['confirmed', 'refuted', 'added', 'sites'] as const) sum[key] += counts[key];
    passedOver.push(...counts.passedOver);
    differing.push(...counts.differing);
    files = [];
    waiting = 0;
  };
  for (const { file, hash } of opened.documents) {
    const known = await connection.request('confirm/sites', { file });
    if (known?.hash !== hash) {
      passedOver.push(file);
      continue;
    }
    const sites = await thread.ask({ type: 'answer', file, sites: known.sites });
    files.push({ file, hash, sites });
    waiting += sites.length;
    if (waiting >= SITES_AT_ONCE) await send(true);
  }
  await send(false);
  differing.sort(comparePlaces);
  return { opened, ...sum, passedOver, differing };
}

function describe(
  { opened, confirmed, refuted, added, sites, passedOver, differing }: Imported,
  { isKept, isTrusted }: Manner,
  isAll: boolean,
): string[] {
  const { tool, documents, stale, missing, occurrences } = opened;
  const left = [
    stale.length > 0 ? `${formatFiles(stale.length)} with another text than now` : '',
    passedOver.length > 0 ? `${formatFiles(passedOver.length)} not in the index` : '',
    missing > 0 ? `${formatFiles(missing)} not in the workspace` : '',
  ].filter((part) => part !== '');
  const fate = isTrusted ? ', which are not shown any more' : ', which stay as they are (--trust)';
  const listed = isAll ? differing : differing.slice(0, LISTED);
  return [
    `Read      ${formatCount(occurrences)} occurrences of ${tool} in ${formatFiles(documents.length)}`,
    ...(left.length > 0 ? [`Left out  ${left.join(', ')}`] : []),
    `${isKept ? 'Confirmed' : 'Agree    '} ${formatCount(confirmed)} edges at ${formatCount(sites)} call sites`,
    `Disagrees with ${formatCount(refuted)} edges${isKept && refuted > 0 ? fate : ''}`,
    `Adds      ${formatCount(added)} calls`,
    ...listed.map(describeSite),
    ...(listed.length < differing.length
      ? [`… and ${formatCount(differing.length - listed.length)} more; --all lists them`]
      : []),
  ];
}

function describeSite({ file, line, name, edges, missing }: JudgedSite): string {
  const wrong = edges
    .filter(({ verdict }) => verdict === 'refuted')
    .map(
      ({ target, targetFile, tier, reason }) =>
        `not ${target} (${targetFile || 'outside'}; ${tier}, ${reason})`,
    );
  const right = missing.map((one) => `but ${one.name} (${one.file})`);
  return `  ${file}:${line} ${name}: ${[...wrong, ...right].join(', ')}`;
}

function comparePlaces(a: JudgedSite, b: JudgedSite): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line;
}
