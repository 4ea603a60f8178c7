// One session, several folders: a question is answered for the workspace of what it names.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { BridgeClient } from '../process/support/sandbox.ts';
import { dialServer } from '../../server/serve/dial.ts';
import { Product } from './support/product.ts';

/** A product with a project, and another git folder that nobody has indexed. */
function openTwo(t: TestContext): { product: Product; other: string } {
  const product = new Product(t);
  product.write('near.py', 'def near(): pass\n');
  const other = join(product.base, 'library');
  mkdirSync(join(other, '.git'), { recursive: true });
  writeFileSync(join(other, '.git', 'HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(join(other, 'far.py'), 'def far(): pass\n\ndef caller(): far()\n');
  product.defer(() => product.run(['stop', other]));
  return { product, other };
}

async function ask(bridge: BridgeClient, name: string, args: Record<string, unknown>): Promise<string> {
  const answer = await bridge.request('tools/call', { name, arguments: args });
  return (answer['result'] as { content: { text: string }[] }).content.map(({ text }) => text).join('\n');
}

test('a folder that nobody has indexed is indexed on the first call that names it, and answers by name then', async (t) => {
  const { product, other } = openTwo(t);
  const bridge = product.openBridge();
  await bridge.initialize();
  const far = { qualified_name: 'far' };
  assert.match(await ask(bridge, 'get_code_snippet', far), /Nothing named far/);
  const first = await ask(bridge, 'get_code_snippet', { ...far, project: other });
  assert.match(first, /^\[workspace .*library\]\n.*def far/s);
  assert.match(await ask(bridge, 'get_code_snippet', { ...far, project: 'library' }), /def far/);
  // A file of the other folder says as much as its name.
  const place = { function_name: `${join(other, 'far.py')}:1` };
  assert.match(await ask(bridge, 'trace_path', place), /caller/);
  const near = { qualified_name: 'near', project: product.root };
  assert.match(await ask(bridge, 'get_code_snippet', near), /^Function near\.near/);
  assert.equal(await bridge.end(), 0);
});

test('the home folder, the root of the file system, and a name that nothing has are refused with what there is', async (t) => {
  const { product } = openTwo(t);
  const bridge = product.openBridge();
  await bridge.initialize();
  const far = { qualified_name: 'far' };
  const refusals: [string, RegExp][] = [
    [product.home, /ROOT_IS_HOME/],
    ['/', /ROOT_IS_FILESYSTEM_ROOT/],
    ['atlantis', /NO_SUCH_PROJECT.*atlantis/],
    [join(product.base, 'gone'), /ROOT_MISSING/],
  ];
  for (const [project, refusal] of refusals)
    assert.match(await ask(bridge, 'get_code_snippet', { ...far, project }), refusal, project);
  assert.equal(await bridge.end(), 0);
});

test('source of another workspace is sent once, until the context has begun anew', async (t) => {
  const { product, other } = openTwo(t);
  const steps = Array.from({ length: 30 }, (_, line) => `    total += price(${line}) * discount`);
  writeFileSync(join(other, 'long.py'), ['def long():', ...steps, ''].join('\n'));
  const bridge = product.openBridge();
  await bridge.initialize();
  const long = { qualified_name: 'long.long', project: other };
  assert.match(await ask(bridge, 'get_code_snippet', long), /price\(7\)/);
  assert.match(await ask(bridge, 'get_code_snippet', long), /were given by get_code_snippet 1 call ago/);
  await ask(bridge, 'index_status', { new_context: true });
  assert.match(await ask(bridge, 'get_code_snippet', long), /price\(7\)/);
  assert.equal(await bridge.end(), 0);
});

test('a linked work tree inside of the workspace is answered from its own tree', async (t) => {
  const { product } = openTwo(t);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.invalid', ...args], {
      cwd: product.root,
      stdio: 'ignore',
    });
  git('init');
  git('add', '.');
  git('commit', '-m', 'first');
  git('worktree', 'add', 'trees/next');
  const tree = join(product.root, 'trees', 'next');
  product.defer(() => product.run(['stop', tree]));
  writeFileSync(join(tree, 'near.py'), 'def near(): return "next"\n');
  const bridge = product.openBridge();
  await bridge.initialize();
  const place = { qualified_name: `${join(tree, 'near.py')}:1` };
  assert.match(await ask(bridge, 'get_code_snippet', place), /return "next"/);
  assert.equal(await bridge.end(), 0);
});

test('what the first folder of a window does not know is asked of the others that it shows', async (t) => {
  const { product, other } = openTwo(t);
  const bridge = product.openBridge();
  await bridge.initialize();
  await ask(bridge, 'index_status', {});
  const window = await dialServer(product.discovery, '0.1.0', 'window', [product.root, other]);
  t.after(() => window.close());
  assert.match(await ask(bridge, 'get_code_snippet', { qualified_name: 'far' }), /library\].*def far/s);
  assert.match(await ask(bridge, 'get_code_snippet', { qualified_name: 'near' }), /^Function near\.near/);
  assert.match(
    await ask(bridge, 'get_code_snippet', { qualified_name: 'nowhere' }),
    /^Nothing named nowhere/,
  );
  window.close();
  assert.equal(await bridge.end(), 0);
});
