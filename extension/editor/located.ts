// Where a document stands in the folders of this window, and definitions and sites as VS Code wants them.
import { relative } from 'node:path';
import * as vscode from 'vscode';
import type { NodeKind } from '../../server/protocol/graph.ts';
import type { Folders, ServedFolder } from '../folders.ts';
import type { FoundSymbol } from '../queries.ts';

/** A document of a folder whose server answers, by its path relative to the folder. */
export interface Located {
  readonly served: ServedFolder;
  readonly file: string;
}

/** Undefined for what is in no folder, and while no server is connected: an editor that asks starts none. */
export function locate(folders: Folders, { uri }: vscode.TextDocument): Located | undefined {
  if (uri.scheme !== 'file') return undefined;
  const served = folders.find(uri);
  return served?.connection.live && { served, file: toIndexPath(served, uri) };
}

/** The path of a file as the index of its folder has it. */
export function toIndexPath({ folder }: ServedFolder, uri: vscode.Uri): string {
  return relative(folder.uri.fsPath, uri.fsPath).replaceAll('\\', '/');
}

/** The file of a definition or site. */
export function toUri({ folder }: ServedFolder, file: string): vscode.Uri {
  return vscode.Uri.joinPath(folder.uri, file);
}

/** More columns than a line that people read has; VS Code cuts it to the line. */
const LINE_END = 10_000;

/** The whole of a line that is counted from 1. */
export function toRange(line: number): vscode.Range {
  const at = Math.max(0, line - 1);
  return new vscode.Range(at, 0, at, LINE_END);
}

/** Where a definition stands. */
export function toLocation(served: ServedFolder, { file, line }: FoundSymbol): vscode.Location {
  return new vscode.Location(toUri(served, file), new vscode.Position(Math.max(0, line - 1), 0));
}

const { SymbolKind } = vscode;
const SYMBOL_KINDS: Record<NodeKind, vscode.SymbolKind> = {
  Project: SymbolKind.Package,
  Folder: SymbolKind.Package,
  File: SymbolKind.File,
  Module: SymbolKind.Module,
  Class: SymbolKind.Class,
  Interface: SymbolKind.Interface,
  Enum: SymbolKind.Enum,
  Type: SymbolKind.TypeParameter,
  Function: SymbolKind.Function,
  Method: SymbolKind.Method,
  Field: SymbolKind.Field,
  Variable: SymbolKind.Variable,
  Package: SymbolKind.Package,
  External: SymbolKind.Object,
};

/** The kind of a symbol in VS Code's words. */
export function toSymbolKind(kind: NodeKind): vscode.SymbolKind {
  return SYMBOL_KINDS[kind];
}

/** The qualified name of what a symbol is in; empty at the top. */
export function getContainer({ qualified_name, name }: FoundSymbol): string {
  return qualified_name.endsWith(`.${name}`) ? qualified_name.slice(0, -name.length - 1) : '';
}
