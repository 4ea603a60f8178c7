// Where C includes lead, and which marks are kept from the grammar.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createIncludeResolver } from '../../server/languages/c/includes.ts';
import { blankMarks } from '../../server/languages/c/repair.ts';
import { importsOf, makeProject } from './project.ts';

function entry(file: string, words: object): object {
  return { directory: '/home/me/app/build', file, ...words };
}

suite('compile_commands.json', () => {
  const sources = [
    'src/one/config.h',
    'src/two/config.h',
    'src/two/only.h',
    'src/main.cpp',
    'src/tool.cpp',
    'lib/head.h',
  ];
  const resolverWith = (commands: string) =>
    createIncludeResolver(
      makeProject(
        { ...Object.fromEntries(sources.map((path) => [path, ''])), 'build/compile_commands.json': commands },
        /json$/,
      ),
    );

  test('says in which folders the includes of a file are sought, in their order', () => {
    const resolver = resolverWith(
      JSON.stringify([
        entry('../src/main.cpp', {
          command: String.raw`c++ -I../src/two "-I/home/me/app/src/one" -isystem /usr/include -c`,
        }),
        entry('/home/me/app/src/tool.cpp', { arguments: ['c++', '-I', '../src/one', '-c'] }),
      ]),
    );
    assert.equal(importsOf(resolver, 'src/main.cpp')('<config.h>'), 'src/two/config.h');
    assert.equal(importsOf(resolver, 'src/tool.cpp')('<config.h>'), 'src/one/config.h');
    assert.equal(
      importsOf(resolver, 'lib/head.h')('"only.h"'),
      'src/two/only.h',
      'a header is read by any of them',
    );
  });

  test('can name folders relative to where it lies', () => {
    const resolver = resolverWith(
      JSON.stringify([{ directory: '..', file: 'src/main.cpp', command: 'c++ -Isrc/one -c src/main.cpp' }]),
    );
    assert.equal(importsOf(resolver, 'src/main.cpp')('"config.h"'), 'src/one/config.h');
  });

  test('that cannot be read leaves the folders to be guessed', () => {
    for (const commands of ['[{', '{}', '[{"file": 1}]', JSON.stringify([entry('/else/where.cpp', {})])])
      assert.equal(importsOf(resolverWith(commands), 'src/main.cpp')('<only.h>'), 'src/two/only.h', commands);
  });
});

suite('An include', () => {
  const paths = [
    'include/linux/list.h',
    'tools/include/linux/list.h',
    'arch/one/include/asm/page.h',
    'arch/two/include/asm/page.h',
    'src/core/config.h',
    'src/main.c',
    'src/time.h',
    'src/net/wire.h',
  ];
  const resolver = createIncludeResolver(makeProject(paths, /never/));
  const from = (path: string) => importsOf(resolver, path);

  test('in quotes is sought beside its file first', () => {
    assert.equal(from('src/main.c')('"time.h"'), 'src/time.h');
    assert.equal(from('src/net/wire.c')('"../main.c"'), 'src/main.c');
    assert.equal(from('src/main.c')('"net/wire.h"'), 'src/net/wire.h');
  });

  test('is sought in the folders that hold what is written', () => {
    assert.equal(from('src/main.c')('<config.h>'), 'src/core/config.h');
    assert.equal(from('kernel/fork.c')('<linux/list.h>'), 'include/linux/list.h');
    assert.equal(from('tools/perf/run.c')('<linux/list.h>'), 'tools/include/linux/list.h');
  });

  test('that fits several files equally well leads nowhere', () => {
    assert.equal(from('kernel/fork.c')('<asm/page.h>'), 'external asm/page.h asm/page.h');
    assert.equal(from('arch/two/mm.c')('<asm/page.h>'), 'arch/two/include/asm/page.h');
  });

  test('of the C library is not a file that happens to be called so', () => {
    assert.equal(from('src/main.c')('<time.h>'), 'external time.h time.h');
    assert.equal(from('src/main.c')('"missing.h"'), 'nothing');
  });
});

suite('Marks of the preprocessor', () => {
  const blanked: readonly (readonly [string, string])[] = [
    ['static int __init start(void)', 'static int        start(void)'],
    ['LUA_API int (lua_top) (int *L);', '        int (lua_top) (int *L);'],
    ['static __always_inline void f(void)', 'static                 void f(void)'],
    ['void * __must_check f(void)', 'void *              f(void)'],
    ['struct foo __user *p', 'struct foo        *p'],
    ['u32 __iomem *p', 'u32         *p'],
    ['APP_API app_id app_next(void);', '        app_id app_next(void);'],
    ['APP_API const char *app_name(app *a)', '        const char *app_name(app *a)'],
    ['APP_API OLD void *app_trace(', '            void *app_trace('],
    ['AVAILABLE\ngchar *\nname (int a)', '         \ngchar *\nname (int a)'],
    ['APP_API int f(void);\nAPP_API FILE *g(void);', '        int f(void);\n        FILE *g(void);'],
    ['u_char *ngx_cdecl\nname(int a)', 'u_char *         \nname(int a)'],
  ];
  for (const [text, wanted] of blanked)
    test(`become blanks in ${JSON.stringify(text)}`, () => assert.equal(blankMarks(text), wanted));

  for (const text of [
    'unsigned int x;',
    'const __u32 *p;',
    'typedef unsigned long size;',
    'struct foo *name;',
    'return a * b;',
    'x = (int)a * b;',
    'struct list_head\nname(int a)',
    '#define __one __two(0)',
    'else int x;',
    'FILE *open_file(void);',
    'DWORD WINAPI start(void *p)',
    'LOG return again(1);',
    'ASSERT (a) == b;',
  ])
    test(`are not seen in ${JSON.stringify(text)}`, () => assert.equal(blankMarks(text), text));
});
