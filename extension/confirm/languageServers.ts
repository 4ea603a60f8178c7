// Puts call sites to the language servers of this window, the way a person asks for the definition of a name. Knows nothing
// of what is made of the answers.
import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import * as vscode from 'vscode';
import type { AnsweredSite, DefinedPlace, SitesToConfirm } from '../../server/protocol/rpc.ts';
import { PREPARE_CALLS } from '../editor/callHierarchy.ts';
import { toIndexPath, toUri } from '../editor/located.ts';
import { questionAt } from '../editor/otherProviders.ts';
import type { OtherProviders } from '../editor/otherProviders.ts';
import type { ServedFolder } from '../folders.ts';
import { findCallColumns } from '../../server/protocol/callColumns.ts';
import { CalledPlaces } from './calledPlaces.ts';

/** A language server that is silent for longer is not waited for. */
const PATIENCE_MS = 10_000;

/** What was said of sites; `isServed` is false when nobody answered to any, or somebody did not answer in time. */
export interface SaidOfSites {
  readonly sites: readonly AnsweredSite[];
  readonly isServed: boolean;
  readonly by: string;
}

/**
 * Asks about the sites one by one until `mayGoOn` says no; the rest is left out. Nothing is asked of a document that shows
 * another text than that of the sites.
 */
export async function askLanguageServers(
  served: ServedFolder,
  others: OtherProviders,
  { file, hash, sites }: SitesToConfirm,
  mayGoOn: () => boolean,
): Promise<SaidOfSites> {
  const nothing = { sites: [], isServed: true, by: '' };
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(toUri(served, file));
  } catch {
    // It was deleted, or VS Code takes it for binary.
    return nothing;
  }
  if (createHash('sha1').update(document.getText()).digest('hex') !== hash) return nothing;
  const called = new CalledPlaces({
    async findDefinitions(at, positions) {
      const answers = [];
      for (const { line, character } of positions) {
        const answer = await findDefinitions(toUri(served, at), new vscode.Position(line, character));
        if (!answer) return undefined;
        answers.push(answer.map((definition) => toPlace(served, definition)));
      }
      return answers;
    },
    async findCalled(at, { line, character }) {
      const uri = toUri(served, at);
      const items = await findCalled(others, uri, new vscode.Position(line, character));
      return items?.map((item) => toPlace(served, item));
    },
    readRow: (at, line) => readRow(toUri(served, at), line),
  });
  const said: AnsweredSite[] = [];
  let isServed = false;
  for (const { caller, offset, name, line } of sites) {
    if (!mayGoOn()) break;
    const rowAt = (at: number) => (at < document.lineCount ? document.lineAt(at).text : undefined);
    const columns = findCallColumns(rowAt, line, name);
    const answers = await called.find(file, columns);
    if (!answers) return { ...nothing, isServed: false };
    const places = answers.flat();
    isServed ||= places.length > 0;
    said.push({ caller, offset, name, places, isUnwritten: columns.length === 0 });
  }
  return { sites: said, isServed: isServed || said.length === 0, by: describeProviders(document.languageId) };
}

/** The part of a file's name by which languages are told apart here. */
export function languageMark(file: string): string {
  return extname(file);
}

/** What stands for a place in an answer of VS Code. */
type Answered = vscode.Location | vscode.LocationLink | vscode.CallHierarchyItem;

function findDefinitions(
  uri: vscode.Uri,
  position: vscode.Position,
): Promise<readonly Answered[] | undefined> {
  return inTime(() => vscode.commands.executeCommand('vscode.executeDefinitionProvider', uri, position));
}

/** Of all but this extension, which would say what the index says. */
function findCalled(
  others: OtherProviders,
  uri: vscode.Uri,
  position: vscode.Position,
): Promise<readonly Answered[] | undefined> {
  const question = questionAt(PREPARE_CALLS, uri, position);
  return inTime(() =>
    others.ask(question, () => vscode.commands.executeCommand(PREPARE_CALLS, uri, position)),
  );
}

/** Undefined when there was no answer in time, or the question failed. */
async function inTime<Answer>(ask: () => Thenable<Answer>): Promise<Answer | undefined> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), PATIENCE_MS);
  try {
    return await Promise.race([ask(), late.promise]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** A row of a file as the window has it, without opening it. */
async function readRow(uri: vscode.Uri, line: number): Promise<string> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return line <= open.lineCount ? open.lineAt(line - 1).text : '';
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return text.split(/\r\n|\r|\n/)[line - 1] ?? '';
  } catch {
    return '';
  }
}

function toPlace(served: ServedFolder, answered: Answered): DefinedPlace {
  const [uri, range] =
    'targetUri' in answered
      ? [answered.targetUri, answered.targetSelectionRange ?? answered.targetRange]
      : [answered.uri, 'selectionRange' in answered ? answered.selectionRange : answered.range];
  const isInside =
    uri.scheme === 'file' &&
    vscode.workspace.getWorkspaceFolder(uri)?.uri.toString() === served.folder.uri.toString();
  const { line, character } = range.start;
  return { file: isInside ? toIndexPath(served, uri) : '', line: line + 1, character };
}

/** The running extensions that serve a language, with their versions: VS Code does not say which one answered. */
function describeProviders(languageId: string): string {
  const serving = vscode.extensions.all.filter(({ isActive, packageJSON }) => {
    const { activationEvents = [], contributes } = packageJSON as {
      activationEvents?: readonly string[];
      contributes?: { mcpServerDefinitionProviders?: unknown };
    };
    return (
      isActive &&
      !contributes?.mcpServerDefinitionProviders &&
      activationEvents.includes(`onLanguage:${languageId}`)
    );
  });
  const names = serving.map(({ id, packageJSON }) => {
    const { name, version } = packageJSON as { name?: string; version?: string };
    return `${name ?? id} ${version ?? ''}`.trim();
  });
  return names.length > 0 ? names.join(', ') : `a language server for ${languageId}`;
}
