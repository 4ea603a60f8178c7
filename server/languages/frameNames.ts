// How recorders of stacks write the name of a function, beyond what the source says.

/** What stands where a function has no name. */
const NO_NAME = /^(?:|\(anonymous\)|<anonymous>|<[a-z]+>|func\d+)$/;

/** Whether a recorder writes this for a function without a name. */
export function isNamelessFrame(name: string): boolean {
  return NO_NAME.test(name);
}

/** The name of the function in which a frame is: without what says how it runs, and which of its closures it is. */
export function withoutFrameMarks(name: string): string {
  return name.replace(/^(?:async |get |set )/, '').replace(/\.func\d+(?:\.\d+)*$/, '');
}
