// References and implementations for languages that no other extension serves.
import * as vscode from 'vscode';
import { NAMING_KINDS, type EdgeKind } from '../../server/protocol/graph.ts';
import type { Folders } from '../folders.ts';
import { findCallsOf } from '../queries.ts';
import type { FoundSymbol } from '../queries.ts';
import { locate, toLocation, toUri } from './located.ts';
import type { Located } from './located.ts';
import { questionAt } from './otherProviders.ts';
import type { OtherProviders } from './otherProviders.ts';
import { findRanges } from './siteRanges.ts';
import { findAtPosition } from './symbolsAt.ts';

/** Edges from what stands for another to what it stands for. */
const IMPLEMENTING = ['IMPLEMENTS', 'INHERITS', 'OVERRIDES'] as const satisfies readonly EdgeKind[];

/** Every place where the symbol at a position is named. */
export class References implements vscode.ReferenceProvider {
  readonly #folders: Folders;
  readonly #others: OtherProviders;

  constructor(folders: Folders, others: OtherProviders) {
    this.#folders = folders;
    this.#others = others;
  }

  async provideReferences(
    document: vscode.TextDocument,
    position: vscode.Position,
    { includeDeclaration }: vscode.ReferenceContext,
  ): Promise<vscode.Location[] | undefined> {
    const asked = { command: 'vscode.executeReferenceProvider', document, position };
    const found = await findUnserved(this.#folders, this.#others, asked);
    if (!found) return undefined;
    const { located, symbols } = found;
    const uses = await Promise.all(symbols.map((symbol) => findUses(located, symbol)));
    const declared = includeDeclaration ? symbols.map((symbol) => toLocation(located.served, symbol)) : [];
    return [...declared, ...uses.flat()];
  }
}

/** What implements, extends or overrides the symbol at a position. */
export class Implementations implements vscode.ImplementationProvider {
  readonly #folders: Folders;
  readonly #others: OtherProviders;

  constructor(folders: Folders, others: OtherProviders) {
    this.#folders = folders;
    this.#others = others;
  }

  async provideImplementation(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Location[] | undefined> {
    const asked = { command: 'vscode.executeImplementationProvider', document, position };
    const unserved = await findUnserved(this.#folders, this.#others, asked);
    if (!unserved) return undefined;
    const { served } = unserved.located;
    const found = await Promise.all(
      unserved.symbols.map((symbol) =>
        findCallsOf(served.connection, symbol, 'inbound', { edges: IMPLEMENTING }),
      ),
    );
    return found.flatMap(({ rows }) =>
      rows.filter(({ external }) => !external).map((row) => toLocation(served, row)),
    );
  }
}

interface Question {
  readonly command: string;
  readonly document: vscode.TextDocument;
  readonly position: vscode.Position;
}

/** The symbols at the position that is asked about; undefined where it is in no folder, and where others answer. */
async function findUnserved(
  folders: Folders,
  others: OtherProviders,
  asked: Question,
): Promise<{ located: Located; symbols: readonly FoundSymbol[] } | undefined> {
  const located = locate(folders, asked.document);
  if (!located || (await isServed(others, asked))) return undefined;
  return { located, symbols: await findAtPosition(located, asked.document, asked.position) };
}

/** Also true for the question that is put to the others: whoever asks wants to know of them alone. */
async function isServed(others: OtherProviders, { command, document, position }: Question): Promise<boolean> {
  const { uri, languageId } = document;
  const question = questionAt(command, uri, position);
  if (others.isAsking(question)) return true;
  return others.serve(`${command} ${languageId}`, question, async () => {
    const answer = await vscode.commands.executeCommand<readonly unknown[]>(command, uri, position);
    return answer.length > 0;
  });
}

async function findUses({ served }: Located, symbol: FoundSymbol): Promise<vscode.Location[]> {
  const { rows } = await findCallsOf(served.connection, symbol, 'inbound', { edges: NAMING_KINDS });
  const found = await Promise.all(
    rows.map(async ({ site_file, site_lines }) => {
      const uri = toUri(served, site_file);
      const ranges = await findRanges(uri, site_lines, symbol.name);
      return ranges.map((range) => new vscode.Location(uri, range));
    }),
  );
  return found.flat();
}
