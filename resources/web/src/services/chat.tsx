// SPDX-License-Identifier: LGPL-3.0-or-later
// The page of the chat: the way to the place itself, and below it what any other service has.

import type { Service } from './catalogue';
import { TryIt } from './try-it';
import { words } from './words';

export function Chat({ service }: { service: Service }) {
  return (
    <>
      <p class="demo-row"><a class="button button-main" href="/">{words.chat.open}</a></p>
      <TryIt service={service} intro={words.chat.byHand} />
    </>
  );
}
