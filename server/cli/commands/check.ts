import { rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf } from '../../errors.ts';
import { EXIT_CODES } from '../../protocol/exitCodes.ts';
import { formatCount, formatFiles } from '../../protocol/numbers.ts';
import type { Finding, Level } from '../../review/findings.ts';
import type { Reviewed } from '../../review/messages.ts';
import { defineCommand } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { UsageError } from '../errors.ts';
import { followIndex } from '../followIndex.ts';
import { FOLDER_ARGUMENT } from '../options.ts';

const FORMATS = ['text', 'json', 'sarif'] as const;
const LEAST = ['error', 'warning', 'note', 'never'] as const;
const NAMED_FILES = 3;

/** `check [folder]`: what a change breaks or leaves unused. */
export const checkCommand = defineCommand({
  name: 'check',
  summary:
    'Finds what a change breaks or leaves unused: uses of removed symbols, broken imports, new dead code',
  argument: FOLDER_ARGUMENT,
  options: {
    base: {
      type: 'string',
      value: 'commit',
      meaning: 'compares with where HEAD left this commit, branch or tag; the main branch unless given',
    },
    baseline: {
      type: 'string',
      value: 'file',
      meaning: 'in place of a base: dead code that is not in this list of known findings',
    },
    'write-baseline': { type: 'string', value: 'file', meaning: 'writes the list of all dead code there is' },
    format: {
      type: 'string',
      value: 'format',
      choices: FORMATS,
      meaning: 'of the answer: text unless given',
    },
    out: {
      type: 'string',
      value: 'file',
      meaning: 'writes the answer there; the findings are told as text, too',
    },
    'fail-on': {
      type: 'string',
      value: 'level',
      choices: LEAST,
      meaning: 'the least level that ends with exit code 1: warning unless given',
    },
    committed: { type: 'boolean', meaning: 'refuses a tree that is not as it was committed' },
  },
  example: 'check --base origin/main --format sarif --out check.sarif',
  async run(context) {
    try {
      return await check(context);
    } catch (error) {
      // Whatever the reason: nothing was found out, which is neither a yes nor a no.
      context.out.error(messageOf(error));
      return EXIT_CODES.usage.code;
    }
  },
});

async function check(context: CommandContext): Promise<number> {
  const { values } = context;
  const named = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  const [base, baseline, written] = [named('base'), named('baseline'), named('write-baseline')];
  const given = [base && '--base', baseline && '--baseline', written && '--write-baseline'].filter(Boolean);
  if (given.length > 1) throw UsageError(`${given.join(' and ')} exclude each other.`);
  const known = await import('../../review/knownFindings.ts');
  // What can't be read is told before anything is indexed.
  const passed = baseline === undefined ? undefined : known.loadKnown(resolve(baseline));
  const reviewed = await review(context, base, (baseline ?? written) === undefined);
  const { out } = context;
  if (written !== undefined) {
    writeFileSync(resolve(written), known.formatKnown(reviewed.findings));
    out.line(`Wrote ${formatCount(reviewed.findings.length)} findings to ${written}.`);
    return EXIT_CODES.ok.code;
  }
  const findings = passed
    ? reviewed.findings.filter(({ fingerprint }) => !passed.has(fingerprint))
    : reviewed.findings;
  await report(context, reviewed, findings, named('format') ?? 'text', named('out'));
  const least = (named('fail-on') ?? 'warning') as Level | 'never';
  const { isAtLeast } = await import('../../review/sarif.ts');
  const isFailed = least !== 'never' && findings.some(({ level }) => isAtLeast(level, least));
  return isFailed ? EXIT_CODES.failure.code : EXIT_CODES.ok.code;
}

async function review(
  context: CommandContext,
  base: string | undefined,
  isCompared: boolean,
): Promise<Reviewed> {
  const [{ askServer, getRoot }, { runReview }] = await Promise.all([
    import('../workspace.ts'),
    import('../../review/reviewThread.ts'),
  ]);
  const { out, positionals, values, entryFile } = context;
  const root = getRoot(context, positionals[0]);
  const made = await askServer(root, context, async (connection) => {
    await followIndex(connection, out, () => connection.request('index/run', { full: false }));
    return connection.request('artifact/copy', {});
  });
  const { file: copy, cache, scratch, excludedDirs, sources, maker } = made;
  const options = {
    root,
    entryFile,
    forbidden: { dirs: excludedDirs, files: [] },
    cache,
    workers: 0,
    includeGenerated: maker.includeGenerated,
    ...sources,
  };
  const against = isCompared
    ? { kind: 'base' as const, name: base, isCommittedOnly: values['committed'] === true }
    : { kind: 'nothing' as const };
  try {
    return await runReview(entryFile, { root, copy, options, scratch, against });
  } finally {
    for (const beside of ['', '-wal', '-journal', '-sums']) rmSync(copy + beside, { force: true });
  }
}

async function report(
  { out, version }: CommandContext,
  reviewed: Reviewed,
  findings: readonly Finding[],
  format: string,
  file: string | undefined,
): Promise<void> {
  const { base, below } = reviewed;
  const notes = describeNotes(reviewed);
  const text = [...findings.map(describeFinding), describeSum(reviewed, findings)];
  for (const note of notes) out.note(note);
  if (format === 'text' && file === undefined) return text.forEach((line) => out.line(line));
  let answer: unknown = { base: base ?? null, changedFiles: reviewed.changedFiles, notes, findings };
  if (format === 'sarif') {
    const { formatSarif } = await import('../../review/sarif.ts');
    answer = formatSarif(findings, { version, below, base: base?.commit, notes });
  }
  if (file === undefined) return out.json(answer);
  writeFileSync(
    resolve(file),
    format === 'text' ? `${text.join('\n')}\n` : `${JSON.stringify(answer, null, 2)}\n`,
  );
  for (const line of text) out.line(line);
}

function describeFinding({ path, line, level, message, rule, tier }: Finding): string {
  const how = tier === 'inferred' ? ', inferred' : '';
  return `${path}:${line}: ${level}: ${message} [${rule}${how}]`;
}

function describeSum({ base, changedFiles }: Reviewed, findings: readonly Finding[]): string {
  const count =
    findings.length === 0
      ? 'No findings'
      : formatCount(findings.length) + (findings.length === 1 ? ' finding' : ' findings');
  if (!base) return `${count}.`;
  return `${count} in ${formatFiles(changedFiles)} that differ from ${base.commit.slice(0, 10)}${base.commit.startsWith(base.name) ? '' : ` (${base.name})`}.`;
}

function describeNotes({ base, changedFiles, uncommitted, unread }: Reviewed): string[] {
  const notes: string[] = [];
  if (uncommitted.length > 0)
    notes.push(
      `${formatFiles(uncommitted.length)} not committed: checked as on disk (${listSome(uncommitted)}). Commit or stash to check HEAD alone.`,
    );
  if (unread.length > 0)
    notes.push(
      `${formatFiles(unread.length)} that differ can't be compared: ${listSome(unread.map(({ path, why }) => `${path} (${why})`))}.`,
    );
  if (base && changedFiles === 0 && base.commit === base.head)
    notes.push(
      `HEAD is where it left ${base.name}, so nothing differs. Name an earlier commit to check the last ones: --base HEAD~1.`,
    );
  return notes;
}

function listSome(names: readonly string[]): string {
  return names.slice(0, NAMED_FILES).join(', ') + (names.length > NAMED_FILES ? ', …' : '');
}
