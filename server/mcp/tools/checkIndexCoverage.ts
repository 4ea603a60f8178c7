import { z } from 'zod';
import { CodedError } from '../../errors.ts';
import { defineTool, type ToolCall } from '../tool.ts';
import { count } from '../answers/text.ts';

const rowSchema = z.object({
  file: z.string(),
  status: z.enum(['indexed', 'partial', 'skipped', 'unknown']),
  reason: z.string().describe('What is missing and why; empty for what is wholly indexed.'),
  changed: z.boolean().describe('The file was edited after it was indexed.'),
});

export const checkIndexCoverage = defineTool({
  name: 'check_index_coverage',
  title: 'Check what the index covers',
  description:
    'Whether files are wholly in the index, only partly understood, skipped, each with the reason, or not known to it. ' +
    'paths are answered one by one; below scopes the gaps are listed and everything is counted. Without both ' +
    'the whole workspace is looked at. Use it before saying that something does not exist.',
  input: {
    paths: z.array(z.string()).max(128).default([]).describe('Files, relative to the root or absolute.'),
    scopes: z.array(z.string()).max(32).default([]).describe('Folders; "." is the whole workspace.'),
    include_indexed: z.boolean().default(false).describe('Lists wholly indexed files of the scopes too.'),
    scope_limit: z.number().int().min(1).max(1000).default(200).describe('Files listed per page.'),
    scope_offset: z
      .number()
      .int()
      .min(0)
      .default(0)
      .describe('Skip the first files; cursor does it for you.'),
  },
  output: z.object({
    indexed: z.number(),
    partial: z.number(),
    skipped: z.number(),
    unknown: z.number(),
    offset: z.number(),
    total: z.number().describe('Files to be listed.'),
    files: z.array(rowSchema),
  }),
  readOnly: true,
  profile: 'full',
  rows: 'files',
  async run({ paths, scopes, include_indexed, scope_limit, scope_offset }, call) {
    const { root } = call.workspace;
    const isAll = paths.length === 0 && scopes.length === 0;
    const offset = Math.max(scope_offset, call.offset);
    const { counts, total, rows } = await call.queries.checkCoverage({
      paths: paths.map((path) => toRelative(path, root)),
      scopes: isAll ? [''] : scopes.map((scope) => toRelative(scope, root)),
      withIndexed: include_indexed,
      limit: scope_limit,
      offset,
    });
    const dirty = new Set(call.freshness().dirtyFiles);
    const files = rows.map(({ file, status, reason }) => ({
      file,
      status,
      reason: status === 'unknown' ? explainUnknown(call, file) : reason,
      changed: dirty.has(file),
    }));
    return { ...counts, offset, total, files };
  },
  render({ indexed, partial, skipped, unknown, files }) {
    const head =
      `${count(indexed + partial + skipped + unknown, 'file')}: ${indexed} wholly indexed, ${partial} partly, ` +
      `${skipped} skipped, ${unknown} unknown`;
    const lines = files.map(
      ({ file, status, reason, changed }) =>
        `  ${status} ${file}${reason ? `: ${reason}` : ''}${changed ? ' (changed since indexed)' : ''}`,
    );
    const none =
      indexed + partial + skipped + unknown === 0
        ? ['The index knows no file there: scopes are folders below the root, no globs.']
        : [];
    return [head, ...none, ...lines].join('\n');
  },
});

/** As the index writes paths; '' for the root. What lies elsewhere stays as it is and is unknown to the index. */
function toRelative(path: string, root: string): string {
  const given = path.replaceAll('\\', '/');
  const isBelow = given === root || given.startsWith(`${root}/`);
  if (given.startsWith('/') && !isBelow) return given;
  return (isBelow ? given.slice(root.length) : given)
    .split('/')
    .filter((part) => part !== '.' && part !== '')
    .join('/');
}

function explainUnknown(call: ToolCall, file: string): string {
  try {
    call.readText(file);
    return 'it is there and not in the index: ignored, of no indexed language, or newer than the index';
  } catch (error) {
    if (error instanceof CodedError) return error.message;
    throw error;
  }
}
