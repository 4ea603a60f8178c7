// Where Rust's module words lead.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rust } from '../../server/languages/rust/rust.ts';
import { importsOf, makeProject } from './project.ts';

const workspace = {
  'Cargo.toml': '[workspace]\nmembers = ["app", "core"]\n',
  'app/Cargo.toml':
    '[package]\nname = "my-app"\n[dependencies]\nmy-core = { path = "../core" }\nlog = "0.4"\nyaml = { package = "serde_yaml", version = "1" }\n',
  'app/src/main.rs': 'mod cli;\nfn main() {}\n',
  'app/src/lib.rs': '',
  'app/src/cli.rs': '',
  'app/src/cli/flags.rs': '',
  'app/src/store.rs': '',
  'app/src/store/disk/mod.rs': '',
  'app/src/bin/tool.rs': '',
  'app/tests/all.rs': '',
  'core/Cargo.toml': '[package]\nname = "my-core"\n[lib]\nname = "heart"\npath = "lib/heart.rs"\n',
  'core/lib/heart.rs': '',
  'core/lib/beat.rs': '',
};

function importsFrom(path: string, files: Readonly<Record<string, string>> = workspace) {
  const project = makeProject(files, /Cargo\.toml$/);
  const texts = { ...project, configFiles: [...project.configFiles, 'app/src/main.rs'] };
  return importsOf(rust.hooks.createModuleResolver(texts), path);
}

test('a module in a file of its own lies beside the root of its crate, or in the folder of its parent', () => {
  assert.equal(importsFrom('app/src/lib.rs')('mod store'), 'app/src/store.rs');
  assert.equal(importsFrom('app/src/store.rs')('mod disk'), 'app/src/store/disk/mod.rs');
  assert.equal(importsFrom('app/src/cli.rs')('mod flags'), 'app/src/cli/flags.rs');
  assert.equal(importsFrom('app/src/lib.rs')('mod none'), 'nothing');
  assert.equal(importsFrom('app/src/lib.rs')('path store/disk/../../cli.rs'), 'app/src/cli.rs');
});

test('the root of a crate is the program that declares the module, else the library', () => {
  assert.equal(importsFrom('app/src/cli/flags.rs')('crate'), 'app/src/main.rs');
  assert.equal(importsFrom('app/src/store/disk/mod.rs')('crate'), 'app/src/lib.rs');
  assert.equal(importsFrom('app/src/bin/tool.rs')('crate'), 'app/src/bin/tool.rs');
  assert.equal(importsFrom('core/lib/beat.rs')('crate'), 'core/lib/heart.rs');
});

test('the module around is that of the folder', () => {
  assert.equal(importsFrom('app/src/store/disk/mod.rs')('super'), 'app/src/store.rs');
  assert.equal(importsFrom('app/src/store/disk/mod.rs')('super::super'), 'app/src/lib.rs');
  assert.equal(importsFrom('app/src/lib.rs')('super'), 'nothing');
  assert.equal(importsFrom('core/lib/beat.rs')('self'), 'core/lib/beat.rs');
});

test('a crate is found by the name of its library, one that is depended on outside by that of its package', () => {
  assert.equal(importsFrom('app/src/main.rs')('my_app'), 'app/src/lib.rs');
  assert.equal(importsFrom('app/tests/all.rs')('my_app'), 'app/src/lib.rs');
  assert.equal(importsFrom('app/src/lib.rs')('heart'), 'core/lib/heart.rs');
  assert.equal(importsFrom('app/src/lib.rs')('log'), 'external log log');
  assert.equal(importsFrom('app/src/lib.rs')('yaml'), 'external serde_yaml serde_yaml');
  assert.equal(importsFrom('app/src/lib.rs')('core'), 'external std std');
  assert.equal(importsFrom('app/src/lib.rs')('unknown'), 'nothing');
});
