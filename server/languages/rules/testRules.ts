/** What runs as a test, and what tests are given. */
export interface TestRules {
  /** Functions in files of tests whose names begin so are run as tests. */
  readonly testPrefixes?: readonly string[];
  /** Signatures of functions that the test runner runs, wherever they stand. */
  readonly testSignatures?: RegExp;
  /** What stands before functions that the test runner runs. */
  readonly testMarks?: RegExp;
  /** What stands before a named scope that is there for tests alone. */
  readonly testScopeMarks?: RegExp;
  /** Ends the names of packages and files that only tests see. */
  readonly testSuffix?: string;
  /** How functions give their results to tests that name a parameter after them. */
  readonly fixtures?: {
    /** Their decorator. */
    readonly decorator: string;
    /** The keyword by which it gives them another name. */
    readonly nameKeyword: string;
    /** The decorator of tests that asks for some by their names. */
    readonly asker: string;
    /** The base name of the files that hold those for all tests beside and below. */
    readonly sharedFile: string;
  };
}

export const TEST_DEFAULTS = {} satisfies TestRules;
