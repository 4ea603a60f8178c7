import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { searchGraph } from '../../server/queries/search.ts';
import { isLightVerb, otherForms } from '../../server/queries/wordForms.ts';
import type { Generation } from '../../server/store/generation.ts';
import { GraphBuilder, openGraph } from '../store/graphBuilder.ts';

function find(generation: Generation, query: string): string[] {
  return searchGraph(generation, { query, limit: 50, offset: 0 }).hits.map(
    ({ qualified_name }) => qualified_name,
  );
}

/** A file that has what a test adds, and enough else that no word is common. */
function graphWith(add: (graph: GraphBuilder, file: number) => void): GraphBuilder {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  for (let line = 1; line <= 20; line++) graph.symbol('Function', `a.unrelated_${line}`, file, line);
  add(graph, file);
  return graph;
}

suite('ranking by words', () => {
  test('an irregular verb and another spelling find the verb of a name', (t) => {
    const graph = graphWith((g, file) => {
      g.symbol('Function', 'a.break_lines', file, 30);
      g.symbol('Function', 'a.normalize_color', file, 31);
    });
    const generation = openGraph(t, graph.build());
    assert.deepEqual(find(generation, 'where are long lines broken?'), ['a.break_lines']);
    assert.deepEqual(find(generation, 'how is a colour normalised?'), ['a.normalize_color']);
  });

  test('a short word is not found at the beginning of another one', (t) => {
    const graph = graphWith((g, file) => {
      g.symbol('Function', 'a.add_listener', file, 30);
      g.symbol('Function', 'a.FormLister', file, 31);
    });
    assert.deepEqual(find(openGraph(t, graph.build()), 'which list is there?'), ['a.FormLister']);
  });

  test('code cuts long words short, to three letters at least', (t) => {
    const graph = graphWith((g, file) => {
      for (const [row, name] of ['dir', 'di', 'direct'].entries())
        g.symbol('Function', `a.${name}`, file, 30 + row);
    });
    assert.deepEqual(find(openGraph(t, graph.build()), 'directory').toSorted(), ['a.dir', 'a.direct']);
  });

  test('what an interface declares comes after what does it', (t) => {
    const graph = graphWith((g, file) => {
      const parent = g.symbol('Interface', 'a.Port', file, 30, { endLine: 33 });
      g.symbol('Method', 'a.Port.renew_session', file, 31, { parent });
      g.symbol('Function', 'a.renew_session', file, 40);
    });
    const found = find(openGraph(t, graph.build()), 'how is a session renewed?');
    assert.deepEqual(found, ['a.renew_session', 'a.Port.renew_session']);
  });

  test('code of tests comes after other code, unless files are named', (t) => {
    const graph = graphWith((g, file) => {
      g.symbol('Function', 'tests.open_session', g.file('tests/test_a.py'), 1);
      g.symbol('Function', 'a.open_session', file, 30);
    });
    const generation = openGraph(t, graph.build());
    const search = (file_pattern: string | undefined) =>
      searchGraph(generation, {
        query: 'open a session',
        limit: 9,
        offset: 0,
        ...(file_pattern === undefined ? {} : { file_pattern }),
      }).hits.map(({ qualified_name }) => qualified_name);
    assert.deepEqual(search(undefined), ['a.open_session', 'tests.open_session']);
    assert.deepEqual(search('*.py'), ['tests.open_session', 'a.open_session']);
  });

  test('a class of which members match comes before one that matches as well', (t) => {
    const graph = graphWith((g, file) => {
      g.symbol('Class', 'a.CookieStore', file, 30);
      const other = g.symbol('Class', 'a.CookieJar', file, 40);
      for (const name of ['read', 'write'])
        g.symbol('Method', `a.CookieJar.${name}`, file, 41, { parent: other, doc: 'One cookie.' });
    });
    const found = find(openGraph(t, graph.build()), 'how are cookies kept?');
    assert.ok(found.indexOf('a.CookieJar') < found.indexOf('a.CookieStore'), found.join(', '));
  });

  test('of two that match alike the one that another match calls comes first', (t) => {
    const graph = graphWith((g, file) => {
      const alone = g.symbol('Function', 'a.alpha', file, 30, { doc: 'Renews the session.' });
      const called = g.symbol('Function', 'a.beta', file, 31, { doc: 'Renews the session.' });
      g.call(g.symbol('Function', 'a.open_session', file, 32), called, 32);
      g.call(g.symbol('Function', 'a.start', file, 33), alone, 33);
    });
    const found = find(openGraph(t, graph.build()), 'how does the session get renewed?');
    assert.ok(found.indexOf('a.beta') < found.indexOf('a.alpha'), found.join(', '));
  });

  test('what says none of the words but uses things that do is found', (t) => {
    const graph = graphWith((g, file) => {
      const run = g.symbol('Method', 'a.run', file, 30);
      g.call(run, g.symbol('Function', 'a.load_services', file, 31), 30);
      g.unresolved(run, 'dependencies', 30);
      g.symbol('Function', 'a.dependencies', file, 32);
    });
    assert.ok(
      find(openGraph(t, graph.build()), 'who gets the services with their dependencies?').includes('a.run'),
    );
  });

  test('words that follow each other count more where a name has them together', (t) => {
    const graph = graphWith((g, file) => {
      g.symbol('Function', 'a.session_cookie', file, 30);
      g.symbol('Function', 'a.user_cookie', file, 31);
    });
    const found = find(openGraph(t, graph.build()), 'when does the session of a user cookie expire?');
    assert.deepEqual(found, ['a.user_cookie', 'a.session_cookie']);
  });
});

suite('forms of words', () => {
  for (const [word, forms] of [
    ['written', ['write']],
    ['chosen', ['choose']],
    ['serialised', ['serialized']],
    ['colors', ['colours']],
    ['behaviour', ['behavior']],
    ['cookie', []],
    ['order', []],
    ['for', []],
  ] as const)
    test(`${word} has ${forms.length === 0 ? 'no other form' : forms.join(', ')}`, () =>
      assert.deepEqual(otherForms(word), forms));

  test('a verb that says little is known in its forms', () => {
    for (const verb of ['keep', 'kept', 'makes', 'decided', 'notice', 'turned'])
      assert.ok(isLightVerb(verb), verb);
    for (const verb of ['parse', 'compresses', 'needle', 'beeps']) assert.ok(!isLightVerb(verb), verb);
  });
});
