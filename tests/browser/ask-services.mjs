// SPDX-License-Identifier: LGPL-3.0-or-later
// ask-services.mjs, with LANROOM_URL and LANROOM_SERVICES (names, apart by spaces): a page of that server
// in Chromium says hello to each service that 'lanroomctl new' made. For tests/bare/deb.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askService } from './support/ask_service.mjs';
import { Browser } from './support/browser.mjs';
import { eventually } from './support/eventually.mjs';

test('each service answers the page', async () => {
  const browser = await Browser.launch();
  try {
    const { page } = await browser.visitor({ url: process.env.LANROOM_URL });
    for (const name of process.env.LANROOM_SERVICES.split(' ')) {
      await eventually(`${name} to answer`, async () => {
        assert.equal(await askService(page, `/${name}`, 'hello'), `${name} heard: hello`);
        return true;
      });
    }
    await browser.leave();
  } finally {
    await browser.close();
  }
});
