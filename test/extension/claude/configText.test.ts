import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  applyEdit,
  findMember,
  NotAnObject,
  removeMember,
  revertEdit,
  setMember,
} from '../../../extension/claude/configText.ts';

const PATH = ['mcpServers', 'codebase-memory'];
const ENTRY = { type: 'stdio', args: ['mcp'] };

/** Texts as people and programs write them, with the text that a new entry makes of them. */
const INSERTED: Record<string, [string, string]> = {
  'two spaces': [
    '{\n  "a": 1,\n  "mcpServers": {\n    "x": {}\n  }\n}\n',
    '{\n  "a": 1,\n  "mcpServers": {\n    "x": {},\n    "codebase-memory": {\n      "type": "stdio",\n      "args": [\n        "mcp"\n      ]\n    }\n  }\n}\n',
  ],
  'four spaces and no servers yet': [
    '{\n    "a": 1\n}',
    '{\n    "a": 1,\n    "mcpServers": {\n        "codebase-memory": {\n            "type": "stdio",\n            "args": [\n                "mcp"\n            ]\n        }\n    }\n}',
  ],
  'tabs and an empty object': [
    '{\n\t"mcpServers": {}\n}',
    '{\n\t"mcpServers": {\n\t\t"codebase-memory": {\n\t\t\t"type": "stdio",\n\t\t\t"args": [\n\t\t\t\t"mcp"\n\t\t\t]\n\t\t}\n\t}\n}',
  ],
  'lines that end in CRLF': [
    '{\r\n  "mcpServers": {\r\n    "x": 1\r\n  }\r\n}\r\n',
    '{\r\n  "mcpServers": {\r\n    "x": 1,\r\n    "codebase-memory": {\r\n      "type": "stdio",\r\n      "args": [\r\n        "mcp"\r\n      ]\r\n    }\r\n  }\r\n}\r\n',
  ],
  'a byte order mark': [
    '\uFEFF{"a":1}',
    '\uFEFF{"a":1,"mcpServers":{"codebase-memory":{"type":"stdio","args":["mcp"]}}}',
  ],
  'one line': [
    '{ "mcpServers": { "x": 1 }, "b": 2 }',
    '{ "mcpServers": { "x": 1,"codebase-memory":{"type":"stdio","args":["mcp"]} }, "b": 2 }',
  ],
  'one line inside many': [
    '{\n  "mcpServers": {"x": 1}\n}',
    '{\n  "mcpServers": {"x": 1,"codebase-memory":{"type":"stdio","args":["mcp"]}}\n}',
  ],
  'an empty file': [
    '',
    '{\n  "mcpServers": {\n    "codebase-memory": {\n      "type": "stdio",\n      "args": [\n        "mcp"\n      ]\n    }\n  }\n}\n',
  ],
  'an empty object with room in it': [
    '{ \n }',
    '{\n  "mcpServers": {\n    "codebase-memory": {\n      "type": "stdio",\n      "args": [\n        "mcp"\n      ]\n    }\n  }\n}',
  ],
};

for (const [name, [before, after]] of Object.entries(INSERTED)) {
  test(`a member is added in the style around it, and taken back to the byte: ${name}`, () => {
    const edit = setMember(before, PATH, ENTRY);
    assert.equal(applyEdit(before, edit), after);
    assert.deepEqual(findMember(after, PATH), ENTRY);
    assert.equal(applyEdit(after, revertEdit(edit)), before);
  });
}

test('setting a value that is there replaces its characters and no others', () => {
  const before = '{"mcpServers" : {"codebase-memory" :  {"type":"sse"} , "y":1}}';
  const after = applyEdit(before, setMember(before, PATH, { type: 'http' }));
  assert.equal(after, '{"mcpServers" : {"codebase-memory" :  {"type":"http"} , "y":1}}');
});

test('a member is removed with its comma, whether first, last, in between or alone', () => {
  const texts: [string, string][] = [
    ['{\n  "m": {\n    "k": 1,\n    "x": 2\n  }\n}', '{\n  "m": {\n    "x": 2\n  }\n}'],
    ['{\n  "m": {\n    "x": 2,\n    "k": 1\n  }\n}', '{\n  "m": {\n    "x": 2\n  }\n}'],
    ['{"m":{"x":1, "k":2, "y":3}}', '{"m":{"x":1, "y":3}}'],
    ['{"m":{\n  "k": 1\n}}', '{"m":{}}'],
  ];
  for (const [before, after] of texts) {
    const edit = removeMember(before, ['m', 'k']);
    assert.ok(edit);
    assert.equal(applyEdit(before, edit), after);
  }
  assert.equal(removeMember('{"m":{"x":1}}', ['m', 'k']), undefined);
  assert.equal(removeMember('{}', ['m', 'k']), undefined);
});

test('of two members with one name the last is the one that counts, as for JSON.parse', () => {
  const before = '{"m":{"k":1},"m":{"k":2}}';
  assert.equal(findMember(before, ['m', 'k']), 2);
  assert.equal(applyEdit(before, setMember(before, ['m', 'k'], 3)), '{"m":{"k":1},"m":{"k":3}}');
});

test('what Claude Code itself could not read is refused with the place', () => {
  const places: [string, RegExp][] = [
    ['{\n  "a": 1,\n}', /line 3, column 1/],
    ['{\n  // no\n  "a": 1\n}', /line 2, column 3/],
    ['{"mcpServers": ', /not valid JSON/],
    ['[]', /no JSON object/],
    ['"text"', /no JSON object/],
    ['{} x', /not valid JSON/],
  ];
  for (const [text, message] of places) {
    assert.throws(
      () => setMember(text, PATH, ENTRY),
      (error: Error) => error instanceof NotAnObject && message.test(error.message),
      text,
    );
  }
  assert.throws(() => setMember('{"mcpServers":[]}', PATH, ENTRY), /"mcpServers" is not an object/);
});
