// SPDX-License-Identifier: LGPL-3.0-or-later
// Shows what runs here, or the one service that the address names.

import { render } from 'preact';
import { useCatalogue } from './catalogue';
import { ListPage } from './list-page';
import { ServicePage } from './service-page';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/controls.css';
import '../styles/services.css';
import '../styles/examples.css';
import '../styles/forced-colors.css';

const name = decodeURIComponent(location.pathname.replace(/^\/services\/?/, ''));

function Page() {
  const { known, trouble } = useCatalogue();
  return name === '' ? <ListPage known={known} trouble={trouble} /> : <ServicePage name={name} known={known} />;
}

const page = document.getElementById('page');
if (page) render(<Page />, page);
