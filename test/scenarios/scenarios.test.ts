// Scenarios as text: files of a project, edits, tool calls and what they answer. Each .txt beside this file is one test
// of the tools, over a real index that takes the edits in; UPDATE=1 writes the answers that came.
//
//   first line: the sentence that the scenario proves
//   -- path --                     a file, or its new text
//   -- delete path --              -- rename old new --
//   -- index --                    brings the index up to date; before the first call that is done unasked
//   -- commit --                   commits all files to a repository of git
//   -- call tool {"arg":1} --      the answer follows; its last line, the freshness stamp, is left out

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { createQueries } from '../../server/queries/client.ts';
import { commitAll } from '../discover/repository.ts';
import { Mirror } from '../incremental/mirror.ts';
import { serveTools } from '../mcp/toolsWorkspace.ts';
import type { ServedTools } from '../mcp/toolsWorkspace.ts';
import { temporaryDirectory } from '../store/graphBuilder.ts';

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

/** A project, its index and the tools over it. */
class Project {
  readonly root: string;
  readonly #mirror: Mirror;
  readonly #tools: ServedTools;
  #isIndexed = false;

  constructor(t: TestContext) {
    const directory = temporaryDirectory(t);
    this.root = join(directory, 'project');
    mkdirSync(this.root);
    this.#mirror = new Mirror(this.root);
    t.after(() => this.#mirror.close());
    const ask = (query: string, input: unknown) => this.#mirror.ask(query, input);
    const queries = createQueries({ ask });
    this.#tools = serveTools({
      root: this.root,
      directory,
      queries,
      readOneState: (read) => read(queries),
    });
    this.#tools.facts.profile = 'full';
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  async index(): Promise<void> {
    this.#isIndexed = true;
    await this.#mirror.update();
  }

  async call(tool: string, args: Readonly<Record<string, unknown>>): Promise<string> {
    if (!this.#isIndexed) await this.index();
    const result = await this.#tools.callTool(tool, args);
    const text = result.content.map((part) => part.text).join('\n');
    if (result.isError) throw new Error(`${tool}: ${text}`);
    return text;
  }
}

/** Does one step and returns its text as it came. */
async function runStep(project: Project, { head, body }: Step): Promise<string> {
  const [verb = '', first = '', second = ''] = head.split(' ');
  switch (verb) {
    case 'delete':
      rmSync(join(project.root, first));
      return body;
    case 'rename':
      renameSync(join(project.root, first), join(project.root, second));
      return body;
    case 'commit':
      commitAll(project.root);
      return body;
    case 'index':
      await project.index();
      return body;
    case 'call': {
      const args = JSON.parse(head.slice(`call ${first} `.length)) as Record<string, unknown>;
      const answer = await project.call(first, args);
      return `${answer.replace(/\n?\[.*\]\s*$/, '').trimEnd()}\n\n`;
    }
    default:
      project.write(head, body);
      return body;
  }
}

for (const name of readdirSync(import.meta.dirname).filter((file) => file.endsWith('.txt'))) {
  const file = join(import.meta.dirname, name);
  const { title, steps } = parseScenario(readFileSync(file, 'utf8'));
  test(title, async (t) => {
    const project = new Project(t);
    const seen: string[] = [];
    for (const step of steps) seen.push(`-- ${step.head} --\n${await runStep(project, step)}`);
    const wanted = steps.map(({ head, body }) => `-- ${head} --\n${body}`);
    if (process.env['UPDATE'] === '1') writeFileSync(file, `${title}\n${seen.join('')}`);
    else assert.equal(seen.join(''), wanted.join(''));
  });
}
