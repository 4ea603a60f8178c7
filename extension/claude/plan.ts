// What connecting, undoing and disconnecting would do to the text of Claude Code's configuration. Pure: a plan is made,
// shown, and applied elsewhere.
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ConfigText } from './configFile.ts';
import { applyEdit, findMember, removeMember, revertEdit, setMember } from './configText.ts';
import type { TextEdit } from './configText.ts';
import { isOwnEntry, mergeEntry, SERVER_NAME } from './entry.ts';
import type { Entry } from './entry.ts';

/** A change as it is remembered, so that it can be taken back to the byte, or at least in effect. */
export interface Step {
  /** Where the entry is: `mcpServers.codebase-memory`, below `projects.<folder>` for one project. */
  readonly path: readonly string[];
  readonly edit: TextEdit;
  /** Digests of the text before and after: an edit is reverted where the text is still the one it made. */
  readonly before: string;
  readonly after: string;
  /** Whether the file was made for the entry. */
  readonly madeFile: boolean;
  /** Names of the path that were there before; the objects below were made for the entry. */
  readonly depthBefore: number;
  /** The entry that was replaced. */
  readonly replaced?: unknown;
}

/** What a plan does to the entry. `replace` is the one that asks for a second thought: the entry is somebody else's. */
export type PlanKind = 'add' | 'update' | 'replace' | 'remove' | 'none';

export interface Plan {
  readonly kind: PlanKind;
  readonly before: ConfigText;
  /** Undefined: the file is deleted. */
  readonly after: ConfigText;
  /** The steps to remember once it is applied, oldest first. */
  readonly steps: readonly Step[];
}

/** Where an entry for all projects of the user is, or for one of them. */
export function getEntryPath(projectKey?: string): readonly string[] {
  return [...(projectKey === undefined ? [] : ['projects', projectKey]), 'mcpServers', SERVER_NAME];
}

/** Adds or updates our entry at `path`. Throws NotAnObject when the text is not one Claude Code could read. */
export function planConnect(
  before: ConfigText,
  path: readonly string[],
  wanted: Entry,
  steps: readonly Step[],
): Plan {
  const text = before ?? '';
  const existing = findMember(text, path);
  const isOwn = isOwnEntry(existing);
  const entry = isOwn ? mergeEntry(existing, wanted) : wanted;
  if (isDeepStrictEqual(existing, entry)) return { kind: 'none', before, after: before, steps };
  const edit = setMember(text, path, entry);
  const after = applyEdit(text, edit);
  const step: Step = {
    path,
    edit,
    before: digest(text),
    after: digest(after),
    madeFile: before === undefined,
    depthBefore: countFound(text, path),
    ...(existing === undefined || isOwn ? {} : { replaced: existing }),
  };
  const kind = existing === undefined ? 'add' : isOwn ? 'update' : 'replace';
  return { kind, before, after, steps: [...steps, step] };
}

/** Takes back the last step, or all of them. */
export function planUndo(before: ConfigText, steps: readonly Step[], count: number = steps.length): Plan {
  if (before === undefined) return { kind: 'none', before, after: before, steps: [] };
  const kept = steps.slice(0, Math.max(0, steps.length - count));
  let after: ConfigText = before;
  for (const step of steps.slice(kept.length).toReversed()) {
    after = after === undefined ? after : takeBack(after, step);
  }
  return { kind: after === before ? 'none' : 'remove', before, after, steps: kept };
}

/**
 * Takes back all steps, and removes whatever entry of ours is still there. A server of the same name that is not ours
 * stays.
 */
export function planDisconnect(before: ConfigText, steps: readonly Step[]): Plan {
  let { after } = planUndo(before, steps);
  for (const path of after === undefined ? [] : listOwnEntries(after)) {
    const edit = removeMember(after ?? '', path);
    if (edit) after = applyEdit(after ?? '', edit);
  }
  return { kind: after === before ? 'none' : 'remove', before, after, steps: [] };
}

/** The paths of all entries of ours. Throws NotAnObject. */
export function listOwnEntries(text: string): (readonly string[])[] {
  const projects = findMember(text, ['projects']);
  const keys = typeof projects === 'object' && projects !== null ? Object.keys(projects) : [];
  const paths = [getEntryPath(), ...keys.map((key) => getEntryPath(key))];
  return paths.filter((path) => isOwnEntry(findMember(text, path)));
}

/** To the byte where the text is still the one that the step made; otherwise the entry alone, wherever it stands now. */
function takeBack(text: string, step: Step): ConfigText {
  if (digest(text) === step.after) {
    const reverted = applyEdit(text, revertEdit(step.edit));
    return step.madeFile ? undefined : reverted;
  }
  if (!isOwnEntry(findMember(text, step.path))) return text;
  if (step.replaced !== undefined) return applyEdit(text, setMember(text, step.path, step.replaced));
  // An update of our own entry: what is there is ours with or without it, and an earlier step takes it away.
  if (step.depthBefore === step.path.length) return text;
  let left = remove(text, step.path);
  for (let depth = step.path.length - 1; depth > step.depthBefore; depth -= 1) {
    const made = step.path.slice(0, depth);
    if (!isDeepStrictEqual(findMember(left, made), {})) break;
    left = remove(left, made);
  }
  return step.madeFile && isDeepStrictEqual(findMember(left, []), {}) ? undefined : left;
}

function remove(text: string, path: readonly string[]): string {
  const edit = removeMember(text, path);
  return edit ? applyEdit(text, edit) : text;
}

function countFound(text: string, path: readonly string[]): number {
  const missing = path.findIndex((_, index) => findMember(text, path.slice(0, index + 1)) === undefined);
  return missing < 0 ? path.length : missing;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
