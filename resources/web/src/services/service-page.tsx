// SPDX-License-Identifier: LGPL-3.0-or-later
// /services/NAME: what one service is, and a way to use it. The examples have pages of their own, any
// other is tried by hand.

import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Catalogue, Service } from './catalogue';
import { Chat } from './chat';
import { Echo } from './echo';
import { Guestbook } from './guestbook';
import { Frame, Sign, State } from './parts';
import { Relay } from './relay';
import { Rooms2012 } from './rooms-2012';
import { TryIt } from './try-it';
import { words } from './words';

const PAGES: Record<string, ComponentType<{ service: Service }>> = {
  chat: Chat,
  echo: Echo,
  relay: Relay,
  'demo-chatroom': Rooms2012,
  guestbook: Guestbook,
};

export function ServicePage({ name, known }: { name: string; known: Catalogue | undefined }) {
  const found = known?.services.find((service) => service.name === name);
  // What was here a moment ago stays: its socket is still worth something while it is replaced.
  const last = useRef<Service>();
  if (found) last.current = found;
  const service = last.current;
  useEffect(() => {
    document.title = `${service?.title ?? name} · ${words.place(known?.place ?? '')}`;
  }, [service?.title, name, known?.place]);
  const Own = PAGES[name] ?? TryIt;
  return (
    <Frame place={known?.place ?? ''}>
      <main class="page-main">
        <a class="back" href="/services/">{words.back}</a>
        {service ? (
          <>
            <header class="service-head">
              <Sign service={service} large />
              <div>
                <h1>{service.title}</h1>
                {service.about !== '' && <p class="page-intro">{service.about}</p>}
                <p class="card-facts">
                  <code class="path">{`ws://${location.host}${service.path}`}</code>
                  <State state={found ? service.state : 'stopped'} />
                  {service.localOnly && <span class="tag">{words.localOnly}</span>}
                </p>
              </div>
            </header>
            <Own service={service} />
          </>
        ) : (
          <Absent known={known !== undefined} />
        )}
      </main>
    </Frame>
  );
}

const Absent = ({ known }: { known: boolean }) =>
  known ? (
    <>
      <h1>{words.missingTitle}</h1>
      <p class="page-intro">{words.missingText}</p>
    </>
  ) : (
    <>
      <h1 class="unseen">{words.loading}</h1>
      <p role="status">{words.loading}</p>
    </>
  );
