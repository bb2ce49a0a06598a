// SPDX-License-Identifier: LGPL-3.0-or-later
// /services/: everything that runs here and answers this visitor.

import { useEffect } from 'preact/hooks';
import type { Catalogue, Service } from './catalogue';
import { Frame, Sign, State } from './parts';
import { words } from './words';

/** The chat's page is the place itself. */
const pageOf = ({ name }: Service): string => (name === 'chat' ? '/' : `/services/${name}`);

export function ListPage({ known, trouble }: { known: Catalogue | undefined; trouble: boolean }) {
  useEffect(() => {
    document.title = `${words.heading} · ${words.place(known?.place ?? '')}`;
  }, [known?.place]);
  const services = known?.services ?? [];
  const local = services.filter((service) => service.localOnly);
  return (
    <Frame place={known?.place ?? ''}>
      <main class="page-main">
        <h1>{words.heading}</h1>
        <p class="page-intro">{words.intro}</p>
        <p class="page-trouble" role="status">{trouble ? words.unreachable : known ? '' : words.loading}</p>
        {known && services.length === 0 && <p>{words.none}</p>}
        <ul class="cards">
          {services.map((service) => <li key={service.name}><Card service={service} /></li>)}
        </ul>
        <footer class="page-foot">
          {known !== undefined && known.more > 0 && <p>{words.more(known.more)} {words.moreHint}</p>}
          {local[0] && <p>{words.localHint(local[0].name)}</p>}
          {local[0] && <p>{words.dropHint}</p>}
        </footer>
      </main>
    </Frame>
  );
}

function Card({ service }: { service: Service }) {
  return (
    <a class="card" href={pageOf(service)}>
      <Sign service={service} />
      <span class="card-words">
        <span class="card-title">{service.title}</span>
        {service.about !== '' && <span class="card-about">{service.about}</span>}
        <span class="card-facts">
          <code class="path">{service.subPaths ? `${service.path}/…` : service.path}</code>
          <State state={service.state} />
          {service.localOnly && <span class="tag">{words.localOnly}</span>}
        </span>
      </span>
    </a>
  );
}
