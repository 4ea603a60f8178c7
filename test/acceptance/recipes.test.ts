// The recipes for CI that docs/ci/ has to copy: they are what their hosts read, and their steps, run here by a shell in a repository
// with a remote, do what they are there for. What only a host has (its actions, npm, docker) is a program that notes what it was asked.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type * as WorkflowParser from '@actions/workflow-parser';
import { validate } from 'dockerfile-utils';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { commitAll, git } from '../discover/repository.ts';
import { requireTool } from '../require.ts';
import { DOCKER_REGISTRY, startDockerRegistry } from '../team/dockerRegistry.ts';
import { Product, program } from './support/product.ts';
import type { Run } from './support/product.ts';

const skip = requireTool('bash', 'install it to run the recipes');
const recipes = join(import.meta.dirname, '..', '..', 'docs', 'ci');
const read = (name: string) => readFileSync(join(recipes, name), 'utf8');

const STORE = 'export function open() {}\nexport function close() {}\n';
const APP = "import { open, close } from './store.ts';\nopen();\nclose();\n";

/** A clone on which CI runs, with a remote, and with programs that stand for those of the host. */
class Runner extends Product {
  readonly remote: string;
  readonly temp: string;
  readonly noted: string;
  readonly #path: string;

  constructor(t: TestContext, remote?: string) {
    super(t);
    this.temp = join(this.base, 'temp');
    this.noted = join(this.base, 'noted');
    const bin = join(this.base, 'bin');
    for (const folder of [this.temp, bin]) mkdirSync(folder);
    const note = `#!/bin/sh\necho "$(basename "$0") $*" >> '${this.noted}'\n[ "$(basename "$0")" = npm ] || cat > /dev/null\n`;
    for (const name of ['npm', 'docker']) writeFileSync(join(bin, name), note, { mode: 0o755 });
    const launcher = `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`;
    writeFileSync(join(bin, 'codebase-memory'), launcher, { mode: 0o755 });
    this.#path = `${bin}:${this.environment['PATH']}`;
    if (remote === undefined) {
      this.remote = join(this.base, 'remote.git');
      this.write('store.ts', STORE);
      this.write('app.ts', APP);
      commitAll(this.root);
      git(this.base, 'init', '--quiet', '--bare', '--initial-branch=main', this.remote);
      git(this.root, 'remote', 'add', 'origin', this.remote);
      git(this.root, 'push', '--quiet', 'origin', 'main');
    } else {
      this.remote = remote;
      git(this.root, 'clone', '--quiet', remote, '.');
    }
    git(this.root, 'fetch', '--quiet', 'origin');
  }

  /** Takes away on a branch what is used, and commits that. */
  breakUse(): void {
    git(this.root, 'checkout', '--quiet', '-b', 'work');
    this.write('store.ts', STORE.replace('open', 'begin'));
    commitAll(this.root);
  }

  /** Runs a script as hosts do: it ends with the first command that fails. */
  shell(script: string, environment: Readonly<Record<string, string>>): Promise<Run> {
    return this.runProgram('bash', ['-e', '-c', script], { PATH: this.#path, ...environment });
  }

  get log(): string {
    return existsSync(this.noted) ? readFileSync(this.noted, 'utf8') : '';
  }
}

interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly jobs: {
    readonly check: { readonly env: Readonly<Record<string, string>>; readonly steps: readonly Step[] };
  };
}

/** Runs the steps of the workflow in their order; stops after one that fails, but for what is to be done always. */
async function runWorkflow(
  runner: Runner,
  expressions: Readonly<Record<string, string>>,
  place: string,
): Promise<{ failed: string | undefined; said: string }> {
  const { env, steps } = (parse(read('github.yml')) as Workflow).jobs.check;
  const fill = (texts: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [
        name,
        text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
          assert.ok(expression in expressions, expression);
          return expressions[expression]!;
        }),
      ]),
    );
  const common = { ...fill(env), CBM_TEAM_ARTIFACT: place, RUNNER_TEMP: runner.temp };
  let failed: string | undefined;
  let said = '';
  for (const { name = '', run, env: own, if: condition } of steps) {
    if (run === undefined) continue;
    const isWanted =
      condition === undefined
        ? failed === undefined
        : condition === 'always()' ||
          (failed === undefined &&
            condition === `github.event_name == '${expressions['github.event_name']}'`);
    if (!isWanted) continue;
    const { code, stdout, stderr } = await runner.shell(run, { ...common, ...fill(own) });
    said += stdout + stderr;
    if (code !== 0) failed ??= name;
  }
  return { failed, said };
}

const EVENT = {
  'vars.CODEBASE_MEMORY_PACKAGE': 'https://example.com/codebase-memory.tgz',
  'github.repository': 'team/shop',
  'secrets.GITHUB_TOKEN': 'token',
  'github.actor': 'someone',
};

interface Sarif {
  readonly runs: readonly [{ readonly results: readonly { readonly ruleId: string }[] }];
}

const readSarif = (file: string) =>
  (JSON.parse(readFileSync(file, 'utf8')) as Sarif).runs[0].results.map(({ ruleId }) => ruleId);

/** What the parser of the host says against a workflow. Node alone does not load it: it imports JSON as only bundlers do. */
async function loadWorkflowCheck(folder: string): Promise<(content: string) => string[]> {
  const outfile = join(folder, 'workflowParser.cjs');
  const contents = "export { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';";
  await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
  });
  const parser = createRequire(outfile)(outfile) as typeof WorkflowParser;
  return (content) => {
    const file = { name: 'workflow.yml', content };
    const { context } = parser.parseWorkflow(file, new parser.NoOperationTraceWriter());
    return context.errors.getErrors().map(({ message }) => message);
  };
}

test(
  'the workflow for GitHub is one, pushes the index of main, and checks a branch from it',
  { skip },
  async (t) => {
    const runner = new Runner(t);
    const check = await loadWorkflowCheck(runner.base);
    assert.deepEqual(check(read('github.yml')), []);
    assert.ok(check(read('github.yml').replace('runs-on', 'runs-at')).length > 0);
    const place = existsSync(DOCKER_REGISTRY)
      ? `${await startDockerRegistry(t)}/team/index`
      : join(runner.base, 'place');
    const push = {
      ...EVENT,
      'github.event_name': 'push',
      'github.base_ref': '',
      'github.event.before': '0'.repeat(40),
    };
    runner.write('more.ts', "import { open } from './store.ts';\nopen();\n");
    commitAll(runner.root);
    git(runner.root, 'push', '--quiet', 'origin', 'main');
    const pushed = await runWorkflow(runner, push, place);
    assert.equal(pushed.failed, undefined, pushed.said);
    assert.match(pushed.said, /^Pushed +commit /m);
    assert.match(runner.log, /^npm install --global https:\/\/example\.com\/codebase-memory\.tgz$/m);
    assert.match(runner.log, /^docker login ghcr\.io --username someone --password-stdin$/m);
    assert.ok(existsSync(join(runner.temp, 'index.scip')));
    assert.deepEqual(readSarif(join(runner.temp, 'check.sarif')), []);

    const other = new Runner(t, runner.remote);
    other.breakUse();
    const request = {
      ...EVENT,
      'github.event_name': 'pull_request',
      'github.base_ref': 'main',
      'github.event.before': '',
    };
    const checked = await runWorkflow(other, request, place);
    assert.equal(checked.failed, 'Check', checked.said);
    assert.match(checked.said, /^Artifact +taken from commit .* 1 file differed$/m);
    assert.ok(readSarif(join(other.temp, 'check.sarif')).includes('removed-symbol'));
    assert.throws(() => other.discovery, /No server/, 'the last step stopped it');
  },
);

interface GitLab {
  readonly 'codebase-memory': {
    readonly before_script: readonly string[];
    readonly script: readonly string[];
    readonly after_script: readonly string[];
    readonly variables: Readonly<Record<string, string>>;
    readonly artifacts: { readonly paths: readonly string[] };
  };
}

test('the job for GitLab checks a merge request and leaves what it says it does', { skip }, async (t) => {
  const job = (parse(read('gitlab.yml')) as GitLab)['codebase-memory'];
  const runner = new Runner(t);
  const base = git(runner.root, 'rev-parse', 'HEAD').trim();
  runner.breakUse();
  const docker = join(runner.temp, 'docker');
  const environment = {
    CODEBASE_MEMORY_PACKAGE: 'package.tgz',
    DOCKER_CONFIG: docker,
    CBM_TEAM_ARTIFACT: join(runner.base, 'place'),
    CI_REGISTRY: 'registry.example.com',
    CI_REGISTRY_USER: 'ci',
    CI_REGISTRY_PASSWORD: 'secret',
    CI_DEFAULT_BRANCH: 'main',
    CI_COMMIT_BRANCH: '',
    CI_COMMIT_BEFORE_SHA: '0'.repeat(40),
    CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
  };
  assert.equal(job.variables['GIT_DEPTH'], '0');
  const place = (lines: readonly string[]) => lines.join('\n').replaceAll('/tmp/', `${runner.temp}/`);
  const checked = await runner.shell(place([...job.before_script, ...job.script]), environment);
  assert.equal(checked.code, 1, checked.stderr);
  assert.match(checked.stdout, /app\.ts:2: error: .*\[removed-symbol\]/);
  assert.match(runner.log, /^npm install --global package\.tgz$/m);
  const { auths } = JSON.parse(readFileSync(join(docker, 'config.json'), 'utf8')) as {
    auths: Record<string, { auth: string }>;
  };
  assert.equal(Buffer.from(auths['registry.example.com']!.auth, 'base64').toString(), 'ci:secret');
  assert.equal((await runner.shell(place(job.after_script), environment)).code, 0);
  for (const path of job.artifacts.paths) assert.ok(existsSync(join(runner.root, path)), path);
});

test(
  'the step for Jenkins pushes on main and checks what came since the build before',
  { skip },
  async (t) => {
    const [, step = ''] = /sh '''\n([\s\S]*?)'''/.exec(read('Jenkinsfile')) ?? [];
    const runner = new Runner(t);
    const before = git(runner.root, 'rev-parse', 'HEAD').trim();
    runner.write('store.ts', `${STORE}export function extra() {}\n`);
    commitAll(runner.root);
    const place = join(runner.base, 'place');
    // Groovy reads the signs behind a backslash.
    const run = await runner.shell(step.replaceAll('\\\\', '\\'), {
      CODEBASE_MEMORY_PACKAGE: 'package.tgz',
      CBM_TEAM_ARTIFACT: place,
      WORKSPACE_TMP: runner.temp,
      REGISTRY: 'registry.example.com',
      REGISTRY_USER: 'ci',
      REGISTRY_TOKEN: 'secret',
      BRANCH_NAME: 'main',
      GIT_PREVIOUS_COMMIT: before,
    });
    assert.equal(run.code, 1, run.stderr);
    assert.match(run.stdout, /^Pushed +commit /m);
    assert.equal(readdirSync(join(place, 'manifests')).length, 1);
    assert.deepEqual(readSarif(join(runner.temp, 'check.sarif')), ['dead-export']);
    assert.match(run.stderr, /^Stopped the server/m);
  },
);

test('the hook refuses a commit that breaks a use, and lets others pass', { skip }, async (t) => {
  const runner = new Runner(t);
  writeFileSync(join(runner.root, '.git', 'hooks', 'pre-commit'), read('pre-commit'), { mode: 0o755 });
  const commit = 'git -c user.name=a -c user.email=a@example.com commit --quiet --all --message more';
  runner.write('store.ts', `// Here it begins.\n${STORE}`);
  const fine = await runner.shell(commit, {});
  assert.equal(fine.code, 0, fine.stderr);
  runner.write('store.ts', STORE.replace('open', 'begin'));
  const refused = await runner.shell(commit, {});
  assert.equal(refused.code, 1);
  assert.match(refused.stdout + refused.stderr, /app\.ts:2: error: .*\[removed-symbol\]/);
  const { repos } = parse(read('pre-commit-config.yaml')) as {
    repos: readonly [{ repo: string; hooks: readonly [{ entry: string; language: string }] }];
  };
  assert.deepEqual([repos[0].repo, repos[0].hooks[0].language], ['local', 'system']);
  assert.equal((await runner.shell(repos[0].hooks[0].entry, {})).code, 1);
});

test(
  'the image is well formed, and its one command indexes the folder and ends all it started',
  { skip },
  async (t) => {
    const text = read('Dockerfile');
    assert.deepEqual(
      validate(text).map(({ message }) => message),
      [],
    );
    assert.ok(validate(text.replace('WORKDIR /work', 'WORKDIR')).length > 0);
    const command = JSON.parse(/^CMD (.*)$/m.exec(text)![1]!) as string[];
    const runner = new Runner(t);
    const run = await runner.shell(command.at(-1)!.replaceAll('/work', runner.root), {});
    assert.equal(run.code, 0, run.stderr);
    assert.match(run.stdout, /^Indexed +2 files/m);
    assert.throws(() => runner.discovery, /No server/);
    // What the build copies is let through.
    const allowed = new Set(
      read('Dockerfile.dockerignore')
        .split('\n')
        .filter((line) => line.startsWith('!'))
        .map((line) => line.slice(1)),
    );
    for (const name of [
      'server',
      'extension',
      'scripts',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'media',
      'l10n',
    ])
      assert.ok(allowed.has(name), name);
  },
);
