// What a suite of the accuracy harness is: cases, each a folder of code with a truth that nobody here wrote. A suite is
// one file in suites/ that exports `suite`; it reads or asks for the truth and knows nothing of how scores are counted.
import type { EdgeKind, NodeKind, Reason, Tier } from '../../server/protocol/graph.ts';

/** A set of cases from one source of truth. */
export interface Suite {
  /** What `--suite` calls it; the file's name. */
  readonly name: string;
  /** One sentence: whose truth it is and how it was found. */
  readonly description: string;
  /** What `--data` has to point to, and where a person gets it. */
  readonly data: string;
  /** The cases below `context.data`, one after another; throws with what to do when the data is not as described. */
  readonly load: (context: SuiteContext) => AsyncIterable<AccuracyCase> | Iterable<AccuracyCase>;
}

/** What the command line gives to a suite. */
export interface SuiteContext {
  /** Absolute, with links resolved. */
  readonly data: string;
  /** `--option key=value`, for what only one suite knows. */
  readonly options: ReadonlyMap<string, string>;
  /** Shows progress on stderr. */
  readonly log: (line: string) => void;
  /** The folder of a pinned npm package, installed into `.tools/` when it is not there. Throws when it can't be had. */
  readonly installTool: (name: string, version: string) => Promise<string>;
  /** Told once, for the report: versions of the tools and of the data. */
  readonly noteVersion: (of: string, version: string) => void;
}

/** One folder that is indexed on its own, and what is true of it. */
export interface AccuracyCase {
  /** Told in lists of wrong and missing edges; '' when the suite has a single case. */
  readonly name: string;
  /** Rows of the report. */
  readonly language: string;
  readonly category: string;
  /** Absolute; indexed as a workspace of its own. */
  readonly folder: string;
  /** Patterns in gitignore syntax of what is not indexed. */
  readonly exclude?: readonly string[];
  /** Index vendored and generated code too. */
  readonly includeGenerated?: boolean;
  /** Kinds of our edges that answer the truth; CALLS alone when it is not said. */
  readonly edgeKinds?: readonly EdgeKind[];
  readonly truth: SiteTruths | PairTruths;
}

/** Where a symbol is defined. */
export interface Place {
  /** Relative to the folder of the case, `/` separators. */
  readonly file: string;
  /** 1-based line of the defined name. */
  readonly line: number;
}

/** Truth by site: what stands at a place in the code, and where its definitions are. */
export interface SiteTruths {
  readonly by: 'site';
  readonly sites: readonly SiteTruth[];
}

/**
 * One site. Our edges are known by line and written name, so sites that share both are judged together: an edge is right
 * when it reaches a target of any of them, and each site is found when an edge reaches one of its own targets.
 */
export interface SiteTruth {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** The last name of the callee as written: `run` in `self.worker.run()`. */
  readonly name: string;
  /** Definitions inside the folder, each one a right answer; empty when there are none. */
  readonly targets: readonly Place[];
  /** Some definition lies outside the folder: an external leaf, or no edge, is then right too. */
  readonly isExternal?: boolean;
  /** The tool can't name it, or it is a variable: edges to other targets than those listed count neither way. */
  readonly isUndecided?: boolean;
  /** More than one definition was given and each must be found (dynamic call graphs); any one is enough by default. */
  readonly needsAll?: boolean;
  /** Replaces the category of the case. */
  readonly category?: string;
}

/** Truth by pair: which symbol calls which, in the words of the truth. */
export interface PairTruths {
  readonly by: 'pair';
  readonly pairs: readonly PairTruth[];
  /** Whether pairs that are not listed are wrong; false for what was seen while running (then only recall counts). */
  readonly isComplete: boolean;
  /** What the truth calls one of our symbols; undefined when it can't name it: edges from or to it count neither way. */
  readonly keyOf: (node: OurNode, end: 'source' | 'target', edge: OurEdge) => string | undefined;
}

export interface PairTruth {
  readonly source: string;
  readonly target: string;
  /** For the list of missing edges, when it is known. */
  readonly site?: Place;
  readonly category?: string;
}

/** A node of our graph. */
export interface OurNode {
  readonly kind: NodeKind;
  readonly name: string;
  /** Dotted path below the folder, or `package:symbol` for External. */
  readonly qualifiedName: string;
  /** Relative path; '' for External. */
  readonly file: string;
  /** 1-based line of the name, and of the first and last line of the definition; 0 for External. */
  readonly line: number;
  readonly startLine: number;
  readonly endLine: number;
  /** It is called by making an instance of its class. */
  readonly isInitializer: boolean;
  /** A function without a name of its own. */
  readonly isNameless: boolean;
  readonly parent: OurNode | undefined;
  /** What stands in it, in the order of the source. */
  readonly children: readonly OurNode[];
  /** Base classes by our own INHERITS edges, nearest first. */
  readonly bases: readonly OurNode[];
}

/** An edge of our graph with its site. */
export interface OurEdge {
  readonly kind: EdgeKind;
  readonly tier: Tier;
  readonly reason: Reason;
  readonly source: OurNode;
  readonly target: OurNode;
  /** The site: file of the source, 1-based line, name as written. */
  readonly file: string;
  readonly line: number;
  readonly name: string;
}
