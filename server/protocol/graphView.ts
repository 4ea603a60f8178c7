// The words of the graph view: what its page asks and what it draws. A picture is made from its question alone, so that going
// back, a reload and a new index all mean asking once more.
import type { EdgeKind, NodeKind, Tier } from './graph.ts';

/** Nodes of one picture; what is beyond is told as a number that can be opened. */
export const MAX_GRAPH_NODES = 200;
/** Edges of one picture, the most telling first. */
export const MAX_GRAPH_EDGES = 1000;

/** Steps that a question may go. */
export const MAX_DEPTH = 6;

/** Edge kinds as a person chooses them. */
export const RELATIONS = {
  calls: ['CALLS'],
  uses: ['REFERENCES', 'USES_TYPE', 'DECORATES'],
  types: ['INHERITS', 'IMPLEMENTS', 'OVERRIDES'],
  imports: ['IMPORTS'],
} as const satisfies Readonly<Record<string, readonly EdgeKind[]>>;
export type Relation = keyof typeof RELATIONS;

/** What every question says of what it wants to see. */
export interface GraphFilter {
  readonly tiers: readonly Tier[];
  /** Kinds of nodes that are left out. */
  readonly hiddenKinds: readonly NodeKind[];
  readonly hasTests: boolean;
}

/** By the key of a node: how many more of its rest are shown; below 0, none of what it leads to. */
export type Opened = Readonly<Record<string, number>>;

/** The surroundings of symbols, by distance. */
export interface AroundQuestion extends GraphFilter {
  readonly view: 'around';
  /** Keys of nodes, or texts that mean symbols, such as `Cart.add` or `src/cart.ts:12`. A key of a file stands for what is in it. */
  readonly roots: readonly string[];
  readonly direction: 'inbound' | 'outbound' | 'both';
  readonly relations: readonly Relation[];
  readonly depth: number;
  readonly opened: Opened;
}

/** Folders or packages and how they use each other. */
export interface MapQuestion extends GraphFilter {
  readonly view: 'map';
  readonly by: 'folder' | 'package';
  /** The folder that is looked into, '' for all; what lies outside stands around it. */
  readonly base: string;
  readonly opened: Opened;
  /** Only what there is, not how it is used, which takes long to count once: what a page shows until it knows. */
  readonly isBrief?: boolean | undefined;
}

/** Ways from one symbol to another. */
export interface PathsQuestion extends GraphFilter {
  readonly view: 'paths';
  readonly from: string;
  readonly to: string;
}

/** What the changes of the work tree reach. */
export interface ImpactQuestion extends GraphFilter {
  readonly view: 'impact';
  readonly depth: number;
  /** A commit, tag or branch to compare with instead of HEAD. */
  readonly since?: string | undefined;
}

export type GraphQuestion = AroundQuestion | MapQuestion | PathsQuestion | ImpactQuestion;

/** A node of a picture. */
export interface GraphNode {
  /** Means the same thing in every state of the index, as long as it has its name and place. */
  readonly key: string;
  readonly kind: NodeKind;
  readonly name: string;
  readonly qualifiedName: string;
  /** Relative to the root; '' for what is outside of the workspace. */
  readonly file: string;
  /** 1-based; 0 for what has no line. */
  readonly line: number;
  readonly isTest: boolean;
  /** What was asked about, or has changed. */
  readonly isRoot: boolean;
  /** Steps from what was asked about: below 0 for what leads there, above for what it leads to. */
  readonly distance: number;
  /** What it would lead to and is not shown, in each direction. */
  readonly rest: { readonly inbound: number; readonly outbound: number };
  /** Of a folder or package: what is in it. */
  readonly size?: { readonly files: number; readonly symbols: number } | undefined;
  /** The circle of uses that it belongs to, from 1. */
  readonly cycle?: number | undefined;
}

/** All edges of one kind between two nodes. */
export interface GraphEdge {
  readonly source: string;
  readonly target: string;
  readonly kind: EdgeKind;
  /** The best of them. */
  readonly tier: Tier;
  /** How many places. */
  readonly count: number;
  /** The first place, in the file of the source; 0 where there is none. */
  readonly line: number;
}

/** A picture. */
export interface GraphAnswer {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** How many edges there are between the nodes. */
  readonly edgeTotal: number;
  /** How many nodes there would be without a limit, as far as they were counted. */
  readonly nodeTotal: number;
  /** What a person has to know of the answer, such as that a name means several symbols; '' for nothing. */
  readonly note: string;
}
