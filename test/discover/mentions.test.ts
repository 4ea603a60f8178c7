import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MentionCollector, canBeBuilt, type Mentions } from '../../server/discover/mentions.ts';

function collect(names: readonly string[], texts: Readonly<Record<string, string>>): Mentions {
  const collector = new MentionCollector(names);
  for (const [file, text] of Object.entries(texts)) collector.add(file, text);
  return collector.finish();
}

test('a name is found as a whole word, with its line and how often it stands there', () => {
  const { mentions } = collect(['run'], {
    'a.py': 'x = rerun\nrun(run)\n',
    'b.html': '<p>{{ job.run }}</p>\r\nrunning\r\n"run"',
  });
  assert.deepEqual(
    mentions.map(({ file, line, times }) => [file, line, times]),
    [
      ['a.py', 2, 2],
      ['b.html', 1, 1],
      ['b.html', 3, 1],
    ],
  );
});

test('comments that fill their lines are no mentions, what only looks like one is', () => {
  const { mentions } = collect(['run', 'secret'], {
    'a.ts': '// run\n/*\n run\n * run */\nrun; // run\n#secret = 1\n',
    'a.py': '# run\n#!run\nx = "#run"\n',
  });
  assert.deepEqual(
    mentions.map(({ name, file, line }) => [name, file, line]),
    [
      ['run', 'a.ts', 5],
      ['secret', 'a.ts', 6],
      ['run', 'a.py', 3],
    ],
  );
});

test('a name that a text puts together from pieces can be meant by it', () => {
  const found = collect([], {
    'a.py': `getattr(self, 'visit_' + kind)\n'handle_%s' % x\nf"{name}_changed"\n"as_%(x)s" "%s_set"`,
    'a.ts': 'this[`on${name}`]; call(`render${kind}`)',
    'a.c': '#define READ(name) read_##name()\n#define FREE(name) name##_free()\n#define JOIN(a, b) a##b',
  });
  const built = [
    'visit_call',
    'handle_paid',
    'order_changed',
    'item_set',
    'renderList',
    'onClose',
    'read_all',
    'list_free',
  ];
  const others = ['visit', 'visitor', 'changed', 'rendering', 'once', 'handle', 'a_list', 'free'];
  assert.deepEqual(
    built.filter((name) => !canBeBuilt(name, found)),
    [],
  );
  assert.deepEqual(
    others.filter((name) => canBeBuilt(name, found)),
    [],
  );
});

test('a name on very many lines is said to be undecided', () => {
  const { mentions, frequent } = collect(['get'], { 'a.js': 'get();\n'.repeat(500) });
  assert.deepEqual([mentions.length, frequent], [0, ['get']]);
});
