import type { AnswerCost, ToolCost } from '../protocol/status.ts';

/** What answers have cost, by tool. */
export class Ledger {
  readonly #costs = new Map<string, ToolCost>();

  /** Adds to what a tool has cost; `calls` is 0 for what becomes known of a call that was counted before. */
  note(tool: string, { calls, tokens, ms, grepTokens }: AnswerCost): void {
    const before = this.#costs.get(tool);
    this.#costs.set(tool, {
      tool,
      calls: (before?.calls ?? 0) + calls,
      tokens: (before?.tokens ?? 0) + tokens,
      ms: (before?.ms ?? 0) + ms,
      grepTokens: (before?.grepTokens ?? 0) + grepTokens,
    });
  }

  /** The cost of each tool, the dearest first. */
  list(): ToolCost[] {
    return [...this.#costs.values()].sort((a, b) => b.tokens - a.tokens || (a.tool < b.tool ? -1 : 1));
  }

  total(): AnswerCost {
    const sum = { calls: 0, tokens: 0, ms: 0, grepTokens: 0 };
    for (const { calls, tokens, ms, grepTokens } of this.#costs.values()) {
      sum.calls += calls;
      sum.tokens += tokens;
      sum.ms += ms;
      sum.grepTokens += grepTokens;
    }
    return sum;
  }
}
