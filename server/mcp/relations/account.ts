// Joins the occurrences of a name in the text with what the graph claims of them, so that each occurrence is counted once
// and under one heading. Pure.

import type { Tier } from '../../protocol/graph.ts';
import type { Claim, ClaimsAnswer, Owner } from '../../queries/claims.ts';
import type { Look, Occurrence } from '../../text/occurrences.ts';
import type { FileOccurrences } from '../../text/packedOccurrences.ts';
import { assignFile, groupBy } from './assign.ts';
import { inferOwners } from './inferredOwners.ts';
import { resolveImports } from './importedNames.ts';

/** How a symbol is used at a site. */
export const USES = [
  'definition',
  'call',
  'construct',
  'read',
  'write',
  'passed',
  'entry',
  'decorator',
  'element',
  'type',
  'base',
  'import',
  /** Written in a text that the language reads as code, such as a quoted type. */
  'quoted',
  'key',
] as const;
export type Use = (typeof USES)[number];

/** A place where what was asked about is written, or is used under another name. */
export interface Site {
  readonly file: string;
  readonly line: number;
  /** 1-based; 0 when the site does not show the name. */
  readonly column: number;
  readonly use: Use;
  readonly tier: Tier;
  readonly inside: string;
  /** The name as it is written when that is another one; `-` when nothing is written. */
  readonly written: string;
}

/** A place by file, line and column. */
export interface TextSpot {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** A text that is nothing but the name: it may be looked up by it. */
  readonly isWhole: boolean;
}

/** A place where the name means something else. */
export interface OtherPlace extends TextSpot {
  readonly label: string;
  /** A library has it. */
  readonly isOutside: boolean;
  /** A function under a key of an object, which can be of the class that was asked about. */
  readonly isValue: boolean;
}

/** Every occurrence under one heading. */
export interface Account {
  readonly name: string;
  readonly total: number;
  readonly files: number;
  /** The sites of what was asked about; those with a column are occurrences. */
  readonly sites: readonly Site[];
  /** Other symbols of the name, and how often each is written. */
  readonly others: readonly { readonly label: string; readonly isOutside: boolean; readonly count: number }[];
  readonly otherPlaces: readonly OtherPlace[];
  /** Local names and parameters. */
  readonly locals: readonly TextSpot[];
  /** Names of arguments, keys of objects and members taken out of objects, of which it is not known whose they are. */
  readonly keys: readonly TextSpot[];
  readonly comments: readonly TextSpot[];
  readonly texts: readonly TextSpot[];
  /** In longer names that hold a `$`. */
  readonly parts: readonly TextSpot[];
  /** Members of objects whose type is not known, and imports that lead nowhere: each can be what was asked about. */
  readonly unresolved: readonly TextSpot[];
  /** The same in languages that don't call that of what was asked about: none can be it. */
  readonly foreign: readonly TextSpot[];
}

/** Accounts for all occurrences of `name`. */
export function account(
  name: string,
  found: readonly FileOccurrences[],
  { owners, claims, imports, handedOn, functions, built, foreign }: ClaimsAnswer,
): Account {
  const claimsOf = groupBy(claims, ({ file }) => file);
  const otherPlaces: OtherPlace[] = [];
  const sites: Site[] = [];
  const result = {
    locals: [] as TextSpot[],
    keys: [] as TextSpot[],
    comments: [] as TextSpot[],
    texts: [] as TextSpot[],
    parts: [] as TextSpot[],
    unresolved: [] as TextSpot[],
    foreign: [] as TextSpot[],
  };
  const foreignFiles = new Set(foreign);
  const assigned = found.map(({ file, occurrences }) =>
    assignFile(occurrences, claimsOf.get(file) ?? [], owners),
  );
  const importedBy = resolveImports(found, assigned, { owners, imports, handedOn });
  const inferred = inferOwners({
    found,
    assigned,
    owners,
    imports,
    handedOn,
    functions,
    built,
    importedBy,
  });
  for (const [row, { file, occurrences }] of found.entries()) {
    const { claimOf, leftover } = assigned[row]!;
    for (const claim of leftover) {
      if (owners[claim.owner]?.isAsked && !isImportShown(claim, occurrences))
        sites.push(siteWithoutText(claim));
    }
    for (const occurrence of occurrences) {
      const { line, column, look } = occurrence;
      const spot = { file, line, column, isWhole: look === 'whole' };
      const claim = claimOf.get(occurrence);
      const named = claim?.isHeld === true ? inferred.get(occurrence) : undefined;
      if (claim && named !== undefined) addNamed(named, occurrence, claim, spot);
      else if (claim && claim.owner >= 0) addOwned(owners[claim.owner]!, occurrence, claim, spot);
      else if (claim) addUnresolved(spot);
      else if (occurrence.place === 'comment') result.comments.push(spot);
      else if (occurrence.place === 'text') result.texts.push(spot);
      else if (occurrence.place === 'part') result.parts.push(spot);
      else if (occurrence.look === 'import') addImport(occurrence, spot);
      else if (inferred.has(occurrence)) addInferred(inferred.get(occurrence)!, occurrence, spot);
      else if (occurrence.look === 'key' || occurrence.look === 'shorthand') result.keys.push(spot);
      else if (occurrence.receiver === 'none') result.locals.push(spot);
      else addUnresolved(spot);
    }
  }
  const inText = new Set(found.map(({ file }) => file));
  for (const claim of claims) {
    if (!inText.has(claim.file) && owners[claim.owner]?.isAsked) sites.push(siteWithoutText(claim));
  }
  sites.sort(
    (a, b) => (a.file < b.file ? -1 : Number(a.file > b.file)) || a.line - b.line || a.column - b.column,
  );
  return {
    name,
    total: found.reduce((sum, { occurrences }) => sum + occurrences.length, 0),
    files: found.length,
    sites,
    others: [
      ...Map.groupBy(
        otherPlaces,
        ({ label, isOutside }) => `${isOutside ? 'outside' : ''}\n${label}`,
      ).values(),
    ]
      .map((places) => ({ label: places[0]!.label, isOutside: places[0]!.isOutside, count: places.length }))
      .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1)),
    otherPlaces,
    ...result,
  };

  function addUnresolved(spot: TextSpot): void {
    (foreignFiles.has(spot.file) ? result.foreign : result.unresolved).push(spot);
  }

  function isImportShown({ role, line, owner }: Claim, occurrences: readonly Occurrence[]): boolean {
    return (
      role === 'import' && occurrences.some((each) => each.line === line && importedBy.get(each) === owner)
    );
  }

  function addOwned(owner: Owner, occurrence: Occurrence, claim: Claim, spot: TextSpot): void {
    if (!owner.isAsked) {
      const isOutside = owner.file === '';
      // Of which library it is, the imports of the file say.
      const label = isOutside
        ? owner.qualified_name.slice(owner.qualified_name.indexOf(':') + 1)
        : owner.qualified_name;
      otherPlaces.push({ ...spot, label, isOutside, isValue: owner.isValue });
      return;
    }
    const { file, line, column } = spot;
    const { tier, inside } = claim;
    sites.push({ file, line, column, use: useOf(claim, occurrence), tier, inside, written: '' });
  }

  /** The graph says what is in it, the text whose name it is: a class by the initializer of its base, a variable by its value. */
  function addNamed(owner: number, occurrence: Occurrence, claim: Claim, spot: TextSpot): void {
    const { kind } = owners[owner]!;
    const role = claim.role === 'call' && kind === 'Class' ? 'construct' : claim.role;
    addOwned(owners[owner]!, occurrence, { ...claim, role }, spot);
  }

  function addInferred(owner: number, occurrence: Occurrence, spot: TextSpot): void {
    const { file, line } = spot;
    const claim = {
      file,
      line,
      role: 'reference',
      owner,
      tier: 'inferred',
      written: '',
      isHeld: false,
      inside: '',
    } as const;
    addOwned(owners[owner]!, occurrence, claim, spot);
  }

  function addImport(occurrence: Occurrence, spot: TextSpot): void {
    const source = importedBy.get(occurrence);
    if (source === undefined) addUnresolved(spot);
    else if (typeof source === 'string')
      otherPlaces.push({ ...spot, label: source, isOutside: false, isValue: false });
    else {
      const { file, line } = spot;
      const claim = {
        file,
        line,
        role: 'import',
        owner: source,
        tier: 'exact',
        written: '',
        isHeld: false,
        inside: '',
      } as const;
      addOwned(owners[source]!, occurrence, claim, spot);
    }
  }
}

const USE_OF_LOOK: Readonly<Record<Look, Use>> = {
  read: 'read',
  call: 'call',
  construct: 'construct',
  write: 'write',
  passed: 'passed',
  entry: 'entry',
  decorator: 'decorator',
  element: 'element',
  import: 'import',
  key: 'key',
  shorthand: 'entry',
  whole: 'quoted',
  declaration: 'definition',
  declare: 'write',
  outer: 'read',
};

function useOf({ role }: Claim, { look, place }: Occurrence): Use {
  if (place === 'text') return 'quoted';
  switch (role) {
    case 'definition':
    case 'base':
    case 'decorator':
    case 'import':
      return role;
    case 'type':
      return look === 'construct' ? look : role;
    case 'call':
    case 'construct':
      return look === 'element' || look === 'decorator' || look === 'passed' ? look : role;
    default:
      return USE_OF_LOOK[look];
  }
}

function siteWithoutText({ file, line, role, tier, inside, written }: Claim): Site {
  const use: Use = role === 'reference' || role === 'own' || role === 'unresolved' ? 'read' : role;
  return { file, line, column: 0, use, tier, inside, written: written === '' ? '-' : written };
}
