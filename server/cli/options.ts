/** How a command that takes no folder argument names the workspace. */
export const FOLDER_OPTION = { folder: { type: 'string', short: 'f' } } as const;
