import { z } from 'zod';
import type { DecisionRecord, DecisionText } from '../../discover/decisionRecords.ts';
import { findTitle, listHeadings } from '../../discover/decisionText.ts';
import { EditorHolds, MissingSubject } from '../errors.ts';
import { defineTool, UNLISTED, type ToolCall } from '../tool.ts';
import { count } from '../answers/text.ts';

const MAX_CONTENT = 200_000;
/** Characters of a token, on the cheap side: a text that is cut says so. */
const CHARACTERS_PER_TOKEN = 3;

const recordSchema = z.object({ id: z.string(), path: z.string(), title: z.string(), status: z.string() });

export const manageAdr = defineTool({
  name: 'manage_adr',
  title: 'Architecture decision records',
  description:
    'Reads and writes the decision records of the workspace (Markdown in docs/adr or where they are kept): get one, list, ' +
    'sections (headings), create, update (replaces the text), supersede. update and supersede take the hash that get gave, and ' +
    'write nothing when the file has changed since.',
  input: {
    mode: z.enum(['get', 'list', 'sections', 'create', 'update', 'store', 'supersede']).default('get'),
    id: z.string().optional().describe('Number, file or title; not needed while there is one record.'),
    title: z.string().max(200).optional().describe('For create; else the first heading of content.'),
    content: z.string().max(MAX_CONTENT).optional().describe('Markdown, for create and update.'),
    status: z.string().max(100).default('Accepted').describe('For create.'),
    hash: z.string().optional().describe('From get.'),
    superseded_by: z.string().optional().describe('The record that takes its place.'),
    sections: z.array(z.string()).optional().meta(UNLISTED).describe('Ignored.'),
  },
  output: z.object({
    folder: z.string(),
    did: z.enum(['listed', 'read', 'told', 'created', 'updated', 'superseded']),
    records: z.array(recordSchema),
    record: recordSchema.extend({ hash: z.string() }).optional(),
    content: z.string().optional(),
    cut: z.boolean().optional().describe('The content goes on.'),
    headings: z.array(z.object({ level: z.number(), text: z.string(), line: z.number() })).optional(),
  }),
  readOnly: false,
  isIdempotent: false,
  profile: 'full',
  answersWithoutIndex: true,
  run(args, call) {
    return Promise.resolve(answer(args, call));
  },
  files: ({ record }) => (record ? [record.path] : []),
  render({ folder, did, records, record, content, cut, headings }) {
    if (!record) {
      if (records.length === 0)
        return `No decision record yet; ${folder} would hold them. mode "create" with title and content writes the first.`;
      const lines = records.map(
        ({ id, title, status, path }) => `${id} ${title}${status ? ` (${status})` : ''} ${path}`,
      );
      return [`${count(records.length, 'decision record')} in ${folder}`, ...lines].join('\n');
    }
    const head = `${did === 'read' || did === 'told' ? '' : `${did}: `}${record.path} hash ${record.hash}`;
    if (headings) {
      const lines = headings.map(({ level, text, line }) => `${'#'.repeat(level)} ${text} :${line}`);
      return [head, ...lines].join('\n');
    }
    if (content === undefined) return `${head}\n${record.title}${record.status ? ` (${record.status})` : ''}`;
    return [head, content.trimEnd(), cut ? '[cut: ask with more max_tokens]' : ''].filter(Boolean).join('\n');
  },
});

interface Arguments {
  readonly mode: 'get' | 'list' | 'sections' | 'create' | 'update' | 'store' | 'supersede';
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly content?: string | undefined;
  readonly status: string;
  readonly hash?: string | undefined;
  readonly superseded_by?: string | undefined;
}

function answer(args: Arguments, call: ToolCall) {
  const { decisions } = call;
  const records = decisions.list();
  const folder = decisions.folder();
  const base = { folder, records };
  const tell = (did: 'created' | 'updated' | 'superseded', record: DecisionText) => ({
    ...base,
    did,
    record: withoutText(record),
  });
  switch (args.mode) {
    case 'create':
      return tell('created', create(args, call));
    case 'update':
    case 'store': {
      // As the tool of this name elsewhere does: the first text that is stored makes the record.
      if (records.length === 0) return tell('created', create(args, call));
      const id = chooseRecord(args.id, records);
      const content = demand(args.content, 'content, the whole new text');
      return tell('updated', decisions.update(refuseUnsaved(id, call), content, demandHash(args.hash)));
    }
    case 'supersede': {
      const id = chooseRecord(args.id, records);
      const hash = demandHash(args.hash);
      return tell('superseded', decisions.supersede(refuseUnsaved(id, call), args.superseded_by, hash));
    }
    case 'list':
      return { ...base, did: 'listed' as const };
    default: {
      if (args.id === undefined && records.length !== 1) return { ...base, did: 'listed' as const };
      const record = decisions.get(chooseRecord(args.id, records));
      const told = { ...base, record: withoutText(record) };
      if (args.mode === 'sections')
        return { ...told, did: 'told' as const, headings: listHeadings(record.text) };
      const most = call.maxTokens * CHARACTERS_PER_TOKEN;
      const isCut = record.text.length > most;
      return { ...told, did: 'read' as const, content: record.text.slice(0, most), cut: isCut };
    }
  }
}

function create({ content, title, status }: Arguments, call: ToolCall): DecisionText {
  const text = demand(content, 'content, the text in Markdown');
  const name = title ?? findTitle(text);
  return call.decisions.create(demand(name, 'title, or a content that begins with a heading'), text, status);
}

/** The only record there is, unless one is named. */
function chooseRecord(id: string | undefined, records: readonly DecisionRecord[]): string {
  if (id !== undefined) return id;
  if (records.length === 1) return records[0]!.path;
  const known = records.map((record) => `${record.id} ${record.title}`);
  throw MissingSubject('manage_adr', `id, one of: ${known.slice(0, 20).join('; ')}`);
}

function demand(value: string | undefined, what: string): string {
  if (value === undefined || value.trim() === '') throw MissingSubject('manage_adr', what);
  return value;
}

function demandHash(hash: string | undefined): string {
  return demand(hash, 'hash, as mode "get" tells it: what has changed since is not written over');
}

/** What an editor shows unsaved would be lost, or would win in the end. */
function refuseUnsaved(id: string, call: ToolCall): string {
  const { path } = call.decisions.get(id);
  const { overlaid, pending } = call.unsaved();
  if (overlaid.includes(path) || pending.includes(path)) throw EditorHolds(path);
  return path;
}

function withoutText({ id, path, title, status, hash }: DecisionText) {
  return { id, path, title, status, hash };
}
