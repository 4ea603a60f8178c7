// Accounts for a name: finds its occurrences in the texts of the index, asks the graph about them, joins the two.

import type { Asked } from '../../queries/asked.ts';
import { unpackOccurrences } from '../../text/packedOccurrences.ts';
import type { ToolCall } from '../tool.ts';
import { account, type Account } from './account.ts';

/** Time for reading texts. What was not read until then is said. */
const READ_BUDGET_MS = 3000;

/** An account with what it does not cover. */
export interface Reconciled extends Account {
  /** Files that were looked at, of all; fewer when the time was up. */
  readonly searched: number;
  readonly searchable: number;
  /** Files of which the text is not the one that the index was made of. */
  readonly changed: readonly string[];
  readonly unreadable: readonly string[];
  /** Files that a build made of others. */
  readonly built: ReadonlySet<string>;
  /** False when the graph knows of more places than are looked at. */
  readonly isComplete: boolean;
}

/** Every occurrence of the name of `asked`; undefined when it has none that can stand in a text. */
export async function reconcile(
  call: ToolCall,
  { name, declared }: Pick<Asked, 'name' | 'declared'>,
): Promise<Reconciled | undefined> {
  if (!/[\p{L}\p{N}_$]/u.test(name)) return undefined;
  const packed = await call.findWord(name, READ_BUDGET_MS);
  const found = unpackOccurrences(packed);
  const own = found.flatMap(({ file, occurrences }) =>
    occurrences
      .filter(({ receiver, place }) => receiver === 'own' && place === 'code')
      .map(({ line }) => ({ file, line })),
  );
  // What a module hands on need not be written in it.
  const from = found.flatMap(({ file, occurrences }) =>
    occurrences
      .filter(({ place, look, throughLine }) => place === 'code' && (look === 'import' || throughLine > 0))
      .map(({ line, throughLine }) => ({ file, line: throughLine || line })),
  );
  const importing = [...new Set(from.map(({ file }) => file))];
  const claims = await call.queries.findClaims({
    name,
    asked: declared,
    files: packed.files,
    importing,
    own,
    from,
  });
  return {
    ...account(name, found, claims),
    searched: packed.searched,
    searchable: packed.total,
    changed: packed.changed,
    unreadable: packed.unreadable,
    built: new Set(claims.built),
    isComplete: claims.isComplete && packed.searched === packed.total && packed.unreadable.length === 0,
  };
}
