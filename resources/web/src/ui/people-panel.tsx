// SPDX-License-Identifier: LGPL-3.0-or-later
// The right side: who is in this room, how to invite more, and the way out.

import { words } from '../words';
import { Avatar } from './avatar';
import { CloseIcon, LeaveIcon, ScreenIcon } from './icons';
import { Invite } from './invite';
import { useClient } from './use-client';
import { useDrawer } from './use-drawer';

const MOST_SHOWN = 200;

interface Props {
  name: string;
  hidden: boolean;
  overlaid: boolean;
  blocked: boolean;
  /** What opened this as a drawer. */
  opener: HTMLElement | undefined;
  onClose: () => void;
  onLeave: () => void;
}

export function PeoplePanel({ name, hidden, overlaid, blocked, opener, onClose, onLeave }: Props) {
  const client = useClient();
  const panel = useDrawer(overlaid && !hidden, opener);
  const room = client.rooms.get(name);
  const people = room?.people ?? [];

  return (
    <aside ref={panel} class="people" aria-label={words.room.people} inert={hidden || blocked}>
      <header class="people-head">
        <h2>{words.room.inThisRoom}</h2>
        {people.length > 0 && <span class="people-count">{room?.count ?? people.length}</span>}
        {overlaid && (
          <button type="button" class="icon-button" aria-label={words.room.closePeople} onClick={onClose}>
            <CloseIcon />
          </button>
        )}
      </header>
      <ul class="people-list" tabIndex={0} aria-label={words.room.inThisRoom}>
        {people.slice(0, MOST_SHOWN).map((person) => (
          <li key={person.id} class="people-person">
            <Avatar person={person} small />
            <span class="people-name">{person.name}</span>
            <Tag text={words.room.roles[person.role ?? '']} />
            <Tag text={person.id === client.me ? words.room.you : undefined} />
          </li>
        ))}
        {people.length > MOST_SHOWN && (
          <li class="people-more">{words.room.morePeople(people.length - MOST_SHOWN)}</li>
        )}
      </ul>
      {room?.refusal === '' && (
        <footer class="people-foot">
          <Invite room={name} />
          <a class="button button-quiet people-wall" href={`/wall/${encodeURIComponent(name)}`} target="_blank" rel="noopener">
            <ScreenIcon />
            {words.room.wall}
          </a>
          <button type="button" class="button button-quiet people-leave" onClick={onLeave}>
            <LeaveIcon />
            {words.room.leave}
          </button>
        </footer>
      )}
    </aside>
  );
}

const Tag = ({ text }: { text: string | undefined }) =>
  text === undefined ? null : <span class="people-tag">{text}</span>;
