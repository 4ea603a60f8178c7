// One scenario's processes and what they did wrong. Every process that a scenario starts is tracked here, and every signal
// is sent through here, so that a death nobody ordered is found. Knows no scenario.
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { bundleFile } from '../../bench/server.ts';
import { loadVersion } from '../../server/entry.ts';
import { findCrashes } from '../../server/ownership/crashes.ts';
import { getWorkspaceFiles } from '../../server/ownership/paths.ts';
import { createSandbox, isRunning, until } from '../process/support/sandbox.ts';
import type { Sandbox } from '../process/support/sandbox.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { Session } from './session.ts';
import { WindowClient } from './window.ts';

/** The processes of one scenario. */
export class Arena {
  readonly random: Random;
  readonly isLong: boolean;
  readonly seed: number;
  readonly violations: string[] = [];
  readonly #cleanups: (() => unknown)[] = [];
  /** Processes to which the scenario sent a deadly signal, or of which it knows that they end themselves so. */
  readonly #condemned = new Set<number>();
  readonly #sandboxes: Sandbox[] = [];

  constructor(seed: number, isLong: boolean) {
    this.seed = seed;
    this.random = createRandom(seed);
    this.isLong = isLong;
  }

  /** Notes that an invariant was violated, and says so at once: a scenario that is given up reports nothing any more. */
  violate(what: string): void {
    this.violations.push(what);
    process.stderr.write(`VIOLATED: ${what}\n`);
  }

  /** Notes a violation unless `holds`. */
  expect(holds: boolean, what: string): void {
    if (!holds) this.violate(what);
  }

  /** Choices of an actor that works beside others, so that they do not depend on who comes first. */
  createRandom(actor: number): Random {
    return createRandom(this.seed * 1000 + actor);
  }

  /** Called, last one first, when the scenario is over. */
  defer(cleanup: () => unknown): void {
    this.#cleanups.push(cleanup);
  }

  createDirectory(): string {
    const directory = realpathSync(mkdtempSync(join(tmpdir(), 'cbm-torture-')));
    this.#cleanups.push(() => rmSync(directory, { recursive: true, force: true }));
    return directory;
  }

  /**
   * A project and a cache directory, served by the real engine. `cacheFolder` is relative to the project's parent; `entry`
   * is the program: the built one, which is what is installed and starts in a third of the time.
   */
  createSandbox(environment: NodeJS.ProcessEnv = {}, cacheFolder?: string, entry = bundleFile): Sandbox {
    // The sandbox asks nothing of a test but to be cleaned up.
    const context: Pick<TestContext, 'after'> = {
      after: (cleanup) => {
        this.#cleanups.push(cleanup as () => unknown);
      },
    };
    const sandbox = createSandbox(context as TestContext, cacheFolder, entry);
    Object.assign(sandbox.environment, environment);
    this.#sandboxes.push(sandbox);
    return sandbox;
  }

  /** Notes a violation when the process ends by a signal that the scenario did not send. */
  track<Child extends ChildProcess>(child: Child, name: string): Child {
    child.once('exit', (_code, signal) => {
      if (signal && !this.#condemned.has(child.pid ?? 0)) this.violate(`${name} was ended by ${signal}`);
    });
    this.#cleanups.push(() => {
      if (child.exitCode === null && child.signalCode === null) this.kill(child.pid ?? 0);
    });
    return child;
  }

  /** A client that must live until `end`. */
  startBridge(sandbox: Sandbox, environment: NodeJS.ProcessEnv = {}): Session {
    return new Session(this.track(sandbox.start(['mcp', sandbox.root], environment), 'a bridge'));
  }

  /** A window that must live until `end`; `entry` and `version` are of the program that it belongs to. */
  startWindow(sandbox: Sandbox, entry = sandbox.entry, version = loadVersion()): WindowClient {
    const window = new WindowClient([sandbox.root, entry, version], sandbox.environment);
    this.track(window.child, 'a window');
    return window;
  }

  /** Says that this process will end by a signal, and why that is right is the scenario's business. */
  condemn(pid: number): void {
    this.#condemned.add(pid);
  }

  isCondemned(pid: number): boolean {
    return this.#condemned.has(pid);
  }

  /** Sends SIGKILL to a process that the scenario started. */
  kill(pid: number): void {
    if (pid <= 1) return;
    this.condemn(pid);
    if (isRunning(pid)) process.kill(pid, 'SIGKILL');
  }

  /** Kills the server and waits until it is gone. */
  async killServer(sandbox: Sandbox): Promise<void> {
    const { pid } = sandbox.discovery();
    this.kill(pid);
    await until(() => !isRunning(pid));
  }

  /** Servers are nobody's children: those that ended without a word are found in their successors' history. */
  checkCrashes(): void {
    for (const { workspaceDir } of this.#sandboxes) {
      for (const { pid, how } of findCrashes(getWorkspaceFiles(workspaceDir).crashes)) {
        if (!this.#condemned.has(pid)) this.violate(`server ${pid} ended unexpectedly: ${how}`);
      }
    }
  }

  async close(): Promise<void> {
    this.checkCrashes();
    for (const cleanup of this.#cleanups.toReversed()) {
      try {
        await cleanup();
      } catch (error) {
        this.violate(`cleaning up failed: ${String(error)}`);
      }
    }
  }
}
