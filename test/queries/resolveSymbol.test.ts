import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { SymbolFlag } from '../../server/graph.ts';
import { describeOthers, resolveSymbolIds } from '../../server/queries/resolveSymbol.ts';
import { emptyManifest } from '../../server/languages/manifest.ts';
import { getSymbol } from '../../server/queries/symbols.ts';
import { splitName } from '../../server/queries/symbolText.ts';
import type { Generation } from '../../server/store/generation.ts';
import { GraphBuilder, openGraph } from '../store/graphBuilder.ts';

/** A package that hands names on, a class with a base, namesakes, a test, a stub and a leaf. */
function openNames(t: TestContext): Generation {
  const graph = new GraphBuilder();
  const base = graph.file('shop/models/base.py');
  const init = graph.file('shop/models/__init__.py');
  const admin = graph.file('shop/admin/models.py');
  const go = graph.file('codec/json/encode.go');
  const xml = graph.file('codec/xml/marshal.go');
  const view = graph.file('web/view.ts');
  const stub = graph.file('web/view.d.ts');
  const tests = graph.file('tests/test_base.py');
  const baseModule = graph.symbol('Module', 'shop.models.base', base, 1, { endLine: 100 });
  const initModule = graph.symbol('Module', 'shop.models.__init__', init, 1, { endLine: 9 });
  graph.edge(initModule, 'IMPORTS', baseModule, 1, 'import');
  const model = graph.symbol('Class', 'shop.models.base.Model', base, 10, { endLine: 50 });
  graph.symbol('Method', 'shop.models.base.Model.save', base, 20, { endLine: 30, parent: model });
  const page = graph.symbol('Class', 'shop.admin.models.Page', admin, 3, { endLine: 9 });
  graph.edge(page, 'INHERITS', model, 3, 'import');
  graph.symbol('Class', 'shop.admin.models.Admin', admin, 12);
  graph.symbol('Class', 'tests.test_base.Model', tests, 5);
  graph.symbol('Function', 'codec.json.encode.Marshal', go, 4);
  const encoder = graph.symbol('Class', 'codec.json.encode.Encoder', go, 10, { endLine: 12 });
  graph.symbol('Method', 'codec.json.encode.Encoder.Encode', go, 20, { parent: encoder });
  graph.symbol('Function', 'codec.xml.marshal.Marshal', xml, 4);
  const other = graph.symbol('Class', 'codec.xml.marshal.Encoder', xml, 10, { endLine: 12 });
  graph.symbol('Method', 'codec.xml.marshal.Encoder.Encode', xml, 20, { parent: other });
  graph.external('encoding/json:Marshal');
  graph.edge(page, 'CALLS', encoder, 4, 'import', 'make_encoder');
  const viewClass = graph.symbol('Class', 'web.view.View', view, 2, { endLine: 40 });
  graph.symbol('Method', 'web.view.View.draw', view, 5, { endLine: 6, parent: viewClass });
  graph.symbol('Method', 'web.view.View.draw', view, 8, { endLine: 12, parent: viewClass });
  graph.symbol('Class', 'web.view.d.View', stub, 2);
  graph.symbol('Variable', 'web.view.Model', view, 50);
  const [http, server] = [graph.file('net/http/http.go'), graph.file('net/http/server.go')];
  const httpModule = graph.symbol('Module', 'net.http.http', http, 1, { endLine: 9 });
  const serverModule = graph.symbol('Module', 'net.http.server', server, 1, { endLine: 90 });
  graph.edge(httpModule, 'IMPORTS', serverModule, 1, 'import');
  graph.symbol('Interface', 'net.http.server.Handler', server, 5);
  const mux = graph.symbol('Class', 'net.http.server.ServeMux', server, 10, { endLine: 12 });
  graph.symbol('Method', 'net.http.server.ServeMux.Handler', server, 20, { parent: mux });
  // Files of one package that only a file of another imports.
  const [cookie, request, proxy] = [
    'net/http/cookie.go',
    'net/http/request.go',
    'net/http/util/proxy.go',
  ].map((path) => graph.file(path));
  const requestModule = graph.symbol('Module', 'net.http.request', request!, 1, { endLine: 90 });
  const proxyModule = graph.symbol('Module', 'net.http.util.proxy', proxy!, 1, { endLine: 9 });
  graph.edge(httpModule, 'IMPORTS', proxyModule, 1, 'import');
  graph.edge(proxyModule, 'IMPORTS', requestModule, 1, 'import');
  graph.symbol('Type', 'net.http.cookie.Cookie', cookie!, 5);
  const requestType = graph.symbol('Class', 'net.http.request.Request', request!, 10, { endLine: 12 });
  graph.symbol('Method', 'net.http.request.Request.Cookie', request!, 20, { parent: requestType });
  const [app, response] = [graph.file('lib/application.js'), graph.file('lib/response.js')];
  graph.symbol('Variable', 'lib.application.app', app, 1);
  graph.symbol('Function', 'lib.application.render', app, 9);
  graph.symbol('Variable', 'lib.response.res', response, 1);
  graph.symbol('Function', 'lib.response.render', response, 20);
  const loader = graph.file('lib/loader.js');
  graph.symbol('Function', 'lib.loader.Loader', loader, 3, { endLine: 5 });
  graph.symbol('Function', 'lib.loader.load', loader, 9, {
    signature: 'Loader.prototype.load = function ()',
  });
  graph.symbol('Function', 'lib.loader.start.load', loader, 15, { signature: 'function load()' });
  const pages = graph.file('web/Page.ts');
  for (const [line, name] of [
    [2, 'Page'],
    [12, 'Popup'],
  ] as const) {
    const id = graph.symbol('Class', `web.Page.${name}`, pages, line, { endLine: line + 8 });
    graph.symbol('Method', `web.Page.${name}.open`, pages, line + 1, { parent: id });
  }
  const manifests = [
    { ...emptyManifest('web/package.json'), name: '@site/web' },
    { ...emptyManifest('codec/go.mod'), name: 'example.com/codec' },
  ];
  return openGraph(t, graph.build(), { manifests: JSON.stringify(manifests) });
}

/** What a text is taken for: places of what is meant, with `?` when it is ambiguous. */
function read(generation: Generation, text: string): string {
  const { ids, isAmbiguous, ignored } = resolveSymbolIds(generation, text);
  const places = ids.map((id) => {
    const { file, line, qualified_name } = getSymbol(generation, id);
    return file === '' ? qualified_name : `${file}:${line}`;
  });
  return [...places, ...(isAmbiguous ? ['?'] : []), ...(ignored ? [`without ${ignored}`] : [])].join(' ');
}

const MODEL = 'shop/models/base.py:10';
const SAVE = 'shop/models/base.py:20';
const JSON_ENCODE = 'codec/json/encode.go:20';
const DRAW = 'web/view.ts:5 web/view.ts:8';

const READINGS: readonly (readonly [string, string])[] = [
  // A class in code, not the one in tests, not the variable.
  ['Model', MODEL],
  ['class Model', MODEL],
  ['`Model`', MODEL],
  ['shop.models.base.Model', MODEL],
  // Through the package that hands it on, and below a folder that is around the workspace.
  ['shop.models.Model', MODEL],
  ['models.Model', MODEL],
  ['site.shop.models.Model', MODEL],
  ['Model.save', SAVE],
  ['Model::save', SAVE],
  ['Model#save', SAVE],
  ['Model->save()', SAVE],
  ['Model.save(self, force=False)', SAVE],
  ['base.py:Model.save', SAVE],
  ['shop/models/base.py::save', SAVE],
  ['shop/models/base.py:25', SAVE],
  ['/home/me/project/shop/models/base.py:25', SAVE],
  ['shop\\models\\base.py:25', SAVE],
  // A member of a base, by the name of the class that inherits it.
  ['Page.save', SAVE],
  // A definition in the workspace wins over the leaf of that name.
  ['json.Marshal', 'codec/json/encode.go:4'],
  ['encoding/json.Marshal', 'codec/json/encode.go:4'],
  ['encoding/json:Marshal', 'encoding/json:Marshal'],
  ['Marshal', 'codec/json/encode.go:4 codec/xml/marshal.go:4 ?'],
  ['(*Encoder).Encode', 'codec/json/encode.go:20 codec/xml/marshal.go:20 ?'],
  ['(*json.Encoder).Encode', JSON_ENCODE],
  ['(e *json.Encoder) Encode', JSON_ENCODE],
  ['json.Encoder[T].Encode', JSON_ENCODE],
  ['json.(*Encoder).Encode', JSON_ENCODE],
  ['codec/json.(*Encoder).Encode', JSON_ENCODE],
  ['&json.Encoder{}.Encode', JSON_ENCODE],
  ['func (e *json.Encoder) Encode(v any) error', JSON_ENCODE],
  // Overloads are one thing; a stub is passed over.
  ['View.draw', DRAW],
  ['View.prototype.draw', DRAW],
  ['View<Model>.draw', DRAW],
  ['View', 'web/view.ts:2'],
  ['exports.View', 'web/view.ts:2'],
  ['view.ts', 'web/view.ts:2'],
  // What stands directly below the qualifier, not in another class of its file.
  ['web/Page.ts:Page.open', 'web/Page.ts:3'],
  // In the one file that ends so and has the line.
  ['models.py:8', 'shop/admin/models.py:3'],
  // On the prototype of a constructor, which is a function.
  ['Loader.prototype.load', 'lib/loader.js:9'],
  ['Loader#load', 'lib/loader.js:9'],
  ['start.load', 'lib/loader.js:15'],
  // By the name under which it is handed on.
  ['shop.make_encoder', 'codec/json/encode.go:10'],
  // Below the name of a package, which no folder has to have.
  ['@site/web.View', 'web/view.ts:2'],
  ['@site/web.Model', 'web/view.ts:50'],
  ['example.com/codec/json.Marshal', 'codec/json/encode.go:4'],
  // What a package has, not what a type in it has.
  ['http.Handler', 'net/http/server.go:5'],
  ['http.Cookie', 'net/http/cookie.go:5'],
  // What is put onto an object of the module.
  ['app.render', 'lib/application.js:9'],
  ['res.render', 'lib/response.js:20'],
  ['req.render', 'lib/application.js:9 lib/response.js:20 ? without req'],
  ['models.py:3', 'shop/admin/models.py:3'],
  ['Nowhere.save', `${SAVE} without Nowhere`],
  ['nothing', ''],
  ['', ''],
  ['::', ''],
];

for (const [text, places] of READINGS) {
  test(`"${text}" means ${places || 'nothing'}`, (t) => {
    assert.equal(read(openNames(t), text), places);
  });
}

test('what was passed over is known', (t) => {
  const generation = openNames(t);
  const { others } = resolveSymbolIds(generation, 'Model');
  assert.deepEqual(
    others.map((id) => getSymbol(generation, id).file),
    ['tests/test_base.py', 'web/view.ts'],
  );
});

test('names are taken out of the notations of many languages', () => {
  assert.deepEqual(splitName('std::vector<std::string>::push_back'), ['std', 'vector', 'push_back']);
  assert.deepEqual(splitName(String.raw`App\Http\Controller::index`), ['App', 'Http', 'Controller', 'index']);
  assert.deepEqual(splitName('async function load(url)'), ['load']);
  assert.deepEqual(splitName('module.exports.start'), ['start']);
  assert.deepEqual(splitName('obj?.field'), ['obj', 'field']);
  assert.deepEqual(splitName('@app.route'), ['app', 'route']);
  assert.deepEqual(splitName('(a, b) => a'), ['a']);
  assert.deepEqual(splitName('int main(int argc, char **argv)'), ['main']);
  assert.deepEqual(splitName('def count(self) -> int:'), ['count']);
  assert.deepEqual(splitName('static void Widget::draw(QPainter *p) const'), ['Widget', 'draw']);
  assert.deepEqual(splitName('new Cart(items).total'), ['Cart', 'total']);
});

/** Namesakes in places of different worth: code, generated code, declarations, tests, built output. */
function openWorth(t: TestContext): Generation {
  const graph = new GraphBuilder();
  const made = graph.file('gen.ts');
  graph.symbol('Module', 'gen', made, 1, { flags: SymbolFlag.generated });
  const places = [
    ['code.ts', graph.file('code.ts')],
    ['gen.ts', made],
    ['types.d.ts', graph.file('types.d.ts')],
    ['test/code.test.ts', graph.file('test/code.test.ts')],
    ['dist/code.js', graph.file('dist/code.js')],
  ] as const;
  for (const [from] of places.entries())
    for (const [path, file] of places.slice(from))
      graph.symbol('Function', `${path.split('.', 1)[0]}.f${from}`, file, from + 2, { name: `f${from}` });
  const folder = graph.symbol('Module', 'f5', graph.file('f5.ts'), 1);
  graph.external('lib:f5');
  graph.external('lib:f6');
  const code = places[0][1];
  const [alpha, beta] = ['alpha', 'beta'].map((name, row) =>
    graph.symbol('Class', `code.${name}.twice`, code, 20 + row),
  ) as [number, number];
  graph.call(folder, beta, 1);
  void alpha;
  for (const name of ['z', 'y']) graph.symbol('Class', `code.${name}.same`, code, 30);
  graph.symbol('Variable', 'code.both', code, 40);
  graph.symbol('Function', 'code.in.both', code, 41);
  const manifests = [{ ...emptyManifest('package.json'), outputs: ['dist'] }];
  return openGraph(t, graph.build(), { manifests: JSON.stringify(manifests) });
}

for (const [name, meant, others] of [
  ['f0', 'code.ts:2', 4],
  ['f1', 'gen.ts:3', 3],
  ['f2', 'types.d.ts:4', 2],
  ['f3', 'test/code.test.ts:5', 1],
  ['f4', 'dist/code.js:6', 0],
  ['f5', 'f5.ts:1', 1],
  ['f6', 'lib:f6', 0],
  // Called more often, then by name.
  ['twice', 'code.ts:21 code.ts:20 ?', 0],
  ['same', 'code.ts:30 code.ts:30 ?', 0],
  // What can be called, over values of that name.
  ['both', 'code.ts:41', 1],
] as const)
  test(`of namesakes in places of different worth "${name}" means ${meant}`, (t) => {
    const generation = openWorth(t);
    assert.equal(read(generation, name), meant);
    assert.equal(resolveSymbolIds(generation, name).others.length, others);
  });

test('what was passed over is told in a line, built copies as a number', (t) => {
  const generation = openWorth(t);
  const tell = (name: string, shown?: number) =>
    describeOthers(generation, resolveSymbolIds(generation, name).others, shown);
  assert.equal(
    tell('f0'),
    'also of that name: Function gen.ts:2, Function test/code.test.ts:2, Function types.d.ts:2; also in 1 built copy',
  );
  assert.equal(
    tell('f0', 2),
    'also of that name: Function gen.ts:2, Function test/code.test.ts:2 and 1 more; also in 1 built copy',
  );
  assert.equal(tell('f3'), 'also in 1 built copy');
  assert.equal(tell('f5'), 'also of that name: External lib:f5');
  assert.equal(tell('f4'), '');
});

/** Files whose paths end alike, of which one is longer. */
function openPaths(t: TestContext): Generation {
  const graph = new GraphBuilder();
  for (const [path, lines] of [
    ['cart.py', 10],
    ['shop/cart.py', 50],
    ['shop/items.py', 10],
    ['lib/items.py', 50],
    ['lib/only.py', 5],
  ] as const)
    graph.symbol('Module', path.replaceAll('/', '.'), graph.file(path), 1, { name: path, endLine: lines });
  return openGraph(t, graph.build());
}

for (const [text, places] of [
  ['cart.py:5', 'cart.py:1'],
  // Beyond the end of the file that is named, whatever others are called.
  ['cart.py:30', ''],
  ['shop/cart.py:30', 'shop/cart.py:1'],
  ['items.py:5', 'lib/items.py:1 shop/items.py:1 ?'],
  ['items.py:30', 'lib/items.py:1'],
  ['items.py:99', ''],
  ['items.py', ''],
  ['only.py', 'lib/only.py:1'],
  ['./cart.py', 'cart.py:1'],
  ['/srv/lib/only.py', 'lib/only.py:1'],
  ['ib/only.py', ''],
] as const)
  test(`of paths that end alike "${text}" means ${places || 'nothing'}`, (t) => {
    assert.equal(read(openPaths(t), text), places);
  });

/** Bases over two steps and in a circle; a name that only sites have; a module that hands on over four steps and five. */
function openChains(t: TestContext): Generation {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const types = ['Low', 'Middle', 'High', 'Top'].map((name, row) =>
    graph.symbol('Class', `a.${name}`, file, row * 10 + 1, { endLine: row * 10 + 8 }),
  );
  for (const [row, type] of types.entries())
    graph.edge(
      type,
      row % 2 === 0 ? 'INHERITS' : 'IMPLEMENTS',
      types[(row + 1) % types.length]!,
      row * 10 + 1,
    );
  for (const row of [2, 3])
    graph.symbol('Method', `a.${['', '', 'High', 'Top'][row]}.run`, file, row * 10 + 2, {
      parent: types[row]!,
    });
  const paths = ['deep.py', 'm1.py', 'm2.py', 'm3.py', 'm4.py', 'm5.py'];
  const modules = paths.map((path) => {
    const at = graph.file(path);
    return [at, graph.symbol('Module', path.replace('.py', ''), at, 1)] as const;
  });
  for (const [row, [, id]] of modules.slice(1).entries()) graph.edge(id, 'IMPORTS', modules[row]![1], 1);
  graph.symbol('Function', 'deep.find', modules[0]![0], 5);
  const other = graph.file('other.py');
  graph.symbol('Function', 'other.find', other, 5);
  graph.symbol('Module', 'other', other, 1);
  graph.edge(modules[1]![1], 'REFERENCES', types[0]!, 2, 'import', 'Renamed');
  return openGraph(t, graph.build());
}

for (const [text, places] of [
  ['Low.run', 'a.py:22'],
  ['a.Low.run', 'a.py:22'],
  ['High.run', 'a.py:22'],
  ['Top.run', 'a.py:32'],
  ['b.Low.run', 'a.py:22 a.py:32 ? without b.Low'],
  ['m1.find', 'deep.py:5'],
  ['m4.find', 'deep.py:5'],
  ['m5.find', 'deep.py:5 other.py:5 ? without m5'],
  ['Renamed', 'a.py:1'],
  ['m1.Renamed', 'a.py:1'],
  ['low', 'a.py:1'],
  ['LO', ''],
] as const)
  test(`over bases and imports "${text}" means ${places || 'nothing'}`, (t) => {
    assert.equal(read(openChains(t), text), places);
  });

for (const [text, parts] of [
  ['prototype', ['prototype']],
  ['A.prototype', ['A', 'prototype']],
  ['prototype.a', ['prototype', 'a']],
  ['module', ['module']],
  ['exports', ['exports']],
  ['module.a', ['module', 'a']],
  ['module.exports', ['exports']],
  ['exports.a', ['a']],
  ['empty?', ['empty?']],
  ['save!', ['save!']],
  ['*T.m', ['T', 'm']],
  ['a)b', ['a)b']],
  ['f(a).g(b).h', ['f', 'g', 'h']],
  ['int f(a).g', ['f', 'g']],
  ['int f(a)->g', ['f', 'g']],
  ['int f(a) const', ['f']],
  ['int f(a', ['f']],
  ['a -> b', ['b']],
  ['Map<K, V>.get', ['Map', 'get']],
  ['', []],
] as const)
  test(`"${text}" has the names ${parts.join(', ') || 'none'}`, () => {
    assert.deepEqual(splitName(text), parts);
  });
