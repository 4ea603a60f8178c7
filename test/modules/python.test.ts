import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createModuleResolver } from '../../server/languages/python/modules.ts';
import { readPackageConfig } from '../../server/languages/python/packageConfig.ts';
import { parseToml } from '../../server/languages/toml.ts';
import { importsOf, makeProject } from './project.ts';

const CONFIG = /(^|\/)(pyproject\.toml|setup\.cfg|setup\.py)$/;

function importer(
  files: Readonly<Record<string, string>> | readonly string[],
  from: string,
  rootName?: string,
) {
  return importsOf(createModuleResolver(makeProject(files, CONFIG, rootName)), from);
}

describe('a dotted name', () => {
  const files = [
    'app/__init__.py',
    'app/models.py',
    'app/views/__init__.py',
    'app/views/home.py',
    'app/views.py',
    'run.py',
    'stubs/__init__.pyi',
    'app/fast.pyi',
    'app/both.py',
    'app/both.pyi',
  ];
  const imports = importer(files, 'run.py');

  it('is a module, or the __init__ of a package, which wins over a module of its name', () => {
    assert.equal(imports('app'), 'app/__init__.py');
    assert.equal(imports('app.models'), 'app/models.py');
    assert.equal(imports('app.views'), 'app/views/__init__.py');
    assert.equal(imports('app.views.home'), 'app/views/home.py');
  });

  it('is a stub only where there is no source', () => {
    assert.equal(imports('app.fast'), 'app/fast.pyi');
    assert.equal(imports('app.both'), 'app/both.py');
    assert.equal(imports('stubs'), 'stubs/__init__.pyi');
  });

  it('is what stands in a folder of vendored code, which the path names in ways that are not read', () => {
    const from = importer(
      ['app/__init__.py', 'app/main.py', 'third_party/six.py', 'lib/seven.py'],
      'app/main.py',
    );
    assert.equal(from('six'), 'third_party/six.py');
    assert.equal(from('seven'), 'external seven seven');
  });

  it('of a missing module in a package of the project is nothing', () => {
    assert.equal(imports('app._version'), 'nothing');
    assert.equal(imports('app.models.User'), 'nothing');
  });

  it('of anything else is external, with its top-level name as the package', () => {
    assert.equal(imports('os.path'), 'external os os.path');
    assert.equal(imports('numpy'), 'external numpy numpy');
    assert.equal(imports('__future__'), 'external __future__ __future__');
  });
});

describe('a relative name', () => {
  const files = ['pkg/__init__.py', 'pkg/a.py', 'pkg/sub/__init__.py', 'pkg/sub/b.py', 'pkg/data/load.py'];

  it('starts at the package of the file', () => {
    const imports = importer(files, 'pkg/sub/b.py');
    assert.equal(imports('.'), 'pkg/sub/__init__.py');
    assert.equal(imports('..'), 'pkg/__init__.py');
    assert.equal(imports('..a'), 'pkg/a.py');
    assert.equal(imports('..sub.b'), 'pkg/sub/b.py');
    assert.equal(imports('..data'), 'pkg/data/');
    assert.equal(imports('..data.load'), 'pkg/data/load.py');
  });

  it('of an __init__ starts at its own directory', () => {
    assert.equal(importer(files, 'pkg/__init__.py')('.a'), 'pkg/a.py');
  });

  it('that points nowhere is nothing', () => {
    const imports = importer(files, 'pkg/sub/b.py');
    assert.equal(imports('.zzz'), 'nothing');
    assert.equal(imports('....x'), 'nothing');
  });
});

describe('an indexed root that is a package itself', () => {
  const files = [
    '__init__.py',
    'conf/__init__.py',
    'conf/urls.py',
    'utils/__init__.py',
    'utils/log.py',
    'http/__init__.py',
    'utils/logging.py',
    'bin/admin.py',
  ];

  it('is imported under its own name', () => {
    const imports = importer(files, 'utils/log.py', 'django');
    assert.equal(imports('django'), '__init__.py');
    assert.equal(imports('django.conf'), 'conf/__init__.py');
    assert.equal(imports('django.conf.urls'), 'conf/urls.py');
    assert.equal(imports('django.missing'), 'nothing');
    assert.equal(imports('..conf'), 'conf/__init__.py');
    assert.equal(importer(files, 'bin/admin.py', 'django')('django.conf'), 'conf/__init__.py');
  });

  it('does not offer its parts as top-level modules', () => {
    const imports = importer(files, 'utils/log.py', 'django');
    assert.equal(imports('conf'), 'external conf conf');
    assert.equal(imports('http.client'), 'external http http.client');
    assert.equal(imports('logging'), 'external logging logging');
  });
});

describe('namesakes of the standard library', () => {
  it('win at the top level of the importing project only', () => {
    const files = [
      'logging/__init__.py',
      'app/__init__.py',
      'app/utils/__init__.py',
      'app/utils/json.py',
      'app/main.py',
    ];
    const imports = importer(files, 'app/main.py');
    assert.equal(imports('logging'), 'logging/__init__.py');
    assert.equal(imports('json'), 'external json json');
    assert.equal(importer(files, 'app/utils/json.py')('json'), 'external json json');
  });

  it('never win as a namespace package, from another root, or across a src layout', () => {
    assert.equal(importer(['email/send.py', 'main.py'], 'main.py')('email'), 'external email email');
    const files = {
      'a/pyproject.toml': '',
      'a/queue.py': '',
      'b/pyproject.toml': '',
      'b/x.py': '',
      'platform.py': '',
      'src/p/__init__.py': '',
    };
    assert.equal(importer(files, 'b/x.py')('queue'), 'external queue queue');
    assert.equal(importer(files, 'src/p/__init__.py')('platform'), 'external platform platform');
  });

  it('in a namespace package of the project do not hide it', () => {
    const files = ['src/google/cloud/logging/__init__.py', 'src/google/cloud/logging/client.py'];
    const imports = importer(files, 'src/google/cloud/logging/client.py');
    assert.equal(imports('logging'), 'external logging logging');
    assert.equal(imports('google.cloud.logging.client'), 'src/google/cloud/logging/client.py');
  });
});

describe('folders without an __init__ inside a package', () => {
  const files = [
    'pkg/__init__.py',
    'pkg/scripts/run.py',
    'pkg/scripts/json.py',
    'pkg/scripts/helper.py',
    'pkg/typings/requests/__init__.py',
    'pkg/typings/requests/api.py',
  ];

  it('let their scripts import each other, but hide nothing of the standard library', () => {
    const imports = importer(files, 'pkg/scripts/run.py');
    assert.equal(imports('helper'), 'pkg/scripts/helper.py');
    assert.equal(imports('json'), 'external json json');
    assert.equal(imports('pkg.scripts.json'), 'pkg/scripts/json.py');
  });

  it('offer their packages to nobody else', () => {
    assert.equal(importer(files, 'pkg/__init__.py')('requests'), 'external requests requests');
    assert.equal(
      importer(files, 'pkg/typings/requests/__init__.py')('requests.api'),
      'pkg/typings/requests/api.py',
    );
  });
});

describe('source roots', () => {
  it('are src/ and what the packaging files say', () => {
    const files = {
      'src/one/__init__.py': '',
      'services/two/pyproject.toml': '[tool.setuptools.packages.find]\nwhere = ["python"] # here\n',
      'services/two/python/two/__init__.py': '',
      'services/three/pyproject.toml':
        '[tool.poetry]\npackages = [\n  { include = "three", from = "lib" },\n]\n',
      'services/three/lib/three/core.py': '',
      'services/four/setup.cfg': '[options]\npackage_dir =\n    =code\n',
      'services/four/code/four.py': '',
      'services/five/setup.py': "setup(package_dir={'five': 'impl'}, packages=find_packages('extra'))",
      'services/five/impl/core.py': '',
      'services/five/extra/six.py': '',
      'services/seven/pyproject.toml': '[tool.hatch.build.targets.wheel]\npackages = ["backend/seven"]\n',
      'services/seven/backend/seven/a.py': '',
      'tool.py': '',
    };
    const imports = importer(files, 'tool.py');
    assert.equal(imports('one'), 'src/one/__init__.py');
    assert.equal(imports('two'), 'services/two/python/two/__init__.py');
    assert.equal(imports('three.core'), 'services/three/lib/three/core.py');
    assert.equal(imports('four'), 'services/four/code/four.py');
    assert.equal(imports('five.core'), 'services/five/impl/core.py');
    assert.equal(imports('six'), 'services/five/extra/six.py');
    assert.equal(imports('seven.a'), 'services/seven/backend/seven/a.py');
  });

  it('are the parents of top packages, and directories of scripts', () => {
    const files = [
      'backend/shop/__init__.py',
      'backend/shop/cart.py',
      'scripts/helper.py',
      'scripts/run.py',
      'main.py',
    ];
    assert.equal(importer(files, 'main.py')('shop.cart'), 'backend/shop/cart.py');
    assert.equal(importer(files, 'scripts/run.py')('helper'), 'scripts/helper.py');
    assert.equal(importer(files, 'main.py')('helper'), 'external helper helper');
  });

  it('nearest to the importing file are preferred', () => {
    const files = [
      'a/tests/__init__.py',
      'a/tests/util.py',
      'a/core/__init__.py',
      'b/tests/__init__.py',
      'b/tests/util.py',
      'b/core/__init__.py',
    ];
    assert.equal(importer(files, 'a/core/__init__.py')('tests.util'), 'a/tests/util.py');
    assert.equal(importer(files, 'b/tests/util.py')('core'), 'b/core/__init__.py');
  });

  it('inside tests and examples do not serve the rest of the project', () => {
    const files = [
      'app/__init__.py',
      'tests/integrations/redis/__init__.py',
      'tests/integrations/test_redis.py',
      'tests/helpers/__init__.py',
      'tests/test_app.py',
    ];
    assert.equal(importer(files, 'app/__init__.py')('redis'), 'external redis redis');
    assert.equal(importer(files, 'tests/test_app.py')('helpers'), 'tests/helpers/__init__.py');
    assert.equal(importer(files, 'tests/test_app.py')('app'), 'app/__init__.py');
  });
});

describe('namespace packages', () => {
  it('are directories, their modules files, and the rest of them external', () => {
    const files = {
      'p1/pyproject.toml': '',
      'p1/src/acme/db/core.py': '',
      'p2/pyproject.toml': '',
      'p2/src/acme/web/__init__.py': '',
    };
    const imports = importer(files, 'p1/src/acme/db/core.py');
    assert.equal(imports('acme.db'), 'p1/src/acme/db/');
    assert.equal(imports('acme.db.core'), 'p1/src/acme/db/core.py');
    assert.equal(imports('acme.web'), 'p2/src/acme/web/__init__.py');
    assert.equal(imports('acme.installed'), 'external acme acme.installed');
  });

  it('lose to a regular package of another root', () => {
    const files = ['lib/thing.py', 'src/lib/__init__.py', 'main.py'];
    assert.equal(importer(files, 'main.py')('lib'), 'src/lib/__init__.py');
  });

  it('can be the indexed root', () => {
    const files = ['models.py', 'db/engine.py'];
    assert.equal(importer(files, 'models.py', 'shop')('shop.db.engine'), 'db/engine.py');
    assert.equal(importer(files, 'models.py', 'shop')('shop'), 'external shop shop');
  });
});

describe('packaging files', () => {
  it('in TOML are read with comments, escapes, nested tables and lists over several lines', () => {
    const text = [
      '# comment',
      'title = "a \\"quoted\\" # text"',
      '[a."b.c"] # why',
      "d.e = { x = 'y', z = [1, true] }",
      'f = [',
      '  "one", # 1',
      '  """two""",',
      ']',
      '[[g]]',
      'h = 1979-05-27T07:32:00Z',
    ].join('\n');
    assert.deepEqual(
      parseToml(text),
      new Map<string, unknown>([
        ['title', 'a "quoted" # text'],
        [
          'a',
          new Map([
            [
              'b.c',
              new Map<string, unknown>([
                [
                  'd',
                  new Map([
                    [
                      'e',
                      new Map<string, unknown>([
                        ['x', 'y'],
                        ['z', ['1', 'true']],
                      ]),
                    ],
                  ]),
                ],
                ['f', ['one', 'two']],
              ]),
            ],
          ]),
        ],
        ['g', new Map([['h', '1979-05-27T07:32:00Z']])],
      ]),
    );
  });

  it('that are broken say as much as can be read of them', () => {
    for (const text of [
      '[tool',
      '= = =',
      'a = [1, 2',
      `a = ${'['.repeat(10_000)}`,
      '"\\',
      '\0',
      '[[[]]]\nx = "',
    ]) {
      assert.doesNotThrow(() => parseToml(text));
      assert.equal(importer({ 'pyproject.toml': text, 'a.py': '' }, 'a.py')('a'), 'a.py');
    }
    const { directories } = readPackageConfig(
      'pyproject.toml',
      'broken =\n[tool.pdm.build]\npackage-dir = "lib"\n',
    );
    assert.deepEqual(directories, ['lib']);
  });

  it('tell the directories of every tool that they are written for', () => {
    const text = [
      '[tool.setuptools]',
      'package-dir = {"" = "src", "pkg" = "impl"}',
      '[tool.uv.build-backend]',
      'module-root = "python"',
      '[tool.maturin]',
      "python-source = 'py'",
      '[tool.pytest.ini_options]',
      'pythonpath = "lib tests"',
    ].join('\n');
    const { directories, packages } = readPackageConfig('pyproject.toml', text);
    assert.deepEqual(directories.sort(), ['lib', 'py', 'python', 'src', 'tests']);
    assert.deepEqual([...packages], [['pkg', 'impl']]);
    const setup = readPackageConfig('setup.cfg', '[options.packages.find]\nwhere=\n  src\n  lib\n');
    assert.deepEqual(setup.directories, ['src', 'lib']);
  });
});
