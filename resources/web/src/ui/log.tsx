// SPDX-License-Identifier: LGPL-3.0-or-later
// A room's messages. Keeps the newest in sight while one is down there, and otherwise keeps
// what one is reading where it is.

import { useEffect, useRef } from 'preact/hooks';
import type { Room } from '../core/room';
import { words } from '../words';
import { focusRoom } from './focus-room';
import { keepGroupKeys, type GroupKeys } from './group-keys';
import { DownIcon } from './icons';
import { LogBeginning } from './log-beginning';
import { LogRow } from './log-row';
import { logRows } from './log-rows';
import { useClient } from './use-client';
import { useLogScroll } from './use-log-scroll';
import { useReading } from './use-reading';
import { useSettled } from './use-settled';

export function Log({ room }: { room: Room }) {
  const client = useClient();
  const log = useRef<HTMLDivElement>(null);
  const { timeline, notices, divider, loadingOlder } = room;
  const unsent = client.outbox.of(room.name);
  const me = client.session.you ?? { id: '', name: client.session.wantedName };
  const rows = logRows({ messages: timeline.messages, notices, unsent, divider, me });
  const groupKeys = useRef<GroupKeys>(new Map());
  groupKeys.current = keepGroupKeys(rows, groupKeys.current);
  const settled = useSettled(loadingOlder || room.membership !== 'joined');
  const unread = room.unread(client.me);
  const followed = useRef(client.typed);

  const { atEnd, end, toEnd } = useLogScroll(log, {
    generation: timeline.generation,
    onNearStart: () => client.rooms.loadOlder(room.name),
  });
  const onNewest = (): void => {
    toEnd();
    focusRoom(); // the button goes
  };
  useReading(client, room, end);
  useEffect(() => {
    if (followed.current === client.typed) return;
    followed.current = client.typed;
    toEnd();
  }, [client.typed]);

  return (
    <div class="log-frame">
      <div
        ref={log}
        class="log"
        role="log"
        tabIndex={0}
        aria-label={words.log.label(room.title)}
        aria-live="polite"
        aria-relevant="additions"
        aria-busy={!settled}
      >
        <div class="log-column">
          <LogBeginning room={room} empty={rows.length === 0} />
          {rows.map((row) => <LogRow key={row.key} row={row} />)}
        </div>
      </div>
      {!atEnd && (
        <button type="button" class={unread > 0 ? 'log-newest log-newest-unread' : 'log-newest'} onClick={onNewest}>
          <DownIcon />
          {unread > 0 ? words.log.newMessages(unread) : <span class="unseen">{words.log.toNewest}</span>}
        </button>
      )}
    </div>
  );
}
