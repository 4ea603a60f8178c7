import { z } from 'zod';
import { AmbiguousProject, NoSuchProject } from '../errors.ts';
import { defineTool, type IndexedWorkspace, type ToolCall } from '../tool.ts';
import { findMeant } from '../validate.ts';
import { indexAtMost } from './indexAtMost.ts';

const REBUILD_WAIT_MS = 10_000;

export const deleteProject = defineTool({
  name: 'delete_project',
  title: 'Delete the index of a workspace',
  description:
    'Deletes the index of another workspace from the cache, unless a server runs for it; its files are not touched. For ' +
    'the workspace that is served here the index is made from nothing and replaces the old one, since a server has one.',
  input: {
    project: z.string().min(1).describe('Name or path of the workspace, as list_projects tells them.'),
  },
  output: z.object({
    project: z.string(),
    root_path: z.string(),
    status: z
      .enum(['deleted', 'rebuilt', 'rebuilding'])
      .describe('rebuilding: the old index answers until the new one is complete.'),
    freed_bytes: z.number(),
  }),
  readOnly: false,
  isDestructive: true,
  profile: 'full',
  answersWithoutIndex: true,
  async run({ project }, call) {
    const own = call.workspace;
    const { name, root } = own;
    const others = call.workspaces.list().filter((workspace) => workspace.root !== root);
    const [meant, ...more] = findMeant(project, [own, ...others]);
    if (!meant) throw NoSuchProject(project, [name, ...others.map((workspace) => workspace.name)]);
    if (more.length > 0) {
      throw AmbiguousProject(
        project,
        [meant, ...more].map((workspace) => workspace.root),
      );
    }
    const other = others.find((workspace) => workspace === meant);
    if (other) return deleteOther(other, call);
    const isDone = await indexAtMost(call, true, REBUILD_WAIT_MS);
    const status = isDone ? ('rebuilt' as const) : ('rebuilding' as const);
    return { project: name, root_path: root, status, freed_bytes: 0 };
  },
  render({ root_path, status, freed_bytes }) {
    if (status === 'deleted') return `The index of ${root_path} is deleted: ${freed_bytes} bytes.`;
    if (status === 'rebuilt') return `The index of ${root_path} was made from nothing.`;
    return `The index of ${root_path} is being made from nothing; the old one answers until then.`;
  },
});

async function deleteOther(workspace: IndexedWorkspace, call: ToolCall) {
  const freed_bytes = await call.workspaces.delete(workspace);
  return { project: workspace.name, root_path: workspace.root, status: 'deleted' as const, freed_bytes };
}
