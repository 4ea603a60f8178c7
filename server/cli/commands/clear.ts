import { formatBytes } from '../../protocol/numbers.ts';
import { defineCommand } from '../command.ts';
import { UsageError } from '../errors.ts';
import { FOLDER_ARGUMENT } from '../options.ts';

/** `clear [folder] --yes`: deletes the index of a folder. Refused while a server runs. */
export const clearCommand = defineCommand({
  name: 'clear',
  summary: 'Deletes the index of the workspace from the cache; stop the server first',
  argument: FOLDER_ARGUMENT,
  options: { yes: { type: 'boolean', isRequired: true, meaning: 'says that you mean it' } },
  example: 'clear ~/src/shop --yes',
  async run(context) {
    const { getRoot } = await import('../workspace.ts');
    const { clearCache } = await import('../../serve/clearCache.ts');
    const root = getRoot(context, context.positionals[0]);
    if (!context.values['yes']) throw UsageError(`Say --yes to delete the index of ${root}.`);
    const bytes = await clearCache(root);
    context.out.note(`Deleted the index of ${root}: ${formatBytes(bytes)}.`);
    return 0;
  },
});
