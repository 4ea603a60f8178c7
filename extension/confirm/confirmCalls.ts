// Has the language servers of this window confirm calls of the index: one file at a time. While nobody types this goes on by
// itself, a little of the time, and not at all while the window has other things to do.
import { availableParallelism, loadavg } from 'node:os';
import * as vscode from 'vscode';
import { messageOf } from '../../server/errors.ts';
import type { ConfirmedCounts } from '../../server/protocol/rpc.ts';
import { toIndexPath } from '../editor/located.ts';
import type { OtherProviders } from '../editor/otherProviders.ts';
import type { Folders, ServedFolder } from '../folders.ts';
import { getSetting } from '../settings/windowSettings.ts';
import { askLanguageServers, languageMark } from './languageServers.ts';
import { ASKING_MS, pauseAfter, Unserved } from './pace.ts';

/** After the last edit. */
const STILL_MS = 10_000;
/** What is asked for at once, at most. */
const SITES = 60;
/** When there is nothing to ask. */
const NOTHING_MS = 60_000;
/** A timer that comes so much later says that the window is busy. */
const BUSY_MS = 100;
export const CONFIRM_SETTING = 'editor.confirmCalls';

/** Asks until it is disposed. */
export class ConfirmCalls implements vscode.Disposable {
  readonly #folders: Folders;
  readonly #others: OtherProviders;
  readonly #log: (message: string) => void;
  readonly #subscription: vscode.Disposable;
  readonly #unserved = new Unserved();
  #lastEditMs = Date.now();
  #timer: NodeJS.Timeout | undefined;
  #isDisposed = false;

  constructor(folders: Folders, others: OtherProviders, log: (message: string) => void) {
    this.#folders = folders;
    this.#others = others;
    this.#log = log;
    this.#subscription = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === 'file') this.#lastEditMs = Date.now();
      }),
      folders.onDidChange(() => {
        if (!this.#timer) this.#lookIn(STILL_MS);
      }),
    );
    this.#lookIn(STILL_MS);
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    this.#subscription.dispose();
  }

  get #isStill(): boolean {
    return !this.#isDisposed && Date.now() - this.#lastEditMs >= STILL_MS;
  }

  /** Nothing waits while no folder has a server, as in a window that nobody trusts; a change brings it back. */
  #lookIn(pauseMs: number): void {
    this.#timer = undefined;
    if (this.#isDisposed || !this.#folders.list().some(({ connection }) => connection.live)) return;
    const due = Date.now() + pauseMs;
    this.#timer = setTimeout(() => {
      if (Date.now() - due > BUSY_MS || !this.#isStill) return this.#lookIn(STILL_MS);
      this.#askOnce().then(
        (pause) => this.#lookIn(pause),
        (error: unknown) => {
          this.#log(`calls are not confirmed: ${messageOf(error)}`);
          this.#lookIn(NOTHING_MS);
        },
      );
    }, pauseMs);
    // Nothing that waits here keeps the process.
    this.#timer.unref();
  }

  /** Asks about one file; resolves with the pause that follows. */
  async #askOnce(): Promise<number> {
    for (const served of this.#folders.list()) {
      if (getSetting(CONFIRM_SETTING, served.folder.uri) !== 'true' || !served.connection.live) continue;
      const began = Date.now();
      const mayGoOn = () => this.#isStill && Date.now() - began < ASKING_MS;
      const asked = await confirmNext(served, this.#others, this.#unserved.list(began), mayGoOn);
      if (!asked) continue;
      this.#unserved.note(asked.language, asked.isServed, Date.now());
      this.#log(`${asked.sites} calls were asked about in ${Date.now() - began} ms`);
      // 0 where the system does not tell.
      const [load = 0] = loadavg();
      return pauseAfter(Date.now() - began, load / availableParallelism());
    }
    return NOTHING_MS;
  }
}

/** What came of asking about the calls of one file. */
export interface Asked {
  /** How many sites there is something new of. */
  readonly sites: number;
  readonly counts: ConfirmedCounts;
  /** Nobody answered for this language. */
  readonly isServed: boolean;
  readonly language: string;
}

/** Asks about the calls of one file that matter most and hands on what was said; undefined when none are left. */
export async function confirmNext(
  served: ServedFolder,
  others: OtherProviders,
  without: readonly string[],
  mayGoOn: () => boolean,
): Promise<Asked | undefined> {
  const { connection } = served;
  const asked = await connection.requestIfOn('confirm/next', {
    shown: listShown(served),
    without,
    max: SITES,
  });
  if (!asked) return undefined;
  const { file, hash } = asked;
  const { sites, isServed, by } = await askLanguageServers(served, others, asked, mayGoOn);
  // Where nobody serves a language yet, its calls stay to be asked about.
  const counts =
    isServed && sites.length > 0
      ? await connection.requestIfOn('confirm/answers', { file, hash, by, sites })
      : { confirmed: 0, refuted: 0, added: 0 };
  return { sites: sites.length, counts, isServed, language: languageMark(file) };
}

/** The files of a folder that are in sight. */
function listShown(served: ServedFolder): string[] {
  const isOfFolder = ({ uri }: vscode.TextDocument) =>
    uri.scheme === 'file' && vscode.workspace.getWorkspaceFolder(uri) === served.folder;
  return vscode.window.visibleTextEditors
    .map(({ document }) => document)
    .filter(isOfFolder)
    .map(({ uri }) => toIndexPath(served, uri));
}
