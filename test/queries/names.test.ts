import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { MatchClass, matchNames, nameTable } from '../../server/queries/names.ts';
import { suggestNames } from '../../server/queries/suggest.ts';
import type { Generation } from '../../server/store/generation.ts';
import { GraphBuilder, openGraph } from '../store/graphBuilder.ts';

function openNames(t: TestContext, names: readonly string[]): Generation {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  for (const [row, name] of names.entries()) graph.symbol('Function', `a.f${row}`, file, row + 1, { name });
  return openGraph(t, graph.build());
}

test('a name matches a term as a whole, from its start, by a word, or within one', (t) => {
  const cases: readonly (readonly [term: string, name: string, match: keyof typeof MatchClass])[] = [
    ['save', 'save', 'exact'],
    ['save', 'SAVE', 'exactAnyCase'],
    ['save', 'saveAll', 'prefix'],
    ['save', 'auto_save', 'word'],
    ['save', 'autoSave', 'word'],
    ['save', 'HTTPSave', 'word'],
    ['save', 'HTTPSAVE', 'substring'],
    ['save', 'resave', 'substring'],
    ['save', 'resave_save', 'word'],
    ['save', 'save_resave', 'prefix'],
    ['save', 'v2save', 'word'],
    ['2', 'v2', 'word'],
    ['2', 'v12', 'substring'],
    ['save', 'sav', 'none'],
    // By its words, where the letters are not one after the other.
    ['getUser', 'get_user', 'word'],
    ['a_bc', 'abc', 'word'],
    ['a_b', 'ab', 'none'],
    ['__', 'a', 'none'],
    ['', 'save', 'none'],
    ['\n', 'save', 'none'],
    ['save\nother', 'save', 'none'],
  ];
  const generation = openNames(t, [...new Set(cases.map(([, name]) => name)), 'other']);
  const { ids, texts } = nameTable(generation);
  for (const [term, name, match] of cases) {
    const found = matchNames(generation, term).get(ids[texts.indexOf(name)]!) ?? MatchClass.none;
    assert.equal(found, MatchClass[match], `"${term}" and ${name}`);
  }
});

test('names are suggested that are few letters away, longer by some, or made of most of its words', (t) => {
  const names = ['abc', 'abcd', 'abxd', 'add_item', 'add_item_again', 'delete_user_session', 'Upload'];
  const cases: readonly (readonly [text: string, found: readonly string[]])[] = [
    // Of three letters none may differ, of four one may.
    ['ABC', ['abc']],
    ['abx', []],
    ['ab', []],
    ['abce', ['abc', 'abcd']],
    ['uplaod', ['Upload']],
    ['pulaod', []],
    ['uplod', ['Upload']],
    ['shop.Uplod', ['Upload']],
    ['a/b.py:uplod()', []],
    // Longer ones, by four letters or more of it.
    ['user', ['delete_user_session']],
    ['use', []],
    // Most of its words, in any order; short ones and those that say nothing aside.
    ['item_add', ['add_item', 'add_item_again']],
    ['item_zzz', []],
    ['item_no', []],
    ['item_add_no_xy', ['add_item', 'add_item_again']],
    ['item_add_the_how', ['add_item', 'add_item_again']],
    ['session_user_zzz', ['delete_user_session']],
  ];
  const generation = openNames(t, names);
  for (const [text, found] of cases) assert.deepEqual(suggestNames(generation, text), found, text);
  assert.deepEqual(suggestNames(generation, 'abcd', 2), ['abcd', 'abc']);
  assert.deepEqual(suggestNames(generation, 'item_add', 1), ['add_item']);
});
