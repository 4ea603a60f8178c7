import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseGoMod } from '../../server/languages/go/goMod.ts';
import { createModuleResolver } from '../../server/languages/go/modules.ts';
import { importsOf, makeProject } from './project.ts';

const CONFIG = /(^|\/)go\.(mod|work)$/;

function importer(
  files: Readonly<Record<string, string>> | readonly string[],
  from: string,
  rootName?: string,
) {
  return importsOf(createModuleResolver(makeProject(files, CONFIG, rootName)), from);
}

describe('the module of a file', () => {
  const files = {
    'go.mod':
      'module example.com/shop // the shop\n\ngo 1.22\n\nrequire (\n\tgithub.com/foo/bar/v2 v2.0.1\n\texample.com/shop/sdk v1.0.0\n)\n',
    'main.go': '',
    'internal/cart/cart.go': '',
    'internal/onlytests/x_test.go': '',
    'tools/go.mod': 'module example.com/shop/tools\n',
    'tools/gen/gen.go': '',
    'hidden/go.mod': 'module example.com/elsewhere\n',
    'hidden/pkg/pkg.go': '',
  };

  it('provides the packages below its path, its own directory included', () => {
    const imports = importer(files, 'main.go');
    assert.equal(imports('example.com/shop/internal/cart'), 'internal/cart/');
    assert.equal(imports('example.com/shop'), '/');
  });

  it('does not provide what is missing, only tests, or in a nested module of another path', () => {
    const imports = importer(files, 'main.go');
    assert.equal(imports('example.com/shop/internal/generated'), 'nothing');
    assert.equal(imports('example.com/shop/internal/onlytests'), 'nothing');
    assert.equal(imports('example.com/shop/hidden/pkg'), 'nothing');
    assert.equal(
      imports('example.com/shopping/internal/cart'),
      'external example.com/shopping example.com/shopping/internal/cart',
    );
  });

  it('reaches another module of the tree by the longest path', () => {
    assert.equal(importer(files, 'main.go')('example.com/shop/tools/gen'), 'tools/gen/');
    assert.equal(importer(files, 'tools/gen/gen.go')('example.com/shop/internal/cart'), 'internal/cart/');
  });

  it('names the required module of an external package', () => {
    const imports = importer(files, 'main.go');
    assert.equal(imports('example.com/shop/sdk/x'), 'external example.com/shop/sdk example.com/shop/sdk/x');
    assert.equal(
      imports('github.com/foo/bar/v2/baz'),
      'external github.com/foo/bar/v2 github.com/foo/bar/v2/baz',
    );
  });
});

describe('packages outside of the tree', () => {
  const imports = importer({ 'go.mod': 'module m', 'a.go': '', 'log/log.go': '' }, 'a.go');

  it('are standard by their first element, also beside a directory of that name', () => {
    assert.equal(imports('net/http'), 'external net/http net/http');
    assert.equal(imports('log'), 'external log log');
    assert.equal(imports('m/log'), 'log/');
  });

  it('have the module that their path suggests', () => {
    assert.equal(imports('github.com/a/b/c/d'), 'external github.com/a/b github.com/a/b/c/d');
    assert.equal(imports('github.com/a/b/v3/d'), 'external github.com/a/b/v3 github.com/a/b/v3/d');
    assert.equal(imports('gopkg.in/yaml.v3'), 'external gopkg.in/yaml.v3 gopkg.in/yaml.v3');
    assert.equal(imports('go.uber.org/zap/zapcore'), 'external go.uber.org/zap go.uber.org/zap/zapcore');
  });

  it('include cgo', () => assert.equal(imports('C'), 'external C C'));
});

describe('replacements and workspaces', () => {
  it('a local replacement is followed, whatever path its module has', () => {
    const files = {
      'app/go.mod':
        'module example.com/app\nreplace (\n example.com/dep v1.0.0 => ../forks/dep\n "example.com/away" => /abs\n)\n',
      'app/a.go': '',
      'forks/dep/go.mod': 'module example.com/fork\n',
      'forks/dep/sub/s.go': '',
    };
    const imports = importer(files, 'app/a.go');
    assert.equal(imports('example.com/dep/sub'), 'forks/dep/sub/');
    assert.equal(imports('example.com/away/x'), 'external example.com/away example.com/away/x');
  });

  it('go.work chooses among modules of the same path and overrides replacements', () => {
    const files = {
      'go.work': 'go 1.22\nuse (\n\t./app\n\t./old/lib\n)\nreplace example.com/dep => ./dep2\n',
      'app/go.mod': 'module example.com/app\nreplace example.com/dep => ../dep1\n',
      'app/a.go': '',
      'old/lib/go.mod': 'module example.com/lib\n',
      'old/lib/l.go': '',
      'new/lib/go.mod': 'module example.com/lib\n',
      'new/lib/l.go': '',
      'dep1/d.go': '',
      'dep2/d.go': '',
    };
    const imports = importer(files, 'app/a.go');
    assert.equal(imports('example.com/lib'), 'old/lib/');
    assert.equal(imports('example.com/dep'), 'dep2/');
  });

  it('a module inside test data serves only its surroundings', () => {
    const files = {
      'go.mod': 'module example.com/m\n',
      'a.go': '',
      'testdata/x/go.mod': 'module github.com/real/thing\n',
      'testdata/x/x.go': '',
      'testdata/y/go.mod': 'module example.com/y\n',
      'testdata/y/y.go': '',
    };
    const outside = importer(files, 'a.go')('github.com/real/thing');
    assert.equal(outside, 'external github.com/real/thing github.com/real/thing');
    assert.equal(importer(files, 'testdata/y/y.go')('github.com/real/thing'), 'testdata/x/');
  });
});

describe('vendor directories', () => {
  it('of the module win over everything outside of it', () => {
    const files = {
      'go.mod': 'module example.com/m\nrequire github.com/a/b v1.0.0\n',
      'x/x.go': '',
      'vendor/github.com/a/b/b.go': '',
    };
    assert.equal(importer(files, 'x/x.go')('github.com/a/b'), 'vendor/github.com/a/b/');
    assert.equal(importer(files, 'vendor/github.com/a/b/b.go')('example.com/m/x'), 'x/');
  });

  it('count up to the root where there is no go.mod', () => {
    const files = [
      'src/vendor/github.com/a/b/b.go',
      'src/app/cmd/main.go',
      'src/app/vendor/github.com/c/d/d.go',
    ];
    const imports = importer(files, 'src/app/cmd/main.go');
    assert.equal(imports('github.com/a/b'), 'src/vendor/github.com/a/b/');
    assert.equal(imports('github.com/c/d'), 'src/app/vendor/github.com/c/d/');
  });
});

describe('the sources of Go itself', () => {
  const packages = [
    'fmt/print.go',
    'errors/errors.go',
    'os/file.go',
    'net/http/server.go',
    'vendor/golang.org/x/net/idna/idna.go',
  ];

  it('are directories of the module std, with its vendor directory', () => {
    const files = {
      ...Object.fromEntries(packages.map((path) => [path, ''])),
      'go.mod': 'module std\n',
      'cmd/go.mod': 'module cmd\n',
      'cmd/internal/obj/o.go': '',
      'cmd/go/main.go': '',
    };
    const imports = importer(files, 'net/http/server.go', 'src');
    assert.equal(imports('net/http'), 'net/http/');
    assert.equal(imports('golang.org/x/net/idna'), 'vendor/golang.org/x/net/idna/');
    assert.equal(imports('time'), 'external time time');
    const command = importer(files, 'cmd/go/main.go', 'src');
    assert.equal(command('cmd/internal/obj'), 'cmd/internal/obj/');
    assert.equal(command('fmt'), 'fmt/');
    assert.equal(command('golang.org/x/net/idna'), 'external golang.org/x/net golang.org/x/net/idna');
  });

  it('are known without a go.mod, also below src/', () => {
    assert.equal(importer(packages, 'fmt/print.go', 'src')('net/http'), 'net/http/');
    const inGoroot = packages.map((path) => `src/${path}`);
    assert.equal(importer(inGoroot, 'src/fmt/print.go')('errors'), 'src/errors/');
  });
});

describe('trees without a go.mod', () => {
  it('are GOPATH workspaces when they have src/', () => {
    const imports = importer(['src/github.com/a/b/b.go', 'src/tool/main.go'], 'src/tool/main.go');
    assert.equal(imports('github.com/a/b'), 'src/github.com/a/b/');
    assert.equal(imports('github.com/a/zzz'), 'external github.com/a/zzz github.com/a/zzz');
  });

  it('or a repository that import paths end with', () => {
    const imports = importer(['store/store.go', 'main.go', 'errors/e.go'], 'main.go', 'shop');
    assert.equal(imports('github.com/me/shop/store'), 'store/');
    assert.equal(
      imports('github.com/me/other/store'),
      'external github.com/me/other github.com/me/other/store',
    );
    assert.equal(imports('errors'), 'external errors errors');
  });

  it('may import relative paths', () => {
    const imports = importer(['a/a.go', 'b/b.go'], 'a/a.go');
    assert.equal(imports('../b'), 'b/');
    assert.equal(imports('../../b'), 'nothing');
  });
});

describe('a go.mod', () => {
  it('is read with blocks, quotes and comments', () => {
    const text =
      'module "example.com/m" // x\nrequire `a.b/c` v1 // indirect\nreplace a.b/c v1 => ./c // why\nuse ./x\n';
    assert.deepEqual(parseGoMod(text), {
      module: 'example.com/m',
      requires: ['a.b/c'],
      replaces: new Map([['a.b/c', './c']]),
      uses: ['./x'],
    });
  });

  it('that is broken is as good as absent', () => {
    for (const text of ['', 'module', '(((\n)', '\0\0"', 'replace a =>\nmodule (\n']) {
      assert.equal(importer({ 'go.mod': text, 'a.go': '', 'b/b.go': '' }, 'a.go')('fmt'), 'external fmt fmt');
    }
  });
});
