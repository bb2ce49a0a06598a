// SPDX-License-Identifier: LGPL-3.0-or-later
// A real lanroom-server on a data directory of its own, with its processes within reach.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { eventually } from './eventually.mjs';

const program = (name) => path.join(process.env.LANROOM_BUILD, 'bin', name);
const execute = promisify(execFile);

/** An address other devices would use, so that pages are no secure context. */
function lanAddress() {
  const all = Object.values(networkInterfaces()).flat();
  const found = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (!found) throw new Error('this machine has no address but the loopback one');
  return found.address;
}

export class Server {
  /** @param {{access?: string}} options the password of the place, if it has one */
  static async start(options = {}) {
    const server = new Server();
    server.data = await mkdtemp(path.join(tmpdir(), 'lanroom-browser-'));
    server.flags = [];
    if (options.access !== undefined) {
      const file = path.join(server.data, 'access');
      await writeFile(file, `${options.access}\n`, { mode: 0o600 });
      server.flags = ['--access', file];
    }
    await server.run(0);
    return server;
  }

  async run(port) {
    this.process = spawn(program('lanroom-server'), ['--data', this.data, '--port', String(port), ...this.flags], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.log = '';
    this.process.stderr.on('data', (text) => { this.log += text; });
    const lines = createInterface({ input: this.process.stdout });
    const failed = once(this.process, 'exit').then(([status]) => {
      throw new Error(`lanroom-server ended with ${status}: ${this.log}`);
    });
    failed.catch(() => undefined);
    const [line] = await Promise.race([once(lines, 'line'), failed]);
    const match = /^Lanroom listening on http:\/\/.*:(\d+)\/$/.exec(line);
    if (!match) throw new Error(`unexpected first line: ${line}`);
    this.port = Number(match[1]);
    this.url = `http://${lanAddress()}:${this.port}/`;
    /** As the computer itself sees it: also services that answer nobody else. */
    this.local = { url: `http://127.0.0.1:${this.port}/` };
  }

  async health() {
    const answer = await fetch(`http://127.0.0.1:${this.port}/healthz`);
    return answer.json();
  }

  async service(name) {
    const { services } = await this.health();
    return services.find((service) => service.name === name);
  }

  /** kill -9 of a service's worker; comes back when another one runs. */
  async killService(name) {
    const before = await this.service(name);
    process.kill(before.pid, 'SIGKILL');
    await eventually(`another ${name} worker`, async () => {
      const now = await this.service(name);
      return now?.state === 'running' && now.pid !== before.pid;
    });
  }

  killChat() {
    return this.killService('chat');
  }

  /** What lanroomctl answers. */
  async ctl(...command) {
    const { stdout } = await execute(program('lanroomctl'), ['--data', this.data, '--json', ...command]);
    return JSON.parse(stdout);
  }

  /** Ends somebody's connection, as the operator would. */
  async kick(name) {
    await eventually(`${name} to be kicked`, async () => {
      const { clients } = await this.ctl('clients');
      return this.ctl('kick', clients.find((client) => client.name === name).id);
    });
  }

  async signalChat(signal) {
    process.kill((await this.service('chat')).pid, signal);
  }

  async killGateways() {
    const before = (await this.health()).gateways.map(({ pid }) => pid);
    for (const pid of before) process.kill(pid, 'SIGKILL');
    await eventually('other gateways', async () => {
      const { gateways } = await this.health();
      return gateways.every(({ pid, state }) => state === 'running' && !before.includes(pid));
    });
  }

  /** Ends the server's process in whatever way, and waits for it. */
  async end(signal) {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill(signal);
    await ended;
  }

  /** The same place again: same data, same port. */
  async again() {
    await this.run(this.port);
  }

  async stop() {
    await this.end('SIGTERM');
    await rm(this.data, { recursive: true, force: true });
  }
}
