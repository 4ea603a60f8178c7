// What each command does. It is loaded when the first of them is run.
import type { Command } from './command.ts';
import type { CommandName } from './names.ts';
import { checkpointDatabase } from './checkpointDatabase.ts';
import { clearCache } from './clearCache.ts';
import { confirmCalls } from './confirmCalls.ts';
import { measureEdges } from './measureEdges.ts';
import { rebuildIndex, reindexWorkspace } from './reindexWorkspace.ts';
import { restartServer } from './restartServer.ts';
import { runDoctor } from './runDoctor.ts';
import { clearSearch, searchInView } from './searchInView.ts';
import { searchSymbol } from './searchSymbol.ts';
import { showGraph, showInGraph } from './showGraph.ts';
import { showCallees, showCallers, showSubtypes, showSupertypes, turnCalls } from './showHierarchy.ts';
import { showLog } from './showLog.ts';
import { showMenu } from './showMenu.ts';
import { showStatus } from './showStatus.ts';
import { showWhyUnused } from './showWhyUnused.ts';
import { stopServer } from './stopServer.ts';

/** Every command but those of extension/claude. */
export const COMMANDS: Readonly<Record<CommandName, Command>> = {
  reindexWorkspace,
  rebuildIndex,
  showMenu,
  showStatus,
  searchSymbol,
  searchInView,
  clearSearch,
  showCallers,
  showCallees,
  showSubtypes,
  showSupertypes,
  turnCalls,
  showGraph,
  showInGraph,
  showWhyUnused,
  confirmCalls,
  measureEdges,
  checkpointDatabase,
  restartServer,
  stopServer,
  showLog,
  runDoctor,
  clearCache,
};
