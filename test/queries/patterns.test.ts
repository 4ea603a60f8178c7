import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compilePathFilter, compilePattern, compileTest, literalOf } from '../../server/queries/patterns.ts';

function matching(filter: string, ...paths: string[]): string[] {
  return paths.filter(compilePathFilter('file_pattern', filter));
}

test('a glob without a slash matches the base name in any folder', () => {
  assert.deepEqual(matching('*.go', 'main.go', 'cmd/x.go', 'x.go.txt'), ['main.go', 'cmd/x.go']);
});

test('a glob with a slash starts at the root, and ** crosses folders', () => {
  assert.deepEqual(matching('src/*.ts', 'src/a.ts', 'src/b/c.ts', 'lib/src/a.ts'), ['src/a.ts']);
  assert.deepEqual(matching('src/**', 'src/a.ts', 'src/b/c.ts', 'lib/a.ts'), ['src/a.ts', 'src/b/c.ts']);
  assert.deepEqual(matching('**/test/*.{js,ts}', 'test/a.js', 'x/test/b.ts', 'x/test/c.py'), [
    'test/a.js',
    'x/test/b.ts',
  ]);
});

test('a filter without wildcards is a part of the path, whatever its characters', () => {
  assert.deepEqual(matching('src/auth', 'src/auth/a.ts', 'src/author.ts', 'auth.ts'), [
    'src/auth/a.ts',
    'src/author.ts',
  ]);
  assert.deepEqual(matching('a+b(1)', 'x/a+b(1).py', 'aab1.py'), ['x/a+b(1).py']);
  assert.deepEqual(matching('[slug].tsx*', 'app/[slug].tsx', 'app/s.tsx'), ['app/[slug].tsx']);
});

test('a pattern that only looks for a literal is recognised', () => {
  assert.equal(literalOf('.*Foo.*'), 'Foo');
  assert.equal(literalOf('get_user'), 'get_user');
  assert.equal(literalOf('^Foo$'), undefined);
  assert.equal(literalOf('a.b'), undefined);
});

test('a name with anchors matches what the engine says', () => {
  const names = ['Foo', 'aFoo', 'FooB', 'foo', 'Fo', 'é1', 'é12', ''];
  for (const pattern of [
    '^Foo$',
    '^Foo',
    'Foo$',
    '^é1$',
    '^é1',
    '1$',
    '^F.o$',
    '^$',
    'Fo|o$',
    '$Foo',
    'Foo^',
  ])
    assert.deepEqual(
      names.filter(compileTest('name_pattern', pattern)),
      names.filter((name) => compilePattern('name_pattern', pattern).test(name)),
      pattern,
    );
});

for (const [filter, matched] of [
  ['!*.go', ['a!.md', 'a.ts', 'src/b.ts']],
  ['!src', ['a!.md', 'a.ts', 'c.go']],
  ['!', ['a!.md']],
  ['?.ts', ['a.ts', 'src/b.ts']],
  ['src/{a,b}.ts', ['src/b.ts']],
  ['src/{a,b', ['src/b']],
  ['a},b*', ['a},b.ts']],
  ['a,b*', ['a,b.ts']],
  ['./src/*.ts', ['src/b.ts']],
  ['/src/*.ts', ['src/b.ts']],
] as const)
  test(`the filter ${filter} selects ${matched.join(' ') || 'nothing'}`, () => {
    const paths = filter.startsWith('!')
      ? ['a.ts', 'c.go', 'src/b.ts', 'a!.md']
      : ['a.ts', 'src/b.ts', 'src/b', 'a},b.ts', 'a,b.ts'];
    assert.deepEqual(matching(filter, ...paths).toSorted(), [...matched].toSorted());
  });
