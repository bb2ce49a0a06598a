// SPDX-License-Identifier: LGPL-3.0-or-later
// Starts the client and shows it; hands it the browser's own news.

import { render } from 'preact';
import { Client } from './core/client';
import { roomInAddress } from './page/hash';
import { watchKeyboard } from './page/keyboard';
import { browserSurroundings } from './page/surroundings';
import { App } from './ui/app';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/door.css';
import './styles/place.css';
import './styles/rooms.css';
import './styles/people.css';
import './styles/room.css';
import './styles/log.css';
import './styles/message.css';
import './styles/composer.css';
import './styles/dialog.css';
import './styles/forced-colors.css';
import './styles/print.css';

const client = new Client(browserSurroundings);

addEventListener('online', () => client.wake());
addEventListener('offline', () => client.link.sleep());
addEventListener('pageshow', (event) => {
  if (event.persisted) client.wake();
});
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') client.wake();
});
addEventListener('storage', (event) => {
  if (event.key !== null) client.keptChanged(event.key);
});
addEventListener('beforeunload', (event) => {
  if (!client.outbox.fragile) return;
  event.preventDefault();
  event.returnValue = 'unsent'; // Chrome before 119 asks by this alone, in its own words
});

watchKeyboard();
const page = document.getElementById('app');
if (page) render(<App client={client} />, page);
client.start(roomInAddress());
