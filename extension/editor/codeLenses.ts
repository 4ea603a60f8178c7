// A lens above each definition: its callers and tests. Definitions are asked for when VS Code asks for lenses, their
// users when a lens comes into sight, those of one moment in one question. What was counted is kept until the index changes.
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { FileOutline, OutlinedSymbol, SymbolUses } from '../../server/protocol/rpc.ts';
import { describeIndexState } from '../connection/state.ts';
import type { Folders, ServedFolder } from '../folders.ts';
import { locate } from './located.ts';
import type { Located } from './located.ts';
import { formatLens } from './usesText.ts';

/** Lenses that come into sight together are asked for together. */
const COLLECT_MS = 10;
/**
 * After the last edit. Who types reads no lenses, and VS Code asks for all of a file again with every pause between two keys;
 * those of before move with the text.
 */
const STILL_MS = 600;
/** An edit is in the index sooner; until then the lenses of before stay where they are. */
const CATCH_UP_MS = 3000;
const SHOW_CALLERS = 'codebaseMemory.showCallers';

class UseLens extends vscode.CodeLens {
  readonly located: Located;
  readonly symbol: OutlinedSymbol;
  readonly uri: vscode.Uri;

  constructor(located: Located, uri: vscode.Uri, symbol: OutlinedSymbol) {
    const line = symbol.line - 1;
    super(new vscode.Range(line, 0, line, 0));
    this.located = located;
    this.uri = uri;
    this.symbol = symbol;
  }
}

/** Users of definitions by place, as one state of the index has them. */
interface Counted {
  readonly state: string;
  readonly uses: Map<string, SymbolUses>;
}

/** Lines of one file that wait to be asked for. */
interface Batch {
  readonly lines: Set<number>;
  readonly answer: Promise<readonly SymbolUses[]>;
}

/** The provider for VS Code; it asks for all lenses again when the index of a folder has changed. */
export class CodeLenses implements vscode.CodeLensProvider<UseLens>, vscode.Disposable {
  readonly #folders: Folders;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  /** When a document was edited last, by its address. */
  readonly #edited = new Map<string, number>();
  readonly #counted = new WeakMap<ServedFolder, Counted>();
  readonly #batches = new Map<string, Batch>();
  readonly #states = new WeakMap<ServedFolder, string>();
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(folders: Folders) {
    this.#folders = folders;
    this.#subscription = vscode.Disposable.from(
      folders.onDidChange((served) => {
        if (!served) return this.#changed.fire();
        const state = describeIndexState(served.connection.status);
        if (this.#states.get(served) === state) return;
        this.#states.set(served, state);
        this.#changed.fire();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#edited.set(document.uri.toString(), Date.now());
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#edited.delete(uri.toString())),
    );
  }

  async provideCodeLenses(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<UseLens[]> {
    const located = locate(this.#folders, document);
    if (!located || !(await this.#waitUntilStill(document, token))) return [];
    const outline = await this.#loadOutline(located, document, token);
    const { uses } = this.#countedOf(located.served);
    const lines = new Set<number>();
    return outline.symbols.flatMap((symbol) => {
      if (lines.has(symbol.line)) return [];
      lines.add(symbol.line);
      const lens = new UseLens(located, document.uri, symbol);
      const known = uses.get(keyOf(located.file, symbol));
      if (known) lens.command = makeCommand(lens, known);
      return [lens];
    });
  }

  async resolveCodeLens(lens: UseLens): Promise<UseLens> {
    const { located, symbol } = lens;
    const counted = this.#countedOf(located.served);
    const answer = await this.#ask(located, symbol.line);
    for (const uses of answer) counted.uses.set(keyOf(located.file, uses), uses);
    const own = answer.find(({ line, name }) => line === symbol.line && name === symbol.name);
    if (own) lens.command = makeCommand(lens, own);
    return lens;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  /** Resolves with true once nobody types in the document, and with false when nobody waits for that any more. */
  async #waitUntilStill({ uri }: vscode.TextDocument, token: vscode.CancellationToken): Promise<boolean> {
    for (;;) {
      if (token.isCancellationRequested) return false;
      const leftMs = (this.#edited.get(uri.toString()) ?? 0) + STILL_MS - Date.now();
      if (leftMs <= 0) return true;
      await waitFor(leftMs, token);
    }
  }

  /** What the file defines in the text of the document. An edit that the index does not have yet is waited for. */
  async #loadOutline(
    { served, file }: Located,
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<FileOutline> {
    const deadline = Date.now() + CATCH_UP_MS;
    for (;;) {
      const outline = await served.connection.requestIfOn('editor/outline', { file });
      const isOfText = !document.isDirty || outline.hash === hashOf(document);
      const isEnough = isOfText || outline.hash === '' || token.isCancellationRequested;
      if (isEnough || !(await this.#waitForChange(served, token, deadline))) return outline;
    }
  }

  /** Resolves with true when the index has changed, with false at the deadline or when nobody waits any more. */
  async #waitForChange(
    served: ServedFolder,
    token: vscode.CancellationToken,
    deadline: number,
  ): Promise<boolean> {
    const state = describeIndexState(served.connection.status);
    const waiting = Promise.withResolvers<boolean>();
    const end = (hasChanged: boolean) => waiting.resolve(hasChanged);
    const timer = setTimeout(() => end(false), Math.max(0, deadline - Date.now()));
    const ends = [
      token.onCancellationRequested(() => end(false)),
      this.#folders.onDidChange(() => {
        if (describeIndexState(served.connection.status) !== state) end(true);
      }),
    ];
    try {
      return await waiting.promise;
    } finally {
      clearTimeout(timer);
      for (const one of ends) one.dispose();
    }
  }

  #countedOf(served: ServedFolder): Counted {
    const state = describeIndexState(served.connection.status);
    let counted = this.#counted.get(served);
    if (counted?.state !== state) this.#counted.set(served, (counted = { state, uses: new Map() }));
    return counted;
  }

  #ask({ served, file }: Located, line: number): Promise<readonly SymbolUses[]> {
    const key = `${served.folder.uri.toString()} ${file}`;
    let batch = this.#batches.get(key);
    if (!batch) {
      const lines = new Set<number>();
      const answer = new Promise<void>((resolve) => setTimeout(resolve, COLLECT_MS)).then(() => {
        this.#batches.delete(key);
        return served.connection.requestIfOn('editor/uses', { file, lines: [...lines] });
      });
      this.#batches.set(key, (batch = { lines, answer }));
    }
    batch.lines.add(line);
    return batch.answer;
  }
}

/** Resolves after so long, and at once when the token is cancelled. */
async function waitFor(ms: number, token: vscode.CancellationToken): Promise<void> {
  const waiting = Promise.withResolvers<void>();
  const timer = setTimeout(waiting.resolve, ms);
  const cancelled = token.onCancellationRequested(() => waiting.resolve());
  await waiting.promise;
  clearTimeout(timer);
  cancelled.dispose();
}

function makeCommand({ uri, symbol }: UseLens, uses: SymbolUses): vscode.Command {
  const { line, name } = symbol;
  return { title: formatLens(uses), command: SHOW_CALLERS, arguments: [{ uri, line, word: name }] };
}

function keyOf(file: string, { line, name }: OutlinedSymbol): string {
  return `${file}:${line} ${name}`;
}

/** As the index sums the text of a file. */
function hashOf(document: vscode.TextDocument): string {
  return createHash('sha1').update(document.getText()).digest('hex');
}
