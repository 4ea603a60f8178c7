// A language server as a source of truth: started over stdio, asked where names are defined, ended. Speaks the parts of
// the Language Server Protocol 3.17 that this needs; knows no language.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { pathToFileURL } from 'node:url';

/** 0-based line and UTF-16 column. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Where a definition's name stands. */
export interface Definition extends Position {
  readonly uri: string;
}

interface Location {
  readonly uri: string;
  readonly range: { readonly start: Position };
}

interface LocationLink {
  readonly targetUri: string;
  readonly targetSelectionRange: { readonly start: Position };
}

/** How a server is started. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Absolute folder of the workspace. */
  readonly root: string;
  /** Section → what the server is told when it asks for the configuration of it. */
  readonly configuration: Readonly<Record<string, unknown>>;
  /** What the server is told at once, with a folder of its own for what it keeps. */
  readonly initialization?: (temporary: string) => unknown;
  /** The notification by which it tells that it has read the workspace. */
  readonly readyNotification?: string;
}

/** A running language server; `using` ends it. */
export class LanguageServer implements Disposable {
  readonly #process: ChildProcess;
  readonly #temporary: string;
  readonly #connection: MessageConnection;

  private constructor(child: ChildProcess, connection: MessageConnection, temporary: string) {
    this.#process = child;
    this.#temporary = temporary;
    this.#connection = connection;
  }

  /** Starts a server and shakes hands. */
  static async start(server: ServerCommand): Promise<LanguageServer> {
    const { command, args, root, configuration, initialization, readyNotification } = server;
    // Servers that are ended leave their temporary files behind.
    const temporary = mkdtempSync(join(tmpdir(), 'language-server-'));
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, TMPDIR: temporary, TEMP: temporary },
    });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.onRequest('workspace/configuration', ({ items }: { items: readonly { section?: string }[] }) =>
      items.map(({ section = '' }) => configuration[section] ?? {}),
    );
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('window/workDoneProgress/create', () => null);
    const ready =
      readyNotification === undefined
        ? Promise.resolve()
        : new Promise<void>((resolve) => void connection.onNotification(readyNotification, () => resolve()));
    connection.listen();
    const uri = pathToFileURL(root).href;
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'truth' }],
      initializationOptions: initialization?.(temporary),
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
        textDocument: { definition: { linkSupport: true } },
      },
    });
    await connection.sendNotification('initialized', {});
    await ready;
    return new LanguageServer(child, connection, temporary);
  }

  /** The definitions of what stands at each of `positions` in one file, in their order. */
  async findDefinitions(
    file: string,
    languageId: string,
    text: string,
    positions: readonly Position[],
  ): Promise<Definition[][]> {
    await this.open(file, languageId, text);
    try {
      return await Promise.all(positions.map((position) => this.findDefinitionsInOpen(file, position)));
    } finally {
      await this.close(file);
    }
  }

  /** Tells the text of a file; what is on the disk does not count until it is closed. */
  async open(file: string, languageId: string, text: string): Promise<void> {
    const uri = pathToFileURL(file).href;
    await this.#connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  async close(file: string): Promise<void> {
    await this.#connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: pathToFileURL(file).href },
    });
  }

  /** The definitions of what stands at a place of a file that is open. */
  async findDefinitionsInOpen(file: string, position: Position): Promise<Definition[]> {
    const answer = await this.#connection.sendRequest('textDocument/definition', {
      textDocument: { uri: pathToFileURL(file).href },
      position,
    });
    return toDefinitions(answer as Location | readonly (Location | LocationLink)[] | null);
  }

  /** Where the server would write another name for what stands at `position`; undefined when it refuses. */
  async findRenameSites(
    file: string,
    languageId: string,
    text: string,
    position: Position,
  ): Promise<Definition[] | undefined> {
    await this.open(file, languageId, text);
    try {
      const answer = await this.#connection.sendRequest('textDocument/rename', {
        textDocument: { uri: pathToFileURL(file).href },
        position,
        newName: 'renamed_by_test',
      });
      return toSites(answer as WorkspaceEdit | null);
    } catch {
      return undefined;
    } finally {
      await this.close(file);
    }
  }

  [Symbol.dispose](): void {
    this.#connection.dispose();
    this.#process.kill('SIGKILL');
    rmSync(this.#temporary, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

interface TextEdit {
  readonly range: { readonly start: Position };
}

interface WorkspaceEdit {
  readonly changes?: Readonly<Record<string, readonly TextEdit[]>>;
  readonly documentChanges?: readonly {
    readonly textDocument: { readonly uri: string };
    readonly edits: readonly TextEdit[];
  }[];
}

function toSites(answer: WorkspaceEdit | null): Definition[] | undefined {
  if (answer === null) return undefined;
  const files = [
    ...Object.entries(answer.changes ?? {}),
    ...(answer.documentChanges ?? []).map(({ textDocument, edits }) => [textDocument.uri, edits] as const),
  ];
  return files.flatMap(([uri, edits]) => edits.map(({ range }) => ({ uri, ...range.start })));
}

function toDefinitions(answer: Location | readonly (Location | LocationLink)[] | null): Definition[] {
  const list = answer === null ? [] : 'uri' in answer ? [answer] : answer;
  return list.map((one) => {
    const { line, character } = 'uri' in one ? one.range.start : one.targetSelectionRange.start;
    return { uri: 'uri' in one ? one.uri : one.targetUri, line, character };
  });
}
