import type { Inventory } from '@muster/protocol';
import { type ShownSection, shownCell, shownSections } from './shown-sections.ts';

/** Everything, as one page that needs nothing else: no script, no picture, no other file. */
export function htmlReport(inventory: Inventory): string {
  const shown = shownSections(inventory.sections);
  const name = shownCell(inventory.sections.hardware?.[0]?.name) || inventory.deviceId;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Inventory of ${escapeHtml(name)}</title>
<style>
:root { color-scheme: light dark; }
body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
section { overflow-x: auto; margin-top: 2rem; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid #8885; padding: 0.25rem 0.75rem 0.25rem 0; text-align: left; vertical-align: top; }
td { overflow-wrap: anywhere; max-width: 40rem; }
nav a { margin-right: 1rem; }
</style>
</head>
<body>
<h1>Inventory of ${escapeHtml(name)}</h1>
<p>${escapeHtml(inventory.deviceId)}${inventory.tag === null ? '' : ` · ${escapeHtml(inventory.tag)}`} · ${escapeHtml(inventory.agent ?? '')}</p>
<nav>${shown.map(({ label }, i) => `<a href="#s${i}">${escapeHtml(label)}</a>`).join('\n')}</nav>
${shown.map(toSection).join('\n')}
</body>
</html>
`;
}

function toSection({ label, columns, rows }: ShownSection, index: number): string {
  const title = rows.length > 1 ? `${label} (${rows.length})` : label;
  const head = columns.map((column) => `<th scope="col">${escapeHtml(column.label)}</th>`).join('');
  const body = rows.map((row) => {
    const cells = columns.map(({ name }) => `<td>${escapeHtml(shownCell(row[name]))}</td>`);
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<section id="s${index}">
<h2>${escapeHtml(title)}</h2>
<table>
<thead><tr>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
</section>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
