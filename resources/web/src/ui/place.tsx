// SPDX-License-Identifier: LGPL-3.0-or-later
// Inside: rooms on the left, the room in the middle, its people on the right. Where there is
// little width the sides are drawers over the room.

import { useCallback, useEffect, useState } from 'preact/hooks';
import { LOBBY } from '../core/directory';
import { words } from '../words';
import { CreateRoomDialog } from './create-room-dialog';
import { useFocusKept } from './focus-room';
import { LeaveRoomDialog } from './leave-room-dialog';
import { PeoplePanel } from './people-panel';
import { RoomList } from './room-list';
import { RoomPane } from './room-pane';
import { useActiveRoom } from './use-active-room';
import { useClient } from './use-client';
import { usePageTitle } from './use-page-title';
import { useWidth } from './use-width';

type Drawer = { side: 'rooms' | 'people'; opener: HTMLElement };
type Question = { is: 'create'; title: string } | { is: 'leave'; room: string };

export function Place() {
  const client = useClient();
  const [active, goTo] = useActiveRoom(client);
  const [drawer, setDrawer] = useState<Drawer>();
  const [question, setQuestion] = useState<Question>();
  const width = useWidth();
  const roomsHidden = width === 'narrow' && drawer?.side !== 'rooms';
  const peopleHidden = width !== 'wide' && drawer?.side !== 'people';
  const covered = drawer !== undefined && (width === 'narrow' || drawer.side === 'people');
  usePageTitle(client, active);
  useFocusKept(active, client.rooms.get(active)?.refusal);

  const close = useCallback(() => setDrawer(undefined), []);
  useEffect(close, [active, width]);
  useEffect(() => {
    if (drawer === undefined || question !== undefined) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [drawer, question]);

  const leave = (room: string): void => {
    if (client.outbox.of(room).length > 0) setQuestion({ is: 'leave', room });
    else left(room);
  };
  const left = (room: string): void => {
    client.leaveRoom(room);
    setQuestion(undefined);
    goTo(client.rooms.mine.find((each) => each.membership === 'joined')?.name ?? LOBBY);
  };

  return (
    <div class="place" data-drawer={drawer?.side}>
      <RoomList
        active={active}
        hidden={roomsHidden}
        overlaid={width === 'narrow'}
        blocked={covered && drawer.side !== 'rooms'}
        opener={drawer?.opener}
        onClose={close}
        onCreate={() => setQuestion({ is: 'create', title: '' })}
      />
      <RoomPane
        key={active}
        name={active}
        blocked={covered}
        onShowRooms={(opener) => setDrawer({ side: 'rooms', opener })}
        onShowPeople={(opener) => setDrawer({ side: 'people', opener })}
        onCreate={(title) => setQuestion({ is: 'create', title })}
        onLobby={() => goTo(LOBBY)}
        onLeave={() => leave(active)}
      />
      <PeoplePanel
        name={active}
        hidden={peopleHidden}
        overlaid={width !== 'wide'}
        blocked={covered && drawer.side !== 'people'}
        opener={drawer?.opener}
        onClose={close}
        onLeave={() => leave(active)}
      />
      {covered && (
        <button type="button" class="backdrop" tabIndex={-1} aria-label={words.close} onClick={close} />
      )}
      {question?.is === 'create' && (
        <CreateRoomDialog
          title={question.title}
          onClose={() => setQuestion(undefined)}
          onCreated={(room) => {
            setQuestion(undefined);
            goTo(room);
          }}
        />
      )}
      {question?.is === 'leave' && (
        <LeaveRoomDialog
          name={question.room}
          onStay={() => setQuestion(undefined)}
          onLeave={() => left(question.room)}
        />
      )}
    </div>
  );
}
