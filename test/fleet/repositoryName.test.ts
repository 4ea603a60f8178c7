import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCodeOwners } from '../../server/fleet/codeOwners.ts';
import { bodyKey } from '../../server/fleet/bodies.ts';
import { ENGINE_VERSIONS } from '../../server/fleet/engines.ts';
import { shortenAddress } from '../../server/fleet/repositoryName.ts';
import manifest from '../../fleet/package.json' with { type: 'json' };

test('a repository is called by host and path of its remote, without who may read it', () => {
  for (const address of [
    'git@example.com:team/shop.git',
    'https://user:token@example.com/team/shop',
    'ssh://git@example.com/team/shop.git/',
    'https://example.com/team/shop.git',
    'ssh://git@example.com:2222/team/shop',
  ])
    assert.equal(shortenAddress(address), 'example.com/team/shop', address);
});

test('the last line of CODEOWNERS that fits says who owns a file', () => {
  const text = [
    '# teams',
    '* @all',
    '/src/ @b @a   # both',
    '*.md',
    '[Section]',
    'docs/*.txt @writers',
    'with\\ space/ @odd',
  ].join('\n');
  const ownersOf = readCodeOwners((path) => (path === 'docs/CODEOWNERS' ? text : undefined));
  assert.equal(ownersOf('src/deep/x.ts'), '@a @b');
  assert.equal(ownersOf('lib/src/x.ts'), '@all');
  assert.equal(ownersOf('src/readme.md'), '');
  assert.equal(ownersOf('docs/a.txt'), '@writers');
  assert.equal(ownersOf('docs/deep/a.txt'), '@all');
  assert.equal(ownersOf('with space/x.c'), '@odd');
  assert.equal(readCodeOwners(() => undefined)('x'), '');
});

const lines = (name: string, indent: string) => [
  `function ${name}(list) {`,
  ...[
    'let sum = 0;',
    'for (const one of list) sum += one.price * one.count;',
    'return Math.round(sum * 100) / 100 + list.length * 0;',
  ].map((line) => indent + line),
  '}',
];

test('the text of a function is known again under another name and indented anew, and a short one is not', () => {
  assert.equal(bodyKey(lines('total', '  '), 'total'), bodyKey(lines('sumUp', '\t\t'), 'sumUp'));
  assert.notEqual(bodyKey(lines('total', '  '), 'total'), 0n);
  assert.notEqual(
    bodyKey(lines('total', '  '), 'total'),
    bodyKey([...lines('total', '  '), 'more();'], 'total'),
  );
  assert.equal(bodyKey(['function a() {', '}'], 'a'), 0n);
});

test('the versions that are asked for are those of the package of the fleet', () => {
  assert.deepEqual(ENGINE_VERSIONS, manifest.dependencies);
});
