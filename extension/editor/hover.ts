// A line in the hover of a name: who calls it, which tests reach it, where a call may dispatch.
import * as vscode from 'vscode';
import type { Folders } from '../folders.ts';
import { locate } from './located.ts';
import { findAtPosition } from './symbolsAt.ts';
import { formatHover } from './usesText.ts';

/** The provider for VS Code, which shows its line below those of others. */
export class Hover implements vscode.HoverProvider {
  readonly #folders: Folders;

  constructor(folders: Folders) {
    this.#folders = folders;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const located = locate(this.#folders, document);
    if (!located) return undefined;
    const [symbol, ...others] = await findAtPosition(located, document, position);
    // Of several that may be meant none is told.
    if (!symbol || others.length > 0) return undefined;
    const { file, line, qualified_name } = symbol;
    const counted = await located.served.connection.requestIfOn('editor/uses', { file, lines: [line] });
    const uses = counted.find((one) => one.qualified_name === qualified_name);
    if (!uses) return undefined;
    const text = new vscode.MarkdownString(`$(references) ${formatHover(uses)}`, true);
    return new vscode.Hover(text, document.getWordRangeAtPosition(position));
  }
}
