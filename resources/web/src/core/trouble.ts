// SPDX-License-Identifier: LGPL-3.0-or-later
// Why nobody lets this page in, as far as it can tell: a browser hides the status of a refused
// upgrade, so the server's list of services is asked, and the time that has passed.

export type Health = 'unreachable' | 'full' | 'stopped' | 'away' | 'ok';

/** What a person should be told; '' for nothing but that the page is connecting. */
export type Trouble = '' | 'closed' | 'unreachable' | 'gone' | 'full' | 'stopped' | 'away' | 'long';

const CHAT = '/chat';
const LONG_MS = 20_000;
const STATES: Record<string, Health> = {
  running: 'ok',
  replacing: 'ok',
  idle: 'ok',
  failed: 'stopped',
  stopped: 'stopped',
};

/** How the chat is, by what /services.json answered. */
export function chatHealth(list: unknown): Health {
  const services: unknown = (list as { services?: unknown } | null)?.services;
  if (!Array.isArray(services)) return 'away';
  const chat = (services as ({ path?: unknown; state?: unknown } | null)[]).find((each) => each?.path === CHAT);
  // Not listed: taken away, or closed to this visitor. Neither ends by waiting.
  return chat ? STATES[String(chat.state)] ?? 'away' : 'stopped';
}

/**
 * What doesn't end by itself soon is said in other words than what is over in a moment. goodbye: the server
 * said that it is being closed; that holds until somebody answers there again.
 */
export function troubleOf(health: Health | undefined, outForMs: number, goodbye = false): Trouble {
  if (goodbye && (health === undefined || health === 'unreachable')) return 'closed';
  const long = outForMs >= LONG_MS;
  switch (health) {
    case 'stopped':
    case 'full': return health;
    case 'unreachable': return long ? 'gone' : 'unreachable';
    case 'away': return long ? 'long' : 'away';
    default: return long ? 'long' : '';
  }
}
