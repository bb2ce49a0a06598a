// SPDX-License-Identifier: LGPL-3.0-or-later
// The address at which others join: the server knows the one that reaches it from elsewhere, also
// when this page itself was opened as localhost.

import { useEffect, useState } from 'preact/hooks';

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
  return address.replace(/^http:\/\//, '').replace(/\/$/, '');
}
