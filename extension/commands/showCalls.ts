import { noteDone } from '../done.ts';
import type { CallDirection, FoundSymbol } from '../queries.ts';
import type { Services } from '../services.ts';
import { findAskedSymbol } from './askedSymbol.ts';
import type { Command } from './command.ts';

/** Shows who calls the symbol at the cursor, or at the place that a lens stands for. */
export const showCallers: Command = {
  id: 'codebaseMemory.showCallers',
  run: (services, place) => showCalls(services, 'inbound', place),
};

/** Shows what the symbol at the cursor calls. */
export const showCallees: Command = {
  id: 'codebaseMemory.showCallees',
  run: (services) => showCalls(services, 'outbound'),
};

/** Turns the tree of calls round: callers become callees. */
export const turnCalls: Command = {
  id: 'codebaseMemory.turnCalls',
  run: ({ calls }) => calls.turn(),
};

async function showCalls(
  { folders, calls }: Services,
  direction: CallDirection,
  given?: unknown,
): Promise<FoundSymbol | undefined> {
  const found = await findAskedSymbol(folders, given);
  if (!found) return undefined;
  const { served, symbol, asked } = found;
  await calls.show(served, symbol, direction, asked);
  await noteDone('tracedCalls');
  return symbol;
}
