// Scenarios as text: files of a project, edits, tool calls and what they answer. Each .txt beside this file is one test
// against the built product; UPDATE=1 writes the answers that came.
//
//   first line: the sentence that the scenario proves
//   -- path --                     a file, or its new text
//   -- delete path --              -- rename old new --
//   -- index --                    brings the index up to date; before the first call that is done unasked
//   -- commit --                   commits all files to a repository of git
//   -- call tool {"arg":1} --      the answer follows; its last line, the freshness stamp, is left out

import assert from 'node:assert/strict';
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadVersion } from '../../server/entry.ts';
import type { RpcConnection } from '../../server/rpc/client.ts';
import { dialServer } from '../../server/serve/dial.ts';
import { commitAll } from '../discover/repository.ts';
import { Product } from '../acceptance/support/product.ts';

interface Step {
  readonly head: string;
  readonly body: string;
}

function parseScenario(text: string): { title: string; steps: Step[] } {
  const [title = '', ...parts] = text.split(/^-- (.+) --\n/m);
  const steps: Step[] = [];
  for (let at = 0; at < parts.length; at += 2)
    steps.push({ head: parts[at] ?? '', body: parts[at + 1] ?? '' });
  return { title: title.trim(), steps };
}

/** The server of a project, as the commands `index` and `query` use it, without a process for each question. */
class ProjectServer {
  readonly #product: Product;
  #connection: RpcConnection | undefined;

  constructor(product: Product) {
    this.#product = product;
    product.defer(() => this.#connection?.close());
  }

  /** Starts the server when there is none. */
  async index(): Promise<void> {
    await this.#product.get(['index', this.#product.root, '--json']);
    this.#connection ??= await dialServer(this.#product.discovery, loadVersion(), 'cli');
  }

  async call(tool: string, args: Readonly<Record<string, unknown>>): Promise<string> {
    if (!this.#connection) await this.index();
    const result = await this.#connection!.request('query/run', { tool, arguments: args });
    const text = result.content.map((part) => part.text).join('\n');
    if (result.isError) throw new Error(`${tool}: ${text}`);
    return text;
  }
}

/** Does one step and returns its text as it came. */
async function runStep(product: Product, server: ProjectServer, { head, body }: Step): Promise<string> {
  const [verb = '', first = '', second = ''] = head.split(' ');
  switch (verb) {
    case 'delete':
      rmSync(join(product.root, first));
      return body;
    case 'rename':
      renameSync(join(product.root, first), join(product.root, second));
      return body;
    case 'commit':
      commitAll(product.root);
      return body;
    case 'index':
      await server.index();
      return body;
    case 'call': {
      const args = JSON.parse(head.slice(`call ${first} `.length)) as Record<string, unknown>;
      const answer = await server.call(first, args);
      return `${answer.replace(/\n?\[.*\]\s*$/, '').trimEnd()}\n\n`;
    }
    default:
      product.write(head, body);
      return body;
  }
}

for (const name of readdirSync(import.meta.dirname).filter((file) => file.endsWith('.txt'))) {
  const file = join(import.meta.dirname, name);
  const { title, steps } = parseScenario(readFileSync(file, 'utf8'));
  test(title, async (t) => {
    const product = new Product(t);
    product.environment['CBM_TOOLS_PROFILE'] = 'full';
    const seen: string[] = [];
    const server = new ProjectServer(product);
    for (const step of steps) seen.push(`-- ${step.head} --\n${await runStep(product, server, step)}`);
    const wanted = steps.map(({ head, body }) => `-- ${head} --\n${body}`);
    if (process.env['UPDATE'] === '1') writeFileSync(file, `${title}\n${seen.join('')}`);
    else assert.equal(seen.join(''), wanted.join(''));
  });
}
