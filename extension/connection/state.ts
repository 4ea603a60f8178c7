// What a window knows of the server of one folder. Pure words; the connection fills them, status and views read them.
import type { ServerStatus } from '../../server/protocol/status.ts';
import { t } from '../../server/protocol/l10n.ts';

/** Why no server is wanted for a folder. */
export type OffReason = 'untrusted' | 'stopped' | 'closed' | 'virtual';

/** How a window stands to the server of one folder. */
export type ConnectionState =
  | { readonly kind: 'off'; readonly why: OffReason }
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'connected'; readonly status: ServerStatus }
  /** `retries` tells whether the window tries again by itself. */
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly message: string;
      readonly retries: boolean;
    };

/** One folder and what is known of its server. */
export interface FolderState {
  readonly name: string;
  readonly state: ConnectionState;
}

/** One word for a state, the one that `when` clauses and the status bar go by. */
export type StateWord = 'off' | 'connecting' | 'ready' | 'indexing' | 'stale' | 'empty' | 'error';

/** The one word for a state. */
export function describeState(state: ConnectionState): StateWord {
  if (state.kind === 'off') return 'off';
  if (state.kind === 'connecting') return 'connecting';
  if (state.kind === 'failed') return 'error';
  const { status } = state;
  if (status.freshness.indexing) return 'indexing';
  if (status.problem || status.state === 'failed') return 'error';
  if (status.state === 'starting' || status.state === 'draining') return 'connecting';
  if (status.freshness.stale) return 'stale';
  return status.summary?.nothing ? 'empty' : 'ready';
}

/**
 * Tells two states of an index apart: an edit in place makes no generation, but has a run of its own, with the time that it
 * took; and while the index is behind an edit, which files it is behind of.
 */
export function describeIndexState(status: ServerStatus | undefined): string {
  if (!status) return '';
  const { epoch, freshness, summary } = status;
  return `${epoch} ${freshness.generation} ${summary?.indexedAtMs} ${summary?.wallMs} ${freshness.dirtyFiles.join()}`;
}

const OFF_REASONS: Readonly<Record<OffReason, string>> = {
  untrusted: t('This workspace is not trusted, so nothing is started for it. Trust it to index it.'),
  stopped: t('The server was stopped. Run "Restart Server" to start it again.'),
  closed: t('This folder is not open any more.'),
  virtual: t(
    'The files of this folder are on no disk of this machine, so they are not indexed. Clone it, or open it in a remote window.',
  ),
};

/** Why there is no server, and what to do about it, in a sentence each. */
export function describeOff(why: OffReason): string {
  return OFF_REASONS[why];
}
