// What the outline of the library tells where nothing is annotated, and whose outline is asked.
const { EventEmitter } = require('events');
const fs = require('fs');
const path = require('path');

function onEvent() {}
class Task { run() { return this; } }

// ### what functions of Node give

fs.promises.stat('a').then((found) => found.isFile());
//                                          ^^^^^^ call external node:fs.Stats.isFile
path.join('a', 'b').split('/').map((part) => part.trim());
//                                                ^^^^ call external javascript:String.trim
new EventEmitter().once('a', onEvent).emit('a');
//                           ^^^^^^^ call inferred onEvent
//                                    ^^^^ call external node:events.EventEmitter.emit

// ### a member that no type of the library has

'abc'.trim().run();
//           ^^^ no call
[1].map(String).run();
//              ^^^ no call

// ### a member of the objects and one of the class under one name

async function read(response) { const held = new Response('a'); (await held.json()).run(); Response.json('a').text(); }
//                                                                                                          ^^^^ call external javascript:Response.text

// ### members of an object by any key

const tasks = { first: new Task() };
Object.values(tasks)[0].run();
//                      ^^^ call inferred library.Task.run
for (const [, task] of Object.entries(tasks)) task.run();
//                                                 ^^^ call inferred library.Task.run

// ### a package with the name of a module of another language

// --- paths.py
from pathlib import Path
Path('a').resolve().joinpath('b')
#                   ^^^^^^^^ call external pathlib:Path.joinpath
// --- paths.js
import { Path } from 'pathlib';
new Path('a').resolve().joinpath('b');
//                      ^^^^^^^^ call external pathlib:Path.resolve.joinpath
