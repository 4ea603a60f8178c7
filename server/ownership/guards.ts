// The guards around the lock, as switches. The product never turns one off and offers no way to: only the tests do, by
// handing another record to the composition root, to show that each guard prevents what it is there for.

/** Which guards are on. */
export interface Guards {
  /** Workspace files are read through a gate that refuses the lock and the database under any name. */
  readonly readGate: boolean;
  /** The lock file is still the one that was locked, by device and inode. */
  readonly inodeWatch: boolean;
  /** The kernel still lists our locks (Linux). */
  readonly kernelLocks: boolean;
  /** Nothing is written or published unless the run record and the database carry our epoch. */
  readonly epochFence: boolean;
}

/** What the product runs with. */
export const ALL_GUARDS: Guards = {
  readGate: true,
  inodeWatch: true,
  kernelLocks: true,
  epochFence: true,
};
