// SPDX-License-Identifier: LGPL-3.0-or-later
// The last messages, the newest at the bottom and largest; what has no place any more goes out at the
// top.

import { useRef } from 'preact/hooks';
import { OPERATOR, type ChatMessage } from '../core/protocol';
import type { Wall } from '../core/wall';
import { clockTime } from '../page/times';
import { Avatar } from '../ui/avatar';
import { useFit } from './fit';
import { words } from './words';

/** More than fit on any wall. */
const SHOWN = 14;

/** trouble: why there is nothing to see yet, in words. */
export function Sayings({ wall, trouble }: { wall: Wall; trouble: string }) {
  const said = wall.timeline.messages.slice(-SHOWN);
  const newest = said[said.length - 1];
  const log = useRef<HTMLElement>(null);
  useFit(log);
  return (
    <main ref={log} class="wall-log" aria-busy={!wall.showing}>
      {wall.showing && !newest && (
        <section class="wall-quiet">
          <h2>{words.emptyTitle}</h2>
          <p>{words.emptyText}</p>
        </section>
      )}
      {!wall.showing && <p class="wall-opening" role="status">{trouble === '' || trouble === words.lost ? words.opening : trouble}</p>}
      <div role="log" aria-label={words.log(wall.title)}>
        <ol class="wall-said">
          {said.map((message) => (
            <Saying key={`${wall.timeline.generation}.${message.seq}`} message={message} newest={message === newest} />
          ))}
        </ol>
      </div>
    </main>
  );
}

function Saying({ message, newest }: { message: ChatMessage; newest: boolean }) {
  return (
    <li class={newest ? 'saying saying-newest' : 'saying'}>
      <Avatar person={message.from} />
      <div class="saying-words">
        <p class="saying-from">
          <span class="saying-name">{message.from.name}</span>
          {message.from.id === OPERATOR && <span class="saying-tag">{words.host}</span>}
          <time dateTime={new Date(message.ts).toISOString()}>{clockTime(message.ts)}</time>
        </p>
        <p class="saying-text" dir="auto">{message.body}</p>
      </div>
    </li>
  );
}
