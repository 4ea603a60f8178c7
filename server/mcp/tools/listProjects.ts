import { z } from 'zod';
import { defineTool } from '../tool.ts';
import { count } from '../answers/text.ts';

const projectSchema = z.object({
  name: z.string(),
  root_path: z.string(),
  generation: z.number(),
  indexed_at: z.string().describe('When that generation was made; edits since then are in it too.'),
  size_bytes: z.number().describe('Of the database.'),
  server_pid: z.number().optional().describe('The process that serves it; missing when none does.'),
  is_served_here: z.boolean().describe('The workspace that this server answers for.'),
});

export const listProjects = defineTool({
  name: 'list_projects',
  title: 'List the indexed workspaces',
  description:
    'The workspaces that are indexed on this machine: name, root, when indexed, size, and whether a server runs. Only the ' +
    'one that is served here can be asked about; a session started in another one reaches that one.',
  input: {
    offset: z.number().int().min(0).default(0).describe('Skip the first; cursor does it for you.'),
    limit: z.number().int().min(1).max(100).default(50),
    include_details: z.boolean().default(false).describe('Accepted for compatibility; has no effect.'),
    metadata_only: z.boolean().default(false).describe('Accepted for compatibility; has no effect.'),
  },
  output: z.object({ total: z.number(), offset: z.number(), projects: z.array(projectSchema) }),
  readOnly: true,
  profile: 'full',
  answersWithoutIndex: true,
  rows: 'projects',
  run(args, call) {
    const offset = Math.max(args.offset, call.offset);
    const all = call.workspaces.list();
    const projects = all.slice(offset, offset + args.limit).map((workspace) => ({
      name: workspace.name,
      root_path: workspace.root,
      generation: workspace.generation,
      indexed_at: new Date(workspace.indexedAtMs).toISOString(),
      size_bytes: workspace.databaseBytes,
      server_pid: workspace.serverPid,
      is_served_here: workspace.root === call.workspace.root,
    }));
    return Promise.resolve({ total: all.length, offset, projects });
  },
  render({ total, projects }) {
    const lines = projects.map(
      ({ name, root_path, indexed_at, size_bytes, server_pid, is_served_here }) =>
        `  ${name}  ${root_path}  indexed ${indexed_at}, ${size_bytes} bytes` +
        `${server_pid === undefined ? '' : `, server ${server_pid}`}${is_served_here ? ', served here' : ''}`,
    );
    return [count(total, 'indexed workspace'), ...lines].join('\n');
  },
});
