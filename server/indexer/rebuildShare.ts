/** An edit that reaches more than this share of the files, and more than so many, is written as a new generation. */
const REBUILD_SHARE = 0.3;
const REBUILD_LEAST = 60;

/** Whether so many files of a tree cost less as a part of a new generation than one by one. */
export function isCheaperAnew(reached: number, files: number): boolean {
  return reached > Math.max(REBUILD_LEAST, files * REBUILD_SHARE);
}
