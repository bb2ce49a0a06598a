// SPDX-License-Identifier: LGPL-3.0-or-later
// Somebody new here: installs Lanroom below a prefix, makes a service in each language with 'lanroomctl
// new', builds and tests it as its README says, drops it into the running server, and talks to it from
// the server's page. (tests/bare/deb plays the same from the Debian packages, on a bare machine.)

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { askService } from './support/ask_service.mjs';
import { Browser, MOVING } from './support/browser.mjs';
import { eventually } from './support/eventually.mjs';
import { Server } from './support/server.mjs';

const build = process.env.LANROOM_BUILD;
// The same place each time, so that ccache knows its paths.
const place = path.join(build, 'newcomer');
const prefix = path.join(place, 'prefix');
const environment = { ...process.env, CMAKE_PREFIX_PATH: prefix, CMAKE_GENERATOR: 'Ninja' };

let server;
let browser;
let visitor;

async function run(program, args, folder = place) {
  try {
    return await promisify(execFile)(program, args, { cwd: folder, env: environment });
  } catch (error) {
    throw new Error(`${program} ${args.join(' ')}: ${error.message}\n${error.stdout}${error.stderr}`);
  }
}

/** Makes the service and gives its folder. */
async function makeNew(name, language) {
  await run(path.join(prefix, 'bin', 'lanroomctl'), ['new', name, '--language', language]);
  return path.join(place, name);
}

/** True of a service that is dropped in while the server runs. */
async function answers(name) {
  await eventually(`${name} to answer`, async () => {
    assert.equal(await askService(visitor.page, `/${name}`, 'hello'), `${name} heard: hello`);
    return true;
  });
}

before(async () => {
  await rm(place, { recursive: true, force: true });
  await mkdir(place);
  await run('cmake', ['--install', build, '--prefix', prefix]);
  process.env.LANROOM_BUILD = prefix;
  server = await Server.start();
  browser = await Browser.launch();
  visitor = await browser.visitor(server, MOVING);
});
after(async () => {
  try {
    await browser?.leave();
  } finally {
    await browser?.close();
    await server?.stop();
    await rm(place, { recursive: true, force: true });
  }
});

test('a service in C++', async () => {
  const folder = await makeNew('first-cpp', 'cpp');
  await run('cmake', ['-B', 'build', '-D', 'CMAKE_CXX_COMPILER_LAUNCHER=ccache'], folder);
  await run('cmake', ['--build', 'build'], folder);
  await run('ctest', ['--test-dir', 'build', '--no-tests=error'], folder);
  await run('cmake', ['--install', 'build', '--prefix', server.data], folder);
  await answers('first-cpp');
});

test('a service in Python', async () => {
  const folder = await makeNew('first-python', 'python');
  await run('python3', ['test_service.py'], folder);
  await cp(folder, path.join(server.data, 'services', 'first-python'), { recursive: true });
  await answers('first-python');
});

test('a service in shell', async () => {
  const folder = await makeNew('first-shell', 'shell');
  await run('./test_service.sh', [], folder);
  await cp(folder, path.join(server.data, 'services', 'first-shell'), { recursive: true });
  await answers('first-shell');
});
