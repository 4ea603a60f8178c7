// Which worker threads there are. A script of the build holds a group of them, so that a thread reads no more than what is
// about its work.
import { getPriority, setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';

/** The files of this folder that run roles. */
export type WorkerGroup = 'store' | 'indexing' | 'answering' | 'team' | 'scip' | 'fleet' | 'review';

interface Role {
  readonly group: WorkerGroup;
  /** How much nicer a thread is that only prepares what is asked later than those that answer. */
  readonly niceness?: number;
}

const ROLES = {
  store: { group: 'store' },
  index: { group: 'indexing', niceness: 5 },
  parse: { group: 'indexing', niceness: 10 },
  mentions: { group: 'answering', niceness: 5 },
  check: { group: 'answering' },
  changes: { group: 'answering' },
  texts: { group: 'answering' },
  words: { group: 'answering' },
  team: { group: 'team' },
  scip: { group: 'scip' },
  fleet: { group: 'fleet' },
  review: { group: 'review' },
} as const satisfies Record<string, Role>;

type RoleName = keyof typeof ROLES;

/** The roles of a group, and what runs them. */
export type GroupRunners<Group extends WorkerGroup> = {
  readonly [Name in RoleName as (typeof ROLES)[Name]['group'] extends Group ? Name : never]: () => void;
};

const NICEST = 19;

/** What this worker thread was started for. */
export function getRole(): string {
  return (workerData as { readonly role: string }).role;
}

/** The group of this worker thread. Throws for a role that is none. */
export function getGroup(): WorkerGroup {
  return findRole(getRole()).group;
}

/** Runs the role of this thread, at its priority. */
export function runRole(runners: Readonly<Record<string, () => void>>): void {
  const name = getRole();
  yieldToOthers(findRole(name).niceness ?? 0);
  runners[name]?.();
}

function findRole(name: string): Role {
  const role = (ROLES as Readonly<Record<string, Role>>)[name];
  if (!role) throw new Error(`No such worker role: ${name}.`);
  return role;
}

/** Lowers the priority of this thread. On Linux a process id of 0 means the thread that calls; elsewhere the process. */
function yieldToOthers(niceness: number): void {
  if (niceness === 0 || process.platform !== 'linux') return;
  try {
    setPriority(Math.min(NICEST, getPriority() + niceness));
  } catch {
    // Where that is forbidden, the thread runs as the others do.
  }
}
