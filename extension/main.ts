// What VS Code starts. Modules keep texts in constants, which are translated while they are loaded: the language of the window
// is known first, in this script and no other that it begins with. esbuild would load scripts that are shared before it.
import './l10n.ts';
import type { ExtensionContext } from 'vscode';
import type { Services } from './services.ts';

/** Joins or starts the server of every folder, and shows what it does. Resolves before any of that is done. */
export async function activate(context: ExtensionContext): Promise<Pick<Services, 'folders'>> {
  const { openWindow } = await import('./window.ts');
  return openWindow(context);
}
