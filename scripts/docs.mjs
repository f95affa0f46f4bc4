/** Writes the generated parts of the docs. With `--check` it writes nothing and fails if one is stale. */
await import('./readme-tables.mjs');
await import('./messages.mjs');
