// SPDX-License-Identifier: LGPL-3.0-or-later
// Starts the wall of the room that the address names (/wall/ROOM), and keeps the screen on where the
// browser lets a page do so.

import { render } from 'preact';
import { foldRoomName } from '../core/names';
import { LOBBY } from '../core/directory';
import { Wall } from '../core/wall';
import { browserSurroundings } from '../page/surroundings';
import { keepAwake } from './awake';
import { Screen } from './screen';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/controls.css';
import '../styles/wall.css';

function roomInPath(): string {
  try {
    return foldRoomName(decodeURIComponent(location.pathname.replace(/^\/wall\//, ''))) || LOBBY;
  } catch {
    return LOBBY;
  }
}

const wall = new Wall(browserSurroundings, roomInPath());

addEventListener('online', () => wall.wake());
addEventListener('offline', () => wall.link.sleep());
addEventListener('pageshow', (event) => {
  if (event.persisted) wall.wake();
});
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') wall.wake();
});
keepAwake();
const page = document.getElementById('wall');
if (page) render(<Screen wall={wall} />, page);
wall.start();
