// What the editor shows of the index, asked for the way VS Code asks.
import assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { SETTINGS_SECTION } from '../../../server/protocol/settingDeclarations.ts';
import manifest from '../../../package.json' with { type: 'json' };
import { openAt, run, waitForStatus, waitForTab } from './inWindow.ts';

const CART = 'service/shop/cart.py';

const configuration = () => vscode.workspace.getConfiguration(SETTINGS_SECTION);
const others: vscode.Disposable[] = [];

/** Asks at the cursor of a file that is opened with it at `text`. */
async function askAt<Result>(command: string, file: string, text: string): Promise<readonly Result[]> {
  await waitForStatus();
  const { document, selection } = await openAt(file, text);
  return (
    (await vscode.commands.executeCommand<Result[] | undefined>(command, document.uri, selection.active)) ??
    []
  );
}

/** The lenses of a file with their words, `line title`. */
async function listLenses({ uri }: vscode.TextDocument): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    100,
  );
  return lenses
    .filter(({ command }) => command?.command === 'codebaseMemory.showCallers')
    .map(({ range, command }) => `${range.start.line + 1} ${command?.title}`);
}

function describePlaces(places: readonly vscode.Location[]): string[] {
  return places
    .map(({ uri, range }) => `${uri.path.split('/').at(-1)} ${range.start.line + 1}:${range.start.character}`)
    .sort();
}

/** Makes `text` the document again, on disk too: VS Code may save what is typed by itself. */
async function restore(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
}

function isHint({ source }: vscode.Diagnostic): boolean {
  return source === 'Codebase Memory';
}

/** The first hint of a file, once there is one. */
async function waitForHint(uri: vscode.Uri): Promise<vscode.Diagnostic> {
  return new Promise((resolve) => {
    const look = () => {
      const hint = vscode.languages.getDiagnostics(uri).find(isHint);
      if (!hint) return;
      subscription.dispose();
      resolve(hint);
    };
    const subscription = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}

/** What this extension adds to hovers. */
function describeHovers(hovers: readonly vscode.Hover[]): string[] {
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .filter((text) => text.includes('$(references)'));
}

/** The text with which a tool answers an agent of VS Code. */
async function askAgentTool(input: object): Promise<string> {
  const options = { input, toolInvocationToken: undefined };
  const { content } = await vscode.lm.invokeTool('codebaseMemory_trace_path', options);
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

suite('editor', () => {
  teardown(async () => {
    for (const other of others.splice(0)) other.dispose();
    await configuration().update('editor.codeLens', undefined, vscode.ConfigurationTarget.Global);
  });

  test('the call hierarchy goes both ways, with how sure each call is', async () => {
    const [item] = await askAt<vscode.CallHierarchyItem>('vscode.prepareCallHierarchy', CART, 'add(self');
    assert.equal(item?.name, 'add');
    const incoming = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>(
      'vscode.provideIncomingCalls',
      item,
    );
    assert.deepEqual(
      incoming.map(({ from, fromRanges }) => [from.name, from.detail, fromRanges[0]?.start.line]),
      [['checkout', 'inferred · service/main.py', 4]],
    );
    assert.equal(incoming[0]?.fromRanges[0]?.start.character, '    cart.'.length);
    const outgoing = await vscode.commands.executeCommand<vscode.CallHierarchyOutgoingCall[]>(
      'vscode.provideOutgoingCalls',
      item,
    );
    assert.deepEqual(
      outgoing.map(({ to, fromRanges }) => [to.name, to.detail, fromRanges[0]?.start.line]),
      [['save', `exact · ${CART}`, 20]],
    );
  });

  test('the type hierarchy goes up and down', async () => {
    const [cart] = await askAt<vscode.TypeHierarchyItem>('vscode.prepareTypeHierarchy', CART, 'Cart(Base)');
    const above = await vscode.commands.executeCommand<vscode.TypeHierarchyItem[]>(
      'vscode.provideSupertypes',
      cart,
    );
    assert.deepEqual(
      above.map(({ name }) => name),
      ['Base'],
    );
    const below = await vscode.commands.executeCommand<vscode.TypeHierarchyItem[]>(
      'vscode.provideSubtypes',
      above[0],
    );
    assert.deepEqual(
      below.map(({ name, detail }) => [name, detail]),
      [['Cart', `exact · ${CART}`]],
    );
  });

  test('a lens above each definition names its callers, and its command shows them', async () => {
    await waitForStatus();
    const { document } = await openAt('service/main.py', 'checkout');
    assert.deepEqual(await listLenses(document), ['4 1 caller', '9 no callers known']);
    const [lens] = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      100,
    );
    const shown = await run<{ qualified_name: string }>('showCallers', ...(lens?.command?.arguments ?? []));
    assert.equal(shown?.qualified_name, 'service.main.checkout');
  });

  test('lenses follow what is typed and not saved', async () => {
    await waitForStatus();
    const { document } = await openAt('service/main.py', 'checkout');
    const editor = await vscode.window.showTextDocument(document);
    const before = document.getText();
    const end = document.lineAt(document.lineCount - 1).range.end;
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), '# A line.\n');
      edit.insert(end, '\n\ndef again():\n    return checkout(Cart())\n');
    });
    try {
      assert.deepEqual(await listLenses(document), [
        '5 2 callers',
        '10 no callers known',
        `${document.lineCount - 2} no callers known`,
      ]);
    } finally {
      await restore(document, before);
    }
  });

  test('lenses are gone while their setting is off', async () => {
    await waitForStatus();
    const { document } = await openAt('service/main.py', 'checkout');
    await configuration().update('editor.codeLens', false, vscode.ConfigurationTarget.Global);
    assert.deepEqual(await listLenses(document), []);
  });

  test('the hover of a name tells who calls it, that of a comment nothing', async () => {
    const atCall = await askAt<vscode.Hover>('vscode.executeHoverProvider', 'service/main.py', 'total()');
    assert.deepEqual(describeHovers(atCall), ['$(references) 1 caller']);
    const inText = await askAt<vscode.Hover>('vscode.executeHoverProvider', CART, 'Adds an item');
    assert.deepEqual(describeHovers(inText), []);
  });

  test('references are found where no other extension does, and not told twice where one does', async () => {
    const command = 'vscode.executeReferenceProvider';
    const ask = () => askAt<vscode.Location>(command, CART, 'total(self');
    assert.deepEqual(describePlaces(await ask()), ['cart.py 23:0', 'main.py 6:16']);
    others.push(
      vscode.languages.registerReferenceProvider('*', {
        provideReferences: ({ uri }) => [new vscode.Location(uri, new vscode.Position(6, 0))],
      }),
    );
    assert.deepEqual(describePlaces(await ask()), ['cart.py 7:0']);
  });

  test('implementations are what overrides or extends', async () => {
    const command = 'vscode.executeImplementationProvider';
    const found = await askAt<vscode.Location>(command, CART, 'Base:');
    assert.deepEqual(describePlaces(found), ['cart.py 12:0']);
  });

  test('symbols of the workspace are found by words, and not told twice', async () => {
    await waitForStatus();
    const command = 'vscode.executeWorkspaceSymbolProvider';
    const ask = async (query: string) => {
      const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(command, query);
      return found
        .filter(({ name }) => name === 'price_of' || name === 'describe')
        .map(
          ({ name, containerName, location }) => `${name} ${containerName} ${location.range.start.line + 1}`,
        );
    };
    assert.deepEqual(await ask('describe'), ['describe worker.main 15']);
    others.push(
      vscode.languages.registerWorkspaceSymbolProvider({
        provideWorkspaceSymbols: (query) => {
          const [folder] = vscode.workspace.workspaceFolders ?? [];
          const uri = vscode.Uri.joinPath(folder!.uri, 'service/shop/prices.py');
          const place = new vscode.Location(uri, new vscode.Position(0, 0));
          if (query !== 'price_of') return [];
          return [new vscode.SymbolInformation('price_of', vscode.SymbolKind.Function, 'elsewhere', place)];
        },
      }),
    );
    assert.deepEqual(await ask('price_of'), ['price_of elsewhere 1']);
  });

  test('what nothing uses is faded while its setting is on, with a quick fix that shows why', async () => {
    await waitForStatus();
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const uri = vscode.Uri.joinPath(folder!.uri, 'service/left.py');
    await vscode.workspace.fs.writeFile(uri, Buffer.from('def _left_over():\n    return 1\n'));
    await configuration().update('editor.unusedHints', true, vscode.ConfigurationTarget.Global);
    try {
      await vscode.window.showTextDocument(uri);
      const hint = await waitForHint(uri);
      assert.equal(hint.message, 'Nothing in the workspace uses or names _left_over.');
      assert.deepEqual(hint.range, new vscode.Range(0, 'def '.length, 0, 'def _left_over'.length));
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uri,
        hint.range,
      );
      const why = actions.find(({ command }) => command?.command === 'codebaseMemory.showWhyUnused');
      assert.match(
        (await run<string>('showWhyUnused', ...(why?.command?.arguments ?? []))) ?? '',
        /_left_over/,
      );
      await waitForTab('Codebase Memory Uses');
    } finally {
      await configuration().update('editor.unusedHints', undefined, vscode.ConfigurationTarget.Global);
      await vscode.workspace.fs.delete(uri);
    }
    assert.deepEqual(vscode.languages.getDiagnostics(uri).filter(isHint), []);
  });

  test("VS Code's agents have the tools, and a question is answered by the index of the window", async () => {
    await waitForStatus();
    const names = vscode.lm.tools
      .map(({ name }) => name)
      .filter((name) => name.startsWith('codebaseMemory_'));
    assert.deepEqual(names.sort(), manifest.contributes.languageModelTools.map(({ name }) => name).sort());
    assert.match(await askAgentTool({ function_name: 'checkout' }), /service\/main\.py/);
    await assert.rejects(askAgentTool({ function_name: 'checkout', mode: 'sideways' }), /mode/);
  });
});
