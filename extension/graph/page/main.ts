// What the page runs: finds who shows it, and shows the graph.
import { createAppHost } from './appHost.ts';
import { findEditorHost } from './editorHost.ts';
import { GraphPage } from './graphPage.ts';

new GraphPage(findEditorHost() ?? createAppHost()).start();
