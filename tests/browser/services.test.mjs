// SPDX-License-Identifier: LGPL-3.0-or-later
// The pages of the services: who sees what, and that each example does what its page says.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Browser, PHONE, WIDE } from './support/browser.mjs';
import { eventually } from './support/eventually.mjs';
import { face } from './support/face.mjs';
import { Server } from './support/server.mjs';

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

/** Somebody on the server's own computer. */
const here = (look, path) => browser.visitor(server.local, look, path);
const lines = (visitor) => visitor.page.locator('.lines-text').allInnerTexts();
const connected = (visitor) => visitor.page.getByText('Connected', { exact: true }).waitFor();

async function say(visitor, label, text) {
  await visitor.page.getByRole('textbox', { name: label, exact: true }).fill(text);
  await visitor.page.keyboard.press('Enter');
}

test('everybody sees what answers them', async () => {
  const there = await browser.visitor(server, WIDE, 'services/');
  await there.page.getByRole('link', { name: /Rooms to talk in/ }).waitFor();
  assert.equal(await there.page.getByRole('link', { name: /Rooms to talk in/ }).getAttribute('href'), '/');
  await there.page.getByText(/more answer only the computer they run on/).waitFor();
  assert.equal(await there.page.getByRole('link', { name: /Echo/ }).count(), 0);
  const refused = await there.page.goto(`${server.url}services/echo`);
  assert.equal(refused.status(), 403);

  const operator = await here(WIDE, 'services/');
  for (const [look, visitor] of [['wide-light', operator], ['phone-dark', await here({ ...PHONE, colorScheme: 'dark' }, 'services/')]]) {
    await visitor.page.getByRole('link', { name: /Relay/ }).waitFor();
    await face(visitor, `services-${look}`);
  }
  await operator.page.keyboard.press('Tab');
  await operator.page.keyboard.press('Tab');
  await operator.page.keyboard.press('Tab');
  await operator.page.keyboard.press('Enter');
  await operator.page.getByRole('heading', { name: 'Demo chat room' }).waitFor();
});

test('the echo comes back, also after its worker was killed', async () => {
  const ada = await here(WIDE, 'services/echo');
  await connected(ada);
  await say(ada, 'Something to say', 'Hällo <b>');
  await eventually('the echo', async () => (await lines(ada)).join() === 'Hällo <b>');
  await server.killService('echo');
  await say(ada, 'Something to say', 'again');
  await eventually('the second', async () => (await lines(ada)).join() === 'again,Hällo <b>');
  await ada.page.getByRole('button', { name: /^A hundred/ }).click();
  await ada.page.getByText(/half of them in/).waitFor();
  await face(ada, 'echo-wide-light');
});

test('who is on a channel hears and sees the same', async () => {
  const ada = await here({ ...WIDE, colorScheme: 'dark' }, 'services/relay');
  const ben = await here(PHONE, 'services/relay');
  for (const each of [ada, ben]) {
    await say(each, 'Channel', 'tea & cake');
    await each.page.getByText('You are on /relay/tea-&-cake').waitFor();
    await connected(each);
  }
  await say(ada, 'Something for everybody on the channel', 'Hello');
  await eventually('both to hear it', async () => (await lines(ben)).join() === 'Hello' && (await lines(ada)).join() === 'Hello');
  await ben.page.getByRole('button', { name: 'Draw in red' }).click();
  const sheet = ben.page.getByRole('img', { name: /^A sheet/ });
  await sheet.scrollIntoViewIfNeeded();
  const box = await sheet.boundingBox();
  await ben.page.mouse.move(box.x + 20, box.y + 20);
  await ben.page.mouse.down();
  await ben.page.mouse.move(box.x + 200, box.y + 120, { steps: 4 });
  await ben.page.mouse.up();
  await ada.page.locator('.sketch-sheet .pen-3').waitFor({ state: 'attached' });
  await face(ada, 'relay-wide-dark');
  await face(ben, 'relay-phone-light');
});

test('any other service is tried by hand', async () => {
  const ada = await here(PHONE, 'services/chat');
  await ada.page.getByRole('button', { name: 'Connect' }).click();
  await ada.page.getByRole('button', { name: 'Hang up' }).waitFor();
  await say(ada, 'Message', 'what?');
  await ada.page.getByText('bad_request').waitFor();
  await face(ada, 'try-it-phone-light');
  assert.equal(await ada.page.getByRole('link', { name: 'Open the chat' }).getAttribute('href'), '/');
  await ada.page.getByRole('button', { name: 'Hang up' }).click();
  await ada.page.getByText('Closed with 1000').waitFor();
});

test('a page from a file and ours talk in the rooms of 2012', async () => {
  const ada = await here({ ...PHONE, colorScheme: 'dark' }, 'services/demo-chatroom');
  await connected(ada);
  await say(ada, 'Your name', 'Ada');
  await say(ada, 'New room', 'Tea');
  await ada.page.getByRole('heading', { name: 'In Tea' }).waitFor();

  const context = await browser.chromium.newContext();
  const file = await context.newPage();
  const origin = `127.0.0.1:${server.port}`;
  await file.goto(`${new URL('support/page-2012.html', import.meta.url)}?server=${origin}`);
  assert.equal(await file.evaluate(() => origin), 'null');
  const heard = () => file.locator('#heard li').allInnerTexts();
  await file.locator('#rooms', { hasText: 'Tea' }).waitFor();
  await file.evaluate(() => {
    say({ type: 'name', name: 'Ben' });
    say({ type: 'join', chatroom: 'Tea' });
    say({ type: 'message', message: 'Hello from a file' });
  });
  await eventually('Ada to hear it', async () => (await lines(ada)).includes('Hello from a file'));
  await say(ada, 'Message', 'Hello file');
  await eventually('the file to hear it', async () => (await heard()).includes('Ada: Hello file'));
  assert.deepEqual(await heard(), ['asked for name', 'in Tea', 'Ben: Hello from a file', 'Ada: Hello file']);
  await face(ada, 'rooms-2012-phone-dark');

  await server.killService('demo-chatroom');
  await ada.page.getByText(/The service began afresh/).waitFor();
  await eventually('the file to be asked again', async () => (await heard()).at(-1) === 'asked for name');
  await context.close();
});

test('what is signed in the guest book stays there', async () => {
  const ada = await here(WIDE, 'services/guestbook');
  const ben = await here({ ...PHONE, colorScheme: 'dark' }, 'services/guestbook');
  for (const each of [ada, ben]) await connected(each);
  await ada.page.getByLabel('Your name').fill('Ada');
  await ada.page.getByLabel('Your line').fill('Good coffee, good talks');
  await ada.page.getByRole('button', { name: 'Sign the book' }).click();
  await ben.page.getByText('Good coffee, good talks').waitFor();
  await server.killService('guestbook');
  await ben.page.getByLabel('Your name').fill('Ben');
  await ben.page.getByLabel('Your line').fill('And good company');
  await ben.page.getByRole('button', { name: 'Sign the book' }).click();
  await ada.page.getByText('And good company').waitFor();
  await ada.page.getByText('2 lines').waitFor();
  await ada.page.getByText(/^good\s*3$/).waitFor();
  await face(ada, 'guestbook-wide-light');
  await face(ben, 'guestbook-phone-dark');
  await ada.page.reload();
  await ada.page.getByText('Good coffee, good talks').waitFor();
});
