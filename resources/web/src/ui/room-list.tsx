// SPDX-License-Identifier: LGPL-3.0-or-later
// The left side: the place, its rooms, and who I am here.

import { words } from '../words';
import { CloseIcon, PlusIcon } from './icons';
import { Logo } from './logo';
import { MeBar } from './me-bar';
import { RoomLink } from './room-link';
import { useClient } from './use-client';
import { useDrawer } from './use-drawer';

interface Props {
  active: string;
  hidden: boolean;
  overlaid: boolean;
  blocked: boolean;
  onClose: () => void;
  onCreate: () => void;
}

export function RoomList({ active, hidden, overlaid, blocked, onClose, onCreate }: Props) {
  const client = useClient();
  const panel = useDrawer(overlaid && !hidden);
  const { directory } = client.rooms;
  const isMine = (room: string): boolean => {
    const membership = client.rooms.get(room)?.membership;
    return membership !== undefined && (membership !== 'refused' || room === active);
  };
  const hiddenOnes = client.rooms.mine
    .filter((room) => isMine(room.name) && !directory.some((info) => info.room === room.name))
    .map(({ name, title, count }) => ({ room: name, title, members: count, locked: false, joined: true }));
  const yours = [...directory.filter((info) => isMine(info.room)), ...hiddenOnes];
  const more = directory.filter((info) => !isMine(info.room));

  return (
    <nav
      ref={panel}
      class="rooms"
      aria-label={words.rooms.heading}
      inert={hidden || blocked}
    >
      <header class="rooms-head">
        <Logo size={32} />
        <span class="rooms-place">{client.placeName || words.app}</span>
        {overlaid && (
          <button type="button" class="icon-button" aria-label={words.rooms.close} onClick={onClose}>
            <CloseIcon />
          </button>
        )}
      </header>
      <div class="rooms-scroll">
        <h2 class="rooms-heading" id="rooms-yours">{words.rooms.yours}</h2>
        <ul class="rooms-list" aria-labelledby="rooms-yours">
          {yours.map((info) => (
            <li key={info.room}>
              <RoomLink info={info} room={client.rooms.get(info.room)} active={info.room === active} onGo={onClose} />
            </li>
          ))}
        </ul>
        {more.length > 0 && <h2 class="rooms-heading" id="rooms-more">{words.rooms.more}</h2>}
        {more.length > 0 && (
          <ul class="rooms-list" aria-labelledby="rooms-more">
            {more.map((info) => (
              <li key={info.room}>
                <RoomLink info={info} room={undefined} active={false} onGo={onClose} />
              </li>
            ))}
          </ul>
        )}
        <button type="button" class="rooms-create" onClick={onCreate}>
          <PlusIcon />
          {words.rooms.create}
        </button>
      </div>
      <MeBar />
    </nav>
  );
}
