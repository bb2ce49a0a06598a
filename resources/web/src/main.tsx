// SPDX-License-Identifier: LGPL-3.0-or-later
import { render } from 'preact';
import './styles/base.css';

const root = document.getElementById('app');
if (root) render(<main>Lanroom</main>, root);
