// SPDX-License-Identifier: LGPL-3.0-or-later
// Every face of the page, light and dark, wide and narrow: pictures of it, and nothing that keeps
// anybody out. ctest runs the sizes side by side, as tests/browser/CMakeLists.txt says.

import { after, afterEach, before, beforeEach, test } from 'node:test';
import { Browser, PHONE, WIDE } from './support/browser.mjs';
import { face } from './support/face.mjs';
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

/** Two people who have been talking for a while. */
async function talkers() {
  const ada = await browser.visitor(server);
  await ada.enter('Ada');
  await ada.say('Morning! The projector stands in the big hall.');
  await ada.say('The plan is at http://192.168.1.20/plan');
  const linus = await browser.visitor(server);
  await linus.enter('Linus');
  await linus.say('Lovely, thank you');
  await linus.say('Who brings extension cords? We need three:\n– stage\n– coffee\n– the printer');
  await ada.sees('Lovely, thank you');
  return [ada, linus];
}

for (const [size, look] of [['wide', WIDE], ['phone', PHONE]]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`${size}, ${colorScheme}`, async () => {
      const is = `${size}-${colorScheme}`;
      const [ada] = await talkers();
      const mira = await browser.visitor(server, { ...look, colorScheme, reducedMotion: 'reduce' });
      await face(mira, `door-${is}`);
      await mira.giveName('Ada');
      await mira.page.getByRole('button', { name: /^Be “/ }).waitFor();
      await face(mira, `door-taken-${is}`);
      await mira.enter('Mira');
      await mira.say('I have two in the car, and cake for everyone.');
      await ada.sees('I have two in the car, and cake for everyone.');
      await ada.say('Mira, you are the best');
      await mira.sees('Mira, you are the best');
      await face(mira, `talk-${is}`);

      if (size === 'phone') {
        await mira.page.getByRole('button', { name: /^Show rooms/ }).click();
        await face(mira, `rooms-${is}`);
        await mira.page.keyboard.press('Escape');
        await mira.page.getByRole('button', { name: /^Show who is here/ }).click();
        await face(mira, `people-${is}`);
        await mira.page.keyboard.press('Escape');
      }
      await mira.goTo('tea-corner');
      await mira.page.getByRole('button', { name: 'Create it' }).waitFor();
      await face(mira, `missing-${is}`);
      await mira.page.getByRole('button', { name: 'Create it' }).click();
      await mira.page.getByLabel('Name', { exact: true }).fill('Tea corner');
      await mira.page.getByLabel('Password').fill('sesame');
      await face(mira, `create-${is}`);
      await mira.page.getByRole('button', { name: 'Create room' }).click();
      await mira.page.getByText('It’s quiet in here').waitFor();
      await face(mira, `empty-${is}`);
      const sam = await browser.visitor(server, { ...look, colorScheme, reducedMotion: 'reduce' }, '#tea-corner');
      await sam.giveName('Sam');
      await sam.page.getByLabel('Password of the room').waitFor();
      await face(sam, `locked-${is}`);
      await server.kick('Sam');
      await sam.page.getByRole('heading', { name: 'You were removed' }).waitFor();
      await face(sam, `removed-${is}`);

      await mira.context.setOffline(true);
      await mira.page.getByText('Reconnecting').waitFor();
      await mira.say('Typed while the line is down');
      await face(mira, `reconnecting-${is}`);
    });
  }
}
