import { defineCommand } from '../command.ts';
import { FOLDER_ARGUMENT } from '../options.ts';

/** `stop [folder]`: lets the server finish its requests and end. No server is success. */
export const stopCommand = defineCommand({
  name: 'stop',
  summary: 'Ends the server of the workspace once its requests are answered',
  argument: FOLDER_ARGUMENT,
  options: {},
  example: 'stop ~/src/shop',
  async run(context) {
    const { getRoot } = await import('../workspace.ts');
    const { findServer, stopServer } = await import('../../serve/connect.ts');
    const { forgiveCrashes } = await import('../../ownership/crashes.ts');
    const { getWorkspaceDir, getWorkspaceFiles } = await import('../../ownership/paths.ts');
    const root = getRoot(context, context.positionals[0]);
    // The person who says stop has seen the crashes: the next command may try again.
    const forgiven = forgiveCrashes(getWorkspaceFiles(getWorkspaceDir(root)).crashes);
    if (forgiven > 0)
      context.out.note(
        `Forgot ${forgiven} unexpected ${forgiven === 1 ? 'end' : 'ends'}; the next command starts a server.`,
      );
    const server = await findServer(root);
    if (!server) {
      context.out.note(`No server is running for ${root}.`);
      return 0;
    }
    await stopServer(server, context.version);
    if (await findServer(root)) {
      context.out.error(`The server (process ${server.pid}) did not end. Run \`codebase-memory doctor\`.`);
      return 1;
    }
    context.out.note(`Stopped the server (process ${server.pid}).`);
    return 0;
  },
});
