// How much of the processor one file may take. Wall time would make an index depend on what else the machine does, and on
// whether it slept meanwhile.

/** Says when the budget of `budgetMs` milliseconds of this thread's CPU time is used up, counted from now. */
export function startBudget(budgetMs: number): () => boolean {
  const spentBefore = threadCpuMs();
  // No thread takes more CPU time than time passes, and the clock is cheaper to read.
  let deadline = performance.now() + budgetMs;
  return () => {
    if (performance.now() <= deadline) return false;
    const left = budgetMs - (threadCpuMs() - spentBefore);
    deadline = performance.now() + left;
    return left <= 0;
  };
}

/** Wall time where the runtime does not tell: Node before 23.9. */
function threadCpuMs(): number {
  const used = (process as Partial<Pick<NodeJS.Process, 'threadCpuUsage'>>).threadCpuUsage?.();
  return used ? (used.user + used.system) / 1000 : performance.now();
}
