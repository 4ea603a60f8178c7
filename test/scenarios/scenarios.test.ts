// Scenarios as text: files of a project, edits, tool calls and what they answer. Each .txt beside this file is one test
// against the built product; UPDATE=1 writes the answers that came.
//
//   first line: the sentence that the scenario proves
//   -- path --                     a file, or its new text
//   -- delete path --              -- rename old new --
//   -- index --                    brings the index up to date
//   -- commit --                   commits all files to a repository of git
//   -- call tool {"arg":1} --      the answer follows; its last line, the freshness stamp, is left out

import assert from 'node:assert/strict';
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
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

/** Does one step and returns its text as it came. */
async function runStep(product: Product, { head, body }: Step): Promise<string> {
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
      await product.get(['index', product.root, '--json']);
      return body;
    case 'call': {
      const argument = JSON.parse(head.slice(`call ${first} `.length)) as Record<string, unknown>;
      const pairs = Object.entries(argument).flatMap(([name, value]) => [
        '--arg',
        `${name}=${JSON.stringify(value)}`,
      ]);
      const answer = await product.get(['query', first, '--folder', product.root, ...pairs]);
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
    for (const step of steps) seen.push(`-- ${step.head} --\n${await runStep(product, step)}`);
    const wanted = steps.map(({ head, body }) => `-- ${head} --\n${body}`);
    if (process.env['UPDATE'] === '1') writeFileSync(file, `${title}\n${seen.join('')}`);
    else assert.equal(seen.join(''), wanted.join(''));
  });
}
