// SPDX-License-Identifier: LGPL-3.0-or-later
// A class comes in and talks; then the window and one pupil's phone are photographed.
import { execFileSync } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { Browser } from '../../tests/browser/support/browser.mjs';

const PHONE = {
  viewport: { width: 390, height: 800 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true,
  userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) '
    + 'Version/19.0 Mobile/15E148 Safari/604.1',
};

const lan = Object.values(networkInterfaces()).flat()
  .find((entry) => entry.family === 'IPv4' && !entry.internal)?.address ?? '127.0.0.1';
const server = { url: `http://${lan}:${process.argv[2]}/` };

const browser = await Browser.launch();
const names = ['Ada', 'Benoît', 'Chidi', 'Дарья', 'Eun-ji'];
const people = [];
for (const name of names) {
  const visitor = await browser.visitor(server, PHONE);
  await visitor.enter(name);
  people.push(visitor);
}
const [ada, benoit, chidi, , eunji] = people;
await ada.say('Good morning! Who has the results of the second measurement?');
await benoit.say('9.79 m/s², three times');
await benoit.say('The fourth was 9.6, the string slipped');
await eunji.say('We got 9.83 👍');
await ada.say('Close enough. I collect everything in this room, so put your notes here');
await chidi.say('Ours come in five minutes');
await ada.sees('Ours come in five minutes');
await ada.page.evaluate(() => document.activeElement?.blur());
await pause(600); // the window's counts move at most four times a second
await ada.page.screenshot({ path: `${process.env.PICTURE_WORK}/phone.png` });

const window = execFileSync('xdotool', ['search', '--onlyvisible', '--name', '.'], { encoding: 'utf8' })
  .trim().split('\n').at(-1);
execFileSync('import', ['-window', window, `${process.env.PICTURE_WORK}/window.png`]);
await browser.close();
