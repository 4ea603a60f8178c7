import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseJsonObject } from '../../server/languages/ecmascript/json.ts';
import { createModuleResolver } from '../../server/languages/ecmascript/modules.ts';
import { importsOf, makeProject } from './project.ts';

const CONFIG = /(^|\/)(package\.json|lerna\.json|pnpm-workspace\.yaml|[jt]sconfig[^/]*\.json)$/;

function importer(files: Readonly<Record<string, unknown>> | readonly string[], from: string) {
  const texts = Array.isArray(files)
    ? (files as string[])
    : Object.fromEntries(
        Object.entries(files).map(([path, value]) => [
          path,
          typeof value === 'string' ? value : JSON.stringify(value),
        ]),
      );
  return importsOf(createModuleResolver(makeProject(texts, CONFIG)), from);
}

describe('a relative path', () => {
  const files = [
    'src/a.ts',
    'src/b.tsx',
    'src/c.d.ts',
    'src/d.mts',
    'src/e.cts',
    'src/f.js',
    'src/g.jsx',
    'src/dir/index.ts',
    'src/dir.ts',
    'src/only/index.js',
    'src/user.service.ts',
    'src/both.js',
    'src/both.d.ts',
    'src/styles.css.ts',
  ];

  it('gets its extension or the index of a directory', () => {
    const imports = importer(files, 'src/a.ts');
    assert.equal(imports('./b'), 'src/b.tsx');
    assert.equal(imports('./c'), 'src/c.d.ts');
    assert.equal(imports('./f'), 'src/f.js');
    assert.equal(imports('./only'), 'src/only/index.js');
    assert.equal(imports('./user.service'), 'src/user.service.ts');
    assert.equal(imports('./styles.css'), 'src/styles.css.ts');
    assert.equal(imports('../src/a.ts'), 'src/a.ts');
  });

  it('prefers the file to the directory, unless it ends with a slash', () => {
    const imports = importer(files, 'src/a.ts');
    assert.equal(imports('./dir'), 'src/dir.ts');
    assert.equal(imports('./dir/'), 'src/dir/index.ts');
    assert.equal(importer(files, 'src/dir/x.ts')('.'), 'src/dir/index.ts');
  });

  it('names the source by the extension that its output has', () => {
    const imports = importer(files, 'src/a.ts');
    assert.equal(imports('./a.js'), 'src/a.ts');
    assert.equal(imports('./b.jsx'), 'src/b.tsx');
    assert.equal(imports('./b.js'), 'src/b.tsx');
    assert.equal(imports('./d.mjs'), 'src/d.mts');
    assert.equal(imports('./e.cjs'), 'src/e.cts');
    assert.equal(imports('./g.jsx'), 'src/g.jsx');
  });

  it('of a declared script is the declaration for TypeScript and the script for JavaScript', () => {
    assert.equal(importer(files, 'src/a.ts')('./both'), 'src/both.d.ts');
    assert.equal(importer(files, 'src/f.js')('./both.js'), 'src/both.js');
  });

  it('that points nowhere or at something else than code is nothing', () => {
    const imports = importer(files, 'src/a.ts');
    for (const specifier of ['./zzz', './x.css', './data.json', '../../outside']) {
      assert.equal(imports(specifier), 'nothing', specifier);
    }
    assert.equal(imports('./f.js?worker'), 'src/f.js');
  });

  it('of a directory with a package.json is its entry', () => {
    const imports = importer(
      { 'a.js': '', 'lib/package.json': { main: './impl/go' }, 'lib/impl/go.js': '', 'lib/index.js': '' },
      'a.js',
    );
    assert.equal(imports('./lib'), 'lib/impl/go.js');
  });
});

describe('external packages', () => {
  const imports = importer(['a.ts'], 'a.ts');

  it('of Node share one package, with and without the prefix', () => {
    assert.equal(imports('fs'), 'external node fs');
    assert.equal(imports('node:fs/promises'), 'external node fs/promises');
    assert.equal(imports('node:test'), 'external node test');
  });

  it('are named with their scope', () => {
    assert.equal(imports('lodash/fp'), 'external lodash lodash/fp');
    assert.equal(imports('@scope/pkg/sub/x.js'), 'external @scope/pkg @scope/pkg/sub/x.js');
    assert.equal(imports('npm:@std/assert@1/x'), 'external @std/assert npm:@std/assert@1/x');
    assert.equal(
      imports('https://deno.land/std/path.ts'),
      'external deno.land https://deno.land/std/path.ts',
    );
    assert.equal(imports('bun:sqlite'), 'external bun bun:sqlite');
  });
});

describe('tsconfig paths', () => {
  it('are tried exact first, then by the longest prefix, each substitution in turn', () => {
    const files = {
      'tsconfig.json': `{
        // comment, and a trailing comma below
        "compilerOptions": { "baseUrl": ".", "paths": {
          "*": ["types/*"],
          "@app/*": ["src/*"],
          "@app/core/*": ["missing/*", "core/lib/*"], /* two */
          "@app/core/main": ["src/main.ts"],
          "*/suffix": ["src/suffixed/*"],
        }, },
      }`,
      'src/main.ts': '',
      'src/x/index.ts': '',
      'core/lib/deep.ts': '',
      'types/thing.d.ts': '',
      'src/suffixed/q.ts': '',
    };
    const imports = importer(files, 'src/main.ts');
    assert.equal(imports('@app/x'), 'src/x/index.ts');
    assert.equal(imports('@app/core/deep'), 'core/lib/deep.ts');
    assert.equal(imports('@app/core/main'), 'src/main.ts');
    assert.equal(imports('thing'), 'types/thing.d.ts');
    assert.equal(imports('src/x'), 'src/x/index.ts');
    assert.equal(imports('react'), 'external react react');
  });

  it('that lead nowhere are nothing, unless the package is a dependency', () => {
    const files = {
      'package.json': { dependencies: { '@acme/published': '1' } },
      'tsconfig.json': {
        compilerOptions: { paths: { '@acme/*': ['./packages/*/src'], '@/*': ['./src/*'] } },
      },
      'a.ts': '',
      'packages/ui/src/index.ts': '',
    };
    const imports = importer(files, 'a.ts');
    assert.equal(imports('@acme/ui'), 'packages/ui/src/index.ts');
    assert.equal(imports('@acme/gone'), 'nothing');
    assert.equal(imports('@acme/published'), 'external @acme/published @acme/published');
    assert.equal(imports('@/gone'), 'nothing');
  });

  it('are inherited, start at the file that says them, and know ${configDir}', () => {
    const files = {
      'config/base.json': '{}',
      'config/tsconfig.base.json': {
        compilerOptions: { paths: { '#shared/*': ['./shared/*'], 'own/*': ['${configDir}/own/*'] } },
      },
      'config/tsconfig.more.json': { compilerOptions: { baseUrl: '../libs' } },
      'app/tsconfig.json': {
        extends: [
          '../config/tsconfig.base',
          '../config/tsconfig.more.json',
          '@tsconfig/node20/tsconfig.json',
        ],
      },
      'app/main.ts': '',
      'app/own/o.ts': '',
      'config/shared/s.ts': '',
      'libs/shared/s.ts': '',
      'libs/l.ts': '',
    };
    const imports = importer(files, 'app/main.ts');
    assert.equal(imports('own/o'), 'app/own/o.ts');
    assert.equal(imports('l'), 'libs/l.ts');
    // With a baseUrl the substitutions start there.
    assert.equal(imports('#shared/s'), 'libs/shared/s.ts');
  });

  it('come from the nearest configuration, or from the ones it refers to for its own directory', () => {
    const files = {
      'tsconfig.json': { compilerOptions: { paths: { '~/*': ['./root/*'] } } },
      'web/tsconfig.json': { files: [], references: [{ path: './tsconfig.app.json' }, { path: '../other' }] },
      'web/tsconfig.app.json': { compilerOptions: { paths: { '~/*': ['./src/*'] } } },
      'web/src/x.ts': '',
      'root/x.ts': '',
      'old/jsconfig.json': { compilerOptions: { baseUrl: './lib' } },
      'old/lib/y.js': '',
    };
    assert.equal(importer(files, 'root/x.ts')('~/x'), 'root/x.ts');
    assert.equal(importer(files, 'web/src/x.ts')('~/x'), 'web/src/x.ts');
    assert.equal(importer(files, 'old/lib/y.js')('y'), 'old/lib/y.js');
  });

  it('do not hide modules of Node unless they name them', () => {
    const files = {
      'tsconfig.json': {
        compilerOptions: { baseUrl: './src', paths: { '*': ['./*'], buffer: ['shims/buffer'] } },
      },
      'src/path.ts': '',
      'src/shims/buffer.ts': '',
    };
    const imports = importer(files, 'src/path.ts');
    assert.equal(imports('path'), 'external node path');
    assert.equal(imports('buffer'), 'src/shims/buffer.ts');
  });

  it('rootDirs join directories', () => {
    const files = {
      'tsconfig.json': { compilerOptions: { rootDirs: ['src', 'generated'] } },
      'src/views/main.ts': '',
      'generated/views/template.ts': '',
    };
    assert.equal(importer(files, 'src/views/main.ts')('./template'), 'generated/views/template.ts');
    assert.equal(importer(files, 'generated/views/template.ts')('./main'), 'src/views/main.ts');
  });

  it('of broken files and in circles are left out', () => {
    for (const text of [
      '{',
      '[]',
      'null',
      '{"compilerOptions": 3, "extends": 4, "references": [1]}',
      '{"extends": "./tsconfig.json"}',
    ]) {
      assert.equal(importer({ 'tsconfig.json': text, 'a.ts': '', 'b.ts': '' }, 'a.ts')('./b'), 'b.ts');
    }
    const circle = {
      'tsconfig.json': { extends: './tsconfig.b.json', compilerOptions: { paths: { x: ['./b.ts'] } } },
      'tsconfig.b.json': { extends: './tsconfig.json' },
      'a.ts': '',
      'b.ts': '',
    };
    assert.equal(importer(circle, 'a.ts')('x'), 'b.ts');
  });
});

describe('packages of the project', () => {
  const files = {
    'package.json': { name: 'root', workspaces: ['packages/*', '!packages/not'] },
    'packages/app/package.json': {
      name: 'app',
      imports: {
        '#db': { test: './test/db.js', default: './src/db.js' },
        '#lib/*.js': './src/lib/*.ts',
        '#dep': 'core',
      },
    },
    'packages/app/src/main.ts': '',
    'packages/app/src/db.ts': '',
    'packages/app/src/lib/x.ts': '',
    'packages/core/package.json': {
      name: 'core',
      exports: {
        '.': { types: './dist/index.d.ts', import: './dist/index.mjs', require: './dist/index.cjs' },
        './feature': [{ 'my-source': './src/feature-source.ts' }, './dist/feature.js'],
        './deep/*': './dist/deep/*.js',
        './deep/private/*': null,
        './*/end.js': './src/*/end.ts',
        './*': './dist/*.js',
      },
    },
    'packages/core/src/index.ts': '',
    'packages/core/src/feature.ts': '',
    'packages/core/src/deep/a.ts': '',
    'packages/core/src/deep/private/p.ts': '',
    'packages/core/src/mid/dle/end.ts': '',
    'packages/core/src/hidden.ts': '',
    'packages/old/package.json': {
      name: '@acme/old',
      main: 'lib/cjs/start.min.js',
      types: 'lib/types/start.d.ts',
    },
    'packages/old/src/start.ts': '',
    'packages/old/src/util/index.ts': '',
    'packages/bundle/package.json': { name: 'bundle', main: './dist/bundle.umd.js' },
    'packages/bundle/src/index.tsx': '',
    'packages/outs/package.json': { name: 'outs', main: './target/js/entry.js' },
    'packages/outs/tsconfig.json': { compilerOptions: { outDir: './target/js', rootDir: './code' } },
    'packages/outs/code/entry.ts': '',
    'packages/$odd/package.json': { name: '$odd', main: 'x.js' },
    'packages/$odd/x.js': '',
  };
  const imports = importer(files, 'packages/app/src/main.ts');

  it('are entered through exports, conditions and patterns, back to their sources', () => {
    assert.equal(imports('core'), 'packages/core/src/index.ts');
    assert.equal(imports('core/feature'), 'packages/core/src/feature.ts');
    assert.equal(imports('core/deep/a'), 'packages/core/src/deep/a.ts');
    assert.equal(imports('core/mid/dle/end.js'), 'packages/core/src/mid/dle/end.ts');
    assert.equal(imports('core/deep/private/p'), 'nothing');
    assert.equal(imports('core/hidden'), 'packages/core/src/hidden.ts');
    assert.equal(imports('core/zzz'), 'nothing');
  });

  it('are entered through types and main, or the index of their sources', () => {
    assert.equal(imports('@acme/old'), 'packages/old/src/start.ts');
    assert.equal(imports('@acme/old/lib/util'), 'packages/old/src/util/index.ts');
    assert.equal(imports('@acme/old/util'), 'packages/old/src/util/index.ts');
    assert.equal(imports('bundle'), 'packages/bundle/src/index.tsx');
    assert.equal(imports('outs'), 'packages/outs/code/entry.ts');
    assert.equal(imports('$odd'), 'packages/$odd/x.js');
  });

  it('import themselves by name and by #', () => {
    assert.equal(
      importer(files, 'packages/core/src/index.ts')('core/feature'),
      'packages/core/src/feature.ts',
    );
    assert.equal(imports('#db'), 'packages/app/src/db.ts');
    assert.equal(imports('#lib/x.js'), 'packages/app/src/lib/x.ts');
    assert.equal(imports('#dep'), 'packages/core/src/index.ts');
    assert.equal(imports('#unknown'), 'nothing');
  });

  it('may be chosen by a custom condition of the tsconfig', () => {
    const custom = {
      'package.json': {
        name: 'one',
        exports: { '.': { '@acme/source': './code/main.ts', default: './index.js' } },
      },
      'code/main.ts': '',
      'index.js': '',
      'a/tsconfig.json': { compilerOptions: { customConditions: ['@acme/source'] } },
      'a/a.ts': '',
      'b.ts': '',
    };
    assert.equal(importer(custom, 'a/a.ts')('one'), 'code/main.ts');
    assert.equal(importer(custom, 'b.ts')('one'), 'index.js');
  });

  it('are found by any package.json, but fixtures do not stand in for real packages', () => {
    const loose = {
      'libs/util/package.json': { name: 'util-lib' },
      'libs/util/index.js': '',
      'test/fixtures/lodash/package.json': { name: 'lodash' },
      'test/fixtures/lodash/index.js': '',
      'test/a.js': '',
      'a.js': '',
    };
    assert.equal(importer(loose, 'a.js')('util-lib'), 'libs/util/index.js');
    assert.equal(importer(loose, 'a.js')('lodash'), 'external lodash lodash');
    assert.equal(importer(loose, 'test/a.js')('lodash'), 'test/fixtures/lodash/index.js');
  });

  it('with one name are the importing one, then members, then the nearest', () => {
    const namesakes = {
      'package.json': { workspaces: ['z/*'] },
      'a/dup/package.json': { name: 'dup' },
      'a/dup/index.ts': '',
      'b/dup/package.json': { name: 'dup' },
      'b/dup/index.ts': '',
      'z/dup/package.json': { name: 'dup' },
      'z/dup/index.ts': '',
      'a/twin/package.json': { name: 'twin' },
      'a/twin/index.ts': '',
      'b/twin/package.json': { name: 'twin' },
      'b/twin/index.ts': '',
    };
    assert.equal(importer(namesakes, 'a/other/x.ts')('dup'), 'z/dup/index.ts');
    assert.equal(importer(namesakes, 'b/dup/x.ts')('dup'), 'b/dup/index.ts');
    assert.equal(importer(namesakes, 'b/other/x.ts')('twin'), 'b/twin/index.ts');
  });

  it('of a pnpm workspace are members, also below examples', () => {
    const pnpm = {
      'pnpm-workspace.yaml': "catalog:\n  x: 1\npackages:\n  # all\n  - 'packages/**'\n  - examples/*\n",
      'examples/shared/package.json': { name: 'shared' },
      'examples/shared/index.ts': '',
      'packages/x/y/package.json': { name: 'y' },
      'packages/x/y/index.ts': '',
      'packages/a/a.ts': '',
    };
    assert.equal(importer(pnpm, 'packages/a/a.ts')('shared'), 'examples/shared/index.ts');
    assert.equal(importer(pnpm, 'packages/a/a.ts')('y'), 'packages/x/y/index.ts');
  });

  it('with a broken manifest are left out', () => {
    const broken = {
      'package.json': '{"name": "x", ',
      'a.ts': '',
      'p/package.json': { name: 7, exports: 3, workspaces: 'a(' },
      'p/i.ts': '',
    };
    assert.equal(importer(broken, 'a.ts')('x'), 'external x x');
    assert.equal(importer(broken, 'p/i.ts')('#a'), 'nothing');
  });
});

describe('names that bundlers give to sources', () => {
  it('mean the sources of the importing package', () => {
    const files = {
      'package.json': { name: 'web' },
      'src/store/index.js': '',
      'app.js': '',
      'src/lib/db.ts': '',
      'main.js': '',
    };
    const imports = importer(files, 'app.js');
    assert.equal(imports('@/store'), 'src/store/index.js');
    assert.equal(imports('~/store'), 'src/store/index.js');
    assert.equal(imports('$lib/db'), 'src/lib/db.ts');
    assert.equal(imports('/src/store'), 'src/store/index.js');
    assert.equal(imports('@/zzz'), 'nothing');
  });
});

describe('JSON as people write it', () => {
  it('may have comments and trailing commas, not in strings', () => {
    const text = '\uFEFF{ "a": "// no, /* no */ ,}", /* c */ "b": [1, 2, // x\n ], }';
    assert.deepEqual(parseJsonObject(text), { a: '// no, /* no */ ,}', b: [1, 2] });
  });

  it('is undefined when it is broken, however long', () => {
    for (const text of [
      '',
      '{',
      '[1]',
      '"x"',
      `{,${'/**/'.repeat(5000)}`,
      `{,${'//\n'.repeat(5000)}`,
      `{"${'\\'.repeat(9999)}`,
    ]) {
      assert.equal(parseJsonObject(text), undefined);
    }
  });
});

describe('configurations that extend each other', () => {
  it('are followed however long the chain is', () => {
    const length = 20_000;
    const files: Record<string, unknown> = { 'src/x.ts': '', 'a.ts': '' };
    for (let at = 0; at < length; at++)
      files[`c${at}.json`] =
        at === length - 1 ? { compilerOptions: { baseUrl: 'src' } } : { extends: `./c${at + 1}.json` };
    files['tsconfig.json'] = { extends: './c0.json' };
    const texts = Object.fromEntries(
      Object.entries(files).map(([path, value]) => [
        path,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    );
    assert.equal(importsOf(createModuleResolver(makeProject(texts, /json$/)), 'a.ts')('x'), 'src/x.ts');
  });

  it('in a circle say what they say themselves, whichever is asked first', () => {
    const files = {
      'a/tsconfig.json': { extends: '../b/tsconfig.json', compilerOptions: { baseUrl: './one' } },
      'b/tsconfig.json': { extends: '../a/tsconfig.json' },
      'a/one/x.ts': '',
      'a/a.ts': '',
      'b/b.ts': '',
    };
    const [first, second] = [importer(files, 'b/b.ts'), importer(files, 'a/a.ts')];
    assert.notEqual(first('x'), 'a/one/x.ts');
    assert.equal(second('x'), 'a/one/x.ts');
  });
});
