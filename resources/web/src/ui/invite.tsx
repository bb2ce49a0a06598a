// SPDX-License-Identifier: LGPL-3.0-or-later
// The room's address, whole, to be read out, typed elsewhere or copied. The modern clipboard needs
// a secure page, which this seldom is, so the old way has to do.

import { useEffect, useRef, useState } from 'preact/hooks';
import { LOBBY } from '../core/directory';
import { addressOf } from '../page/hash';
import { words } from '../words';
import { CopyIcon } from './icons';
import { plainAddress, useAddress } from './use-address';

const SHOWN_MS = 2_000;
const ONLY_HERE = /^(localhost|127\..*|\[::1\])$/;

export function Invite({ room }: { room: string }) {
  const [copied, setCopied] = useState(false);
  const shown = useRef<HTMLParagraphElement>(null);
  const elsewhere = useAddress();
  // The address that brought this page here works for a neighbour, too, unless it means "this computer".
  const place = ONLY_HERE.test(location.hostname) && elsewhere !== '' ? elsewhere : `${location.origin}/`;

  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = (): void => {
    // What is shown is spelled for people; programs know an address's end better without other letters.
    const fill = (event: ClipboardEvent): void => {
      event.clipboardData?.setData('text/plain', room === LOBBY ? place : place + addressOf(room));
      event.preventDefault();
    };
    // Some browsers copy only where something is selected.
    if (shown.current) getSelection()?.selectAllChildren(shown.current);
    document.addEventListener('copy', fill);
    setCopied(document.execCommand('copy'));
    document.removeEventListener('copy', fill);
  };
  return (
    <div class="invite">
      <h3 class="invite-label" id="invite-label">{words.room.invite}</h3>
      <div class="invite-row">
        <p ref={shown} class="invite-address" dir="ltr">
          {plainAddress(place)}
          {/* The lobby is where the address alone leads. */}
          {room !== LOBBY && <>/<wbr />#<Breakable text={room} /></>}
        </p>
        <button type="button" class="icon-button" aria-label={words.room.copy} title={words.room.copy} onClick={copy}>
          <CopyIcon />
        </button>
      </div>
      <span class="invite-done" role="status">{copied ? words.room.copied : ''}</span>
    </div>
  );
}

/** Each line ends where a word does, and can be typed as it stands. */
const Breakable = ({ text }: { text: string }) => (
  <>{text.split(/([-_.])/u).map((part, at) => (at % 2 === 0 ? part : <>{part}<wbr /></>))}</>
);
