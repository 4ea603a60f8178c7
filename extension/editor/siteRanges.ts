// The columns of sites: the index knows lines. Reads each file once for a list of sites.
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { toRange } from './located.ts';

/** A larger file is not read for the columns of a few lines. */
const MAX_BYTES = 4_000_000;

/** Where `name` stands on lines of a file, from what the window shows of it, else from the disk. */
export async function findRanges(
  uri: vscode.Uri,
  lines: readonly number[],
  name: string,
): Promise<vscode.Range[]> {
  const text = await loadText(uri);
  const rows = text?.split(/\r\n|\r|\n/);
  return lines.map((line) => findName(rows?.[line - 1], line, name) ?? toRange(line));
}

async function loadText(uri: vscode.Uri): Promise<string | undefined> {
  const shown = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (shown) return shown.getText();
  try {
    const bytes = await readFile(uri.fsPath);
    return bytes.byteLength > MAX_BYTES ? undefined : bytes.toString();
  } catch {
    // It was deleted meanwhile: lines are all there is.
    return undefined;
  }
}

function findName(row: string | undefined, line: number, name: string): vscode.Range | undefined {
  if (row === undefined) return undefined;
  for (let at = row.indexOf(name); at >= 0; at = row.indexOf(name, at + 1)) {
    const isWord = !/[\w$]/.test(row[at - 1] ?? ' ') && !/[\w$]/.test(row[at + name.length] ?? ' ');
    if (isWord) return new vscode.Range(line - 1, at, line - 1, at + name.length);
  }
  return undefined;
}
