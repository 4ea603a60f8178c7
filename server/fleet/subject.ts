// From what somebody calls a symbol to all keys under which it is used: those of its definitions and of every name that leads to
// them, in its own package and in those that hand it on or inherit it.

import { languages } from '../languages/index.ts';
import { didYouMean } from '../spelling.ts';
import { isOneOf, select, toKey, toText } from './engine.ts';
import type { FleetEngine } from './engine.ts';
import { BadQuestion } from './errors.ts';
import { moduleKey, nameKey } from './keys.ts';

const MANAGERS = [...new Set(languages.map(({ hooks }) => hooks.packageManager ?? ''))];
/** Rounds of packages that hand on what others hand on. */
const MOST_ROUNDS = 8;
/** Names that are followed. */
const MOST_NAMES = 5000;
const SUGGESTED = 12;
const MOST_KNOWN = 5000;

/** A name of something in a package. */
interface Named {
  readonly manager: string;
  readonly package: string;
  readonly name: string;
}

/** A symbol of the fleet. */
export interface Subject {
  readonly names: readonly Named[];
  /** Versions of the packages in which it has names: those that users ask for. */
  readonly versionsOf: ReadonlyMap<string, readonly string[]>;
  readonly definitions: readonly {
    readonly key: bigint;
    readonly repository: string;
    readonly version: string;
    readonly path: string;
    readonly line: number;
  }[];
  /** What edges lead to. */
  readonly keys: readonly bigint[];
  /** `manager package` of all these names. */
  readonly scope: readonly string[];
  /** Not all names were followed. */
  readonly isCut: boolean;
}

/**
 * Finds `package:name`, a package alone (what it exports as a whole), `manager package:name`, or a name that one package has. Rejects with
 * BAD_FLEET_QUESTION that says what there is.
 */
export async function findSubject(engine: FleetEngine, text: string): Promise<Subject> {
  const { named, definitions } = await findNames(engine, text.trim());
  const { names, isCut } = await followNames(
    engine,
    named,
    definitions.map(({ key }) => key),
  );
  return {
    names,
    isCut,
    definitions,
    versionsOf: await findVersions(engine, names),
    keys: [...new Set([...definitions.map(({ key }) => key), ...names.flatMap(keysOf)])].sort(byNumber),
    scope: scopeOf(names),
  };
}

async function findVersions(
  engine: FleetEngine,
  names: readonly Named[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const packages = [...new Set(names.map(({ package: from }) => from))].sort();
  const rows = await select(engine, {
    columns: ['package', 'version'],
    from: 'names',
    scope: scopeOf(names),
    relation: 'offers',
    where: [`package IN (${packages.map((one) => engine.quote(one)).join(', ')})`],
    isDistinct: true,
    orderBy: ['package', 'version'],
  });
  const versions = new Map<string, string[]>();
  for (const [from, version] of rows) {
    const known = versions.get(toText(from));
    if (known) known.push(toText(version));
    else versions.set(toText(from), [toText(version)]);
  }
  return versions;
}

/** The keys of everything that leads to these definitions: the definitions, and the names of them. */
export async function keysOfDefinitions(
  engine: FleetEngine,
  definitions: readonly bigint[],
): Promise<readonly bigint[]> {
  const { names } = await followNames(engine, [], definitions);
  return [...new Set([...definitions, ...names.flatMap(keysOf)])].sort(byNumber);
}

function keysOf(named: Named): bigint[] {
  return [nameKeyOf(named), moduleKeyOf(named)];
}

function nameKeyOf({ manager, package: from, name }: Named): bigint {
  return nameKey(manager, from, name);
}

function moduleKeyOf({ manager, package: from, name }: Named): bigint {
  return moduleKey(manager, from, name);
}

function scopeOf(names: readonly Named[]): string[] {
  return [...new Set(names.map(({ manager, package: from }) => `${manager} ${from}`))].sort();
}

/** What a text names, with its definitions. */
interface Found {
  readonly named: readonly Named[];
  readonly definitions: Subject['definitions'];
}

/** Those of some names that are offered. */
async function findOffered(engine: FleetEngine, names: readonly Named[]): Promise<Found> {
  const rows = await select(engine, {
    columns: ['symbol_key', 'repository', 'version', 'path', 'line', 'manager', 'package', 'name'],
    from: 'names',
    scope: scopeOf(names),
    relation: 'offers',
    where: [isOneOf('name_key', names.flatMap(keysOf))],
    isDistinct: true,
    orderBy: ['repository', 'path', 'line', 'symbol_key', 'version', 'manager', 'package', 'name'],
  });
  const named = new Map<bigint, Named>();
  const definitions = new Map<string, Subject['definitions'][number]>();
  for (const [key, repository, version, path, line, ...name] of rows) {
    const one = toNamed(name);
    named.set(nameKeyOf(one), one);
    const definition = {
      key: toKey(key),
      repository: toText(repository),
      version: toText(version),
      path: toText(path),
      line: Number(line),
    };
    if (definition.key !== 0n) definitions.set(Object.values(definition).join('\0'), definition);
  }
  return { named: [...named.values()].sort(byName), definitions: [...definitions.values()] };
}

async function findNames(engine: FleetEngine, text: string): Promise<Found> {
  if (text === '') throw BadQuestion('Name a symbol as package:name, such as "@org/shapes:Box.area".');
  const written = /^(?:(\w+) +)?([^: ]+):(.*)$/.exec(text);
  const [, manager, from = text, name = ''] = written ?? [];
  const managers = manager === undefined ? MANAGERS : [manager];
  const offered = await findOffered(
    engine,
    managers.map((one) => ({ manager: one, package: from, name })),
  );
  if (offered.named.length > 0) return offered;
  const ofManager = manager === undefined ? [] : [`manager = ${engine.quote(manager)}`];
  const columns = ['manager', 'package', 'name'];
  const scope = MANAGERS.map((one) => `${one} ${from}`);
  // It may be used, and nobody in the fleet defines it.
  const used = await select(engine, {
    columns,
    from: 'edges',
    scope,
    where: ['outside = 1', `package = ${engine.quote(from)}`, `name = ${engine.quote(name)}`, ...ofManager],
    isDistinct: true,
    orderBy: columns,
  });
  if (used.length > 0) return { named: used.map(toNamed), definitions: [] };
  if (written) throw await describeUnknown(engine, from, name);
  const called = await select(engine, {
    columns,
    from: 'names',
    where: [`name = ${engine.quote(text)}`, 'symbol_key <> 0'],
    isDistinct: true,
    orderBy: columns,
    limit: SUGGESTED + 1,
  });
  if (called.length === 1) return findOffered(engine, called.map(toNamed));
  if (called.length === 0)
    throw BadQuestion(
      `No package of the fleet has a name "${text}". Name a symbol as package:name, as an import of it says.`,
    );
  const list = called.slice(0, SUGGESTED).map(([, one, of]) => `${toText(one)}:${toText(of)}`);
  const more = called.length > SUGGESTED ? ', …' : '';
  throw BadQuestion(`Several are called "${text}": ${list.join(', ')}${more}. Name one of them.`);
}

async function describeUnknown(engine: FleetEngine, from: string, name: string): Promise<Error> {
  const known = await select(engine, {
    columns: ['name'],
    from: 'names',
    scope: MANAGERS.map((one) => `${one} ${from}`),
    relation: 'offers',
    where: [`package = ${engine.quote(from)}`],
    isDistinct: true,
    orderBy: ['name'],
    limit: MOST_KNOWN,
  });
  if (known.length > 0)
    return BadQuestion(
      `${from} has no "${name}".${didYouMean(
        name,
        known.map(([one]) => toText(one)),
      )}`,
    );
  const packages = await select(engine, {
    columns: ['package'],
    from: 'names',
    isDistinct: true,
    orderBy: ['package'],
    limit: MOST_KNOWN,
  });
  return BadQuestion(
    `No repository of the fleet offers or uses ${from}:${name}.${didYouMean(
      from,
      packages.map(([one]) => toText(one)),
    )}`,
  );
}

function toNamed([manager, from, name]: readonly unknown[]): Named {
  return { manager: toText(manager), package: toText(from), name: toText(name) };
}

/** All names that lead to these definitions or names. */
async function followNames(
  engine: FleetEngine,
  named: readonly Named[],
  definitions: readonly bigint[],
): Promise<{ readonly names: readonly Named[]; readonly isCut: boolean }> {
  const found = new Map<bigint, Named>();
  const add = (one: Named): boolean => {
    const key = nameKeyOf(one);
    if (found.has(key)) return false;
    found.set(key, one);
    return true;
  };
  for (const one of named) add(one);
  if (definitions.length > 0) {
    const own = await select(engine, {
      columns: ['manager', 'package', 'name'],
      from: 'names',
      ...(named.length > 0 ? { scope: scopeOf(named), relation: 'offers' as const } : {}),
      where: [isOneOf('symbol_key', definitions)],
      isDistinct: true,
      orderBy: ['manager', 'package', 'name'],
    });
    for (const row of own) add(toNamed(row));
  }
  let fresh = [...found.values()];
  for (let round = 0; round < MOST_ROUNDS && fresh.length > 0 && found.size < MOST_NAMES; round++) {
    const further = await findHandedOn(engine, fresh);
    fresh = further.filter((one) => found.size < MOST_NAMES && add(one));
  }
  return { names: [...found.values()], isCut: found.size >= MOST_NAMES };
}

/** Names under which other packages hand these on, or inherit them, and have nothing of their own. */
async function findHandedOn(engine: FleetEngine, names: readonly Named[]): Promise<Named[]> {
  const scope = scopeOf(names);
  const packages = [...new Set(names.map(({ package: from }) => from))].sort();
  const rows = await select(engine, {
    columns: ['manager', 'package', 'name', 'other_package', 'other_name'],
    from: 'names',
    scope,
    relation: 'handsOn',
    where: ['symbol_key = 0', `other_package IN (${packages.map((one) => engine.quote(one)).join(', ')})`],
    isDistinct: true,
    orderBy: ['manager', 'package', 'name', 'other_package', 'other_name'],
  });
  const further = new Map<bigint, Named>();
  for (const row of rows) {
    const [manager, from, name, otherPackage, otherName] = row.map(toText) as [
      string,
      string,
      string,
      string,
      string,
    ];
    for (const one of names) {
      if (one.manager !== manager || one.package !== otherPackage) continue;
      const rest = restBehind(one.name, otherName);
      if (rest === undefined) continue;
      const handed = { manager, package: from, name: joinRest(name, rest) };
      further.set(nameKeyOf(handed), handed);
    }
  }
  if (further.size === 0) return [];
  const own = await select(engine, {
    columns: ['name_key'],
    from: 'names',
    scope: scopeOf([...further.values()]),
    relation: 'offers',
    where: [isOneOf('name_key', [...further.keys()].slice(0, MOST_NAMES)), 'symbol_key <> 0'],
    isDistinct: true,
  });
  for (const [key] of own) further.delete(toKey(key));
  return [...further.values()];
}

/** What stands in `name` behind what a row hands on; undefined where it is about something else. */
function restBehind(name: string, handedOn: string): string | undefined {
  if (handedOn === '.') return name === '' ? undefined : name;
  if (handedOn.endsWith('.')) return name.startsWith(handedOn) ? name.slice(handedOn.length) : undefined;
  if (name === handedOn) return '';
  if (handedOn === '') return name;
  return name.startsWith(`${handedOn}.`) ? name.slice(handedOn.length + 1) : undefined;
}

function joinRest(name: string, rest: string): string {
  const plain = name === '.' ? '' : name.replace(/\.$/, '');
  return [plain, rest].filter((part) => part !== '').join('.');
}

function byName(a: Named, b: Named): number {
  const [one, other] = [a, b].map(({ manager, package: from, name }) => `${manager}\0${from}\0${name}`);
  return one! < other! ? -1 : 1;
}

function byNumber(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
