// SPDX-License-Identifier: LGPL-3.0-or-later
// Every face of the page, light and dark, wide and narrow: pictures of it, and nothing that keeps
// anybody out. ctest runs the sizes side by side, as tests/browser/CMakeLists.txt says.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { Browser, PHONE, WIDE, picture } from './support/browser.mjs';
import { chatter, crowd, talker } from './support/crowd.mjs';
import { COLOURS, face, faces } from './support/face.mjs';
import { Server } from './support/server.mjs';

let server;
let browser;

before(async () => {
  browser = await Browser.launch();
});
after(() => browser?.close());
beforeEach(async () => {
  server = await Server.start();
});
afterEach(async () => {
  try {
    await browser.leave();
  } finally {
    await server.stop();
  }
});

for (const [size, look] of [['wide', WIDE], ['phone', PHONE]]) {
  test(`${size}, light and dark`, async () => {
    const mira = await browser.visitor(server, look);
    await talker(mira.page, 'Ada', 'lobby', 'Morning! The projector stands in the big hall.',
      'The plan is at http://192.168.1.20/plan');
    await talker(mira.page, 'Linus', 'lobby', 'Lovely, thank you',
      'Who brings extension cords? We need three:\n– stage\n– coffee\n– the printer');
    await faces(mira, `door-${size}`);
    await mira.giveName('Ada');
    await mira.page.getByRole('button', { name: /^Be “/ }).waitFor();
    await faces(mira, `door-taken-${size}`);
    await mira.enter('Mira');
    await mira.say('I have two in the car, and cake for everyone.');
    await talker(mira.page, 'Noor', 'lobby', 'Mira, you are the best');
    await mira.sees('Mira, you are the best');
    await faces(mira, `talk-${size}`);

    if (size === 'phone') {
      await mira.page.getByRole('button', { name: /^Show rooms/ }).click();
      await faces(mira, `rooms-${size}`);
      await mira.page.keyboard.press('Escape');
      await mira.page.getByRole('button', { name: /^Show who is here/ }).click();
      await faces(mira, `people-${size}`);
      await mira.page.keyboard.press('Escape');
    }
    await mira.goTo('tea-corner');
    await mira.page.getByRole('button', { name: 'Create it' }).waitFor();
    await faces(mira, `missing-${size}`);
    await mira.page.getByRole('button', { name: 'Create it' }).click();
    await mira.page.getByLabel('Name', { exact: true }).fill('Tea corner');
    await mira.page.getByLabel('Password').fill('sesame');
    await faces(mira, `create-${size}`);
    await mira.page.getByRole('button', { name: 'Create room' }).click();
    await mira.page.getByText('It’s quiet in here').waitFor();
    await faces(mira, `empty-${size}`);
    const sam = await browser.visitor(server, look, '#tea-corner');
    await sam.giveName('Sam');
    await sam.page.getByLabel('Password of the room').waitFor();
    await faces(sam, `locked-${size}`);
    await server.kick('Sam');
    await sam.page.getByRole('heading', { name: 'You were removed' }).waitFor();
    await faces(sam, `removed-${size}`);

    await mira.context.setOffline(true);
    await mira.page.getByText('Reconnecting').waitFor();
    await mira.say('Typed while the line is down');
    await faces(mira, `reconnecting-${size}`);
  });
}

for (const [size, look] of [['wide', WIDE], ['phone', PHONE]]) {
  test(`${size}, dark, with a message for a room that has closed`, async () => {
    const mira = await browser.visitor(server, { ...look, colorScheme: 'dark' });
    await mira.enter('Mira');
    const ada = await browser.visitor(server, WIDE, '#tea-corner');
    await ada.giveName('Ada');
    await ada.page.getByRole('button', { name: 'Create it' }).click();
    await ada.page.getByLabel('Password').fill('sesame');
    await ada.page.getByRole('button', { name: 'Create room' }).click();
    await ada.inside();
    await mira.goTo('tea-corner');
    await mira.page.getByLabel('Password of the room').fill('sesame');
    await mira.page.keyboard.press('Enter');
    await mira.inside();
    await mira.context.setOffline(true);
    await ada.seesNotice('Mira stopped by');
    await mira.say('I bring the cups');
    await mira.closeTab();
    await mira.context.setOffline(false);
    // A new tab doesn't know the password.
    await mira.open();
    if (size === 'phone') await mira.page.getByRole('button', { name: /^Show rooms/ }).click();
    await mira.page.getByRole('link', { name: /^tea-corner/ }).click();
    await mira.page.getByText('One of your messages waits here').waitFor();
    await face(mira, `locked-unsent-${size}-dark`);
    await mira.page.setViewportSize({ width: look.viewport.width, height: 320 });
    await inSight(mira.page.getByRole('main').getByRole('button', { name: 'Leave this room' }), 'the way out');
    await mira.page.setViewportSize(look.viewport);
    await mira.page.getByRole('main').getByRole('button', { name: 'Leave this room' }).click();
    await face(mira, `leave-unsent-${size}-dark`);
    await mira.page.getByRole('button', { name: 'Discard and leave' }).click();
    await mira.page.getByRole('heading', { name: 'Lobby', exact: true }).waitFor();
    await mira.page.reload();
    await mira.inside();
    assert.equal(await mira.page.evaluate(() => Object.keys(localStorage).join().includes('unsent')), false);
  });
}

test('phone, in a browser that knows no dvh and no overflow: clip', async () => {
  const ada = await browser.visitor(server, PHONE);
  await ada.context.route('**/app.css', async (route) => {
    const answer = await route.fetch();
    const unknown = (await answer.text()).replace(/dvh/g, 'nvh').replace(/overflow:clip/g, 'overflow:nclip');
    await route.fulfill({ response: answer, body: unknown });
  });
  await ada.page.reload();
  await ada.enter('Ada');
  await chatter(ada.page, 'Linus', 'lobby', 30);
  await ada.sees('line 30');
  const { y, height } = await ada.composer.boundingBox();
  assert.ok(y + height <= PHONE.viewport.height, 'where one writes is out of reach');
  assert.equal(await ada.page.locator('.place').evaluate((place) => getComputedStyle(place).overflowX), 'hidden');
});

const LONG = 'Donaudampfschifffahrtsgesellschaftskapitaenswitwenrente';

/** The page stays where it is, whatever is asked into sight; drawers wait outside of it. */
const stays = (visitor, name) => visitor.page.evaluate(() => {
  for (const each of document.querySelectorAll('.place *')) each.scrollIntoView({ block: 'end', inline: 'end' });
  const { scrollTop, scrollLeft } = document.querySelector('.place');
  return [scrollTop, scrollLeft, scrollX, scrollY];
}).then((moved) => assert.deepEqual(moved, [0, 0, 0, 0], `${name} has moved`));

/** Whole in the window, as far as there is a window. */
const inSight = (locator, name) => locator.evaluate((element) => {
  element.scrollIntoView({ block: 'nearest' });
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
}).then((seen) => assert.ok(seen, `${name} is out of sight`));

test('wide, with many people and a long name', async () => {
  const ada = await browser.visitor(server, { viewport: { width: 1400, height: 850 } });
  await ada.enter('Ada');
  await crowd(ada.page, 40, [LONG, 'Room 1', 'Room 10', 'Room 2']);
  await chatter(ada.page, 'Linus', 'lobby', 30);
  await ada.page.getByText('Guest 40', { exact: true }).waitFor();
  await face(ada, 'crowd-wide-light');
  const counts = ada.page.locator('.rooms .room-link-count');
  assert.equal(await counts.count(), 5);
  for (const count of await counts.all()) await inSight(count, 'how many are in a room');
  const right = await ada.page.locator('.rooms').evaluate((rooms) => rooms.getBoundingClientRect().right);
  for (const count of await counts.all()) assert.ok((await count.boundingBox()).x < right - 20, 'a count is out of the panel');
  assert.deepEqual((await ada.page.locator('.room-link-title').allInnerTexts()).slice(2), ['Room 1', 'Room 2', 'Room 10']);
  await stays(ada, 'the wide page');

  await ada.page.emulateMedia({ forcedColors: 'active' });
  await face(ada, 'crowd-wide-forced', COLOURS);
  for (const set of ['.said', '.avatar', '.room-link[aria-current]']) {
    const line = await ada.page.locator(set).first().evaluate((element) => getComputedStyle(element).borderTopWidth);
    assert.notEqual(line, '0px', `nothing shows where ${set} ends`);
  }
});

for (const [what, viewport] of [['small', { width: 320, height: 568 }], ['at four times the size', { width: 320, height: 256 }]]) {
  test(`phone, ${what}`, async () => {
    const name = `crowd-${viewport.height}-light`;
    const ada = await browser.visitor(server, { viewport });
    await face(ada, `${name}-door`);
    assert.ok(await ada.page.getByLabel('Your name').evaluate((field) => {
      const pen = document.createElement('canvas').getContext('2d');
      const style = getComputedStyle(field);
      pen.font = style.font;
      const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      return pen.measureText(field.placeholder).width <= room;
    }), 'the question for the name is cut');
    await ada.enter('Ada');
    await crowd(ada.page, 9, [LONG]);
    await chatter(ada.page, 'Linus', 'lobby', 12);
    await face(ada, name);
    await stays(ada, name);
    await ada.page.getByRole('button', { name: /^Show rooms/ }).click();
    await ada.page.getByText(LONG).waitFor();
    await face(ada, `${name}-rooms`);
    await ada.page.locator('.rooms-scroll').evaluate((list) => { list.scrollTop = 0; });
    const create = await ada.page.getByRole('button', { name: 'New room' }).boundingBox();
    const me = await ada.page.locator('.me').boundingBox();
    assert.ok(create.y + create.height <= me.y, 'the way to a new room is below what is seen of the list');
    await inSight(ada.page.locator('.room-link-count').last(), 'how many are in a room');
    await ada.page.keyboard.press('Escape');
    await ada.page.getByRole('button', { name: /^Show who is here/ }).click();
    await ada.page.getByText('Guest 9', { exact: true }).waitFor();
    await face(ada, `${name}-people`);
    await inSight(ada.page.locator('.people-person').last(), 'the last of the people');
    await inSight(ada.page.getByRole('button', { name: 'Leave this room' }), 'the way out');
    await stays(ada, `${name}, people`);
    await ada.page.keyboard.press('Escape');
    await ada.goTo(`${LONG.toLowerCase()}-x`);
    await ada.page.getByRole('button', { name: 'Create it' }).waitFor();
    await face(ada, `${name}-missing`);
    const text = ada.page.locator('.empty p');
    const box = await text.boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 320 && await text.evaluate((p) => p.scrollWidth <= p.clientWidth), 'the name runs out');
  });
}

test('phone, with a long draft in a low window', async () => {
  const ada = await browser.visitor(server, { viewport: { width: 360, height: 380 } });
  await ada.enter('Ada');
  await chatter(ada.page, 'Linus', 'lobby', 12);
  await ada.sees('line 12');
  await ada.composer.fill(Array.from({ length: 30 }, (_, at) => `line ${at}`).join('\n'));
  await ada.context.setOffline(true);
  await ada.page.getByText('Reconnecting').waitFor();
  for (const [width, height] of [[360, 380], [320, 256], [740, 170], [360, 640]]) {
    await ada.page.setViewportSize({ width, height });
    const name = `draft-${width}-${height}`;
    await face(ada, `${name}-light`);
    await inSight(ada.page.getByRole('button', { name: 'Send' }), `${name}: the way to send it`);
    await inSight(ada.page.getByRole('button', { name: 'Try now' }), `${name}: the way back`);
    const log = await ada.log.boundingBox();
    assert.ok(log.height >= height / 7, `${name}: the log is ${log.height} high`);
  }
});

test('phone, in a room with a long name', async () => {
  const ada = await browser.visitor(server, PHONE);
  await ada.enter('Ada');
  const { height } = await ada.composer.boundingBox();
  await crowd(ada.page, 1, [`${LONG} and then some more`]);
  await ada.goTo('crowd-0');
  await ada.page.getByRole('heading', { name: LONG }).waitFor();
  await ada.inside();
  await ada.goTo('lobby');
  await ada.page.getByRole('heading', { name: 'Lobby' }).waitFor();
  await ada.goTo('crowd-0'); // now the name is known from the beginning
  await ada.page.getByRole('heading', { name: LONG }).waitFor();
  await face(ada, 'long-room-phone-light');
  assert.equal((await ada.composer.boundingBox()).height, height, 'the question takes more than a line');
});

test('wide, printed from a dark screen: the log whole, and nothing else', async () => {
  const ada = await browser.visitor(server, { ...WIDE, colorScheme: 'dark' });
  await ada.enter('Ada');
  await talker(ada.page, 'Linus', 'lobby', `folded${'\n'.repeat(40)}and whole on paper`);
  const lines = await chatter(ada.page, 'Mira', 'lobby', 40);
  await ada.sees('line 40');
  await ada.say('Mine');
  await ada.page.emulateMedia({ media: 'print' });
  await picture(ada.page, 'print-wide');
  const { page } = ada;
  assert.ok(await page.evaluate(() => document.documentElement.scrollHeight > 2 * innerHeight), 'only one window of it is printed');
  assert.ok(await ada.log.evaluate((log) => log.scrollHeight <= log.clientHeight + 1), 'the log is cut');
  for (const text of [lines[0], lines[39], 'Mine']) assert.ok(await page.getByText(text, { exact: true }).isVisible());
  assert.match(await page.locator('.said').first().innerText(), /and whole on paper$/);
  for (const gone of ['.rooms', '.people', '.room-foot', '.icon-button']) {
    for (const each of await page.locator(gone).all()) assert.ok(!await each.isVisible(), `${gone} is printed`);
  }
  for (const each of ['.said', '.group-mine .said', '.room-title', '.log-day']) {
    const look = await page.locator(each).last().evaluate((element) => {
      let ground = element;
      while (getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)') ground = ground.parentElement;
      return [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor];
    });
    assert.match(look[0], /rgb\((0, 0, 0|68, 68, 68)\)/, each);
    assert.equal(look[1], 'rgb(255, 255, 255)', each);
  }
});
