import assert from 'node:assert/strict';
import { test } from 'node:test';
import { join } from 'node:path';
import { StringTable } from '../../server/facts/builder.ts';
import { languages } from '../../server/languages/index.ts';
import type { FileGap } from '../../server/protocol/fileGap.ts';
import { LanguageParser } from '../../server/parse/languageParser.ts';

const assetsDir = join(import.meta.dirname, '../../dist');

async function findProblems(extension: string, text: string): Promise<readonly FileGap[]> {
  const language = languages.find(({ extensions }) => Object.hasOwn(extensions, extension))!;
  const grammar = language.extensions[extension]!;
  const parser = await LanguageParser.create(language, grammar, assetsDir, new StringTable());
  return parser.parse(text, 'a').problems;
}

/** Valid code that the grammars alone take for errors. */
const VALID: readonly (readonly [string, string, string])[] = [
  ['.ts', 'types handed on as a whole', "export type * from './a';\nexport type * as b from './b';\n"],
  ['.ts', 'arguments of an imported type', 'declare const a: import("x").Y<Z, import("q").W<1>>[];\n'],
  [
    '.ts',
    'a generic function type as the first argument',
    'f<<T extends A<1>>(x: T, g: () => void) => B<T>>(y);\n',
  ],
  ['.ts', 'a shift before a comparison', 'const a = b<<c>(d), e = (b<<c>(d)) ? (x) => x : 1;\n'],
  ['.tsx', 'text with a lone &', 'const a = <p t="a&b">R&D; a & b && c <i>{x && y}</i> &amp;</p>;\n'],
  ['.jsx', 'text with a lone &', 'const a = <p>Tom & Jerry</p>;\n'],
  [
    '.c',
    'a guard for C++',
    '#ifdef __cplusplus\nextern "C" {\n#endif\nint f(void);\n#ifdef __cplusplus\n}\n#endif\n',
  ],
  [
    '.c',
    'an if that a directive splits',
    'int f(int n) {\n  if (n) {\n#ifdef A\n  } else if (n > 2) {\n#else\n  } else {\n#endif\n  }\n  return n;\n}\n',
  ],
  [
    '.c',
    'a list with directives',
    'const char *o[] = {\n#ifdef A\n  "a",\n#endif\n#ifdef B\n  "b",\n#else\n  "c",\n#endif\n};\n',
  ],
  [
    '.c',
    'a condition with directives',
    'int f(int a) {\n  return a\n#ifdef A\n    && g()\n#else\n    && h()\n#endif\n    ;\n}\n',
  ],
  [
    '.c',
    'a definition with comments between its lines',
    '#define A { \\\n  1, /* one */ \\\n  2, /* two */ \\\n}\nint x;\n',
  ],
  [
    '.c',
    'types that macros are given',
    'int f(va_list l) {\n  char *t = (char *) va_arg(l, char *);\n  while ((t = va_arg(l, const char *)) != 0) use(t);\n' +
      '  return t ? 0 : va_arg(l, unsigned int);\n}\nvoid *g(void *p) { return container_of(p, struct timer *, node); }\n',
  ],
  ['.c', 'text under #if 0', "int f(void);\n#if 0\nit doesn't { matter\n#endif\nint g(void);\n"],
];

for (const [extension, what, text] of VALID) {
  test(`${what} is no syntax error in ${extension}`, async () => {
    assert.deepEqual(await findProblems(extension, text), []);
  });
}

test('what was not understood is told by its lines', async () => {
  const broken = 'def a(): pass\nimport from b c\ndef c(): pass\n\n\nclass :\n    x = 1\n';
  const [problem] = await findProblems('.py', broken);
  assert.deepEqual(problem, { cause: 'syntax', reason: 'syntax not understood in lines 2, 7', line: 2 });
  assert.deepEqual(await findProblems('.py', 'def a(): pass\n'), []);
});

test('where nothing closes what was opened, what was read before and after it is not lost', async () => {
  const functions = 'function a() {}\nfunction b() {}\nfunction c() {}\n';
  const open = `${functions}namespace B { class A { m() { if (x) {\n${functions}`;
  assert.deepEqual(
    (await findProblems('.ts', open)).map(({ reason }) => reason),
    ['syntax not understood in line 4'],
  );
});
