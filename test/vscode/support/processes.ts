import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

/** A running process and what it was started with. */
export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly commandLine: string;
}

/** All processes of this machine. */
export function listProcesses(): RunningProcess[] {
  return process.platform === 'linux' ? readProc() : readPs();
}

/** All processes that a process has started, directly and through others. */
export function listDescendants(ancestor: number): RunningProcess[] {
  const all = listProcesses();
  const found: RunningProcess[] = [];
  let parents = [ancestor];
  while (parents.length > 0) {
    const children = all.filter(({ parent }) => parents.includes(parent));
    found.push(...children);
    parents = children.map(({ pid }) => pid);
  }
  return found;
}

/** Linux without the package of `ps`, as in small containers, has this. */
function readProc(): RunningProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
        const commandLine = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        // The name of the program stands in parentheses and may hold anything.
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent), commandLine }];
      } catch {
        return []; // It has just ended.
      }
    });
}

function readPs(): RunningProcess[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return [...lines.matchAll(/^ *(\d+) +(\d+) (.*)$/gm)].map(([, pid, parent, commandLine]) => ({
    pid: Number(pid),
    parent: Number(parent),
    commandLine: commandLine ?? '',
  }));
}
