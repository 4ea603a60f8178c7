// Repositories that use each other, indexed and exported in this process.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { exportCommit } from '../../server/fleet/exportCommit.ts';
import type { ExportedCommit } from '../../server/fleet/messages.ts';
import { commitAll } from '../discover/repository.ts';
import { makeFolder, MAKER, TeamTree } from '../team/teamTree.ts';
import { fleetPackage } from './engines.ts';

/** A library, one that extends and hands on what is in it, two services, and a library of another language with its user. */
export const TREES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  tools: {
    'package.json': JSON.stringify({ name: 'tools', version: '1.2.3', main: 'index.js' }),
    'index.js': [
      "const { Core, helper } = require('./lib/core');",
      'exports.Core = Core;',
      'exports.assist = helper;',
      'exports.own = function own() { return new Core(); };',
      "exports.old = require('./lib/core').old;",
      'exports.idle = function idle() {};',
    ].join('\n'),
    'lib/core.js': [
      'class Core {',
      '  run(x) { return helper(x); }',
      '  rest() {}',
      '}',
      'function helper(x) { return x; }',
      '/** @deprecated use helper */',
      'function old() { return 1; }',
      'module.exports = { Core, helper, old };',
    ].join('\n'),
    CODEOWNERS: '* @org/tools\n/lib/ @org/core @org/base\n',
  },
  shapes: {
    'package.json': JSON.stringify({
      name: '@org/shapes',
      version: '2.0.0',
      type: 'module',
      exports: { '.': './dist/index.js', './util': './dist/util.js' },
      dependencies: { tools: '^1.0.0' },
    }),
    'src/index.ts': [
      "export * from './one.ts';",
      "export { two as zwei } from './util.ts';",
      "export { default } from './one.ts';",
      "export { assist } from 'tools';",
    ].join('\n'),
    'src/one.ts': [
      "import { Core, assist } from 'tools';",
      'export interface Shape { area(): number }',
      'export function one(): number { return new Core().run(assist(1)); }',
      'export class Box implements Shape { area() { return one(); } }',
      'export default class Main extends Core { go(): number { return this.run(2); } }',
    ].join('\n'),
    'src/util.ts': 'export const two = () => 2;\nexport function three() { return two(); }\n',
  },
  service: {
    'package.json': JSON.stringify({
      name: 'service',
      version: '0.1.0',
      dependencies: { '@org/shapes': '^2.0.0', tools: '^1.0.0' },
    }),
    'a.ts': [
      "import Main, { one, zwei, Box, assist, type Shape } from '@org/shapes';",
      "import { three } from '@org/shapes/util';",
      "import { old } from 'tools';",
      'export function useAll(s: Shape): number {',
      '  const m = new Main(); m.go(); m.run(1);',
      '  new Box().area(); s.area(); old(); assist(3);',
      '  return one() + zwei() + three();',
      '}',
    ].join('\n'),
    '.github/CODEOWNERS': '* @org/service\n',
  },
  legacy: {
    'package.json': JSON.stringify({ name: 'legacy', version: '9.0.0', dependencies: { tools: '~0.9.0' } }),
    'main.js': [
      "const tools = require('tools');",
      'module.exports.go = function go() {',
      '  tools.old();',
      '  return tools.own().run(1);',
      '};',
    ].join('\n'),
  },
  snakes: {
    'pyproject.toml': '[project]\nname = "snakes"\nversion = "3.1"\ndependencies = ["requests>=2.0,<3"]\n',
    'src/snakes/__init__.py': 'from .core import Engine, start\n',
    'src/snakes/core.py': [
      'class Base:',
      '    def stop(self): pass',
      'class Engine(Base):',
      '    def run(self): self.stop()',
      'def start(): Engine().run()',
    ].join('\n'),
  },
  charmer: {
    'pyproject.toml': '[project]\nname = "charmer"\nversion = "1"\ndependencies = ["snakes>=3"]\n',
    'b.py': [
      'from snakes import Engine, start',
      'def go():',
      '    engine = Engine()',
      '    engine.run()',
      '    engine.stop()',
      '    start()',
    ].join('\n'),
  },
};

/** A tree that is indexed, and exported as often as it is asked. */
export class FleetTree {
  readonly name: string;
  readonly tree: TeamTree;

  constructor(t: TestContext, name: string, files: Readonly<Record<string, string>>) {
    this.name = name;
    this.tree = new TeamTree(t);
    this.tree.write(files);
    commitAll(this.tree.root);
  }

  /** Commits what was written since. */
  commit(): void {
    commitAll(this.tree.root);
  }

  async export(data: string, signal = new AbortController().signal): Promise<ExportedCommit> {
    const { tree } = this;
    await tree.index();
    const file = join(tree.base, 'copy.db');
    for (const beside of ['', '-sums']) rmSync(file + beside, { force: true });
    cpSync(tree.database, file);
    const { assetsDir, exclude, maxFileSizeBytes, cache, entryFile } = tree.options;
    const scratch = join(tree.base, 'scratch');
    mkdirSync(scratch, { recursive: true });
    return exportCommit(
      {
        type: 'export',
        root: tree.root,
        file,
        data,
        repository: this.name,
        isAnyTree: false,
        entryFile,
        cache: { pulled: '', ...cache! },
        scratch,
        excludedDirs: [],
        sources: { assetsDir, exclude, maxFileSizeBytes },
        maker: MAKER,
      },
      signal,
    );
  }
}

/** The folder with the data of some trees. */
export async function exportTrees(
  t: TestContext,
  trees: Readonly<Record<string, Readonly<Record<string, string>>>> = TREES,
): Promise<string> {
  const data = join(makeFolder(t), 'data');
  for (const [name, files] of Object.entries(trees)) await new FleetTree(t, name, files).export(data);
  return data;
}

/** What DuckDB says to a query, one text per row. */
export async function askFiles(sql: string): Promise<string[]> {
  interface Engine {
    readonly DuckDBInstance: {
      create(path: string): Promise<{
        connect(): Promise<{ runAndReadAll(sql: string): Promise<{ getRowsJson(): unknown[][] }> }>;
      }>;
    };
  }
  const { DuckDBInstance } = createRequire(join(fleetPackage, 'package.json'))('@duckdb/node-api') as Engine;
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowsJson().map((row) => row.join(' '));
}
