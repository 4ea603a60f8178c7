// Calls that language servers of the window confirm: VS Code's own for TypeScript, and one of this suite for Python.
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { suite, suiteTeardown, test } from 'mocha';
import * as vscode from 'vscode';
import { getWorkspaceDir } from '../../../server/ownership/paths.ts';
import { plantCall } from '../../store/plantedCall.ts';
import { openAt, run, waitForStatus } from './inWindow.ts';

/** Between two tries. */
const BETWEEN_MS = 500;
const MAIN = 'service/main.py';
const CART = 'service/shop/cart.py';
const others: vscode.Disposable[] = [];

/** Answers for `checkout` and the methods of carts, by what stands in the sample. Says of `total` that it is `add`. */
class CartDefinitions implements vscode.DefinitionProvider {
  readonly asked: string[] = [];

  async provideDefinition(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Location | undefined> {
    const word = document.getText(document.getWordRangeAtPosition(position));
    this.asked.push(word);
    const found = { add: CART, total: CART, checkout: MAIN }[word];
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    if (found === undefined) return undefined;
    const definition = word === 'checkout' ? 'def checkout' : 'def add';
    const named = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder!.uri, found));
    const at = named.getText().indexOf(definition) + 'def '.length;
    return new vscode.Location(named.uri, named.positionAt(at));
  }
}

async function why(from: string, to: string): Promise<string> {
  const { served } = await waitForStatus();
  const { content } = await served.connection.request('query/run', { tool: 'why', arguments: { from, to } });
  return content.map(({ text }) => text).join('\n');
}

/** Has calls confirmed until `why` says this: a language server may be starting, and the window asks by itself too. */
async function askUntil(from: string, to: string, expected: RegExp): Promise<void> {
  while (!expected.test(await why(from, to))) {
    await run('confirmCalls');
    await setTimeout(BETWEEN_MS);
  }
}

/** What language servers did that are no use. */
const FAILURES: Readonly<Record<string, (document: vscode.TextDocument) => Promise<vscode.Location[]>>> = {
  dies: () => Promise.reject(new Error('The language server has ended.')),
  'answers nonsense': ({ uri }) =>
    Promise.resolve([
      new vscode.Location(uri, new vscode.Position(999_999, 7)),
      new vscode.Location(vscode.Uri.file('/no/such/file.py'), new vscode.Position(0, 0)),
    ]),
  'answers what is no place': () => Promise.resolve([{ uri: 7 } as unknown as vscode.Location]),
  hangs: () => new Promise(() => {}),
};

suite('confirm', () => {
  suiteTeardown(async () => {
    for (const other of others.splice(0)) other.dispose();
    const { served } = await waitForStatus();
    await served.connection.sendSettings();
  });

  test('calls are confirmed or refuted by the language servers of the window', async () => {
    const definitions = new CartDefinitions();
    others.push(vscode.languages.registerDefinitionProvider({ language: 'python' }, definitions));
    const { served } = await waitForStatus();
    await served.connection.request('settings/set', { toolProfile: 'full' });
    await openAt(MAIN, 'cart.add');
    await askUntil('service.main.checkout', 'Cart.add', /confirmed by .+/);
    await askUntil('service.main.checkout', 'Cart.total', /refuted by .+, so that no other answer has it/);
    await askUntil('PriceTag.show', 'PriceTag.label', /confirmed by typescript-language-features \d/);
    assert.ok(definitions.asked.includes('add') && definitions.asked.includes('total'));
  });

  test('behind an import that a definition names, the call hierarchy of another extension is asked, and not ours', async () => {
    const { served } = await waitForStatus();
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const uri = vscode.Uri.joinPath(folder!.uri, 'service/through.py');
    const text = "from shop.prices import price_of\n\ndef through():\n    return price_of('tea')\n";
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
    await served.connection.request('index/run', { full: false });
    const selector = { language: 'python', pattern: '**/through.py' };
    const name = new vscode.Range(
      0,
      text.indexOf('price_of'),
      0,
      text.indexOf('price_of') + 'price_of'.length,
    );
    const added = [
      vscode.languages.registerDefinitionProvider(selector, {
        provideDefinition: () => new vscode.Location(uri, name),
      }),
    ];
    try {
      await openAt('service/through.py', 'price_of(');
      await run('confirmCalls');
      assert.doesNotMatch(
        await why('through', 'price_of'),
        /confirmed|refuted/,
        'the index confirms nothing itself',
      );
      const prices = vscode.Uri.joinPath(folder!.uri, 'service/shop/prices.py');
      const range = new vscode.Range(0, 'def '.length, 0, 'def price_of'.length);
      const item = new vscode.CallHierarchyItem(
        vscode.SymbolKind.Function,
        'price_of',
        '',
        prices,
        range,
        range,
      );
      added.push(
        vscode.languages.registerCallHierarchyProvider(selector, {
          prepareCallHierarchy: () => item,
          provideCallHierarchyIncomingCalls: () => [],
          provideCallHierarchyOutgoingCalls: () => [],
        }),
      );
      // What was left open is asked about again after a while, and at once in another text.
      await vscode.workspace.fs.writeFile(uri, Buffer.from(`${text}\n`));
      await served.connection.request('index/run', { full: false });
      await askUntil('through', 'price_of', /confirmed by .+/);
    } finally {
      for (const one of added) one.dispose();
      await vscode.workspace.fs.delete(uri);
      await served.connection.request('index/run', { full: false });
    }
  });

  test('an edge that is wrong in the database is refuted, and in no answer any more', async () => {
    const { served } = await waitForStatus();
    const { connection } = served;
    await connection.stop('the test plants an edge');
    plantCall(getWorkspaceDir(connection.getRoot()), {
      source: 'service.main.main',
      callee: 'service.main.checkout',
      wrong: 'service.namesake.checkout',
    });
    connection.start();
    await connection.getConnection();
    await connection.request('settings/set', { toolProfile: 'full' });
    await askUntil('service.main.main', 'service.main.checkout', /confirmed by .+/);
    await askUntil(
      'service.main.main',
      'service.namesake.checkout',
      /refuted by .+, so that no other answer has it/,
    );
    const { content } = await connection.request('query/run', {
      tool: 'trace_path',
      arguments: { function_name: 'service.namesake.checkout' },
    });
    assert.doesNotMatch(content.map(({ text }) => text).join('\n'), /main\.py/);
  });

  test('edges are measured by what language servers say, and each difference is a link', async () => {
    await waitForStatus();
    const measured = await run<{ precision: { right: number; of: number } }>('measureEdges');
    assert.ok(measured && measured.precision.of > 3, JSON.stringify(measured));
    assert.equal(
      measured.precision.right,
      measured.precision.of - 2,
      'the wrong answer and the wrong edge alone differ',
    );
  });

  test('an edit takes the confirmations of what it changes, and no other', async () => {
    // Nobody is there who could confirm again.
    for (const other of others.splice(0)) other.dispose();
    const { served } = await waitForStatus();
    const editor = await openAt(MAIN, 'def main');
    const { document } = editor;
    const before = document.getText();
    const replace = async (text: string) => {
      const all = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
      await editor.edit((edit) => edit.replace(all, text));
      await document.save();
      await served.connection.request('index/run', { full: false });
    };
    await replace(`# A line more.\n${before.replace(/(def main\(.*\n)/, '$1    print(1)\n')}`);
    assert.doesNotMatch(await why('service.main.main', 'service.main.checkout'), /confirmed by/);
    assert.match(await why('service.main.checkout', 'Cart.add'), /confirmed by .+/);
    assert.match(await why('service.main.checkout', 'Cart.total'), /refuted by .+/);
    await replace(before);
  });

  test('a language server that dies, answers nonsense or hangs costs nothing but its confirmations', async () => {
    const { served } = await waitForStatus();
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    let asked = 0;
    for (const [at, [what, provideDefinition]] of Object.entries(FAILURES).entries()) {
      const name = `odd_${at}`;
      const uri = vscode.Uri.joinPath(folder!.uri, `service/${name}.py`);
      const text = `from shop.cart import Cart\n\ndef ${name}(cart: Cart):\n    cart.add('tea', 1)\n`;
      await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
      await served.connection.request('index/run', { full: false });
      await openAt(`service/${name}.py`, 'cart.add');
      const failing = vscode.languages.registerDefinitionProvider(
        { language: 'python' },
        {
          provideDefinition(document) {
            asked += 1;
            return provideDefinition(document);
          },
        },
      );
      const before = asked;
      await run('confirmCalls');
      failing.dispose();
      assert.ok(asked > before, `nobody was asked who ${what}`);
      const reasons = await why(name, 'Cart.add');
      assert.match(reasons, /inferred|exact/, what);
      assert.doesNotMatch(reasons, /confirmed|refuted/, what);
      assert.match(await why('service.main.checkout', 'Cart.add'), /confirmed by .+/, what);
      await vscode.workspace.fs.delete(uri);
    }
    await served.connection.request('index/run', { full: false });
  });
});
