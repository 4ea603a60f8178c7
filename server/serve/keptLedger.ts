// What the answers of a workspace have cost, over the lives of its servers: one small file in its cache directory.
import { findJsonFile, writeFileAtomically } from '../ownership/atomicFile.ts';
import type { AnswerCost, Ledger } from '../protocol/status.ts';
import { limitRate } from './rate.ts';

const SAVE_INTERVAL_MS = 60_000;
const COUNTED = ['calls', 'tokens', 'ms', 'grepTokens'] as const;

export class KeptLedger {
  readonly #file: string;
  readonly #saveSoon = limitRate(SAVE_INTERVAL_MS, () => this.save());
  #total: Ledger;
  #isSaved = true;

  /** Goes on where `file` left off; anew where it is missing or not whole. */
  constructor(file: string) {
    this.#file = file;
    this.#total = findLedger(file) ?? {
      calls: 0,
      tokens: 0,
      ms: 0,
      grepTokens: 0,
      since: new Date().toISOString(),
    };
  }

  get total(): Ledger {
    return this.#total;
  }

  note({ calls, tokens, ms, grepTokens }: AnswerCost): void {
    const { total } = this;
    this.#total = {
      since: total.since,
      calls: total.calls + calls,
      tokens: total.tokens + tokens,
      ms: total.ms + ms,
      grepTokens: total.grepTokens + grepTokens,
    };
    this.#isSaved = false;
    this.#saveSoon();
  }

  /** Writes what is not written yet. Never throws: a full disk costs no more than the count. */
  save(): void {
    if (this.#isSaved) return;
    try {
      writeFileAtomically(this.#file, `${JSON.stringify(this.#total, null, 2)}\n`);
      this.#isSaved = true;
    } catch {
      // The next one may succeed.
    }
  }
}

function findLedger(file: string): Ledger | undefined {
  const value = findJsonFile(file);
  if (!value || typeof value['since'] !== 'string') return undefined;
  const isWhole = COUNTED.every((name) => Number.isFinite(value[name]) && Number(value[name]) >= 0);
  return isWhole ? (value as unknown as Ledger) : undefined;
}
