// SPDX-License-Identifier: LGPL-3.0-or-later
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const textNodesOnly = 'Text reaches the page through text nodes only.';

export default tseslint.config(
  { ignores: ['dist', 'node_modules'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: textNodesOnly },
        { property: 'outerHTML', message: textNodesOnly },
        { property: 'insertAdjacentHTML', message: textNodesOnly },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: textNodesOnly },
        { selector: "JSXAttribute[name.name='style']", message: 'The page forbids inline styles.' },
      ],
      'max-lines': ['error', { max: 250 }],
      eqeqeq: 'error',
    },
  },
  {
    // The core knows no page: it runs in tests without one.
    files: ['src/core/**'],
    rules: { 'no-restricted-globals': ['error', 'window', 'document', 'localStorage', 'location'] },
  },
);
