// The questions about many repositories. Each is one definition, asked of whatever engine there is: the same commits give the same
// rows in the same order.

import { TIERS, type Tier } from '../protocol/graph.ts';
import { isOneOf, select, selectPage, toKey, toNumber, toText, writeSelection } from './engine.ts';
import type { FleetEngine, Selection } from './engine.ts';
import { BadQuestion } from './errors.ts';
import { moduleKey, nameKey } from './keys.ts';
import type { FleetAnswer, FleetQuestion } from './messages.ts';
import { findSubject, keysOfDefinitions } from './subject.ts';
import type { Subject } from './subject.ts';
import { fits } from './versions.ts';

/** Steps from what changes to what that breaks. */
const BREAKS_DEPTH = 3;
/** Definitions whose users are looked for in one step. */
const MOST_FOLLOWED = 2000;
/** Places that are named of one function that stands in many. */
const SHOWN_PLACES = 20;
/** Edges that say nothing of what an edge leads to: those of definitions alone. */
const NO_TESTS = 'test = 0';

/** What a question needs beside its rows. */
interface Asked {
  readonly engine: FleetEngine;
  readonly question: FleetQuestion;
  readonly offset: number;
  readonly limit: number;
}

type Rows = Pick<FleetAnswer, 'columns' | 'rows' | 'total' | 'notes'> & {
  /** The column that names the repository. */
  readonly repositoryAt: number;
};

/** The questions there are, with what they are about. */
const QUESTIONS = {
  users: { about: 'symbol', ask: askUsers, meaning: 'who uses a symbol; by repository, team or version' },
  breaks: { about: 'symbol', ask: askBreaks, meaning: 'what breaks if it changes or goes, step by step' },
  unused: { about: 'package or nothing', ask: askUnused, meaning: 'exports that no other repository uses' },
  dependents: {
    about: 'package@version',
    ask: askDependents,
    meaning: 'who depends on a package, and on that version',
  },
  deprecated: {
    about: 'package or nothing',
    ask: askDeprecated,
    meaning: 'where deprecated symbols are still used',
  },
  duplicates: {
    about: 'nothing',
    ask: askDuplicates,
    meaning: 'functions whose text stands in several repositories',
  },
  repositories: {
    about: 'nothing',
    ask: askRepositories,
    meaning: 'which repositories there are, and how old their data is',
  },
  path: { about: 'two services', ask: refusePath, meaning: 'not answered yet: the index has no routes' },
} as const satisfies Readonly<
  Record<
    string,
    { readonly about: string; readonly meaning: string; readonly ask: (asked: Asked) => Promise<Rows> }
  >
>;

type QuestionName = keyof typeof QUESTIONS;

/** Answers a question. Rejects with BAD_FLEET_QUESTION and with what the engine says. */
export async function answerQuestion(engine: FleetEngine, question: FleetQuestion): Promise<FleetAnswer> {
  const { offset = 0, limit = 100 } = question;
  const asked = Object.hasOwn(QUESTIONS, question.name)
    ? QUESTIONS[question.name as QuestionName]
    : undefined;
  if (!asked)
    throw BadQuestion(
      `There is no question "${question.name}". There are: ${Object.keys(QUESTIONS).join(', ')}.`,
    );
  const { repositoryAt, ...rows } = await asked.ask({ engine, question, offset, limit });
  const spoken = new Set(repositoryAt < 0 ? [] : rows.rows.map((row) => row[repositoryAt]));
  const ages = engine.commits
    .filter(({ repository }) => spoken.has(repository))
    .map(({ repository, commit, exportedAt, indexedAt }) => ({ repository, commit, exportedAt, indexedAt }));
  const oldest = engine.commits.toSorted((a, b) => (a.indexedAt < b.indexedAt ? -1 : 1))[0];
  const next = offset + rows.rows.length;
  return {
    question: question.name,
    subject: question.subject ?? '',
    ...rows,
    ...(next < rows.total ? { next } : {}),
    repositories: engine.commits.length,
    oldest: oldest ? `${oldest.repository}, indexed ${oldest.indexedAt}` : '',
    ages,
  };
}

/** Conditions that the options of a question set on edges. */
function edgeFilters({ engine, question }: Asked): string[] {
  const { tier, repository, withTests = true } = question;
  const tiers = tier === undefined ? [] : TIERS.slice(0, TIERS.indexOf(tier as Tier) + 1);
  if (tier !== undefined && tiers.length === 0)
    throw BadQuestion(`"${tier}" is no tier. There are: ${TIERS.join(', ')}.`);
  return [
    ...(tiers.length > 0 ? [`tier IN (${tiers.map((one) => engine.quote(one)).join(', ')})`] : []),
    ...(repository === undefined ? [] : [`repository = ${engine.quote(repository)}`]),
    ...(withTests ? [] : [NO_TESTS]),
  ];
}

function subjectOf({ question }: Asked, example: string): string {
  const { subject = '' } = question;
  if (subject === '') throw BadQuestion(`${question.name} wants a subject, such as ${example}.`);
  return subject;
}

async function askUsers(asked: Asked): Promise<Rows> {
  const { engine, question, offset, limit } = asked;
  const subject = await findSubject(engine, subjectOf(asked, 'users "@org/shapes:Box.area"'));
  const selection = {
    from: 'edges',
    scope: subject.scope,
    targets: subject.keys,
    where: edgeFilters(asked),
  } as const;
  const notes = describeSubject(subject);
  const groups = { repository: 'repository', team: 'owners', version: 'accepts' } as const;
  if (question.by !== undefined) {
    if (!Object.hasOwn(groups, question.by))
      throw BadQuestion(`users goes by ${Object.keys(groups).join(', ')}, not by "${question.by}".`);
    const by = groups[question.by as keyof typeof groups];
    const isVersion = by === 'accepts';
    const groupBy = isVersion ? ['package', 'accepts'] : [by];
    const grouped: Selection = {
      ...selection,
      ...(isVersion ? { where: [...selection.where, 'outside = 1'] } : {}),
      columns: [
        ...groupBy,
        'count(*) AS uses',
        'count(DISTINCT repository) AS in_repositories',
        'count(DISTINCT source_key) AS by_symbols',
      ],
      groupBy,
    };
    const { rows: found, total } = await selectPage(engine, {
      ...grouped,
      orderBy: ['uses DESC', ...groupBy],
      limit,
      offset,
    });
    return {
      columns: [
        ...(isVersion ? groupBy : [question.by]),
        'uses',
        'repositories',
        'symbols',
        ...(isVersion ? ['fits'] : []),
      ],
      rows: found.map((row) => {
        const texts = row.slice(0, groupBy.length).map(toText);
        const fit = isVersion ? [fitsAny(subject.versionsOf.get(texts[0]!) ?? [], texts[1]!)] : [];
        return (texts as unknown[]).concat(row.slice(groupBy.length).map(toNumber), fit);
      }),
      total,
      notes,
      repositoryAt: by === 'repository' ? 0 : -1,
    };
  }
  const columns = [
    'repository',
    'path',
    'line',
    'source',
    'kind',
    'tier',
    'reason',
    'outside',
    'owners',
    'accepts',
    'package',
    'name',
  ];
  const { rows: found, total } = await selectPage(engine, {
    ...selection,
    columns,
    orderBy: ['repository', 'path', 'line', 'source', 'kind', 'reason', 'package', 'name'],
    limit,
    offset,
  });
  return {
    columns: [
      'repository',
      'path',
      'line',
      'user',
      'kind',
      'tier',
      'reason',
      'owners',
      'accepts',
      'fits',
      'as',
    ],
    rows: found.map((row) => {
      const [repository, path, line, source, kind, tier, reason, outside, owners, accepts, from, name] = row;
      const isOutside = toNumber(outside) === 1;
      return [
        toText(repository),
        toText(path),
        toNumber(line),
        toText(source),
        toText(kind),
        toText(tier),
        toText(reason),
        toText(owners),
        toText(accepts),
        isOutside ? fitsAny(subject.versionsOf.get(toText(from)) ?? [], toText(accepts)) : 'own',
        isOutside ? spellName(toText(from), toText(name)) : '',
      ];
    }),
    total,
    notes,
    repositoryAt: 0,
  };
}

function describeSubject({ definitions, versionsOf, isCut, names }: Subject): string[] {
  const places = definitions
    .slice(0, 3)
    .map(
      ({ repository, version, path, line }) =>
        `${repository}${version === '' ? '' : ` ${version}`} ${path}:${line}`,
    );
  const more = definitions.length > 3 ? ` and ${definitions.length - 3} more` : '';
  return [
    definitions.length === 0
      ? 'No repository of the fleet defines it: only uses are known, and no version can be compared.'
      : `Defined in ${places.join(', ')}${more}.`,
    ...([...versionsOf.values()].flat().some((one) => one !== '') || definitions.length === 0
      ? []
      : ['Its package says no version, so none can be compared.']),
    ...(isCut ? [`It has more than ${names.length} names; uses under others are missing.`] : []),
  ];
}

function fitsAny(versions: readonly string[], accepts: string): string {
  const verdicts = versions.map((version) => fits(version, accepts));
  if (verdicts.includes('yes')) return 'yes';
  return verdicts.includes('unknown') || verdicts.length === 0 ? 'unknown' : 'no';
}

async function askBreaks(asked: Asked): Promise<Rows> {
  const { engine, question, offset, limit } = asked;
  const subject = await findSubject(engine, subjectOf(asked, 'breaks "@org/shapes:Box.area"'));
  const depth = question.depth ?? BREAKS_DEPTH;
  const notes = describeSubject(subject);
  const seen = new Set<bigint>(subject.definitions.map(({ key }) => key));
  const all: (readonly unknown[])[] = [];
  let keys = subject.keys;
  for (let distance = 1; distance <= depth && keys.length > 0; distance++) {
    const found = await select(engine, {
      columns: [
        'repository',
        'source',
        'path',
        'source_key',
        'min(line) AS first_line',
        'count(*) AS uses',
        'min(accepts) AS needs',
        'max(outside) AS is_outside',
        'min(owners) AS who',
        'max(package) AS of_package',
      ],
      from: 'edges',
      ...(distance === 1 ? { scope: subject.scope } : {}),
      targets: keys,
      where: [
        // What imports a module depends on it; what imports that depends on what it uses of it.
        ...(distance === 1 ? [] : ["kind <> 'IMPORTS'"]),
        "kind <> 'TESTS'",
        ...edgeFilters(asked),
      ],
      groupBy: ['repository', 'source', 'path', 'source_key'],
      orderBy: ['repository', 'path', 'first_line', 'source', 'source_key'],
    });
    const fresh = found.filter(([, , , key]) => !seen.has(toKey(key)));
    for (const [, , , key] of fresh) seen.add(toKey(key));
    for (const [repository, source, path, , line, uses, accepts, outside, owners, from] of fresh) {
      const fit =
        distance > 1 || toNumber(outside) === 0
          ? ''
          : fitsAny(subject.versionsOf.get(toText(from)) ?? [], toText(accepts));
      all.push([
        distance,
        toText(repository),
        toText(path),
        toNumber(line),
        toText(source),
        toNumber(uses),
        toText(owners),
        fit,
      ]);
    }
    const next = fresh.map(([, , , key]) => toKey(key)).sort((a, b) => (a < b ? -1 : 1));
    if (next.length > MOST_FOLLOWED)
      notes.push(
        `${next.length} symbols stand ${distance} steps away: the users of ${MOST_FOLLOWED} of them are listed.`,
      );
    keys =
      distance < depth && next.length > 0
        ? await keysOfDefinitions(engine, next.slice(0, MOST_FOLLOWED))
        : [];
  }
  return {
    columns: ['distance', 'repository', 'path', 'line', 'user', 'uses', 'owners', 'fits'],
    rows: all.slice(offset, offset + limit),
    total: all.length,
    notes,
    repositoryAt: 1,
  };
}

async function askUnused(asked: Asked): Promise<Rows> {
  const { engine, question, offset, limit } = asked;
  const { subject = '', repository, withMembers = false } = question;
  const used = await findHandedUses(engine);
  const outside = writeSelection(engine, { columns: ['target_key'], from: 'edges', where: ['outside = 1'] });
  const isUsed = `(name_key ${engine.within} (${outside}) OR ${isOneOf('name_key', used)})`;
  const usedBy = (column: string) =>
    writeSelection(engine, { columns: [column], from: 'names', where: ['symbol_key <> 0', isUsed] });
  const inside = writeSelection(engine, { columns: ['target_key'], from: 'edges', where: ['outside = 0'] });
  const selection: Selection = {
    columns: [
      'repository',
      'min(package) AS first_package',
      'min(name) AS first_name',
      'kind',
      'path',
      'line',
      'symbol_key',
      'min(version) AS of_version',
    ],
    from: 'names',
    where: [
      'symbol_key <> 0',
      "kind <> 'Module'",
      ...(withMembers ? [] : ['member = 0']),
      ...(subject === '' ? [] : [`package = ${engine.quote(subject)}`]),
      ...(repository === undefined ? [] : [`repository = ${engine.quote(repository)}`]),
      `symbol_key ${engine.without} (${usedBy('symbol_key')})`,
      // What is used of it is a use of it.
      `symbol_key ${engine.without} (${usedBy('top_key')})`,
    ],
    groupBy: ['repository', 'kind', 'path', 'line', 'symbol_key'],
  };
  const { rows: found, total } = await selectPage(engine, {
    ...selection,
    orderBy: ['repository', 'path', 'line', 'first_name', 'symbol_key'],
    limit,
    offset,
  });
  const keys = found.map((row) => toKey(row[6]));
  const usedInside = await engine.rows(
    `SELECT DISTINCT target_key FROM (${inside}) AS inside_uses WHERE ${isOneOf('target_key', keys)}`,
  );
  const isInside = new Set(usedInside.map(([key]) => toText(key)));
  return {
    columns: ['repository', 'package', 'version', 'name', 'kind', 'path', 'line', 'used_inside'],
    rows: found.map(([owner, from, name, kind, path, line, key, version]) => [
      toText(owner),
      toText(from),
      toText(version),
      toText(name),
      toText(kind),
      toText(path),
      toNumber(line),
      isInside.has(toText(key)) ? 'yes' : 'no',
    ]),
    total,
    notes: [
      'Used by no other repository of this fleet; what is loaded by a computed name, or used outside of the fleet, is not seen.',
    ],
    repositoryAt: 0,
  };
}

/** Keys of names that are used under a name of a package that hands them on, or inherits them. */
async function findHandedUses(engine: FleetEngine): Promise<readonly bigint[]> {
  const rows = await select(engine, {
    columns: ['manager', 'package', 'name', 'other_package', 'other_name'],
    from: 'names',
    where: ['symbol_key = 0', "other_package <> ''"],
    isDistinct: true,
  });
  if (rows.length === 0) return [];
  const handing = new Map<
    string,
    { readonly name: string; readonly from: string; readonly leads: string }[]
  >();
  for (const row of rows) {
    const [manager, own, name, from, leads] = row.map(toText) as [string, string, string, string, string];
    const id = `${manager} ${own}`;
    const known = handing.get(id);
    if (known) known.push({ name, from, leads });
    else handing.set(id, [{ name, from, leads }]);
  }
  const packages = [...new Set(rows.map(([, own]) => toText(own)))].sort();
  const names = writeSelection(engine, { columns: ['name_key'], from: 'names', where: ['symbol_key <> 0'] });
  const used = await select(engine, {
    columns: ['manager', 'package', 'name'],
    from: 'edges',
    where: [
      'outside = 1',
      `package IN (${packages.map((one) => engine.quote(one)).join(', ')})`,
      `target_key ${engine.without} (${names})`,
    ],
    isDistinct: true,
  });
  const keys = new Set<bigint>();
  for (const row of used) {
    const [manager, from, name] = row.map(toText) as [string, string, string];
    let open = [{ from, name }];
    const met = new Set<string>();
    for (let round = 0; round < 8 && open.length > 0; round++) {
      open = open.flatMap((one) =>
        (handing.get(`${manager} ${one.from}`) ?? []).flatMap((row_) => leadTo(one.name, row_)),
      );
      open = open.filter((one) => {
        const id = `${one.from}\0${one.name}`;
        return !met.has(id) && met.add(id);
      });
      for (const one of open)
        keys.add(nameKey(manager, one.from, one.name)).add(moduleKey(manager, one.from, one.name));
    }
  }
  return [...keys].sort((a, b) => (a < b ? -1 : 1));
}

/** Where a name leads by a row that hands things on. */
function leadTo(
  name: string,
  { name: own, from, leads }: { readonly name: string; readonly from: string; readonly leads: string },
): { from: string; name: string }[] {
  if (own === name) return [{ from, name: leads }];
  const isOfMembers = own.endsWith('.');
  const before = own === '.' || own === '' ? '' : isOfMembers ? own : `${own}.`;
  if (!name.startsWith(before) || name === before) return [];
  const rest = name.slice(before.length);
  const base = leads.replace(/\.$/, '');
  return [{ from, name: base === '' ? rest : `${base}.${rest}` }];
}

async function askDependents(asked: Asked): Promise<Rows> {
  const { engine, question, offset, limit } = asked;
  const subject = subjectOf(asked, 'dependents "@org/shapes@2.0.0"');
  const [, name = subject, version = ''] = /^(.[^@]*)(?:@(.*))?$/.exec(subject) ?? [];
  const selection: Selection = {
    columns: ['repository', 'path', 'package', 'version', 'accepts', 'manager'],
    from: 'packages',
    where: [
      `requires = ${engine.quote(name)}`,
      ...(question.repository === undefined ? [] : [`repository = ${engine.quote(question.repository)}`]),
    ],
    isDistinct: true,
  };
  const { rows: found, total } = await selectPage(engine, {
    ...selection,
    orderBy: ['repository', 'path', 'accepts', 'package', 'version', 'manager'],
    limit,
    offset,
  });
  const published = await select(engine, {
    columns: ['version'],
    from: 'packages',
    where: [`package = ${engine.quote(name)}`, "requires = ''", "version <> ''"],
    isDistinct: true,
    orderBy: ['version'],
  });
  const versions = version === '' ? published.map(([one]) => toText(one)) : [version];
  if (total === 0 && published.length === 0)
    throw BadQuestion(
      `No manifest of the fleet asks for ${name} or names itself so. Packages are asked for as manifests write them, such as "@org/shapes@2.0.0".`,
    );
  return {
    columns: ['repository', 'path', 'package', 'version', 'accepts', 'fits', 'manager'],
    rows: found.map(([repository, path, own, ownVersion, accepts, manager]) => [
      toText(repository),
      toText(path),
      toText(own),
      toText(ownVersion),
      toText(accepts),
      fitsAny(versions, toText(accepts)),
      toText(manager),
    ]),
    total,
    notes: [
      versions.length === 0
        ? `No repository of the fleet publishes ${name}, and no version was named: nothing can be compared.`
        : `Compared with ${name} ${versions.join(', ')}.`,
    ],
    repositoryAt: 0,
  };
}

async function askDeprecated(asked: Asked): Promise<Rows> {
  const { engine, question, offset, limit } = asked;
  const { subject = '' } = question;
  const ofPackage = subject === '' ? [] : [`package = ${engine.quote(subject)}`];
  const names = writeSelection(engine, {
    columns: ['name_key'],
    from: 'names',
    where: ['deprecated = 1', 'symbol_key <> 0', ...ofPackage],
  });
  const symbols = writeSelection(engine, {
    columns: ['symbol_key'],
    from: 'symbols',
    where: ['deprecated = 1', ...ofPackage],
  });
  const selection: Selection = {
    columns: [
      'repository',
      'path',
      'line',
      'source',
      'kind',
      'tier',
      'owners',
      'target_key',
      'package',
      'name',
    ],
    from: 'edges',
    where: [
      `(target_key ${engine.within} (${names}) OR target_key ${engine.within} (${symbols}))`,
      ...edgeFilters(asked),
    ],
    isDistinct: true,
  };
  const { rows: found, total } = await selectPage(engine, {
    ...selection,
    orderBy: ['repository', 'path', 'line', 'source', 'kind', 'tier', 'target_key'],
    limit,
    offset,
  });
  const keys = new Set(found.map((row) => toKey(row[7])));
  const known = await select(engine, {
    columns: ['symbol_key', 'min(qualified) AS said'],
    from: 'symbols',
    where: [isOneOf('symbol_key', keys)],
    groupBy: ['symbol_key'],
  });
  const called = new Map(known.map(([key, said]) => [toText(key), toText(said)]));
  return {
    columns: ['repository', 'path', 'line', 'user', 'kind', 'tier', 'owners', 'deprecated'],
    rows: found.map(([repository, path, line, source, kind, tier, owners, key, from, name]) => [
      toText(repository),
      toText(path),
      toNumber(line),
      toText(source),
      toText(kind),
      toText(tier),
      toText(owners),
      called.get(toText(key)) ?? spellName(toText(from), toText(name)),
    ]),
    total,
    notes: ['Deprecated is what its documentation comment calls so.'],
    repositoryAt: 0,
  };
}

async function askDuplicates(asked: Asked): Promise<Rows> {
  const { engine, question, offset, limit } = asked;
  // Counting the repositories of every group would keep all of their names at once.
  const grouped: Selection = {
    columns: ['body_key', 'count(*) AS copies'],
    from: 'symbols',
    where: ['body_key <> 0', ...(question.withTests === false ? [NO_TESTS] : [])],
    groupBy: ['body_key'],
    having: 'min(repository) <> max(repository)',
  };
  const { rows: found, total } = await selectPage(engine, {
    ...grouped,
    orderBy: ['copies DESC', 'body_key'],
    limit,
    offset,
  });
  const keys = found.map(([key]) => toKey(key));
  const places = await select(engine, {
    columns: ['body_key', 'repository', 'path', 'line', 'qualified', 'end_line'],
    from: 'symbols',
    where: [isOneOf('body_key', keys), ...(question.withTests === false ? [NO_TESTS] : [])],
    orderBy: ['body_key', 'repository', 'path', 'line', 'qualified'],
  });
  const placesOf = new Map<string, unknown[][]>();
  for (const place of places) {
    const known = placesOf.get(toText(place[0]));
    if (known) known.push(place);
    else placesOf.set(toText(place[0]), [place]);
  }
  return {
    columns: ['function', 'copies', 'repositories', 'lines', 'places'],
    rows: found.map(([key, copies]) => {
      const all = placesOf.get(toText(key)) ?? [];
      const [, , , line, name, end] = all[0] ?? [];
      const shown = all
        .slice(0, SHOWN_PLACES)
        .map(([, repository, path, at]) => `${toText(repository)} ${toText(path)}:${toNumber(at)}`);
      const more = all.length > SHOWN_PLACES ? [`and ${all.length - SHOWN_PLACES} more`] : [];
      return [
        toText(name),
        toNumber(copies),
        new Set(all.map(([, repository]) => repository)).size,
        toNumber(end) - toNumber(line) + 1,
        shown.concat(more).join('; '),
      ];
    }),
    total,
    notes: ['The same text but for white space and the name of the function, of five lines at least.'],
    repositoryAt: -1,
  };
}

async function askRepositories({ engine, offset, limit }: Asked): Promise<Rows> {
  const selection: Selection = {
    columns: ['repository', 'commit_id', 'indexed_at', 'exported_at', 'files', 'symbols', 'edges', 'program'],
    from: 'repositories',
  };
  const { rows: found, total } = await selectPage(engine, {
    ...selection,
    orderBy: ['repository'],
    limit,
    offset,
  });
  return {
    columns: ['repository', 'commit', 'indexed_at', 'exported_at', 'files', 'symbols', 'edges', 'program'],
    rows: found.map(([repository, commit, indexedAt, exportedAt, files, symbols, edges, program]) => [
      toText(repository),
      toText(commit),
      toText(indexedAt),
      toText(exportedAt),
      toNumber(files),
      toNumber(symbols),
      toNumber(edges),
      toText(program),
    ]),
    total,
    notes: [],
    repositoryAt: 0,
  };
}

function refusePath(): Promise<Rows> {
  throw BadQuestion(
    'A path between services goes over routes, and the index has none yet. `breaks` follows uses through packages.',
  );
}

function spellName(from: string, name: string): string {
  return name === '' ? from : `${from}:${name}`;
}
