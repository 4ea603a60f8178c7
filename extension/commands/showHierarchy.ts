import { noteDone } from '../done.ts';
import type { FoundSymbol } from '../queries.ts';
import type { Services } from '../services.ts';
import type { HierarchyQuestion } from '../views/callTree.ts';
import { findAskedSymbol } from './askedSymbol.ts';
import type { Command } from './command.ts';

/** Shows who calls the symbol at the cursor, or at the place that a lens stands for. */
export const showCallers: Command = {
  run: (services, place) => showHierarchy(services, { relation: 'calls', direction: 'inbound' }, place),
};

/** Shows what the symbol at the cursor calls. */
export const showCallees: Command = {
  run: (services, place) => showHierarchy(services, { relation: 'calls', direction: 'outbound' }, place),
};

/** Shows the types that extend the one at the cursor, or the methods that override it. */
export const showSubtypes: Command = {
  run: (services, place) => showHierarchy(services, { relation: 'types', direction: 'inbound' }, place),
};

/** Shows the types that the one at the cursor extends, or the methods that it overrides. */
export const showSupertypes: Command = {
  run: (services, place) => showHierarchy(services, { relation: 'types', direction: 'outbound' }, place),
};

/** Turns the hierarchy round: callers become callees, subtypes supertypes. */
export const turnCalls: Command = {
  run: ({ calls }) => calls.turn(),
};

async function showHierarchy(
  { folders, calls }: Services,
  question: HierarchyQuestion,
  given: unknown,
): Promise<FoundSymbol | undefined> {
  const found = await findAskedSymbol(folders, given);
  if (!found) return undefined;
  const { served, symbol, asked } = found;
  await calls.show(served, symbol, question, asked);
  await noteDone('tracedCalls');
  return symbol;
}
