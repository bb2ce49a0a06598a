// SPDX-License-Identifier: LGPL-3.0-or-later
// The whole wall: the room and who is there on top, what was said last in the middle, and in the
// corner how to join.

import { useEffect, useReducer } from 'preact/hooks';
import { LOBBY } from '../core/directory';
import type { Wall } from '../core/wall';
import { PeopleIcon } from '../ui/icons';
import { Logo } from '../ui/logo';
import { plainAddress, useAddress } from '../ui/use-address';
import { Closed, Refused } from './refused';
import { Sayings } from './sayings';
import { useIdle } from './use-idle';
import { words } from './words';

export function Screen({ wall }: { wall: Wall }) {
  const [, draw] = useReducer((turn: number) => turn + 1, 0);
  useEffect(() => wall.changes.listen(() => draw(undefined)), [wall]);
  useEffect(() => {
    document.title = words.title(wall.title);
  }, [wall.title]);
  const idle = useIdle();
  const trouble = useTrouble(wall, () => draw(undefined));

  const { state } = wall.link;
  if (state.is === 'stopped') return <Closed wall={wall} code={state.code} />;
  if (wall.needsAccess || wall.refusal !== '') return <Refused wall={wall} />;
  return (
    <div class={idle ? 'wall wall-idle' : 'wall'}>
      <header class="wall-head">
        <Logo size={56} />
        <h1 class="wall-title">{wall.title}</h1>
        {wall.showing && (
          <p class="wall-people">
            <PeopleIcon />
            <span aria-hidden="true">{wall.people}</span>
            <span class="unseen">{words.people(wall.people)}</span>
          </p>
        )}
        <p class="wall-state" role="status">{wall.showing ? trouble : ''}</p>
        {document.fullscreenEnabled && (
          <button type="button" class="button button-quiet wall-full" onClick={toggleFullScreen}>
            {words.fullScreen}
          </button>
        )}
      </header>
      <Sayings wall={wall} trouble={trouble} />
      <Corner room={wall.room} />
    </div>
  );
}

/** What is said about the line while it is down; what has lasted long is said in other words. */
function useTrouble({ link }: Wall, draw: () => void): string {
  const { out } = link;
  useEffect(() => {
    if (!out) return undefined;
    const timer = setInterval(draw, 1_000);
    return () => clearInterval(timer);
  }, [out]);
  return out ? words.trouble[link.trouble] ?? words.lost : '';
}

// Nobody sits at a wall who could load it anew.
const ASK_AGAIN_MS = 30_000;

function Corner({ room }: { room: string }) {
  const address = useAddress(ASK_AGAIN_MS);
  // The server knows what the code says. It is told the address so that the browser asks again for another one.
  const code = `/qr/${room === LOBBY ? '' : encodeURIComponent(room)}?${encodeURIComponent(address)}`;
  return (
    <aside class="wall-corner" aria-label={words.join}>
      <img class="wall-code" src={address === '' ? undefined : code} alt={words.code} />
      <div class="wall-join">
        <strong>{words.join}</strong>
        <span class="wall-address">{plainAddress(address)}</span>
        {room !== LOBBY && <span class="wall-room">#{room}</span>}
      </div>
    </aside>
  );
}

function toggleFullScreen(): void {
  const done = document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen();
  done.catch(() => undefined); // it was only a wish
}
