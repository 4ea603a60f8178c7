import * as vscode from 'vscode';
import { NothingHere } from '../connection/errors.ts';
import { formatCode } from '../markdown.ts';
import { describeUses } from '../queries.ts';
import { showReport } from '../reports/showReport.ts';
import type { Command } from './command.ts';
import { t } from '../../server/protocol/l10n.ts';

/** Shows a page with what the index knows of the uses of a symbol; offered beside the hint that it has none. */
export const showWhyUnused: Command = {
  async run({ folders }, given: unknown) {
    const asked = readAsked(given);
    const served = asked && folders.find(asked.uri);
    if (!served) throw NothingHere(t('Use the quick fix of a hint about unused code.'));
    const text = await describeUses(served.connection, asked.qualifiedName);
    const title = t('Uses of {name}', { name: formatCode(asked.qualifiedName) });
    const page = `# ${title}\n\n\`\`\`text\n${text}\n\`\`\`\n`;
    await showReport(t('Uses'), page);
    return text;
  },
};

function readAsked(given: unknown): { uri: vscode.Uri; qualifiedName: string } | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { uri, qualifiedName } = given as { uri?: unknown; qualifiedName?: unknown };
  return uri instanceof vscode.Uri && typeof qualifiedName === 'string' ? { uri, qualifiedName } : undefined;
}
