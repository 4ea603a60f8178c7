// What one folder of the workspace holds, with how much of it is in the graph: what a tree of files shows when it is opened.

import type { FolderContents, FolderEntry } from '../protocol/rpc.ts';
import type { Generation } from '../store/generation.ts';
import { countSymbols } from './fileSymbols.ts';

/** The character after the slash: it ends what begins with a folder. */
const AFTER_SLASH = '0';
/** After every path. */
const LAST = '\u{10FFFF}';

interface FileRow {
  readonly id: number;
  readonly path: string;
  readonly status: 'indexed' | 'partial' | 'skipped';
  readonly reason: string;
  readonly line: number;
}

/** The folders and files right below a folder, '' for the root, folders first. A folder that was skipped whole is one file. */
export function listFolder(generation: Generation, { folder }: { folder: string }): FolderContents {
  const prefix = folder === '' ? '' : `${folder}/`;
  const rows = generation
    .rows<FileRow>(
      `SELECT id, path, status, reason, gap_line AS line FROM file
        WHERE path >= ? AND path < ? AND deadline() ORDER BY path`,
    )
    .all(prefix, folder === '' ? LAST : `${folder}${AFTER_SLASH}`);
  const symbols = countSymbols(generation);
  const folders = new Map<string, FolderEntry>();
  const files: FolderEntry[] = [];
  for (const { id, path, status, reason, line } of rows) {
    const rest = path.slice(prefix.length);
    const slash = rest.indexOf('/');
    const own = {
      files: 1,
      partial: Number(status === 'partial'),
      skipped: Number(status === 'skipped'),
      symbols: symbols.get(id) ?? 0,
    };
    if (slash < 0 || slash === rest.length - 1) {
      files.push({ ...own, name: slash < 0 ? rest : rest.slice(0, -1), isFolder: false, reason, line });
      continue;
    }
    const name = rest.slice(0, slash);
    const { files: known = 0, partial = 0, skipped = 0, symbols: had = 0 } = folders.get(name) ?? {};
    folders.set(name, {
      name,
      isFolder: true,
      reason: '',
      line: 0,
      files: known + 1,
      partial: partial + own.partial,
      skipped: skipped + own.skipped,
      symbols: had + own.symbols,
    });
  }
  return { entries: [...folders.values(), ...files] };
}
