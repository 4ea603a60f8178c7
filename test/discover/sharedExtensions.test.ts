import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shareOut } from '../../server/discover/sharedExtensions.ts';
import { languageTable } from '../../server/languages/table.ts';

function share(texts: Readonly<Record<string, string>>): Record<string, string> {
  const files = Object.keys(texts).map((path) => ({
    path,
    language: languageTable.extensionToLanguage.get(path.slice(path.lastIndexOf('.')))!,
    sizeBytes: 0,
    mtimeMs: 0,
  }));
  const shared = shareOut(files, languageTable.sharedExtensions, (path) => texts[path]!);
  return Object.fromEntries(shared.files.map(({ path, language }) => [path, language]));
}

test('a file with the extension of rackup is Ruby when its text is, and no code elsewhere', () => {
  assert.deepEqual(
    share({
      'config.ru': "# comment\nrequire 'app'\nrun App\n",
      'short.ru': '\uFEFFrun ->(env) { [200, {}, []] }\n',
      'CHANGES.ru': 'Изменения в nginx 1.22.1\n    *) Безопасность: обработка run\n',
      'a.rb': '',
    }),
    { 'config.ru': 'ruby', 'short.ru': 'ruby', 'a.rb': 'ruby' },
  );
});

test('a header beside files of both languages is told by its text', () => {
  assert.deepEqual(
    share({ 'a.c': '', 'b.cpp': '', 'c.h': 'int f(void);\n', 'd.h': 'namespace n { class C; }\n' }),
    { 'a.c': 'c', 'b.cpp': 'cpp', 'c.h': 'c', 'd.h': 'cpp' },
  );
});
