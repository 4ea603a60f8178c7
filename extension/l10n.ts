// The language of this window. `main.ts` imports this and loads everything else afterwards: texts that other modules keep in
// constants are translated while those modules are loaded. VS Code has read the translations by then.
import * as vscode from 'vscode';
import { setDisplay } from '../server/protocol/l10n.ts';

// A language without translations gets English, numbers included.
if (vscode.l10n.bundle)
  setDisplay({
    translate: (message, values) => vscode.l10n.t(message, values),
    locale: vscode.env.language,
  });
