/** Every command but those of extension/claude; package.json has their titles. */
export const COMMAND_NAMES = [
  'reindexWorkspace',
  'rebuildIndex',
  'showMenu',
  'showStatus',
  'searchSymbol',
  'searchInView',
  'clearSearch',
  'showCallers',
  'showCallees',
  'showSubtypes',
  'showSupertypes',
  'turnCalls',
  'showGraph',
  'showInGraph',
  'showWhyUnused',
  'confirmCalls',
  'measureEdges',
  'checkpointDatabase',
  'restartServer',
  'stopServer',
  'showLog',
  'runDoctor',
  'clearCache',
] as const;

export type CommandName = (typeof COMMAND_NAMES)[number];
