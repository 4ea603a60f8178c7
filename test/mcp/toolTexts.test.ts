// How the answers of tools read: rows in, text out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOOLS } from '../../server/mcp/tools/index.ts';

type Rows = Readonly<Record<string, unknown>>;

/** Checks what a tool makes of `base` with each of the parts. */
function check(
  name: string,
  base: Rows,
  cases: readonly (readonly [part: Rows, lines: readonly string[]])[],
): void {
  const tool = TOOLS.find((each) => each.name === name)!;
  for (const [part, lines] of cases) assert.equal(tool.render({ ...base, ...part }), lines.join('\n'));
}

const SYMBOL = {
  name: 'add',
  kind: 'Function',
  qualified_name: 'cart.add',
  file: 'cart.py',
  line: 8,
  start_line: 8,
  end_line: 10,
};

test('search_graph says which part of the matches is shown, and of each what was asked for', () => {
  const hit = { ...SYMBOL, in_degree: 1, out_degree: 2 };
  const row = '  Function cart.add:8 in 1 out 2';
  const one = (part: Rows) => ({ results: [{ ...hit, ...part }] });
  check('search_graph', { total: 1, offset: 0, results: [hit] }, [
    [{}, ['1 match', 'cart.py', row]],
    [{ total: 3, offset: 1 }, ['3 matches, 2–2', 'cart.py', row]],
    [{ note: 'Near.' }, ['1 match', 'Near.', 'cart.py', row]],
    [{ results: ['cart.add'] }, ['1 match', 'cart.add']],
    [{ total: 0, results: [] }, ['No match.']],
    [{ total: 0, results: [], note: 'Why.' }, ['No match. Why.']],
    [one({ file: '' }), ['1 match', '(outside the workspace)', row]],
    [one({ signature: 'def add()', doc: 'Adds.' }), ['1 match', 'cart.py', `${row}  def add()  — Adds.`]],
    [one({ unused: 'exported' }), ['1 match', 'cart.py', `${row} exported`]],
    [one({ unused: 'dead' }), ['1 match', 'cart.py', row]],
    [one({ copies: 2 }), ['1 match', 'cart.py', `${row} (also in 2 built copies)`]],
    [one({ connected: [] }), ['1 match', 'cart.py', row]],
    [one({ connected: ['a.b'] }), ['1 match', 'cart.py', row, '    ↔ a.b']],
  ]);
});

test('get_code_snippet says where a source goes on, and who uses what nothing calls', () => {
  const head = 'Function cart.add  cart.py:8-10';
  const neighbours = { callers_total: 0, callers: [], callees_total: 0, callees: [], uses_total: 0 };
  const place = { qualified_name: 'app.main', file: 'app.py', line: 4, tier: 'exact' };
  const base = {
    symbol: SYMBOL,
    candidates: [],
    first_line: 8,
    source: ['x', 'y'],
    total: 2,
    changed: false,
  };
  check('get_code_snippet', base, [
    [{}, [head, 'x', 'y']],
    [{ total: 3 }, [head, 'x', 'y', '(lines 8–9, 3 lines in all)']],
    [{ changed: true }, [head, 'The file changed after it was indexed: the lines may be off.', 'x', 'y']],
    [{ given: '[given]', source: [], total: 0 }, [head, '[given]']],
    [
      { symbol: undefined, source: [], total: 0, note: 'Two.', candidates: [SYMBOL] },
      ['Two.', '  Function cart.add cart.py:8'],
    ],
    [{ neighbours }, [head, 'x', 'y', 'no calls and no other uses known']],
    [
      { neighbours: { ...neighbours, uses_total: 1 } },
      [head, 'x', 'y', 'no calls; 1 other use: trace_path with mode references'],
    ],
    [
      {
        neighbours: { ...neighbours, callers_total: 1, callers: [place], callees_total: 1, callees: [place] },
      },
      [head, 'x', 'y', '1 caller: app.main @ app.py:4', '1 callee: app.main @ app.py:4'],
    ],
  ]);
});

test('search_code names a symbol once above its lines, and a file once above all', () => {
  const row = { file: 'cart.py', line: 8, text: 'a', symbol: 'cart.add', kind: 'Function' };
  const base = { total: 1, total_grep_matches: 1, total_files: 1, complete: true, results: [row] };
  const rows = (...parts: Rows[]) => ({
    total: parts.length,
    total_grep_matches: parts.length,
    results: parts.map((part) => Object.assign({}, row, part)),
  });
  check('search_code', base, [
    [{}, ['1 line in 1 file', 'cart.py', '  add', '    8: a']],
    [{ total: 2, note: 'Note.' }, ['1 line in 1 file, 1 shown', 'Note.', 'cart.py', '  add', '    8: a']],
    [{ total: 0, total_grep_matches: 0, results: [], note: 'Why.' }, ['No match. Why.']],
    [rows({ matches: 3 }), ['1 line in 1 file', 'cart.py  3']],
    [
      rows({ symbol: '' }, { line: 9 }, { line: 10 }, { line: 20, symbol: '' }),
      ['4 lines in 1 file', 'cart.py', '  8: a', '  add', '    9: a', '    10: a', '  20: a'],
    ],
    [
      rows({ before: ['b'], after: ['c', 'd'] }),
      ['1 line in 1 file', 'cart.py', '  add', '    7- b', '    8: a', '    9- c', '    10- d'],
    ],
    [
      rows({ source_line: 7, source: ['s', 't'], given: '[given]' }),
      ['1 line in 1 file', 'cart.py', '  add', '    8: a', '      [given]', '      7\ts', '      8\tt'],
    ],
  ]);
});

test('query_graph writes nodes, relationships, lists and values each in few words', () => {
  const node = { label: 'Function', qualified_name: 'cart.add', file: 'cart.py', line: 8 };
  const base = { columns: ['a', 'b'], total: 1, rows: [['x', 1]], capped: false, notes: [] };
  check('query_graph', base, [
    [{}, ['1 row: a | b', 'x | 1']],
    [{ capped: true, notes: ['Note.'] }, ['first 1 rows, there are more: a | b', 'x | 1', 'Note.']],
    [
      { rows: [[node, { ...node, file: '' }]] },
      ['1 row: a | b', 'Function cart.add cart.py:8 | Function cart.add'],
    ],
    [
      {
        rows: [
          [null, 'x\ny'],
          [[1, 'z'], { from: 'a', type: 'CALLS', to: 'b', line: 3 }],
        ],
      },
      ['1 row: a | b', 'null | x\\ny', '[1, z] | a -[CALLS @3]-> b'],
    ],
    [{ rows: [[{ k: 1 }, true]] }, ['1 row: a | b', '{"k":1} | true']],
  ]);
  const tool = TOOLS.find(({ name }) => name === 'query_graph')!;
  assert.deepEqual(
    tool.files({ ...base, rows: [[node, [{ ...node, file: 'b.py' }]], [{ ...node, file: '' }]] }),
    ['cart.py', 'b.py'],
  );
});

test('trace_path shows what was asked about, what was found, and rows under their headings', () => {
  const call = {
    direction: 'inbound',
    hop: 1,
    name: 'main',
    kind: 'Function',
    qualified_name: 'app.main',
    file: 'app.py',
    line: 3,
    external: false,
    via: '',
    tier: 'exact',
    reason: 'import',
    site_file: 'app.py',
    site_lines: [4],
    dispatch_total: 0,
    dispatch: [],
  };
  const { direction: _direction, ...placed } = call;
  const base = { ...placed, role: 'base' };
  const site = {
    file: 'b.py',
    line: 2,
    column: 1,
    use: 'call',
    tier: 'exact',
    inside: '',
    written: '',
    text: 'x()',
  };
  const answer = { function: [SYMBOL], overridden: [], heads: ['Head.'], rows: [], unknown_callees: [] };
  const root = 'Function cart.add cart.py:8';
  check('trace_path', answer, [
    [{}, [root, 'Head.']],
    [{ note: 'Note.', account: 'All.' }, [root, 'Note.', 'Head.', 'All.']],
    [{ overridden: ['a.B.f'] }, [root, 'overrides a.B.f: calls of that may reach it', 'Head.']],
    [
      { rows: [call, base, site] },
      [
        root,
        'Head.',
        'callers, hop 1',
        '  main app.py:3 @ 4',
        'bases',
        '  main app.py:3',
        'b.py',
        '  2 call: x()',
      ],
    ],
    [
      { unknown_callees: [{ name: 'f', lines: [1] }] },
      [root, 'Head.', 'calls that could not be resolved: f @ 1'],
    ],
  ]);
  const tool = TOOLS.find(({ name }) => name === 'trace_path')!;
  assert.deepEqual(tool.files({ ...answer, rows: [{ ...call, file: '' }, site] }), ['cart.py', 'b.py']);
  const isEmpty = (part: Rows) => tool.isEmpty({ ...answer, ...part });
  assert.deepEqual([{}, { function: [] }, { heads: [] }, { function: [], heads: [] }].map(isEmpty), [
    false,
    false,
    false,
    true,
  ]);
});

test('delete_project says whether an index is gone, made anew, or still being made', () => {
  const base = { project: 'shop', root_path: '/shop', freed_bytes: 7 };
  check('delete_project', base, [
    [{ status: 'deleted' }, ['The index of /shop is deleted: 7 bytes.']],
    [{ status: 'rebuilt' }, ['The index of /shop was made from nothing.']],
    [
      { status: 'rebuilding' },
      ['The index of /shop is being made from nothing; the old one answers until then.'],
    ],
  ]);
});

test('manage_adr shows the list, or one record with what was done to it', () => {
  const record = { id: '1', path: 'docs/adr/1.md', title: 'One', status: 'Accepted', hash: 'h' };
  const base = { folder: 'docs/adr', did: 'read', records: [record], record };
  check('manage_adr', base, [
    [{ content: 'Text.\n' }, ['docs/adr/1.md hash h', 'Text.']],
    [{ content: 'Text.', cut: true }, ['docs/adr/1.md hash h', 'Text.', '[cut: ask with more max_tokens]']],
    [{ did: 'told', headings: [{ level: 2, text: 'Why', line: 3 }] }, ['docs/adr/1.md hash h', '## Why :3']],
    [{ did: 'created' }, ['created: docs/adr/1.md hash h', 'One (Accepted)']],
    [{ did: 'updated', record: { ...record, status: '' } }, ['updated: docs/adr/1.md hash h', 'One']],
    [{ record: undefined }, ['1 decision record in docs/adr', '1 One (Accepted) docs/adr/1.md']],
    [
      { record: undefined, records: [] },
      [
        'No decision record yet; docs/adr would hold them. mode "create" with title and content writes the first.',
      ],
    ],
  ]);
});

test('check_index_coverage counts files and says of each what is missing', () => {
  const file = { file: 'a.py', status: 'partial', reason: 'line 3', changed: false };
  const base = { indexed: 1, partial: 1, skipped: 0, unknown: 0, files: [file] };
  const head = '2 files: 1 wholly indexed, 1 partly, 0 skipped, 0 unknown';
  check('check_index_coverage', base, [
    [{}, [head, '  partial a.py: line 3']],
    [
      { files: [{ ...file, status: 'indexed', reason: '', changed: true }] },
      [head, '  indexed a.py (changed since indexed)'],
    ],
    [
      { indexed: 0, partial: 0, files: [] },
      [
        '0 files: 0 wholly indexed, 0 partly, 0 skipped, 0 unknown',
        'The index knows no file there: scopes are folders below the root, no globs.',
      ],
    ],
  ]);
});

test('fleet says how many were asked, how old the data is, and the rows', () => {
  const base = {
    question: 'users',
    columns: ['repository', 'uses'],
    rows: [['shop', 2]],
    total: 1,
    notes: ['Defined in tools.'],
    repositories: 3,
    oldest: 'tools, indexed then',
    ages: [{ repository: 'shop', commit: '0123456789abcdef', indexed_at: 'then' }],
  };
  const head = '1 row; 3 repositories asked, oldest data: tools, indexed then';
  check('fleet', base, [
    [{}, [head, 'Defined in tools.', 'repository | uses', 'shop | 2', 'Indexed: shop 0123456789 then']],
    [
      { rows: [], total: 0, ages: [], notes: [] },
      ['0 rows; 3 repositories asked, oldest data: tools, indexed then'],
    ],
  ]);
});

test('ingest_traces counts what it took, what it forgot and what it could not place', () => {
  const base = { taken: 1, known: 1, observed: 0, unknown: 0, unknown_names: [], kept: 1, forgotten: 0 };
  const head = '1 pair taken: 1 known calls, 0 observed only; 1 kept';
  const left = 'left out: not of this workspace, or not told apart';
  check('ingest_traces', base, [
    [{}, [head]],
    [{ forgotten: 2 }, ['2 pairs forgotten', head]],
    [{ unknown: 1 }, [head, `1 pair ${left}`]],
    [{ unknown: 2, unknown_names: ['f'] }, [head, `2 pairs ${left}, such as f`]],
  ]);
});

test('plan_rename lists edits with their use, and apart what is to be looked at', () => {
  const row = { part: 'edit', file: 'a.py', line: 1, column: 5, tier: 'exact', use: 'call' };
  check('plan_rename', { heads: ['Head.'], risks: [], total: 1, rows: [row] }, [
    [{}, ['Head.', 'edit (line:column use)', '  a.py  1:5 call']],
    [{ note: 'Note.', heads: [], rows: [], risks: ['Taken.'] }, ['Note.', '! Taken.']],
    [
      {
        rows: [
          { ...row, tier: 'inferred' },
          { ...row, line: 2 },
          { ...row, part: 'check', tier: 'possible', use: '' },
          { ...row, part: 'string', tier: 'possible', use: 'whole string' },
        ],
      },
      [
        'Head.',
        'edit (line:column use)',
        '  a.py  1:5 call (inferred), 2:5 call',
        'check by eye: the object or key is of unknown type',
        '  a.py  1:5',
        'in strings',
        '  a.py  1:5 whole string',
      ],
    ],
  ]);
});

test('get_architecture shows the sections that have something to show', () => {
  const base = { path: '', files: 1, lines: 2, total: 0, packages: [] };
  const api = { file: 'index.ts', total: 2, names: ['a', 'b'], from: 0 };
  check('get_architecture', base, [
    [{}, ['workspace: 1 file, 2 lines']],
    [{ path: 'src', note: 'Note.' }, ['src: 1 file, 2 lines', 'Note.']],
    [
      { languages: [], symbols_by_kind: {}, tests: [], dependencies: [], commands: [] },
      ['workspace: 1 file, 2 lines'],
    ],
    [{ languages: [{ language: 'go', files: 1 }] }, ['workspace: 1 file, 2 lines', 'languages: go 1']],
    [{ symbols_by_kind: { Class: 1 } }, ['workspace: 1 file, 2 lines', 'symbols: Class 1']],
    [{ api: [api] }, ['workspace: 1 file, 2 lines', 'exported API:', '  index.ts (2): a, b']],
    [
      { api: [{ ...api, total: 3, from: 1 }] },
      ['workspace: 1 file, 2 lines', 'exported API:', '  index.ts (3 from 1 file): a, b, …'],
    ],
    [
      { api: [{ ...api, total: 0, names: [] }] },
      ['workspace: 1 file, 2 lines', 'exported API:', '  index.ts (0)'],
    ],
    [
      {
        total: 2,
        packages: [
          { folder: 'a', files: 1, lines: 9, about: 'It.', uses: ['b'] },
          { folder: 'b', files: 2, lines: 5, uses: [] },
        ],
      },
      [
        'workspace: 1 file, 2 lines',
        'folders (2):',
        '  a  1 file, 9 lines — It.; uses b',
        '  b  2 files, 5 lines',
      ],
    ],
  ]);
});

test('explore lists further matches below those that are told, and says why there are none', () => {
  const told = {
    ...SYMBOL,
    language: '',
    signature: '',
    doc: '',
    flags: [],
    relations: [],
    copies: 0,
    members_total: 0,
    members: [],
  };
  const head = 'Function add cart.py:8-10';
  check('explore', { total: 1, is_relation: false, symbols: [told], others: [] }, [
    [{}, [head]],
    [{ others: [told], note: 'Note.' }, [head, 'Further matches:', 'cart.py', '  add:8', 'Note.']],
    [
      {
        symbols: [
          { ...told, relations: [{ relation: 'callers', total: 0, in_tests: 0, in_copies: 0, rows: [] }] },
        ],
        others: [{ ...told, file: '' }],
        is_relation: true,
      },
      [head, 'None is known: callers.', 'Others of that name:', '(outside the workspace)', '  cart.add:8'],
    ],
    [{ symbols: [] }, ['No match.']],
    [{ symbols: [], note: 'Why.' }, ['No match. Why.']],
  ]);
});
