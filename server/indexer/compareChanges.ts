// From changed files to changed definitions: both texts of each file are read by the parser of the index.

import { hash } from 'node:crypto';
import { basename } from 'node:path';
import { classifyContent } from '../discover/classifyContent.ts';
import type { ChangedFile, GitChanges } from '../discover/changedFiles.ts';
import { SourceNames } from '../discover/sourceNames.ts';
import { languageTable } from '../languages/table.ts';
import type { FileChange, WorkspaceChanges } from './changesMessages.ts';
import type { Outline, Outliner, OutlineRequest } from './outlineText.ts';
import { compareOutlines } from './symbolChanges.ts';
import { createWordFinder } from './wordLines.ts';

/** CPU time for parsing; files that come later are told by name. */
const PARSE_BUDGET_MS = 8000;
/** Texts of so many bytes are read at once: enough that methods find the types of other changed files. */
const BATCH_FILES = 200;

const names = new SourceNames(languageTable);
const UNKNOWN = { symbols: [], imports: [], isTopLevelChanged: false, problems: [], importUses: [] };

/** Compares the texts of all changed files. */
export async function compareChanges(
  changes: GitChanges,
  outliner: Outliner,
  { includeGenerated }: { readonly includeGenerated: boolean },
): Promise<WorkspaceChanges> {
  const files: FileChange[] = [];
  const started = process.cpuUsage();
  for (let at = 0; at < changes.files.length; at += BATCH_FILES) {
    const batch = changes.files.slice(at, at + BATCH_FILES).map((file) => classify(file, includeGenerated));
    const { user, system } = process.cpuUsage(started);
    if ((user + system) / 1000 > PARSE_BUDGET_MS)
      files.push(
        ...batch.map((one) => ({ ...one, reason: one.reason || 'too much has changed to compare it too' })),
      );
    else files.push(...(await compareBatch(batch, changes.files.slice(at, at + BATCH_FILES), outliner)));
  }
  return { ...changes, files };
}

function classify(file: ChangedFile, includeGenerated: boolean): FileChange {
  const { path, status, from, before, after, reason } = file;
  const text = (after ?? before)?.toString('latin1');
  const language = findLanguageOf(basename(path), text);
  const minified = includeGenerated || text === undefined ? undefined : classifyContent(path, text);
  return {
    path,
    status,
    ...(from === undefined ? {} : { from }),
    language,
    reason: reason || (minified ?? ''),
    hash: after ? hash('sha1', after, 'hex') : '',
    ...UNKNOWN,
  };
}

/** By its name, or for a script without a suffix by its first line. */
function findLanguageOf(name: string, text: string | undefined): string {
  const byName = names.findLanguage(name);
  if (byName !== undefined || text === undefined || !names.canBeScript(name)) return byName ?? '';
  return names.findLanguageOfScript(text.split('\n', 1)[0]!) ?? '';
}

async function compareBatch(
  batch: readonly FileChange[],
  contents: readonly ChangedFile[],
  outliner: Outliner,
): Promise<FileChange[]> {
  const outlineSide = async (side: 'before' | 'after'): Promise<Map<string, Outline | undefined>> => {
    const requests = batch.flatMap((one, at): OutlineRequest[] => {
      const bytes = contents[at]![side];
      return bytes && isRead(one) ? [{ path: one.path, language: one.language, bytes }] : [];
    });
    const outlines = await outliner.outline(requests);
    return new Map(requests.map(({ path }, at) => [path, outlines[at]]));
  };
  const before = await outlineSide('before');
  const after = await outlineSide('after');
  return batch.map((one) => {
    if (!isRead(one)) return one;
    const [old, now] = [before.get(one.path), after.get(one.path)];
    const isBroken = [before, after].some((side) => side.has(one.path) && !side.get(one.path));
    if (isBroken) return { ...one, reason: 'not text, or not to be parsed' };
    const compared = compareOutlines(old, now);
    if (isAllChanged(one.status, one.reason))
      return {
        ...one,
        ...compared,
        symbols: compared.symbols.map((symbol) => ({ ...symbol, change: 'body' as const })),
      };
    return {
      ...one,
      ...compared,
      problems: [...new Set([...(old?.problems ?? []), ...(now?.problems ?? [])])],
      importUses: now ? findUses(now, compared.imports) : [],
    };
  });
}

/** Whether there are texts to compare. */
function isRead({ language, reason, status }: FileChange): boolean {
  return language !== '' && status !== 'renamed' && (reason === '' || isAllChanged(status, reason));
}

/** What is there now is known and what was before is not: any of it may be another. */
function isAllChanged(status: FileChange['status'], reason: string): boolean {
  return status === 'modified' && reason !== '';
}

/** Where the imported names that changed are used in the text. */
function findUses({ lines, imports }: Outline, changed: readonly string[]): FileChange['importUses'] {
  const uses = changed.filter((name) => name !== '*');
  if (uses.length === 0) return [];
  const importLines = new Set(imports.map(({ line }) => line));
  const found = createWordFinder(uses)(lines.join('\n')).filter(({ line }) => !importLines.has(line));
  return [...Map.groupBy(found, ({ name }) => name)].map(([name, of]) => ({
    name,
    lines: [...new Set(of.map(({ line }) => line))],
  }));
}
