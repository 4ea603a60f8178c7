// Queries by chance: most speak of what there is, some are broken in one place, some are only characters. The same seed gives
// the same queries.
import type { Random } from '../../torture/random.ts';

const LABELS = ['Function', 'Method', 'Class', 'File', 'Module', 'External', 'function'];
const TYPES = ['CALLS', 'DEFINES', 'IMPORTS', 'REFERENCES', 'INHERITS', 'CONTAINS', 'calls'];
const TEXT_PROPERTIES = ['name', 'qualified_name', 'file_path', 'label', 'signature', 'doc'];
const NUMBER_PROPERTIES = ['line', 'lines', 'in_degree', 'out_degree', 'id', 'start_line'];
const FLAGS = ['is_test', 'exported', 'async'];
const RELATIONSHIP_PROPERTIES = ['line', 'sites', 'tier', 'reason', 'type', 'lines'];
const FRESH = ['a', 'b', 'f', 'g', 'n', 'x', '`odd name`', 'count', 'größe'];
const TEXTS = [
  "'f1'",
  '"f2"',
  "'.*f1.*'",
  "''",
  "'\\u00e4'",
  "'((a'",
  "'💥'",
  "'%'",
  "'; DROP TABLE symbol; --'",
  "'m3'",
];
const NUMBERS = ['0', '1', '2', '-1', '3.5', '1e3', '99999999999999999999', '0x1f', '9007199254740993'];
const NONSENSE = [
  'nothing',
  'n:Nothing',
  'toUper(1)',
  '$x',
  'n {.a}',
  '[(a)--(b) | a]',
  'count(*) + f',
  '{',
  'reduce(a = 0, x IN [1] | a)',
];
const BREAKS = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '-',
  '>',
  '<',
  "'",
  '"',
  '`',
  '$',
  '..',
  '*',
  ':',
  ',',
  ';',
  'RETURN',
  'WITH',
  'NOT',
  'CREATE (x)',
  '\u0000',
  '\uD800',
  '/*',
  '//',
  '\\',
];
const COMPARISONS = ['=', '<>', '<', '>', '<=', '>='];
const TEXT_TESTS = ['=~', 'STARTS WITH', 'ENDS WITH', 'CONTAINS', '=', '<>'];

/** A query; `Random` decides everything. */
export function randomQuery(random: Random): string {
  const kind = random.between(0, 19);
  if (kind === 0) return Array.from({ length: random.between(0, 60) }, () => random.pick(BREAKS)).join(' ');
  const query = new QueryMaker(random).query();
  const at = random.between(0, query.length);
  if (kind === 1) return `${query.slice(0, at)}${random.pick(BREAKS)}${query.slice(at)}`;
  if (kind === 2) return `${query.slice(0, at)}${query.slice(at + random.between(1, 6))}`;
  return query;
}

/** Makes the parts of a query, and knows its variables; deeper parts get simpler. */
class QueryMaker {
  readonly #random: Random;
  #nodes: string[] = [];
  #relationships: string[] = [];
  #lists: string[] = [];
  #numbers: string[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  query(): string {
    if (!this.#chance(12)) return this.#part(this.#columns.bind(this));
    const name = (): string => `${this.#text(2)} AS column`;
    return `${this.#part(name)} UNION ${this.#chance(2) ? 'ALL ' : ''}${this.#part(name)}`;
  }

  #part(columns: () => string): string {
    this.#forget();
    const clauses = Array.from({ length: this.#random.between(1, 3) }, () => this.#clause());
    return `${clauses.join(' ')} RETURN ${columns()}`;
  }

  #forget(): void {
    this.#nodes = [];
    this.#relationships = [];
    this.#lists = [];
    this.#numbers = [];
  }

  #clause(): string {
    switch (this.#random.between(0, 7)) {
      case 0: {
        const list = this.#list(2);
        const name = this.#fresh();
        this.#numbers.push(name);
        return `UNWIND ${list} AS ${name}`;
      }
      case 1:
        return this.#with();
      case 2:
        return `OPTIONAL MATCH ${this.#paths()}${this.#where()}`;
      default:
        return `MATCH ${this.#paths()}${this.#where()}`;
    }
  }

  #with(): string {
    const kept = this.#nodes.filter(() => this.#chance(2));
    const number = this.#number(2);
    const collected =
      this.#chance(2) && this.#nodes.length > 0 ? `collect(${this.#pick(this.#nodes)}.name)` : '[1, 2]';
    const isOrdered = this.#chance(3) ? ` ORDER BY total DESC${this.#chance(2) ? ' LIMIT 5' : ''}` : '';
    const distinct = this.#chance(4) ? 'DISTINCT ' : '';
    this.#forget();
    this.#nodes = kept;
    this.#numbers.push('total');
    this.#lists.push('items');
    return `WITH ${distinct}${[...kept, `${number} AS total`, `${collected} AS items`].join(', ')}${isOrdered}${this.#where()}`;
  }

  #paths(): string {
    const path = (): string => {
      const isNamed = this.#chance(8);
      const text = this.#path(this.#random.between(1, 3), true);
      return isNamed ? `${this.#fresh()} = ${text}` : text;
    };
    return this.#chance(6) ? `${path()}, ${path()}` : path();
  }

  #path(nodes: number, defines: boolean): string {
    const first = this.#node(defines);
    const rest = Array.from(
      { length: nodes - 1 },
      () => `${this.#relationship(defines)}${this.#node(defines)}`,
    );
    return `${first}${rest.join('')}`;
  }

  #node(defines: boolean): string {
    const label = this.#chance(2) ? `:${this.#pick(LABELS)}` : '';
    const properties = this.#chance(3) ? ` {name: ${this.#pick(TEXTS)}}` : '';
    const known = this.#nodes.length > 0 && this.#chance(3) ? this.#pick(this.#nodes) : undefined;
    if (known !== undefined) return `(${known}${label})`;
    const name = defines && !this.#chance(4) ? this.#fresh() : '';
    if (name !== '') this.#nodes.push(name);
    return `(${name}${label}${properties})`;
  }

  #relationship(defines: boolean): string {
    const type = this.#chance(6)
      ? ''
      : `:${this.#pick(TYPES)}${this.#chance(5) ? `|${this.#pick(TYPES)}` : ''}`;
    const hops = defines && this.#chance(4) ? `*${this.#pick(['', '1..3', '2', '0..2', '..10', '3..'])}` : '';
    const name = defines && hops === '' && this.#chance(3) ? this.#fresh() : '';
    if (name !== '') this.#relationships.push(name);
    const inner = `[${name}${type}${hops}]`;
    return this.#pick([`-${inner}->`, `<-${inner}-`, `-${inner}->`, `<-${inner}-`, `-${inner}-`]);
  }

  #where(): string {
    return this.#chance(2) ? ` WHERE ${this.#condition(3)}` : '';
  }

  #columns(): string {
    if (this.#chance(10)) return '*';
    const column = (number: number): string => `${this.#column()} AS c${number}`;
    const columns = Array.from({ length: this.#random.between(1, 3) }, (_, number) => column(number)).join(
      ', ',
    );
    const order = this.#chance(3) ? ` ORDER BY c0${this.#chance(2) ? ' DESC' : ''}` : '';
    const limit = this.#chance(3) ? ` LIMIT ${this.#pick(['5', '0', '1000000'])}` : '';
    return `${this.#chance(4) ? 'DISTINCT ' : ''}${columns}${order}${limit}`;
  }

  #column(): string {
    const distinct = this.#chance(3) ? 'DISTINCT ' : '';
    switch (this.#random.between(0, 8)) {
      case 0:
        return this.#chance(2) ? 'count(*)' : `count(${distinct}${this.#text(1)})`;
      case 1:
        return `${this.#pick(['sum', 'avg', 'min', 'max'])}(${this.#number(2)})`;
      case 2:
        return `collect(${distinct}${this.#text(2)})`;
      case 3:
        return this.#nodes.length > 0 ? this.#pick(this.#nodes) : this.#number(1);
      case 4:
        return this.#list(2);
      case 5:
        return this.#condition(2);
      case 6:
        return this.#number(3);
      default:
        return this.#text(3);
    }
  }

  #condition(depth: number): string {
    const deeper = depth - 1;
    switch (depth <= 0 ? this.#random.between(0, 2) : this.#random.between(0, 11)) {
      case 0:
        return `${this.#number(deeper)} ${this.#pick(COMPARISONS)} ${this.#number(deeper)}`;
      case 1:
        return `${this.#text(deeper)} ${this.#pick(TEXT_TESTS)} ${this.#pick(TEXTS)}`;
      case 2:
        return this.#nodes.length > 0 ? `${this.#pick(this.#nodes)}.${this.#pick(FLAGS)}` : 'true';
      case 3:
      case 4:
        return `(${this.#condition(deeper)} ${this.#pick(['AND', 'OR', 'XOR'])} ${this.#condition(deeper)})`;
      case 5:
        return `NOT ${this.#condition(deeper)}`;
      case 6:
        return `EXISTS { ${this.#path(this.#random.between(2, 3), false)} WHERE ${this.#condition(deeper)} }`;
      case 7:
        return `${this.#text(deeper)} IS ${this.#chance(2) ? 'NOT ' : ''}NULL`;
      case 8:
        return `${this.#number(deeper)} IN ${this.#list(deeper)}`;
      case 9:
        return this.#nodes.length > 0 ? `${this.#pick(this.#nodes)}:${this.#pick(LABELS)}` : 'false';
      case 10:
        return `${this.#pick(['any', 'all', 'none', 'single'])}(i IN ${this.#list(deeper)} WHERE i > ${this.#number(deeper)})`;
      default:
        return this.#chance(4) ? this.#pick(NONSENSE) : this.#path(2, false);
    }
  }

  #text(depth: number): string {
    const deeper = depth - 1;
    switch (depth <= 0 ? this.#random.between(0, 1) : this.#random.between(0, 8)) {
      case 0:
        return this.#pick(TEXTS);
      case 2:
        return `${this.#pick(['toUpper', 'toLower', 'trim', 'reverse'])}(${this.#text(deeper)})`;
      case 3:
        return `${this.#pick(['left', 'right', 'substring'])}(${this.#text(deeper)}, ${this.#number(deeper)})`;
      case 4:
        return `replace(${this.#text(deeper)}, ${this.#pick(TEXTS)}, ${this.#text(deeper)})`;
      case 5:
        return `(${this.#text(deeper)} + ${this.#text(deeper)})`;
      case 6:
        return `coalesce(${this.#text(deeper)}, ${this.#text(deeper)})`;
      case 7:
        return `CASE WHEN ${this.#condition(deeper)} THEN ${this.#text(deeper)} ELSE ${this.#text(deeper)} END`;
      case 8:
        return this.#relationships.length > 0
          ? `type(${this.#pick(this.#relationships)})`
          : `toString(${this.#number(deeper)})`;
      default:
        return this.#nodes.length > 0
          ? `${this.#pick(this.#nodes)}.${this.#pick(TEXT_PROPERTIES)}`
          : this.#pick(TEXTS);
    }
  }

  #number(depth: number): string {
    const deeper = depth - 1;
    switch (depth <= 0 ? this.#random.between(0, 2) : this.#random.between(0, 8)) {
      case 0:
        return this.#pick(NUMBERS);
      case 1:
        return this.#numbers.length > 0 ? this.#pick(this.#numbers) : this.#pick(NUMBERS);
      case 3:
      case 4:
        return `(${this.#number(deeper)} ${this.#pick(['+', '-', '*', '/', '%', '^'])} ${this.#number(deeper)})`;
      case 5:
        return `size(${this.#chance(2) ? this.#list(deeper) : this.#text(deeper)})`;
      case 6:
        return `COUNT { ${this.#path(2, false)} }`;
      case 7:
        return `toInteger(${this.#text(deeper)})`;
      case 8:
        return this.#relationships.length > 0
          ? `${this.#pick(this.#relationships)}.${this.#pick(RELATIONSHIP_PROPERTIES)}`
          : `head(${this.#list(deeper)})`;
      default:
        return this.#nodes.length > 0 ? `${this.#pick(this.#nodes)}.${this.#pick(NUMBER_PROPERTIES)}` : '7';
    }
  }

  #list(depth: number): string {
    const deeper = depth - 1;
    switch (depth <= 0 ? this.#random.between(0, 1) : this.#random.between(0, 5)) {
      case 0:
        return `[${Array.from({ length: this.#random.between(0, 3) }, () => this.#number(deeper)).join(', ')}]`;
      case 2:
        return `range(0, ${this.#pick(['5', '1000', '100000', '10000000'])})`;
      case 3:
        return `[i IN ${this.#list(deeper)} WHERE ${this.#condition(deeper)} | i * 2]`;
      case 4:
        return `(${this.#list(deeper)} + ${this.#list(deeper)})`;
      case 5:
        return `${this.#list(deeper)}[${this.#number(deeper)}..${this.#number(deeper)}]`;
      default:
        return this.#lists.length > 0 ? this.#pick(this.#lists) : '[1, 2, 3]';
    }
  }

  #fresh(): string {
    const used = new Set([...this.#nodes, ...this.#relationships, ...this.#numbers, ...this.#lists]);
    return FRESH.find((name) => !used.has(name)) ?? `v${used.size}`;
  }

  #pick<Item>(items: readonly Item[]): Item {
    return this.#random.pick(items);
  }

  #chance(one: number): boolean {
    return this.#random.between(1, one) === 1;
  }
}
