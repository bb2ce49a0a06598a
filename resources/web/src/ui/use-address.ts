// SPDX-License-Identifier: LGPL-3.0-or-later
// The address at which others join: the server knows the one that reaches it from elsewhere, also
// when this page itself was opened as localhost.

import { useEffect, useState } from 'preact/hooks';

/** 'http://192.168.1.5:8080/'; '' while it isn't known. */
export function useAddress(): string {
  const [address, setAddress] = useState('');
  useEffect(() => {
    fetch('/services.json', { cache: 'no-store' })
      .then((answer) => answer.json())
      .then(({ address: known }: { address?: unknown }) => {
        setAddress(typeof known === 'string' && known !== '' ? known : `${location.origin}/`);
      })
      .catch(() => setAddress(`${location.origin}/`));
  }, []);
  return address;
}

/** As one says it and types it. */
export const plainAddress = (address: string): string => address.replace(/^http:\/\//, '').replace(/\/$/, '');
