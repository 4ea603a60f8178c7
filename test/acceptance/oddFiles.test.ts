// Trees that hold what nobody expects. The index finishes, and index_status names each file it left out, with why.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { requireTool } from '../require.ts';
import { Product } from './support/product.ts';
import { requirePermissions } from './support/unprivileged.ts';

const DEFINITION = 'def found_here():\n    return 1\n';

test('bytes that are no text: indexed as far as they are code, or named with the reason', async (t) => {
  const product = new Product(t);
  product.write('bom.py', `\uFEFF${DEFINITION.replace('found_here', 'with_bom')}`);
  product.write('crlf.py', DEFINITION.replace('found_here', 'with_crlf').replaceAll('\n', '\r\n'));
  product.write('cr.py', DEFINITION.replace('found_here', 'with_cr').replaceAll('\n', '\r'));
  product.write(
    'invalid.py',
    Buffer.concat([Buffer.from(DEFINITION), Buffer.from([0x23, 0xff, 0xfe, 0xc3, 0x28, 0x0a])]),
  );
  product.write(
    'nul.py',
    Buffer.concat([Buffer.from(DEFINITION), Buffer.alloc(64), Buffer.from(DEFINITION)]),
  );
  product.write('utf16.py', Buffer.from(`\uFEFF${DEFINITION}`, 'utf16le'));
  product.write('empty.py', '');
  product.write('broken.py', 'def (((\n  class ]]] lost words of nothing(\n\tdef after_the_mess(): pass\n');
  product.write('deep.py', `x = ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`);
  product.write('50mb.js', Buffer.alloc(50_000_000, 'var a=1;'));
  product.write('1mb.js', `function on_one_line() { ${'a();'.repeat(250_000)} }`);
  await product.get(['index', product.root]);

  for (const [name, file, line] of [
    ['with_bom', 'bom.py', 1],
    ['with_crlf', 'crlf.py', 1],
    ['found_here', 'utf16.py', 1],
    ['found_here', 'invalid.py', 1],
  ] as const) {
    const answer = await product.query('search_graph', { name_pattern: name, file_pattern: file });
    const [first] = answer['results'] as { file: string; line: number }[];
    assert.deepEqual([first?.file, first?.line], [file, line], name);
  }
  const { files, problems } = await askStatus(product);
  assert.equal(files, 11, 'each of the files is counted, indexed or not');
  assert.match(problems.get('50mb.js') ?? '', /larger|size|limit/i);
  for (const file of ['nul.py', 'invalid.py', 'broken.py', '1mb.js'])
    assert.ok(problems.get(file), `${file} has a reason`);
  for (const file of ['bom.py', 'crlf.py', 'empty.py']) assert.equal(problems.get(file), undefined);
});

test(
  'what is no file: loops, pipes, sockets and devices are passed by without waiting',
  { skip: requireTool('mkfifo', 'install coreutils') },
  async (t) => {
    const product = new Product(t);
    product.write('src/a.py', DEFINITION);
    symlinkSync('..', join(product.root, 'src', 'loop'));
    symlinkSync('self.py', join(product.root, 'self.py'));
    symlinkSync('nowhere.py', join(product.root, 'dangling.py'));
    symlinkSync('/etc', join(product.root, 'outside'));
    symlinkSync('/dev/zero', join(product.root, 'zero.py'));
    execFileSync('mkfifo', [join(product.root, 'pipe.py')]);
    const socket = createServer().listen(join(product.root, 'socket.py'));
    product.defer(() => socket.close());
    await product.get(['index', product.root]);
    const { files, problems } = await askStatus(product);
    const found = await product.query('search_graph', { name_pattern: 'found_here' });
    assert.equal(found['total'], 1, 'a loop makes no second copy');
    for (const file of ['pipe.py', 'socket.py', 'zero.py', 'self.py', 'dangling.py'])
      assert.ok(problems.get(file), `${file} is named with the reason: ${[...problems].join('; ')}`);
    const named = [...problems.keys()].filter((path) => !path.endsWith('/'));
    assert.equal(files - named.length, 1, 'a folder is no file');
  },
);

test(
  'a file and a directory without read permission are named, the rest is indexed',
  { skip: requirePermissions() },
  async (t) => {
    const product = new Product(t, { isUnprivileged: true });
    product.write('open.py', DEFINITION);
    chmodSync(product.write('closed.py', DEFINITION), 0o000);
    product.write('locked/inside.py', DEFINITION);
    chmodSync(join(product.root, 'locked'), 0o000);
    product.defer(() => chmodSync(join(product.root, 'locked'), 0o700));
    mkdirSync(join(product.root, 'empty'));
    await product.get(['index', product.root]);
    const { problems } = await askStatus(product);
    assert.equal((await product.query('search_graph', { name_pattern: 'found_here' }))['total'], 1);
    assert.match(problems.get('closed.py') ?? '', /permission|read/i);
    assert.match(problems.get('locked') ?? problems.get('locked/') ?? '', /permission|read/i);
  },
);

/** How many files the index knows, and the reason of each that is not wholly in it. */
async function askStatus(product: Product): Promise<{ files: number; problems: Map<string, string> }> {
  const answer = await product.query('index_status', { limit: 1000 });
  const problems = answer['problems'] as { file: string; reason: string }[];
  const { files } = answer['counts'] as { files: number };
  return { files, problems: new Map(problems.map(({ file, reason }) => [file, reason])) };
}
