// SPDX-License-Identifier: LGPL-3.0-or-later
// The room's address, to be read out or copied. The modern clipboard needs a secure page, which
// this seldom is, so the old way stands beside it.

import { useEffect, useRef, useState } from 'preact/hooks';
import { addressOf } from '../page/hash';
import { words } from '../words';
import { CopyIcon } from './icons';

const SHOWN_MS = 2_000;

export function Invite({ room }: { room: string }) {
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const address = `${location.origin}/${addressOf(room)}`;

  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = (): void => {
    field.current?.select();
    setCopied(document.execCommand('copy'));
  };
  return (
    <div class="invite">
      <label class="invite-label" for="invite-address">{words.room.invite}</label>
      <div class="invite-row">
        <input
          ref={field}
          id="invite-address"
          class="input invite-address"
          readOnly
          value={address}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" class="icon-button" aria-label={words.room.copy} title={words.room.copy} onClick={copy}>
          <CopyIcon />
        </button>
      </div>
      <span class="invite-done" role="status">{copied ? words.room.copied : ''}</span>
    </div>
  );
}
