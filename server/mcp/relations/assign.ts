// Which of the places on a line a claim of the graph means. The graph knows lines, the text knows columns: where a line
// holds the name several times, looks (call, value, import …) tell which claim is which. Pure.

import type { Claim, Owner } from '../../queries/claims.ts';
import type { Look, Occurrence } from '../../text/occurrences.ts';

type Group = 'definition' | 'call' | 'value' | 'own';

const GROUP: Readonly<Record<Claim['role'], Group>> = {
  definition: 'definition',
  call: 'call',
  construct: 'call',
  unresolved: 'call',
  reference: 'value',
  type: 'value',
  base: 'value',
  decorator: 'value',
  import: 'value',
  own: 'own',
};
const CALL_LOOKS: ReadonlySet<Look> = new Set(['call', 'construct', 'element', 'decorator']);
const NO_OWNER = -1;

/** Whether an occurrence can be a use of a value or type. */
function isValue({ look }: Occurrence): boolean {
  return (look === 'construct' || !CALL_LOOKS.has(look)) && look !== 'key';
}

/** The occurrences of one file with the claims that fit, and the claims for which nothing is written. */
export interface AssignedFile {
  readonly claimOf: ReadonlyMap<Occurrence, Claim>;
  readonly leftover: readonly Claim[];
}

/** Assigns the claims of one file to its occurrences. */
export function assignFile(
  occurrences: readonly Occurrence[],
  claims: readonly Claim[],
  owners: readonly Owner[],
): AssignedFile {
  const byLine = groupBy(occurrences, ({ line }) => line);
  const claimOf = new Map<Occurrence, Claim>();
  const leftover: Claim[] = [];
  for (const [line, onLine] of groupBy(claims, (claim) => claim.line)) {
    // An import of a module can be of what has the name in it: importedNames.ts tells.
    const written = onLine.filter((claim) => claim.written === '' && claim.role !== 'import');
    leftover.push(
      ...onLine.filter((claim) => !written.includes(claim)),
      ...assignLine(byLine.get(line) ?? [], written, owners, claimOf),
    );
  }
  return { claimOf, leftover };
}

/** Assigns the claims of one line; gives those for which nothing is written there. */
function assignLine(
  occurrences: readonly Occurrence[],
  claims: readonly Claim[],
  owners: readonly Owner[],
  claimOf: Map<Occurrence, Claim>,
): Claim[] {
  const free = (test: (occurrence: Occurrence) => boolean) =>
    occurrences.filter((each) => each.place === 'code' && !claimOf.has(each) && test(each));
  for (const claim of claims) {
    if (GROUP[claim.role] !== 'definition') continue;
    const isMember = owners[claim.owner]?.isMember === true;
    const written = free(({ receiver, look }) => receiver !== 'none' && look === 'write')[0];
    const plain = free(({ receiver }) => receiver === 'none')[0];
    const place = (isMember ? written : undefined) ?? plain ?? free(() => true)[0];
    if (place) claimOf.set(place, claim);
    // `app.save = function save() {}`: the member is what others see, the function's own name is the same symbol.
    if (place === plain && plain?.look === 'declaration' && written) claimOf.set(written, claim);
  }
  const share = (wanted: readonly Claim[]) => {
    const of = (group: Group) => wanted.filter(({ role }) => GROUP[role] === group);
    give(of('call'), (all) => all.filter(({ look }) => CALL_LOOKS.has(look)));
    give(of('value'), (all) => all.filter(isValue));
  };
  share(claims.filter(({ isHeld }) => !isHeld));
  give(
    claims.filter(({ role }) => role === 'own'),
    (all) => all.filter(({ receiver }) => receiver === 'own'),
  );
  share(claims.filter(({ isHeld }) => isHeld));
  // What looks like something else than it is: a function that is called where it is handed over, a quoted type.
  const rest = claims.filter((claim) => claim.owner !== NO_OWNER && claim.role !== 'own' && !isShown(claim));
  give(rest, (all) => all);
  for (const claim of rest) {
    if (isShown(claim)) continue;
    const text = occurrences.find((each) => each.place === 'text' && !claimOf.has(each));
    if (text) claimOf.set(text, claim);
  }
  return rest.filter((claim) => !isShown(claim));

  function isShown(claim: Claim): boolean {
    return occurrences.some((each) => claimOf.get(each)?.owner === claim.owner);
  }

  /** Gives the places in their order to the owners in theirs; what is left over to the last: one edge stands for a line. */
  function give(wanted: readonly Claim[], select: (all: Occurrence[]) => Occurrence[]): void {
    if (wanted.length === 0) return;
    const distinct = [
      ...new Map(wanted.map((claim) => [`${claim.owner} ${claim.role}`, claim])).values(),
    ].sort((a, b) => rank(a) - rank(b));
    for (const [index, place] of select(free(() => true)).entries())
      claimOf.set(place, distinct[Math.min(index, distinct.length - 1)]!);
  }

  /** What was asked about comes first; of one symbol the type before the value, as in `level: Level = Level.low`. */
  function rank({ owner, role }: Claim): number {
    const byOwner = owner === NO_OWNER ? 2 : owners[owner]!.isAsked ? 0 : 1;
    return 2 * byOwner + Number(role !== 'type');
  }
}

/** Items by what `keyOf` says of them, in their order. */
export function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
