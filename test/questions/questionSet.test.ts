import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { corpora } from '../../bench/corpora.ts';
import { findFaults, loadQuestions } from '../../bench/questionSet.ts';
import { TOOLS } from '../../server/mcp/tools/index.ts';

suite('question set', () => {
  const projects = loadQuestions();
  const questions = projects.flatMap((project) => project.questions);

  test('sixty questions are asked about six projects that can be fetched, ten of them in words', () => {
    assert.equal(questions.length, 60);
    assert.equal(questions.filter(({ isInWords }) => isInWords).length, 10);
    assert.equal(new Set(questions.map(({ question }) => question)).size, 60);
    assert.equal(projects.length, 6);
    for (const { project } of projects) assert.ok(corpora.some(({ name }) => name === project));
  });

  test('the tools that are to answer exist', () => {
    const names = new Set(TOOLS.map(({ name }) => name));
    for (const { calls } of questions) for (const { tool } of calls) assert.ok(names.has(tool), tool);
  });

  for (const { answer, must = [], mustNot = [], faults } of [
    { answer: 'pkg.f src/a.py:3 @ 7,9', must: ['src/a.py:7', 'src/a.py:9', 'src/a.py:3'], faults: [] },
    { answer: 'src/a.py\n  7 call in f: g()\n  9 read', must: ['src/a.py:9'], faults: [] },
    { answer: 'src/a.py\n  7 call\nsrc/b.py\n  9 read', must: ['src/a.py:9'], faults: ['lacks src/a.py:9'] },
    { answer: 'src/b.py:12:    f()', must: ['src/b.py:12'], faults: [] },
    { answer: 'Store.saveAll', must: ['save'], faults: ['lacks save'] },
    { answer: 'Store.save', must: ['save'], faults: [] },
    { answer: 'f and testF', must: ['f'], mustNot: ['testF'], faults: ['says testF'] },
  ])
    test(`an answer ${JSON.stringify(answer)} is judged`, () =>
      assert.deepEqual(findFaults(answer, { must, mustNot }), faults));
});
