// SPDX-License-Identifier: LGPL-3.0-or-later
// One room in the list: a link to its address, with what is new in it or how many are there.

import type { RoomInfo } from '../core/protocol';
import type { Room } from '../core/room';
import { addressOf } from '../page/hash';
import { words } from '../words';
import { LockIcon, PersonIcon } from './icons';
import { useClient } from './use-client';

interface Props {
  info: RoomInfo;
  room: Room | undefined;
  active: boolean;
  onGo: () => void;
}

export function RoomLink({ info, room, active, onGo }: Props) {
  const unread = room?.unread(useClient().me) ?? 0;
  const count = room?.membership === 'joined' ? room.count : info.members;
  return (
    <a
      class={unread > 0 ? 'room-link room-link-unread' : 'room-link'}
      href={addressOf(info.room)}
      aria-current={active ? 'page' : undefined}
      onClick={onGo}
    >
      <span class="room-link-title" title={info.title}>{info.title}</span>
      {info.locked && <span class="room-link-lock"><LockIcon /><span class="unseen">{words.rooms.locked}</span></span>}
      {unread > 0 ? (
        <span class="badge">
          <span aria-hidden="true">{words.rooms.badge(unread)}</span>
          <span class="unseen">{words.rooms.unread(unread)}</span>
        </span>
      ) : (
        count > 0 && (
          <span class="room-link-count">
            <span aria-hidden="true">{count}</span>
            <PersonIcon />
            <span class="unseen">{words.rooms.peopleHere(count)}</span>
          </span>
        )
      )}
    </a>
  );
}
