// SPDX-License-Identifier: LGPL-3.0-or-later
// The address at which others join: the server knows the one that reaches it from elsewhere, also
// when this page itself was opened as localhost.

import { useEffect, useState } from 'preact/hooks';

/**
 * 'http://192.168.1.5:8080/'; '' while it isn't known. The computer may move to another network, and is asked
 * again. Who asks more than once a minute keeps a connection for it, of which an address has only so many.
 */
export function useAddress(againMs = 300_000): string {
  const [address, setAddress] = useState('');
  useEffect(() => {
    const ask = (): void => {
      fetch('/services.json', { cache: 'no-store' })
        .then((answer) => answer.json())
        .then(({ address: known }: { address?: unknown }) => {
          setAddress(typeof known === 'string' && known !== '' ? known : `${location.origin}/`);
        })
        .catch(() => setAddress((known) => known || `${location.origin}/`));
    };
    let timer: ReturnType<typeof setInterval> | undefined;
    const watch = (): void => {
      clearInterval(timer);
      if (document.visibilityState !== 'visible') return;
      ask();
      timer = setInterval(ask, againMs);
    };
    watch();
    addEventListener('online', watch);
    document.addEventListener('visibilitychange', watch);
    return () => {
      clearInterval(timer);
      removeEventListener('online', watch);
      document.removeEventListener('visibilitychange', watch);
    };
  }, []);
  return address;
}

/** As one says it and types it. */
export const plainAddress = (address: string): string => address.replace(/^http:\/\//, '').replace(/\/$/, '');
