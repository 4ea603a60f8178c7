// Connecting, undoing and disconnecting from beginning to end: plan, let the person look, write after a yes, remember.
// Asks through `Review`, so that it knows no VS Code; never writes anything that was not reviewed.
import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { findConfigFile, loadConfigText, replaceConfigText } from './configFile.ts';
import type { ConfigText } from './configFile.ts';
import { findMember, NotAnObject } from './configText.ts';
import type { Entry } from './entry.ts';
import { ConfigChanged, ConfigInvalid } from './errors.ts';
import { Journal } from './journal.ts';
import { getEntryPath, listOwnEntries, planConnect, planDisconnect, planUndo } from './plan.ts';
import type { Plan, PlanKind, Step } from './plan.ts';

/** How often a plan is shown anew because the file changed in a way that matters. */
const MAX_REVIEWS = 5;

/** A plan as a person is shown it. */
export interface ReviewedPlan {
  /** What it is about: our entry in Claude Code's configuration, the plugin, or the instructions in a file. */
  readonly subject: 'entry' | 'plugin' | 'instructions';
  /** The file, or the folder of the plugin. */
  readonly file: string;
  readonly kind: Exclude<PlanKind, 'none'>;
  readonly before: ConfigText;
  readonly after: ConfigText;
}

/** Shows a plan and resolves with whether it may be written. */
export type Review = (plan: ReviewedPlan) => Promise<boolean>;

/** `unchanged`: it was so already. `declined`: the person said no, and nothing was written. */
export type Outcome = 'written' | 'unchanged' | 'declined';

/** What decides whether the extension offers by itself to connect Claude Code. */
export interface OfferConditions {
  /** The setting claude.autoConnect. */
  readonly autoConnect: string;
  /** The setting claude.registration. */
  readonly kind: string;
  /** Whether the `claude` command was found. */
  readonly hasCommand: boolean;
}

/** Where Claude Code keeps its configuration on this machine. */
export interface Surroundings {
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

type Planner = (text: ConfigText, steps: readonly Step[]) => Plan;

export class Registration {
  readonly journal: Journal;
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.journal = new Journal(surroundings.home);
  }

  /** The file that is read and written. */
  get configFile(): string {
    return findConfigFile(this.#surroundings.home, this.#surroundings.environment);
  }

  /** Whether an entry of ours is in the file; false when the file can't be read. */
  isConnected(): boolean {
    try {
      return listOwnEntries(loadConfigText(this.configFile) ?? '').length > 0;
    } catch {
      return false;
    }
  }

  /** The entry of our name for all projects, or for the one with this key; undefined for none or an unreadable file. */
  findEntry(projectKey: string | undefined): unknown {
    try {
      return findMember(loadConfigText(this.configFile) ?? '', getEntryPath(projectKey));
    } catch {
      return undefined;
    }
  }

  /** Whether to offer it: wanted by the settings, never answered, not connected, and there is a Claude Code at all. */
  isOfferDue({ autoConnect, kind, hasCommand }: OfferConditions): boolean {
    if (autoConnect !== 'ask' || kind === 'off') return false;
    if (this.journal.findAnswer() !== undefined || this.isConnected()) return false;
    return hasCommand || existsSync(this.configFile);
  }

  /** Adds or updates our entry: for all projects of the user, or for the one with this key. */
  connect(entry: Entry, projectKey: string | undefined, review: Review): Promise<Outcome> {
    const path = getEntryPath(projectKey);
    return this.#carryOut((text, steps) => planConnect(text, path, entry, steps), review);
  }

  /** Takes back the last thing that was written. What it undoes was seen before, so it is not reviewed again. */
  undo(): Promise<Outcome> {
    return this.#carryOut(
      (text, steps) => planUndo(text, steps, 1),
      () => Promise.resolve(true),
    );
  }

  /** Removes every entry of ours, and restores what stood in its place. */
  disconnect(review: Review): Promise<Outcome> {
    return this.#carryOut(planDisconnect, review);
  }

  async #carryOut(planText: Planner, review: Review): Promise<Outcome> {
    const file = this.configFile;
    const makePlan = (text: ConfigText) => explain(file, () => planText(text, this.journal.listSteps(file)));
    let reviewed: Plan | undefined;
    for (let round = 0; round < MAX_REVIEWS; round += 1) {
      const plan = reviewed ?? makePlan(loadConfigText(file));
      if (plan.kind === 'none') return 'unchanged';
      const { kind, before, after } = plan;
      if (!(await review({ subject: 'entry', file, kind, before, after }))) return 'declined';
      let next = plan;
      await replaceConfigText(file, (current) => {
        // Claude Code writes into its file all the time: what it changed beside our entry needs no second yes.
        next = current === before ? plan : makePlan(current);
        if (!isSameChange(plan, next)) return undefined;
        // Before the file: a step that was not written after all fits no text and takes nothing back.
        this.journal.writeSteps(file, next.steps);
        return { text: next.after };
      });
      if (isSameChange(plan, next)) {
        // Who connects or disconnects by hand has answered the question.
        if (this.journal.findAnswer() === undefined) this.journal.writeAnswer('connect');
        return 'written';
      }
      reviewed = next;
    }
    throw ConfigChanged(file);
  }
}

/** Whether the yes to one plan is a yes to the other: the same kind of change, writing and replacing the same entries. */
function isSameChange(reviewed: Plan, current: Plan): boolean {
  if (reviewed === current) return true;
  if (reviewed.kind !== current.kind) return false;
  return isDeepStrictEqual(reviewed.steps.at(-1)?.replaced, current.steps.at(-1)?.replaced);
}

function explain(file: string, plan: () => Plan): Plan {
  try {
    return plan();
  } catch (error) {
    throw error instanceof NotAnObject ? ConfigInvalid.from(error, file, error.message) : error;
  }
}
