// A floor under the recall of our edges, on packages that are here anyway: calls that happen when they run, against the
// edges we have without running them. Larger truths are measured by `npm run accuracy`, see docs/ACCURACY.md.

import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, suite, test } from 'node:test';
import { findOurGraph } from '../../bench/accuracy/ourEdges.ts';
import { assetsDir } from '../../server/entry.ts';
import { recordExecutedCalls } from './executedCalls.ts';

/** `floor` lies a little below what was reached when it was set. */
const packages = [
  {
    name: 'semver',
    floor: 0.9,
    driver: `
      const semver = load();
      for (const a of ['1.2.3', '1.2.3-beta.2+build', '2.0.0-rc.1', '0.0.0']) {
        semver.parse(a); semver.valid(a); semver.clean('  =v' + a); semver.major(a); semver.prerelease(a);
        for (const b of ['1.2.4', '2.0.0']) {
          semver.compare(a, b); semver.rcompare(a, b); semver.diff(a, b); semver.gt(a, b); semver.cmp(a, '>=', b);
          semver.satisfies(a, '^1.2 || >=2.0.0-0 <3'); semver.compareBuild(a, b);
        }
        for (const kind of ['major', 'premajor', 'minor', 'patch', 'prerelease']) semver.inc(a, kind, 'beta');
      }
      semver.maxSatisfying(['1.2.3', '1.9.0'], '~1'); semver.minSatisfying(['1.2.3', '1.9.0'], '1.x');
      semver.minVersion('>1.2 <2'); semver.intersects('^1', '>=1.5'); semver.subset('^1.2', '^1');
      semver.simplifyRange(['1.0.0', '1.1.0', '2.0.0'], '1.0.0 || 1.1.0'); semver.coerce('v3.4'); semver.validRange('1 - 2');
      semver.sort(['2.0.0', '1.0.0']); semver.rsort(['2.0.0', '1.0.0']); semver.outside('1.0.0', '>2', '<');
    `,
  },
  {
    name: 'ignore',
    floor: 0.8,
    driver: `
      const ignore = load();
      const rules = ignore().add(['*.js', '!keep.js', 'build/', '/a/**/b', '[a-c]?.txt']).add(ignore().add('x'));
      for (const path of ['a.js', 'keep.js', 'build/x', 'a/1/2/b', 'b1.txt', 'src/y'])
        rules.ignores(path), rules.test(path), rules.checkIgnore(path);
      rules.filter(['a.js', 'b']); rules.createFilter()('a.js'); ignore.isPathValid('./a');
    `,
  },
  {
    name: 'vscode-jsonrpc',
    floor: 0.7,
    driver: `
      const { createMessageConnection, StreamMessageReader, StreamMessageWriter, RequestType, CancellationTokenSource } =
        require(require('node:path').join(__dirname, 'package', 'lib', 'node', 'main.js'));
      const { PassThrough } = require('node:stream');
      const [up, down] = [new PassThrough(), new PassThrough()];
      const server = createMessageConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
      const client = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
      const add = new RequestType('add');
      server.onRequest(add, ([a, b]) => a + b);
      server.onRequest('fail', () => { throw new Error('no'); });
      server.onNotification('told', () => {});
      server.onClose(() => {}); server.onError(() => {}); server.onUnhandledNotification(() => {});
      server.listen(); client.listen();
      (async () => {
        await client.sendRequest(add, [1, 2]);
        await client.sendRequest('fail').catch(() => {});
        await client.sendNotification('told', 1); await client.sendNotification('unknown');
        const source = new CancellationTokenSource();
        const pending = client.sendRequest(add, [1, 2], source.token);
        source.cancel(); await pending.catch(() => {});
        client.end(); client.dispose(); server.dispose();
      })();
    `,
  },
];

suite('Of the calls that happen when a package runs', () => {
  const folders: string[] = [];
  after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  for (const { name, floor, driver } of packages) {
    test(`in ${name} enough are edges of its graph`, async () => {
      const folder = dirname(join(import.meta.dirname, '..', '..', 'node_modules', name, 'package.json'));
      const workDir = realpathSync(mkdtempSync(join(tmpdir(), 'codebase-memory-executed-')));
      folders.push(workDir);
      const calls = await recordExecutedCalls(folder, driver, workDir, assetsDir);
      assert.ok(calls.length > 30, `only ${calls.length} calls were seen`);
      const { edges } = await findOurGraph({ folder, includeGenerated: true }, ['CALLS']);
      const known = new Set(
        edges.map(({ file, line, target }) => `${file}:${line} ${target.file}:${target.line}`),
      );
      const missing = calls.filter(({ call, target }) => !known.has(`${call} ${target}`));
      const recall = 1 - missing.length / calls.length;
      const list = missing.map(({ call, target }) => `${call} → ${target}`).join('\n');
      assert.ok(
        recall >= floor,
        `${recall.toFixed(3)} of ${calls.length} calls; these are missing:\n${list}`,
      );
    });
  }
});
