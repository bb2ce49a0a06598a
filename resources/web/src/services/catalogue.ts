// SPDX-License-Identifier: LGPL-3.0-or-later
// What runs here, as the server tells it, asked for again and again while the page is looked at: a
// service may come, go or fall asleep at any time.

import { useEffect, useState } from 'preact/hooks';
import { Changes } from '../core/changes';

const AGAIN_MS = 2_000;
/** A worker starts in some tenths of a second. */
const SOON_MS = 300;

/** Announced when this page's own line to a service changed: that may have woken the service, or ended it. */
export const lineNews = new Changes();

export interface Service {
  name: string;
  title: string;
  about: string;
  path: string;
  subPaths: boolean;
  localOnly: boolean;
  state: string;
}

export interface Catalogue {
  place: string;
  services: Service[];
  /** How many others answer only the computer they run on. */
  more: number;
}

type Bag = Record<string, unknown>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function service(value: unknown): Service[] {
  const bag = value as Bag | null;
  const name = text(bag?.name);
  const path = text(bag?.path);
  if (!bag || name === '' || path === '') return [];
  return [{
    name,
    path,
    title: text(bag.title) || name,
    about: text(bag.about),
    subPaths: bag.sub_paths === true,
    localOnly: bag.local_only === true,
    state: text(bag.state),
  }];
}

export function catalogue(value: unknown): Catalogue {
  const bag = (value ?? {}) as Bag;
  return {
    place: text(bag.place),
    services: Array.isArray(bag.services) ? bag.services.flatMap(service) : [],
    more: typeof bag.more === 'number' ? bag.more : 0,
  };
}

/** undefined: not known yet; trouble: the last time nobody answered. */
export function useCatalogue(): { known: Catalogue | undefined; trouble: boolean } {
  const [known, setKnown] = useState<Catalogue>();
  const [trouble, setTrouble] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    let soon = false;
    const ask = async (): Promise<void> => {
      clearTimeout(timer);
      let wait = soon ? SOON_MS : AGAIN_MS;
      soon = false;
      if (document.visibilityState === 'visible') {
        try {
          const answer = await fetch('/services.json', { cache: 'no-cache' });
          if (!answer.ok) throw new Error(answer.statusText);
          const listed = catalogue(await answer.json());
          if (listed.services.some(({ state }) => state === 'starting' || state === 'restarting')) wait = SOON_MS;
          setKnown(listed);
          setTrouble(false);
        } catch {
          setTrouble(true);
        }
      }
      clearTimeout(timer);
      if (!gone) timer = setTimeout(() => void ask(), wait);
    };
    const seen = (): void => {
      if (document.visibilityState === 'visible') void ask();
    };
    const forget = lineNews.listen(() => {
      soon = true;
      void ask();
    });
    document.addEventListener('visibilitychange', seen);
    void ask();
    return () => {
      gone = true;
      forget();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, []);
  return { known, trouble };
}
