// SPDX-License-Identifier: LGPL-3.0-or-later
// Shown when the server has closed the connection and the page doesn't come back by itself.

import { useEffect, useRef } from 'preact/hooks';
import { CLOSE } from '../core/link';
import { words } from '../words';
import { Logo } from './logo';
import { useClient } from './use-client';

export function Closed({ code }: { code: number }) {
  const client = useClient();
  const { title, text, action } = wording(code);
  const button = useRef<HTMLButtonElement>(null);
  // What had the focus is gone, and so is the room that the tab's title named.
  useEffect(() => {
    button.current?.focus();
    document.title = `${title} · ${client.placeName || words.app}`;
  }, [title]);
  const act = (): void => {
    if (code === CLOSE.version) location.reload();
    else client.comeBack();
  };
  return (
    <main class="door">
      <div class="door-card" role="alert">
        <Logo size={56} />
        <h1>{title}</h1>
        <p class="door-intro">{text}</p>
        <button ref={button} type="button" class="button button-main button-large" onClick={act}>{action}</button>
      </div>
    </main>
  );
}

function wording(code: number): { title: string; text: string; action: string } {
  const { connection } = words;
  if (code === CLOSE.removed) {
    return { title: connection.removedTitle, text: connection.removedText, action: connection.comeBack };
  }
  if (code === CLOSE.version) {
    return { title: connection.versionTitle, text: connection.versionText, action: connection.reload };
  }
  return { title: connection.closedTitle, text: connection.closedText, action: connection.connect };
}
