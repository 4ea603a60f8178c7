import { defineCommand } from '../command.ts';
import { formatBytes } from '../format.ts';

/** `doctor [folder]`: the state of the cache as it lies on disk, and of the server if one answers. Shows no token. */
export const doctorCommand = defineCommand({
  name: 'doctor',
  usage: '[folder] [--json]',
  summary: 'Shows who owns the index, what is on disk and which versions are in play',
  options: { json: { type: 'boolean' } },
  maxPositionals: 1,
  async run(context) {
    const { out, positionals, values, version } = context;
    const { getRoot } = await import('../workspace.ts');
    const { inspectWorkspace } = await import('../../serve/inspect.ts');
    const root = getRoot(context, positionals[0]);
    const report = { version, node: process.versions.node, ...(await inspectWorkspace(root)) };
    if (values['json']) {
      out.json(report);
      return 0;
    }
    const { server, generation, startError } = report;
    const owners = report.lockOwners ? report.lockOwners.join(', ') || 'nobody' : 'unknown on this system';
    out.line(
      `Version    ${version} on Node ${report.node}, server runtime ${report.serverRuntime ?? 'none found'}`,
    );
    out.line(`Workspace  ${root}`);
    out.line(`Cache      ${report.workspaceDir}${report.exists ? '' : ' (not made yet)'}`);
    out.line(`Lock       held by process: ${owners}`);
    out.line(
      `Server     ${server ? `${server.version}, process ${server.pid}, ${server.endpoint}` : 'does not answer'}`,
    );
    out.line(
      `Index      ${generation ? `generation ${generation.generation}, schema ${generation.schema}` : 'none'}`,
    );
    for (const { name, bytes } of report.files) out.line(`           ${name}  ${formatBytes(bytes)}`);
    if (startError) out.line(`Last start failed: ${startError}`);
    return 0;
  },
});
