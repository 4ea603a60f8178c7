import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { readQuery } from '../../server/queries/queryTerms.ts';
import { readRelationQuestion } from '../../server/queries/relationQuestion.ts';

suite('a query is taken apart', () => {
  for (const [query, identifiers, words] of [
    ['how does the `cart` work?', ['cart'], ['cart']],
    ['where is get_user used', ['get_user'], ['user']],
    ['JavaScript modules', ['JavaScript'], ['java', 'script', 'javascript', 'modules']],
    ['aBcDeFgH', ['aBcDeFgH'], ['bc', 'de', 'fg']],
    ['a.b:', ['a.b'], []],
    ['the end.', [], ['end']],
    ['what is it', [], ['what', 'is', 'it']],
    ['how does it work', [], ['work']],
    ['a 1 b', [], ['1']],
    ['', [], []],
  ] as const)
    test(`"${query}"`, () => {
      const { identifiers: named, words: spoken } = readQuery(query);
      assert.deepEqual([named, spoken], [identifiers, words]);
    });
});

suite('a question for a relation', () => {
  const long = `who calls Cart.save ${'and why '.repeat(18)}`;
  for (const [query, relation, subject] of [
    ['who calls save', 'callers', 'save'],
    ['who calls Cart.save() when it stops', 'callers', 'Cart.save'],
    ['who calls the server when it stops', undefined, undefined],
    ['who calls Server when it stops', 'callers', 'Server'],
    ['tests of the function save?', 'tests', 'save'],
    ['how are carts saved', undefined, undefined],
    [long.slice(0, 160), 'callers', 'Cart.save'],
    [long.slice(0, 161), undefined, undefined],
  ] as const)
    test(`"${query.slice(0, 40)}", ${query.length} letters long: ${relation ?? 'none'}`, () => {
      const question = readRelationQuestion(query);
      assert.deepEqual([question?.relation, question?.subject], [relation, subject]);
    });
});
