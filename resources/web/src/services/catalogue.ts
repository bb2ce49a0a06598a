// SPDX-License-Identifier: LGPL-3.0-or-later
// What runs here, as the server tells it, asked for again and again while the page is looked at: a
// service may come, go or fall asleep at any time.

import { useEffect, useState } from 'preact/hooks';

const AGAIN_MS = 2_000;

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
    const ask = async (): Promise<void> => {
      clearTimeout(timer);
      if (document.visibilityState === 'visible') {
        try {
          const answer = await fetch('/services.json', { cache: 'no-cache' });
          if (!answer.ok) throw new Error(answer.statusText);
          setKnown(catalogue(await answer.json()));
          setTrouble(false);
        } catch {
          setTrouble(true);
        }
      }
      if (!gone) timer = setTimeout(() => void ask(), AGAIN_MS);
    };
    const seen = (): void => {
      if (document.visibilityState === 'visible') void ask();
    };
    document.addEventListener('visibilitychange', seen);
    void ask();
    return () => {
      gone = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, []);
  return { known, trouble };
}
