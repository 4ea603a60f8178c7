// What the page runs: finds who shows it, and shows the graph.
// First, so that texts in constants are in the language of the window.
import './language.ts';
import { createAppHost } from './appHost.ts';
import { findEditorHost } from './editorHost.ts';
import { GraphPage } from './graphPage.ts';

new GraphPage(findEditorHost() ?? createAppHost()).start();
