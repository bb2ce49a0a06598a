// SPDX-License-Identifier: LGPL-3.0-or-later
// The room in front: its header, its log, and the place to write. When the server doesn't let
// one in, the reason stands where the log would be.

import type { Room } from '../core/room';
import { words } from '../words';
import { Composer } from './composer';
import { ConnectionNote } from './connection-note';
import { MenuIcon, PeopleIcon } from './icons';
import { Log } from './log';
import { RoomRefused } from './room-refused';
import { useClient } from './use-client';

interface Props {
  name: string;
  blocked: boolean;
  onShowRooms: (opener: HTMLElement) => void;
  onShowPeople: (opener: HTMLElement) => void;
  onCreate: (title: string) => void;
  onLobby: () => void;
  onLeave: () => void;
}

export function RoomPane({ name, blocked, onShowRooms, onShowPeople, onCreate, onLobby, onLeave }: Props) {
  const client = useClient();
  const room = client.rooms.get(name);
  const title = client.rooms.titleOf(name);
  const elsewhere = client.rooms.mine
    .filter((each) => each.name !== name)
    .reduce((sum, each) => sum + each.unread(client.me), 0);

  return (
    <main class="room" inert={blocked}>
      <header class="room-head">
        <button
          type="button"
          class="icon-button room-menu"
          aria-label={elsewhere > 0 ? `${words.rooms.open}, ${words.rooms.unread(elsewhere)}` : words.rooms.open}
          onClick={(event) => onShowRooms(event.currentTarget)}
        >
          <MenuIcon />
          {elsewhere > 0 && <span class="dot" />}
        </button>
        <h1 class="room-title">{title}</h1>
        {/* Who is in a room that one is not in, nobody tells. */}
        {room?.refusal === '' && (
          <button
            type="button"
            class="icon-button room-people"
            aria-label={words.room.showPeople(room.count)}
            onClick={(event) => onShowPeople(event.currentTarget)}
          >
            <PeopleIcon />
            {room.count > 0 && <span aria-hidden="true">{room.count}</span>}
          </button>
        )}
      </header>
      {room && room.refusal !== '' ? (
        <RoomRefused room={room} onCreate={onCreate} onLobby={onLobby} onLeave={onLeave} />
      ) : (
        <Inside room={room} name={name} title={title} />
      )}
    </main>
  );
}

function Inside({ room, name, title }: { room: Room | undefined; name: string; title: string }) {
  const client = useClient();
  if (!room) return <Left name={name} title={title} />;
  return (
    <>
      <Log room={room} />
      <div class="room-foot">
        <ConnectionNote shown={!client.welcomed} />
        <Composer room={room.name} title={title} />
      </div>
    </>
  );
}

function Left({ name, title }: { name: string; title: string }) {
  const client = useClient();
  return (
    <section class="empty">
      <h2>{words.room.leftTitle(title)}</h2>
      <p>{words.room.leftText}</p>
      <div class="empty-actions">
        <button type="button" class="button button-main" onClick={() => client.rooms.enter(name)}>
          {words.room.comeBackIn}
        </button>
      </div>
    </section>
  );
}
