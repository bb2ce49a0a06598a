// SPDX-License-Identifier: LGPL-3.0-or-later
// A room on a projector: it shows everything, nobody sees it, and nothing turns it off.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Browser } from './support/browser.mjs';
import { talker } from './support/crowd.mjs';
import { eventually } from './support/eventually.mjs';
import { face } from './support/face.mjs';
import { Server } from './support/server.mjs';

const BIG = { viewport: { width: 1920, height: 1080 } };
const SMALL = { viewport: { width: 1280, height: 720 }, colorScheme: 'dark' };

let server;
let browser;

before(async () => {
  server = await Server.start();
  browser = await Browser.launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
afterEach(() => browser.leave());

const newest = (wall) => wall.page.locator('.saying-newest .saying-text');

/** When it does not, it is told what it shows instead, and what the server had to say. */
async function shows(wall, text) {
  try {
    await newest(wall).getByText(text, { exact: true }).waitFor();
  } catch (error) {
    error.message += `\nIt shows: ${await wall.page.locator('body').innerText()}\nThe server: ${server.log}`;
    throw error;
  }
}

test('the wall shows a room and is not in it, whatever dies', async () => {
  const ada = await browser.visitor(server);
  await ada.enter('Ada');
  await ada.say('Before the wall was there');
  await ada.seesExactly(['Before the wall was there']); // and the server has it
  const wall = await browser.visitor(server, BIG, 'wall/lobby');
  await shows(wall, 'Before the wall was there');
  const ben = await browser.visitor(server);
  await ben.enter('Ben');
  await ada.seesNotice('Ben joined');
  assert.equal(await ada.page.locator('.log-notice', { hasText: 'Wall' }).count(), 0);
  assert.equal(await ada.page.locator('.people-count').innerText(), '2');
  await wall.page.getByText('2 people here').waitFor();
  await eventually('the operator to see two', async () => {
    const { rooms } = await server.ctl('rooms');
    return rooms.find(({ room }) => room === 'lobby').members.length === 2;
  });

  await server.killChat();
  await ben.say('Still on the wall');
  await shows(wall, 'Still on the wall');
  assert.equal(wall.sockets.length, 1);
  await server.killGateways();
  await ada.say('And after every gateway died');
  await shows(wall, 'And after every gateway died');
  await wall.page.getByText('2 people here').waitFor();
  const texts = await wall.page.locator('.saying-text').allInnerTexts();
  assert.deepEqual(texts, ['Before the wall was there', 'Still on the wall', 'And after every gateway died']);

  await ben.say('A long one has to fit as well: '.concat('word after word '.repeat(120)));
  await face(wall, 'wall-big-light');
  await ada.say('Cake for everyone at half past three');
  const dark = await browser.visitor(server, SMALL, 'wall/lobby');
  await shows(dark, 'Cake for everyone at half past three');
  await face(dark, 'wall-small-dark');
  const box = await newest(dark).boundingBox();
  assert.ok(box.y + box.height <= 720, 'the newest is cut off');
});

test('what has a place is not cut, however many lines it has', async () => {
  const wall = await browser.visitor(server, { ...SMALL, colorScheme: 'light' }, 'wall/lobby');
  const isWhole = async (text) => {
    const said = wall.page.locator('.saying-text', { hasText: text });
    await said.waitFor();
    return said.evaluate((element) => {
      const log = element.closest('.wall-log').getBoundingClientRect();
      const { top, bottom } = element.closest('.saying').getBoundingClientRect();
      return element.scrollHeight <= element.clientHeight + 1 && top >= log.top + log.height / 10 && bottom <= log.bottom;
    });
  };
  const list = (name, lines) => [`${name}:`, ...Array.from({ length: lines }, (_, at) => `${at + 1} Anna, Ben`)].join('\n');
  await talker(wall.page, 'Teacher', 'lobby', list('Groups', 5));
  assert.ok(await isWhole('Groups:'), 'a list is cut');
  await face(wall, 'wall-list-light');
  await talker(wall.page, 'Pupil', 'lobby', 'Thank you');
  await shows(wall, 'Thank you');
  assert.ok(await isWhole('Groups:'), 'an older list is cut');
  await face(wall, 'wall-older-list-light');
  await talker(wall.page, 'Helper', 'lobby', list('Places', 10));
  assert.ok(await isWhole('Places:'), 'a long list is cut');
  await face(wall, 'wall-long-list-light');

  await talker(wall.page, 'Reader', 'lobby', list('Book', 100));
  const book = newest(wall).filter({ hasText: 'Book:' });
  await book.waitFor();
  const { y, height } = await wall.page.locator('.saying-newest').boundingBox();
  assert.ok(y >= 90 && y + height <= 720, `it stands from ${y} to ${y + height}`);
  assert.ok(height > 450, `only ${height} pixels of it are shown`);
});

test('a locked room is shown to who knows its password, and the code leads into it', async () => {
  const ada = await browser.visitor(server);
  await ada.enter('Ida');
  await ada.page.getByRole('button', { name: 'New room' }).click();
  await ada.page.getByLabel('Name', { exact: true }).fill('Tea corner');
  await ada.page.getByLabel('Password').fill('sesame');
  await ada.page.getByRole('button', { name: 'Create room' }).click();
  await ada.page.getByText('It’s quiet in here').waitFor();

  const wall = await browser.visitor(server, SMALL, 'wall/Tea-Corner');
  const password = wall.page.getByLabel('Password');
  await password.waitFor();
  await wall.page.keyboard.type('wrong'); // it has the focus
  await wall.page.keyboard.press('Enter');
  await wall.page.getByText('That isn’t it').waitFor();
  await face(wall, 'wall-locked-dark');
  await password.fill('sesame');
  await wall.page.keyboard.press('Enter');
  await wall.page.getByRole('heading', { name: 'It’s quiet in here' }).waitFor();
  await face(wall, 'wall-empty-dark');
  await ada.say('Only for us');
  await shows(wall, 'Only for us');
  await eventually('the code', () => wall.page.locator('.wall-code').evaluate((image) => (
    /\/qr\/tea-corner\?/.test(image.src) && image.naturalWidth > 0)));
  await wall.page.getByText('#tea-corner').waitFor();
  await eventually('the address to join', async () => (await wall.page.locator('.wall-address').innerText()).endsWith(`:${server.port}`));
});

test('the wall follows the computer into another network', async () => {
  const wall = await browser.visitor(server, { ...SMALL, colorScheme: 'light' }, 'wall/lobby');
  const { page } = wall;
  let asked = 0;
  let address = 'http://192.168.1.5:8080/';
  await page.route('**/services.json', (route) => {
    asked += 1;
    return address === '' ? route.abort() : route.fulfill({ json: { address } });
  });
  const joinAt = (text) => page.locator('.wall-address').getByText(text, { exact: true }).waitFor();
  const code = () => page.locator('.wall-code').evaluate((image) => (image.naturalWidth > 0 ? image.src : ''));
  const online = () => page.evaluate(() => dispatchEvent(new Event('online')));

  await online();
  await joinAt('192.168.1.5:8080');
  const before = await code();
  address = 'http://10.0.0.7:8080/';
  await online();
  await joinAt('10.0.0.7:8080');
  await eventually('another code', async () => (await code()) !== '' && (await code()) !== before);
  await face(wall, 'wall-moved-light');

  address = '';
  const asksBefore = asked;
  await online();
  await eventually('the address to be asked for', () => asked > asksBefore);
  await joinAt('10.0.0.7:8080');
});

test('the wall asks for the address again by itself, unless it is hidden', async () => {
  const { page } = await browser.visitor(server, SMALL, 'services/');
  await page.clock.install();
  await page.addInitScript(() => {
    const { fetch } = window;
    window.asked = 0;
    window.fetch = (what, how) => {
      // The connection asks there, too, when it seems lost, and gives up after a while.
      window.asked += what === '/services.json' && !how.signal;
      return fetch(what, how);
    };
  });
  await page.goto(`${server.url}wall/lobby`);
  await page.locator('.wall-address').getByText(`:${server.port}`).waitFor();
  const asksWithin = async (ms) => {
    const before = await page.evaluate('asked');
    await page.clock.runFor(ms);
    return await page.evaluate('asked') - before;
  };
  const becomes = (visibility) => page.evaluate((now) => {
    Object.defineProperty(document, 'visibilityState', { value: now, configurable: true });
    const before = window.asked;
    document.dispatchEvent(new Event('visibilitychange'));
    return window.asked - before;
  }, visibility);

  assert.ok(await asksWithin(31_000) > 0);
  assert.equal(await becomes('hidden'), 0);
  assert.equal(await asksWithin(90_000), 0);
  assert.equal(await becomes('visible'), 1);
});
