// SPDX-License-Identifier: LGPL-3.0-or-later
// Which of the page's three faces shows: the door, the place, or why it is closed.

import type { Client } from '../core/client';
import { Closed } from './closed';
import { Door } from './door';
import { Place } from './place';
import { ClientContext, useChanges } from './use-client';

export function App({ client }: { client: Client }) {
  useChanges(client);
  return <ClientContext.Provider value={client}><Face client={client} /></ClientContext.Provider>;
}

function Face({ client }: { client: Client }) {
  const { link, session } = client;
  if (link.state.is === 'stopped') return <Closed code={link.state.code} />;
  return session.known && !session.renaming ? <Place /> : <Door />;
}
