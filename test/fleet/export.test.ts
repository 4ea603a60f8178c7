// Commits as Parquet files: what is in them, and that none is ever seen by half.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { listCommits, openCommit, pathOf } from '../../server/fleet/dataFolder.ts';
import { TABLE_NAMES } from '../../server/fleet/tables.ts';
import { makeFolder } from '../team/teamTree.ts';
import { withoutEngines } from './engines.ts';
import { askFiles, exportTrees, FleetTree, TREES } from './fleetTrees.ts';

const skip = withoutEngines;

test('what one repository uses of another is a name that the other offers', { skip }, async (t) => {
  const data = await exportTrees(t);
  const links = await askFiles(
    `SELECT DISTINCT e.repository, e.kind, e.package, e.name, '->', n.repository, n.path, n.line, n.kind
     FROM '${data}/*/*/edges-*.parquet' e LEFT JOIN '${data}/*/*/names-*.parquet' n
       ON n.name_key = e.target_key AND n.symbol_key <> 0
     WHERE e.outside = 1 ORDER BY ALL`,
  );
  assert.deepEqual(links, [
    'charmer CALLS snakes Engine -> snakes src/snakes/core.py 3 Class',
    'charmer CALLS snakes Engine.run -> snakes src/snakes/core.py 4 Method',
    'charmer CALLS snakes Engine.stop -> snakes src/snakes/core.py 2 Method',
    'charmer CALLS snakes start -> snakes src/snakes/core.py 5 Function',
    'charmer IMPORTS snakes  -> snakes src/snakes/__init__.py 1 Module',
    'legacy CALLS tools old -> tools index.js 5 Variable',
    'legacy CALLS tools old -> tools lib/core.js 7 Function',
    'legacy CALLS tools own -> tools index.js 4 Function',
    'legacy CALLS tools own.run -> tools lib/core.js 2 Method',
    'legacy IMPORTS tools  -> tools index.js 1 Module',
    'service CALLS @org/shapes  -> shapes src/one.ts 5 Class',
    'service CALLS @org/shapes Box -> shapes src/one.ts 4 Class',
    'service CALLS @org/shapes Box.area -> shapes src/one.ts 4 Method',
    'service CALLS @org/shapes Shape.area -> shapes src/one.ts 2 Method',
    // What a third package has is found by the rows that say that it is handed on.
    'service CALLS @org/shapes assist ->    ',
    'service CALLS @org/shapes go -> shapes src/one.ts 5 Method',
    'service CALLS @org/shapes one -> shapes src/one.ts 3 Function',
    'service CALLS @org/shapes run ->    ',
    'service CALLS @org/shapes util.three -> shapes src/util.ts 2 Function',
    'service CALLS @org/shapes zwei -> shapes src/util.ts 1 Function',
    'service CALLS tools old -> tools index.js 5 Variable',
    'service CALLS tools old -> tools lib/core.js 7 Function',
    'service IMPORTS @org/shapes  -> shapes src/index.ts 1 Module',
    'service IMPORTS @org/shapes util -> shapes src/util.ts 1 Module',
    'service IMPORTS tools  -> tools index.js 1 Module',
    'shapes CALLS tools Core -> tools lib/core.js 1 Class',
    'shapes CALLS tools Core.run -> tools lib/core.js 2 Method',
    'shapes CALLS tools assist -> tools index.js 3 Variable',
    'shapes CALLS tools assist -> tools lib/core.js 5 Function',
    'shapes IMPORTS tools  -> tools index.js 1 Module',
    'shapes INHERITS tools Core -> tools lib/core.js 1 Class',
  ]);
  assert.deepEqual(
    await askFiles(
      `SELECT package, name, '->', other_package, other_name FROM '${data}/shapes/*/names-*.parquet'
       WHERE symbol_key = 0 ORDER BY ALL`,
    ),
    [
      '@org/shapes . -> tools Core.',
      '@org/shapes assist -> tools assist',
      '@org/shapes default. -> tools Core.',
    ],
  );
  assert.deepEqual(
    await askFiles(
      `SELECT DISTINCT path, owners FROM '${data}/tools/*/symbols-*.parquet' WHERE kind = 'Class' OR path = 'index.js'
       ORDER BY ALL`,
    ),
    ['index.js @org/tools', 'lib/core.js @org/base @org/core'],
  );
});

test(
  'members that are put onto functions and prototypes are names of their package, and so is all that a module hands on',
  { skip },
  async (t) => {
    const data = await exportTrees(t, {
      // No main, and an entry that pages get in place of it.
      makers: {
        'package.json': JSON.stringify({ name: 'makers', version: '1.0.0', browser: 'page.js' }),
        'index.js': [
          'function Maker() { if (!(this instanceof Maker)) return new Maker(); }',
          'Maker.prototype.make = function make() {};',
          'Maker.open = function open() {};',
          'function Plain() {}',
          'Plain.prototype = { run() {} };',
          'Maker.Plain = Plain;',
          'module.exports = Maker;',
        ].join('\n'),
        'page.js': 'module.exports = function page() {};',
      },
      hub: {
        'package.json': JSON.stringify({ name: 'hub', version: '1.0.0', type: 'module', main: 'index.js' }),
        'index.js': "export * from 'makers';\nexport * from './more.js';\n",
        'more.js': "export * as all from 'makers';\nexport * from 'shapes/two';\n",
      },
      user: {
        'package.json': JSON.stringify({ name: 'user', dependencies: { makers: '1' } }),
        'use.js': [
          "const Maker = require('makers');",
          'function use() { new Maker().make(); Maker().make(); Maker.open(); new Maker.Plain().run(); }',
        ].join('\n'),
      },
    });
    assert.deepEqual(
      await askFiles(
        `SELECT DISTINCT e.name, '->', n.path, n.line, n.kind
       FROM '${data}/*/*/edges-*.parquet' e LEFT JOIN '${data}/*/*/names-*.parquet' n
         ON n.name_key = e.target_key AND n.symbol_key <> 0
       WHERE e.outside = 1 AND e.kind = 'CALLS' ORDER BY ALL`,
      ),
      [
        ' -> index.js 1 Function',
        'Plain -> index.js 4 Function',
        'Plain.run -> index.js 5 Function',
        'make -> index.js 2 Function',
        'open -> index.js 3 Function',
      ],
    );
    assert.deepEqual(
      await askFiles(
        `SELECT DISTINCT name, '->', other_package, other_name FROM '${data}/hub/*/names-*.parquet'
       WHERE symbol_key = 0 AND name NOT LIKE 'index%' AND name NOT LIKE 'more%' ORDER BY ALL`,
      ),
      ['. -> makers .', '. -> shapes two.', 'all -> makers '],
    );
  },
);

test(
  'a commit is seen when its manifest is there, and a repeated export replaces it in one step',
  { skip },
  async (t) => {
    const data = join(makeFolder(t), 'data');
    const tree = new FleetTree(t, 'tools', TREES['tools']!);
    const { folder, commit } = await tree.export(data);
    const rows = (): Promise<string[]> => askFiles(`SELECT * FROM '${folder}/edges-*.parquet' ORDER BY ALL`);
    const before = await rows();
    assert.equal(before.length > 0, true);
    // Somebody who died before the end.
    writeFileSync(join(folder, 'edges-dead.parquet'), 'half');
    assert.equal(listCommits(data).length, 1);
    assert.equal(pathOf(listCommits(data)[0]!, 'edges').endsWith('edges-dead.parquet'), false);
    await tree.export(data);
    assert.deepEqual(
      readdirSync(folder).filter((name) => !name.includes('dead')).length,
      TABLE_NAMES.length + 1,
    );
    assert.deepEqual(
      await askFiles(`SELECT * FROM '${pathOf(listCommits(data)[0]!, 'edges')}' ORDER BY ALL`),
      before,
    );
    assert.equal(listCommits(data)[0]!.commit, commit);
    tree.tree.write({ 'lib/core.js': 'exports.other = 1;\n' });
    await assert.rejects(tree.export(data), /1 files are not as they were committed, such as lib\/core\.js/);
  },
);

test('a run that is given up leaves nothing', { skip }, async (t) => {
  const data = join(makeFolder(t), 'data');
  const tree = new FleetTree(t, 'tools', TREES['tools']!);
  const stopped = AbortSignal.abort(new Error('stopped'));
  await assert.rejects(tree.export(data, stopped));
  const left = existsSync(data) ? readdirSync(data, { recursive: true }).map(String) : [];
  assert.deepEqual(
    left.filter((name) => name.includes('parquet') || name.includes('manifest')),
    [],
  );
});

test('what is no data, or not as it was written, is refused with what to do', (t) => {
  const data = makeFolder(t);
  assert.throws(() => listCommits(join(data, 'none')), /is not there\. Write data into it with/);
  assert.throws(() => listCommits(data), /holds no commit\. Write one/);
  const place = openCommit(data, 'host/team/shop', 'c1');
  for (const table of TABLE_NAMES) writeFileSync(join(place.folder, place.fileOf(table)), table);
  assert.throws(() => listCommits(data), /holds no commit/);
  const said = { exportedAt: '2026-01-01T00:00:00.000Z', indexedAt: '', program: '1', uses: [], offers: [] };
  const rows = { repositories: 1, packages: 0, files: 0, symbols: 0, names: 0, edges: 0 };
  place.publish({ ...said, repository: 'host/team/shop', commit: 'c1', handsOn: [], notListed: [] }, rows);
  const commit = listCommits(data)[0]!;
  assert.equal(commit.repository, 'host/team/shop');
  writeFileSync(pathOf(commit, 'edges'), 'short');
  writeFileSync(join(place.folder, place.fileOf('edges')), 'cut');
  assert.throws(() => pathOf(commit, 'edges'), /has 3 bytes, not 5: export host\/team\/shop again/);
  const manifest = join(place.folder, 'manifest.json');
  const text = readFileSync(manifest, 'utf8');
  writeFileSync(manifest, text.replace('"schema":1', '"schema":99'));
  assert.throws(
    () => listCommits(data),
    /has tables of version 99, and this program reads 1: update the program/,
  );
  writeFileSync(manifest, text.replace('"schema":1', '"schema":0'));
  assert.throws(() => listCommits(data), /version 0, .* export that commit again/);
  writeFileSync(manifest, '{');
  assert.throws(() => listCommits(data), /is no manifest that can be read: export that commit again/);
});
