// The tools for VS Code's own agents: the same questions, asked of the server of the folder in front. package.json has
// their descriptions, made of those of the tools.
import * as vscode from 'vscode';
import { escapeMarkdown } from './markdown.ts';
import type { Folders } from './folders.ts';

type Arguments = Readonly<Record<string, unknown>>;

const PREFIX = 'codebaseMemory_';
/** Arguments that say what a question is about, the most telling first. */
const SUBJECTS = ['function_name', 'qualified_name', 'question', 'query', 'pattern', 'symbol', 'path'];

interface Manifest {
  readonly contributes: {
    readonly languageModelTools: readonly { readonly name: string; readonly displayName: string }[];
  };
}

/** Registers every tool that the manifest of the extension contributes. */
export function provideLanguageModelTools(folders: Folders, { contributes }: Manifest): vscode.Disposable {
  const registered = contributes.languageModelTools.map(({ name, displayName }) =>
    vscode.lm.registerTool<Arguments>(name, {
      prepareInvocation: ({ input }) => ({ invocationMessage: describeCall(displayName, input) }),
      async invoke({ input }) {
        const served = folders.findCurrent();
        if (!served) throw folders.whyNone();
        const tool = name.slice(PREFIX.length);
        const { content, isError } = await served.connection.request('query/run', { tool, arguments: input });
        const text = content.map((part) => part.text).join('\n');
        // An agent reads in it what to do instead.
        if (isError) throw new Error(text);
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
      },
    }),
  );
  return vscode.Disposable.from(...registered);
}

function describeCall(title: string, input: Arguments): string {
  const subject = SUBJECTS.map((key) => input[key]).find((value) => typeof value === 'string');
  return subject === undefined ? title : `${title}: ${escapeMarkdown(subject)}`;
}
