// Fuzz of what a session can ask: requests by chance to a live server, each judged by its answer and by what it cost, and the
// workspace, the home folder and the server compared before and after.
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { Agent, request } from 'node:http';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { TOOL_BUDGET_MS } from '../../server/mcp/policy.ts';
import { TOOLS } from '../../server/mcp/tools/index.ts';
import type { Discovery } from '../../server/ownership/discovery.ts';
import { commitAll } from '../discover/repository.ts';
import { CODE_ENGINE, createSandbox, isRunning } from '../process/support/sandbox.ts';
import { createRandom } from '../torture/random.ts';
import { RequestMaker } from './toolCalls.ts';
import type { FuzzRequest } from './toolCalls.ts';

/** What a call may take beyond the time that its tool has. */
const GRACE_MS = 100;
/** No error needs more to say what is wrong and what would be right. */
const MAX_ERROR_TOKENS = 1500;
/** Of the budget of an answer, see docs/TOKENS.md. */
const BUDGET_SLACK = 1.1;
const MAX_FAULTS = 40;
const SLOWEST = 12;

/** What one request came to. */
interface Outcome {
  readonly request: FuzzRequest;
  /** CPU of the server's main thread, which is what others wait for; undefined where the kernel does not tell. */
  readonly mainCpuMs: number | undefined;
  readonly cpuMs: number | undefined;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

const FILES: Readonly<Record<string, string>> = {
  'shop/__init__.py': 'from .cart import Cart\n',
  'shop/cart.py':
    'from .store import save\n\nRATE = 7\n\n\nclass Base:\n    def total(self):\n        return 0\n\n\nclass Cart(Base):\n    """What a customer wants to buy."""\n\n    def __init__(self):\n        self.items = []\n\n    def add(self, item):\n        self.items.append(item)\n        save(self)\n\n    def total(self):\n        return sum(self.items) * RATE\n',
  'shop/store.py': 'def save(cart):\n    return cart.total()\n\n\ndef unused():\n    return 1\n',
  'tests/test_cart.py': 'from shop.cart import Cart\n\n\ndef test_total():\n    assert Cart().total() == 0\n',
  'src/store.ts':
    'export interface Store { save(id: string): void }\nexport class MemoryStore implements Store {\n  save(id: string): void { log(id); }\n}\nfunction log(text: string): void { console.log(text); }\nexport const größe = (n: number): number => n + 1;\n',
  'src/app.js':
    "const { MemoryStore } = require('./store');\nexports.run = function run() { return new MemoryStore().save('a'); };\n",
  'cmd/main.go':
    'package main\n\ntype Server struct{}\n\nfunc (s *Server) Serve() { s.handle() }\nfunc (s *Server) handle() {}\n\nfunc main() { (&Server{}).Serve() }\n',
  'lib/list.c': 'static int add(int a, int b) { return a + b; }\nint total(int n) { return add(n, 1); }\n',
  'go.mod': 'module example.com/shop\n\ngo 1.19\n',
  'package.json': '{"name":"shop","bin":"src/app.js","scripts":{"test":"node --test"}}\n',
  'README.md': '# Shop\n\nThe cart keeps items; total() adds them up.\n',
  'docs/adr/0001-one-cart.md': '# 1. One cart\n\n## Status\n\nAccepted\n\n## Context\n\nText.\n',
  'conf/app.yaml': 'cart:\n  rate: 7\n',
  'notes äöü.txt': 'save the cart\n',
};

const SYMBOLS = [
  'Cart.total',
  'shop.cart.Cart.total',
  'shop/cart.py:Cart.add',
  'total',
  'save',
  'Store',
  'Store.save',
  'MemoryStore#save',
  '(*Server).Serve',
  'Server.handle',
  'main',
  'add',
  'RATE',
  'größe',
  'src/store.ts:3',
  'log',
  'unused',
  'nothing.like.it',
  'Base',
  'shop',
  'console.log',
  'Totl',
  '::',
  'a.b.c.d',
];

/** Sends `calls` requests, one after another, and asserts what the head of this file says. The seed repeats them. */
export async function fuzzTools(
  t: TestContext,
  { calls, seed }: { readonly calls: number; readonly seed: number },
): Promise<void> {
  const sandbox = createSandbox(t);
  const base = dirname(sandbox.root);
  const [home, neighbour, scratch] = [join(base, 'home'), join(base, 'neighbour'), join(base, 'tmp')];
  for (const folder of [home, neighbour, scratch]) mkdirSync(folder);
  writeFileSync(join(home, '.gitconfig'), '');
  writeFileSync(join(neighbour, 'other.py'), 'def elsewhere():\n    return 1\n');
  for (const [path, text] of Object.entries(FILES)) sandbox.write(path, text);
  commitAll(sandbox.root);
  appendFileSync(join(sandbox.root, 'shop/store.py'), '\n\ndef fresh():\n    return save(None)\n');
  rmSync(join(sandbox.root, 'conf/app.yaml'));
  sandbox.write('src/new.ts', 'export function fresh(): number { return 1; }\n');
  Object.assign(sandbox.environment, CODE_ENGINE, {
    HOME: home,
    USERPROFILE: home,
    TMPDIR: scratch,
    CBM_TOOLS_PROFILE: 'full',
    CBM_IDLE_EXIT_MS: '600000',
  });
  await sandbox.run(['index', sandbox.root]);
  await using _neighbour = {
    [Symbol.asyncDispose]: async () => void (await sandbox.run(['stop', neighbour])),
  };
  const { pid, epoch } = sandbox.discovery();
  using client = new RawClient(sandbox.discovery());
  const before = listContents(base, sandbox.cacheRoot);

  const maker = new RequestMaker(createRandom(seed), {
    root: sandbox.root,
    symbols: SYMBOLS,
    files: Object.keys(FILES),
    projects: [
      '',
      'project',
      sandbox.root,
      `${sandbox.root}/src`,
      '/',
      home,
      neighbour,
      'neighbour',
      'nobody',
      '..',
      join(base, 'absent'),
    ],
  });
  /** The first of each kind. */
  const faults = new Map<string, string>();
  const outcomes: Outcome[] = [];
  const counts = new Map<string, number>();
  for (let number = 0; number < calls && faults.size < MAX_FAULTS; number++) {
    const one = maker.next();
    const [mainBefore, allBefore] = [readMainCpu(pid), readCpu(pid)];
    const answer = await client.send(one);
    const [mainAfter, allAfter] = [readMainCpu(pid), readCpu(pid)];
    const mainCpuMs =
      mainAfter === undefined || mainBefore === undefined ? undefined : mainAfter - mainBefore;
    outcomes.push({
      request: one,
      mainCpuMs,
      cpuMs: allAfter === undefined || allBefore === undefined ? undefined : allAfter - allBefore,
    });
    const { outcome, text, fault } = judge(one, answer);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    const told =
      (mainCpuMs ?? 0) > TOOL_BUDGET_MS + GRACE_MS ? `${mainCpuMs} ms of CPU in the main thread` : fault;
    const kind = `${one.method} ${String(one.params['name'])} ${told?.replaceAll(/\d+/g, '')}`;
    if (told !== undefined && !faults.has(kind))
      faults.set(kind, `${describe(one)}\n  ${told}\n  ${text.slice(0, 600)}`);
    maker.learn(one, text);
  }
  t.diagnostic(
    [...counts]
      .sort(([, a], [, b]) => b - a)
      .map(([outcome, count]) => `${outcome} ${count}`)
      .join(', '),
  );
  for (const { request: one, mainCpuMs, cpuMs } of outcomes
    .toSorted((a, b) => (b.cpuMs ?? 0) - (a.cpuMs ?? 0))
    .slice(0, SLOWEST))
    t.diagnostic(
      `${cpuMs?.toFixed(0)} ms CPU, ${mainCpuMs?.toFixed(0)} of the main thread: ${describe(one).slice(0, 200)}`,
    );
  assert.equal([...faults.values()].join('\n\n'), '');
  assert.ok(isRunning(pid), 'the server is gone');
  assert.equal(sandbox.discovery().epoch, epoch);
  assert.deepEqual(
    sandbox.log().filter(({ level }) => level === 'error'),
    [],
  );
  assert.deepEqual(listContents(base, sandbox.cacheRoot), before);
}

/** What became of a request in a word, the text of its answer, and what is wrong with that, if anything. */
function judge(
  one: FuzzRequest,
  { status, body }: Answer,
): { outcome: string; text: string; fault?: string } {
  let message: { error?: { code?: unknown; message?: unknown }; result?: Record<string, unknown> };
  try {
    message = JSON.parse(body) as typeof message;
  } catch {
    return { outcome: 'no JSON', text: body, fault: `HTTP ${status} with no JSON` };
  }
  const { error, result } = message;
  if (error) {
    const text = String(error.message);
    const isUseful = text.length >= 10 && error.code !== -32_603 && status < 500;
    return {
      outcome: `error ${String(error.code)}`,
      text,
      ...(isUseful ? {} : { fault: `error ${String(error.code)}, HTTP ${status}` }),
    };
  }
  if (!result || status !== 200)
    return { outcome: 'nothing', text: body, fault: `HTTP ${status} without a result` };
  if (!/^(?:tools\/call|prompts\/get|resources\/read)$/.test(one.method))
    return { outcome: one.method, text: readTexts(result) };
  if (one.method !== 'tools/call') {
    const said = readTexts(result);
    const slip = findTextFault(one, said);
    return { outcome: one.method, text: said, ...(slip === undefined ? {} : { fault: slip }) };
  }
  const text = readTexts(result);
  const isError = result['isError'] === true;
  const fault =
    findTextFault(one, text) ??
    findArgumentsFault(one, text) ??
    (isError ? findErrorFault(text) : findAnswerFault(one, text));
  return {
    outcome: isError ? (/^[A-Z_]+/.exec(text)?.[0] ?? 'ERROR') : 'answer',
    text,
    ...(fault === undefined ? {} : { fault }),
  };
}

function findTextFault({ params }: FuzzRequest, text: string): string | undefined {
  if (text.trim() === '') return 'an empty text';
  const sent = JSON.stringify(params);
  const slip = /\bundefined\b|\bNaN\b|\[object \w+\]/.exec(text)?.[0];
  return slip !== undefined && !sent.includes(slip) ? `says ${slip}` : undefined;
}

/** Arguments that the schema refuses are named by the error. */
function findArgumentsFault({ params }: FuzzRequest, text: string): string | undefined {
  const tool = TOOLS.find(
    ({ name, aliases }) => name === params['name'] || aliases.includes(String(params['name'])),
  );
  const parsed = tool?.inputSchema.safeParse(params['arguments']);
  if (!parsed || parsed.success) return undefined;
  // A project that is not there is said first.
  if (/^(?:NO_SUCH_PROJECT|UNKNOWN_PROJECT|AMBIGUOUS_PROJECT|ROOT_|BAD_ROOT|WRONG_REPOSITORY)/.test(text))
    return undefined;
  if (!text.includes('BAD_ARGUMENTS: ')) return 'takes arguments that the schema refuses';
  const named = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])],
  );
  const missing = named.find((name) => !text.includes(name.slice(0, 200)));
  return missing === undefined ? undefined : `does not name the argument ${JSON.stringify(missing)}`;
}

function findErrorFault(text: string): string | undefined {
  if (text.startsWith('INTERNAL')) return 'an error that nobody foresaw';
  if (!/^(?:\[workspace .*\]\n)?[A-Z][A-Z_]+: \S.{8,}/s.test(text))
    return 'an error without a code or a sentence';
  const tokens = countTokens(text);
  return tokens > MAX_ERROR_TOKENS ? `an error of ${tokens} tokens` : undefined;
}

function findAnswerFault({ params }: FuzzRequest, text: string): string | undefined {
  const args = params['arguments'] as Readonly<Record<string, unknown>>;
  const budget = typeof args['max_tokens'] === 'number' ? args['max_tokens'] : 3000;
  const tokens = countTokens(text);
  return tokens > budget * BUDGET_SLACK ? `${tokens} tokens for a budget of ${budget}` : undefined;
}

/** All texts in a result, one under another. */
function readTexts(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .filter(([key]) => !['type', 'mimeType', 'uri', 'role'].includes(key))
    .map(([, each]) => readTexts(each))
    .filter(Boolean)
    .join('\n');
}

function describe({ method, params }: FuzzRequest): string {
  const text = JSON.stringify(params);
  return `${method} ${text.length > 700 ? `${text.slice(0, 700)}… (${text.length})` : text}`;
}

/** Path and content of all that lies below a folder but the cache, and the decision records, which a tool is there to write. */
function listContents(base: string, cacheRoot: string): string[] {
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter(({ parentPath }) => !parentPath.startsWith(cacheRoot) && !/[/\\]docs[/\\]adr/.test(parentPath))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      if (entry.isSymbolicLink()) return `${path} -> ${readlinkSync(path)}`;
      return entry.isFile() ? `${path} ${hash('sha1', readFileSync(path))}` : path;
    })
    .sort();
}

/** CPU of a process's main thread so far, in milliseconds. */
function readMainCpu(pid: number): number | undefined {
  return readThreadCpu(pid, String(pid));
}

/** The same of all its threads that live. */
function readCpu(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => sum + (readThreadCpu(pid, thread) ?? 0), 0);
}

function readThreadCpu(pid: number, thread: string): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    // It has just ended.
    return undefined;
  }
}

/** Sends requests over one connection and returns what comes back, whatever it is. */
class RawClient implements Disposable {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #discovery: Discovery;
  #lastId = 0;

  constructor(discovery: Discovery) {
    this.#discovery = discovery;
  }

  send({ method, params }: FuzzRequest): Promise<Answer> {
    const { endpoint, token } = this.#discovery;
    this.#lastId += 1;
    const body = JSON.stringify({ jsonrpc: '2.0', id: this.#lastId, method, params });
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-11-25',
    };
    return new Promise((resolve, reject) => {
      const post = (): void => {
        const sent = request(endpoint, { method: 'POST', agent: this.#agent, headers }, (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (text += chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              body: text.startsWith('{') ? text : lastEvent(text),
            }),
          );
        });
        // A server closes a connection that rested for some seconds, perhaps just when it is used again.
        sent.on('error', (error: NodeJS.ErrnoException) =>
          sent.reusedSocket && error.code === 'ECONNRESET' ? post() : reject(error),
        );
        sent.end(body);
      };
      post();
    });
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}

/** The data of the last event of a stream. */
function lastEvent(stream: string): string {
  const lines = stream.split('\n').filter((line) => line.startsWith('data:'));
  return lines.at(-1)?.slice('data:'.length) ?? stream;
}
