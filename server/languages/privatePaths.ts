/** Folders and files that are kept from users: by rule in some languages, by custom in the others. */
const PRIVATE_PATH = /(?:^|\/)(?:internal\/|_(?!_))/;

/** Whether code outside of the workspace is not meant to use what lies there. */
export function isPrivatePath(path: string): boolean {
  return PRIVATE_PATH.test(path);
}
