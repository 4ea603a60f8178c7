// A real language server over its own protocol, asked about calls the way a window asks the ones that run in it.
import { readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CalledPlaces } from '../extension/confirm/calledPlaces.ts';
import { findCallColumns } from '../server/protocol/callColumns.ts';
import type { AnsweredSite, DefinedPlace, SitesToConfirm } from '../server/protocol/rpc.ts';
import { LanguageServer } from './accuracy/languageServer.ts';
import type { Definition } from './accuracy/languageServer.ts';
import { installTool } from './accuracy/tools.ts';

/** How each of them is started on a folder. */
const SERVERS = {
  pyright: async (folder: string) => {
    const tool = await installTool('pyright', '1.1.414');
    return LanguageServer.start({
      command: process.execPath,
      args: ['--max-old-space-size=3072', join(tool, 'langserver.index.js'), '--stdio'],
      root: folder,
      configuration: { 'python.analysis': { diagnosticMode: 'openFilesOnly', indexing: false } },
    });
  },
  typescript: async (folder: string) => {
    const tool = await installTool('typescript-language-server', '6.0.2');
    const typescript = await installTool('typescript', '5.9.3');
    return LanguageServer.start({
      command: process.execPath,
      args: [join(tool, 'lib', 'cli.mjs'), '--stdio'],
      root: folder,
      configuration: {},
      initialization: () => ({ tsserver: { path: join(typescript, 'lib') } }),
    });
  },
};

export type ServerName = keyof typeof SERVERS;

/** Ends it when it is disposed. */
export class AskedServer implements Disposable {
  readonly #folder: string;
  readonly #server: LanguageServer;
  readonly #called: CalledPlaces;
  /** What it took to answer. */
  askedMs = 0;

  private constructor(folder: string, server: LanguageServer) {
    this.#folder = folder;
    this.#server = server;
    this.#called = new CalledPlaces({
      findDefinitions: async (file, positions) => {
        const began = performance.now();
        const text = readFileSync(join(folder, file), 'utf8');
        const found = await server.findDefinitions(join(folder, file), languageOf(file), text, positions);
        this.askedMs += performance.now() - began;
        return found.map((places) => places.map((place) => toPlace(folder, place)));
      },
      readRow: async (file, line) => this.#readRows(file)[line - 1] ?? '',
    });
  }

  static async start(name: ServerName, folder: string): Promise<AskedServer> {
    return new AskedServer(folder, await SERVERS[name](folder));
  }

  /** What it says of sites of a file. */
  async ask({ file, sites }: Pick<SitesToConfirm, 'file' | 'sites'>): Promise<AnsweredSite[]> {
    const rows = this.#readRows(file);
    const columns = sites.map(({ line, name }) => findCallColumns((at) => rows[at], line, name));
    const answers = (await this.#called.find(file, columns.flat())) ?? [];
    let at = 0;
    return sites.map(({ caller, offset, name }, index) => {
      const places = columns[index]!.flatMap(() => answers[at++] ?? []);
      return { caller, offset, name, places, isUnwritten: columns[index]!.length === 0 };
    });
  }

  #readRows(file: string): string[] {
    return readFileSync(join(this.#folder, file), 'utf8').split(/\r\n|\r|\n/);
  }

  [Symbol.dispose](): void {
    this.#server[Symbol.dispose]();
  }
}

function languageOf(file: string): string {
  const byMark: Readonly<Record<string, string>> = {
    '.py': 'python',
    '.tsx': 'typescriptreact',
    '.js': 'javascript',
  };
  return byMark[extname(file)] ?? 'typescript';
}

function toPlace(folder: string, { uri, line, character }: Definition): DefinedPlace {
  const path = relative(folder, fileURLToPath(uri)).replaceAll(sep, '/');
  return { file: path.startsWith('..') ? '' : path, line: line + 1, character };
}
