// SPDX-License-Identifier: LGPL-3.0-or-later
// The left side: the place, its rooms, and who I am here.

import type { ComponentChildren } from 'preact';
import type { RoomInfo } from '../core/protocol';
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
  /** What opened this as a drawer. */
  opener: HTMLElement | undefined;
  onClose: () => void;
  onCreate: () => void;
}

export function RoomList({ active, hidden, overlaid, blocked, opener, onClose, onCreate }: Props) {
  const client = useClient();
  const panel = useDrawer(overlaid && !hidden, opener);
  const { directory } = client.rooms;
  const isMine = (room: string): boolean => {
    const membership = client.rooms.get(room)?.membership;
    if (membership === 'refused') return room === active || client.outbox.of(room).length > 0;
    return membership !== undefined;
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
        <Group id="rooms-yours" heading={words.rooms.yours} rooms={yours}>
          {(info) => (
            <RoomLink info={info} room={client.rooms.get(info.room)} active={info.room === active} onGo={onClose} />
          )}
        </Group>
        <Group id="rooms-more" heading={words.rooms.more} rooms={more}>
          {(info) => <RoomLink info={info} room={undefined} active={info.room === active} onGo={onClose} />}
        </Group>
        {yours.length + more.length === 0 && <p class="rooms-none">{words.rooms.none}</p>}
      </div>
      <button type="button" class="rooms-create" onClick={onCreate}>
        <PlusIcon />
        {words.rooms.create}
      </button>
      <MeBar />
    </nav>
  );
}

interface GroupProps {
  id: string;
  heading: string;
  rooms: readonly RoomInfo[];
  children: (info: RoomInfo) => ComponentChildren;
}

/** A heading over nothing would be a question. */
function Group({ id, heading, rooms, children }: GroupProps) {
  if (rooms.length === 0) return null;
  return (
    <>
      <h2 class="rooms-heading" id={id}>{heading}</h2>
      <ul class="rooms-list" aria-labelledby={id}>
        {rooms.map((info) => <li key={info.room}>{children(info)}</li>)}
      </ul>
    </>
  );
}
