// What a client might send by chance: calls of every tool from its schema, with values that fit, values of the right kind that
// are odd, and values of any other kind; prompts, resources and completions too. The same seed gives the same calls.
import { z } from 'zod';
import { TOOLS } from '../../server/mcp/tools/index.ts';
import { randomQuery } from '../queries/cypher/randomQueries.ts';
import type { Random } from '../torture/random.ts';

/** A request of the protocol. */
export interface FuzzRequest {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What the workspace has, so that many calls are about something. */
export interface Surroundings {
  readonly root: string;
  /** Folders that may be named as another project. */
  readonly projects: readonly string[];
  readonly symbols: readonly string[];
  readonly files: readonly string[];
}

type Make = (random: Random) => unknown;

interface ToolShape {
  readonly name: string;
  readonly properties: readonly (readonly [name: string, schema: z.core.JSONSchema.JSONSchema])[];
  readonly required: ReadonlySet<string>;
}

const SHAPES: readonly ToolShape[] = TOOLS.map(({ name, inputSchema }) => {
  const { properties = {}, required = [] } = z.toJSONSchema(inputSchema, {
    io: 'input',
    unrepresentable: 'any',
  });
  const described = Object.entries(properties).map(
    ([key, schema]) => [key, typeof schema === 'object' ? schema : {}] as const,
  );
  return { name, properties: described, required: new Set(required) };
});

/** Calls that make the index anew cost as much as a hundred others. */
const DEAR_TOOLS = new Set(['index_repository', 'delete_project']);
const DEAR_EVERY = 12;

const ODD_TEXTS = [
  '',
  ' ',
  '\n',
  '\0',
  '\uD800',
  '\u{1F4A5}',
  '\u202Egpj.exe',
  'e\u0301',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  '%s%n%00',
  "'; DROP TABLE symbol; --",
  '" OR 1=1',
  '$(touch /tmp/pwned)',
  '`id`',
  '--upload-pack=touch',
  '-1',
  '*',
  '\\',
  '{{}}',
  '<script>',
  'a'.repeat(5000),
  'é'.repeat(70_000),
  'x.'.repeat(2000),
  '\u001B[31mred',
];
const NUMBERS = [0, 1, 2, 3, 7, 20, 100, 500, 5000, -1, -0, 3.5, 1e9, 1e308, 9_007_199_254_740_992];
const PATTERNS = [
  'total',
  'def |function ',
  '(a+)+$',
  '(?i)CART',
  String.raw`\p{L}+`,
  String.raw`\bcart\b`,
  '^',
  '$',
  '',
  '[',
  '(?<n>a)',
  '(?=a)',
  String.raw`(\w)\1`,
  '.*'.repeat(60),
  '((((((((((a?){20}){20}){20}))))))))',
  'x{1000}',
  '(a|b|ab)*c',
  '[^\\0]*',
  '\u{1F4A5}',
];
const GLOBS = [
  'src/**',
  '**',
  '*.py',
  '!*.py',
  '{a,b',
  '[',
  '**/**/**/*',
  'src',
  './src/',
  '../**',
  'src\\*.ts',
  '?',
];
const PATHS = [
  '..',
  '../..',
  '.',
  '/',
  '/etc/passwd',
  '~',
  '~/x',
  'C:\\x\\y.py',
  'file:///etc/passwd',
  '.git/config',
  'nul',
  'a/',
];
const REVISIONS = [
  'HEAD',
  'HEAD~1',
  'HEAD~99',
  'main',
  'HEAD..HEAD',
  '...',
  '..',
  '--all',
  '-p',
  'HEAD^{/x}',
  ':/x',
  '@{u}',
  'a'.repeat(40),
];
const WORDS = [
  'how is the total of a cart computed',
  'where are orders saved',
  'types that implement Store',
  'who calls total',
  'a b c d e f g',
  'the',
  '？何',
];
const TRACES = [
  { caller: 'shop.cart.Cart.total', callee: 'shop.cart.add', count: 3 },
  { caller: 'nobody', callee: 'nothing' },
  { caller: '', callee: '', count: -1 },
  {
    resourceSpans: [
      {
        scopeSpans: [
          {
            spans: [{ spanId: 'a', attributes: [{ key: 'code.function', value: { stringValue: 'total' } }] }],
          },
        ],
      },
    ],
  },
  { resourceSpans: 'no' },
  {
    nodes: [
      {
        id: 1,
        callFrame: { functionName: 'save', url: 'file:///x/src/store.ts', lineNumber: 1 },
        children: [1, 2],
      },
    ],
    samples: [1],
    timeDeltas: [1],
  },
  { nodes: [{ id: 1 }] },
  7,
  null,
];
const PROMPTS = ['explore', 'review_changes', 'find_dead_code', 'none', ''];
const PROMPT_ARGUMENTS = ['question', 'since', 'path', 'other'];
const ADDRESSES = [
  'codebase://status',
  'codebase://architecture',
  'codebase://symbol/',
  'codebase://',
  'file:///etc/passwd',
  'codebase://symbol/%',
  'x',
];
const TEMPLATES = ['codebase://symbol/{name}', 'codebase://{x}', ''];

/** Makes requests by chance. Cursors that answers have given come back in later ones. */
export class RequestMaker {
  readonly #random: Random;
  readonly #here: Surroundings;
  readonly #seen: { readonly tool: string; readonly args: object; readonly cursor: string }[] = [];
  readonly #hashes: string[] = [];

  constructor(random: Random, here: Surroundings) {
    this.#random = random;
    this.#here = here;
  }

  next(): FuzzRequest {
    const random = this.#random;
    if (this.#chance(12)) return this.#otherRequest();
    if (this.#seen.length > 0 && this.#chance(20)) {
      const { tool, args, cursor } = random.pick(this.#seen);
      const others = this.#chance(5) ? this.#arguments(shapeOf(tool)) : args;
      return callOf(this.#chance(10) ? random.pick(SHAPES).name : tool, { ...others, cursor });
    }
    if (this.#chance(60)) return callOf(this.#text(), {});
    let shape = random.pick(SHAPES);
    while (DEAR_TOOLS.has(shape.name) && !this.#chance(DEAR_EVERY)) shape = random.pick(SHAPES);
    return callOf(shape.name, this.#arguments(shape));
  }

  /** Takes from an answer what later calls can use. */
  learn({ params }: FuzzRequest, text: string): void {
    const cursor = /(?:more: cursor=|"next_cursor":")([\w+/=.-]+)/.exec(text)?.[1];
    if (cursor !== undefined && this.#seen.length < 200)
      this.#seen.push({ tool: String(params['name']), args: params['arguments'] as object, cursor });
    const hash = / hash (\w+)/.exec(text)?.[1];
    if (hash !== undefined) this.#hashes.push(hash);
  }

  #arguments({ properties, required }: ToolShape): Record<string, unknown> {
    const random = this.#random;
    const args: Record<string, unknown> = {};
    for (const [name, schema] of properties) {
      if (!(required.has(name) ? random.between(0, 19) > 0 : this.#chance(4))) continue;
      args[name] = this.#chance(25) ? this.#anything(3) : this.#valueOf(name, schema);
    }
    if (this.#chance(40))
      args[this.#chance(2) ? `${random.pick(properties)[0]}s` : this.#text()] = this.#anything(2);
    return args;
  }

  #valueOf(name: string, schema: z.core.JSONSchema.JSONSchema): unknown {
    const random = this.#random;
    const known = this.#known(name);
    if (known && !this.#chance(8)) return known(random);
    if (schema.enum) return random.pick(schema.enum);
    switch (schema.type) {
      case 'boolean':
        return this.#chance(2);
      case 'integer':
      case 'number':
        return this.#chance(2)
          ? random.between(schema.minimum ?? 0, Math.min(schema.maximum ?? 50, 5000))
          : random.pick(NUMBERS);
      case 'array': {
        const { items } = schema;
        const item = typeof items === 'object' && !Array.isArray(items) ? items : {};
        return Array.from({ length: random.between(0, 4) }, () =>
          this.#valueOf(name === 'traces' ? 'trace' : name, item),
        );
      }
      case 'object':
        return this.#anything(3);
      default:
        return this.#text();
    }
  }

  /** Values for arguments of this name, by what such an argument means in every tool. */
  #known(name: string): Make | undefined {
    const { root, projects, files, symbols } = this.#here;
    const path: Make = (random) =>
      random.pick([
        ...files,
        ...files,
        ...files.map((file) => `${root}/${file}`),
        ...files.map((file) => file.replaceAll('/', '\\')),
        ...PATHS,
      ]);
    const symbol: Make = (random) =>
      this.#chance(6) ? `${random.pick(files)}:${random.between(0, 30)}` : random.pick(symbols);
    switch (name) {
      case 'function_name':
      case 'qualified_name':
      case 'symbol':
      case 'from':
      case 'to':
      case 'target':
        return symbol;
      case 'query':
        return (random) => (this.#chance(2) ? randomQuery(random) : random.pick([...WORDS, ...symbols]));
      case 'pattern':
      case 'name_pattern':
      case 'qn_pattern':
      case 'path_filter':
        return (random) => random.pick([...PATTERNS, ...symbols]);
      case 'file_pattern':
        return (random) => random.pick([...GLOBS, ...files]);
      case 'file':
      case 'path':
      case 'paths':
      case 'files':
        return path;
      case 'since':
      case 'commit':
      case 'base_branch':
        return (random) => random.pick(REVISIONS);
      case 'project':
      case 'repo_path':
        return (random) => random.pick(projects);
      case 'trace':
        return (random) => (this.#chance(4) ? this.#anything(4) : random.pick(TRACES));
      case 'hash':
        return (random) => random.pick([...this.#hashes.slice(-3), 'x', 'a'.repeat(40)]);
      case 'wait_ms':
      case 'wait_fresh_ms':
        return (random) => random.between(0, 5);
      default:
        return undefined;
    }
  }

  #otherRequest(): FuzzRequest {
    const random = this.#random;
    const { symbols } = this.#here;
    const name = this.#chance(8) ? this.#anything(2) : random.pick(symbols);
    switch (random.between(0, 6)) {
      case 0:
      case 1: {
        const args = Object.fromEntries(
          PROMPT_ARGUMENTS.filter(() => this.#chance(3)).map((each) => [
            each,
            this.#chance(10) ? this.#anything(2) : random.pick([...WORDS, ...REVISIONS, ...GLOBS]),
          ]),
        );
        return { method: 'prompts/get', params: { name: random.pick(PROMPTS), arguments: args } };
      }
      case 2:
      case 3: {
        const uri = this.#chance(2)
          ? `codebase://symbol/${encodeURIComponent(random.pick(symbols))}`
          : random.pick([...ADDRESSES, ...ODD_TEXTS]);
        return { method: 'resources/read', params: { uri } };
      }
      case 4:
        return {
          method: 'completion/complete',
          params: {
            ref: { type: 'ref/resource', uri: random.pick(TEMPLATES) },
            argument: {
              name: random.pick(['name', 'x']),
              value: String(name).slice(0, random.between(0, 8)),
            },
          },
        };
      case 5:
        return {
          method: random.pick([
            'tools/list',
            'prompts/list',
            'resources/list',
            'resources/templates/list',
            'ping',
            'nothing/at/all',
          ]),
          params: this.#chance(3) ? { cursor: this.#anything(1) } : {},
        };
      default:
        return { method: 'tools/call', params: { name, arguments: this.#anything(2) } };
    }
  }

  #text(): string {
    const { symbols, files } = this.#here;
    return this.#random.pick([...ODD_TEXTS, ...PATTERNS, ...WORDS, ...symbols, ...files]);
  }

  #anything(depth: number): unknown {
    const random = this.#random;
    switch (random.between(0, depth > 0 ? 6 : 4)) {
      case 0:
        return null;
      case 1:
        return this.#chance(2);
      case 2:
        return random.pick(NUMBERS);
      case 3:
      case 4:
        return this.#text();
      case 5:
        return Array.from({ length: random.between(0, 5) }, () => this.#anything(depth - 1));
      default:
        return Object.fromEntries(
          Array.from({ length: random.between(0, 3) }, () => [this.#text(), this.#anything(depth - 1)]),
        );
    }
  }

  /** True once in so many times. */
  #chance(times: number): boolean {
    return this.#random.between(1, times) === 1;
  }
}

function callOf(name: string, args: unknown): FuzzRequest {
  return { method: 'tools/call', params: { name, arguments: args } };
}

function shapeOf(tool: string): ToolShape {
  return SHAPES.find(({ name }) => name === tool) ?? SHAPES[0]!;
}
