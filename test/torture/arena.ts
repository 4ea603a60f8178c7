// One scenario's processes and what they did wrong. Every process that a scenario starts is tracked here, and every signal
// is sent through here, so that a death nobody ordered is found. Knows no scenario.
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { findCrashes } from '../../server/ownership/crashes.ts';
import { getWorkspaceFiles } from '../../server/ownership/paths.ts';
import { BridgeClient, CODE_ENGINE, createSandbox, isRunning, until } from '../process/support/sandbox.ts';
import type { Sandbox } from '../process/support/sandbox.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';

/** The processes of one scenario. */
export class Arena {
  readonly random: Random;
  readonly isLong: boolean;
  readonly violations: string[] = [];
  readonly #cleanups: (() => unknown)[] = [];
  /** Processes to which the scenario sent a deadly signal, or of which it knows that they end themselves so. */
  readonly #condemned = new Set<number>();
  readonly #sandboxes: Sandbox[] = [];

  constructor(seed: number, isLong: boolean) {
    this.random = createRandom(seed);
    this.isLong = isLong;
  }

  /** Notes that an invariant was violated. */
  violate(what: string): void {
    this.violations.push(what);
  }

  /** Notes a violation unless `holds`. */
  expect(holds: boolean, what: string): void {
    if (!holds) this.violate(what);
  }

  createDirectory(): string {
    const directory = realpathSync(mkdtempSync(join(tmpdir(), 'cbm-torture-')));
    this.#cleanups.push(() => rmSync(directory, { recursive: true, force: true }));
    return directory;
  }

  /** A project and a cache directory, served by the real engine. */
  createSandbox(environment: NodeJS.ProcessEnv = {}): Sandbox {
    // The sandbox asks nothing of a test but to be cleaned up.
    const context: Pick<TestContext, 'after'> = {
      after: (cleanup) => {
        this.#cleanups.push(cleanup as () => unknown);
      },
    };
    const sandbox = createSandbox(context as TestContext);
    Object.assign(sandbox.environment, CODE_ENGINE, environment);
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
  startBridge(sandbox: Sandbox, environment: NodeJS.ProcessEnv = {}): BridgeClient {
    return new BridgeClient(this.track(sandbox.start(['mcp', sandbox.root], environment), 'a bridge'));
  }

  /** Says that this process will end by a signal, and why that is right is the scenario's business. */
  condemn(pid: number): void {
    this.#condemned.add(pid);
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
