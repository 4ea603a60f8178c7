/** What is known of a value at a place: by what was assigned on the way there, and by what was tested. */
export interface FlowRules {
  /** Every branch is a `block`: a name stands for what was assigned last on the way, not for all that is assigned to it. */
  readonly straightLine?: boolean;
  /**
   * A function or class declares the name that it is defined under: other functions and files mean it, whatever else is assigned
   * to the name in other branches.
   */
  readonly definitionsDeclare?: boolean;
  /** Functions that tell whether their first argument is an instance of their second. */
  readonly typeTests?: readonly string[];
  /**
   * What a function returns can tell the type of its argument: by the role `predicate` or one of `predicateGenerics`.
   * `and-assertions`: also the type of what it is called on, and by returning at all.
   */
  readonly testsByResult?: 'in-conditions' | 'and-assertions';
  /** Generic types that say so, by the last part of the name. */
  readonly predicateGenerics?: readonly string[];
  /** Whether a mark before a declaration leaves it out of the default build. */
  readonly leavesOut?: (mark: string) => boolean;
  /** Functions that return only when their first argument holds. */
  readonly assertions?: readonly string[];
  /** Whether a condition holds in a default build; undefined when only the run of the program tells. `before` is the text before. */
  readonly decide?: (condition: string, before: string) => boolean | undefined;
  /** The sign of a `choice` that holds when both of its operands do. */
  readonly conjunction?: string;
}

export const FLOW_DEFAULTS = {} satisfies FlowRules;
