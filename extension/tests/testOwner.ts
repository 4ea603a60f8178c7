// The extension that owns the tests of a file. VS Code lets no extension see the tests of another, but its own commands do: one
// names the tests of a file, another runs them as a person does who presses the button. Where they are missing, nobody owns any.
import * as vscode from 'vscode';

const LIST = 'vscode.testing.getTestsInFile';
const RUN = 'testing.runCurrentFile';

/** Who else than the controller `own` has tests in a file, by the name of its controller; undefined where nobody has. */
export async function findTestOwner(uri: vscode.Uri, own: string): Promise<string | undefined> {
  try {
    const tests: unknown = await vscode.commands.executeCommand(LIST, uri);
    if (!Array.isArray(tests)) return undefined;
    const owners = tests.map((path: unknown) => (Array.isArray(path) ? String(path[0]) : own));
    return owners.find((owner) => owner !== own);
  } catch {
    return undefined;
  }
}

/** Has all tests of a file run by whoever owns them; resolves when they have ended. */
export async function runByOwner(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand(RUN, [uri]);
}
