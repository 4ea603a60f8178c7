// Why a file is not wholly in the graph. The words are for people; what programs go by is the cause.

export type GapCause =
  /** Nothing of it was read: by a rule, for its size, or because it is no text. */
  | 'left-out'
  /** Some of its bytes are no characters. */
  | 'encoding'
  /** The grammar could not read parts of it. */
  | 'syntax'
  /** It took too long, or a part of the program failed on it. */
  | 'given-up';

/** What is missing of a file, and why. */
export interface FileGap {
  readonly cause: GapCause;
  /** In words for a person; the same words for the same cause. */
  readonly reason: string;
  /** Where it begins, 1-based; 0 where no line is to blame. */
  readonly line: number;
}

/** A gap that lies on no line. */
export function gapOf(cause: GapCause, reason: string): FileGap {
  return { cause, reason, line: 0 };
}
