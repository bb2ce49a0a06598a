// SPDX-License-Identifier: LGPL-3.0-or-later
// Who I am here, and the way to another name.

import { words } from '../words';
import { Avatar } from './avatar';
import { PenIcon } from './icons';
import { useClient } from './use-client';

export function MeBar() {
  const client = useClient();
  const me = client.session.you ?? { id: '', name: client.session.wantedName };
  return (
    <footer class="me">
      <Avatar person={me} small />
      <span class="me-name">{me.name}</span>
      <button
        type="button"
        class="icon-button"
        aria-label={words.rooms.changeName}
        title={words.rooms.changeName}
        onClick={() => client.session.changeName()}
      >
        <PenIcon />
      </button>
    </footer>
  );
}
