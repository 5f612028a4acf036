/** Parts of model names and vendor strings → the maker, in the order they are tried. */
const MAKERS: readonly (readonly [RegExp, string])[] = [
  [/maxtor/i, 'Maxtor'],
  [/western|^wdc?\b|^wd\d/i, 'Western Digital'],
  [/compaq/i, 'Compaq'],
  [/pioneer/i, 'Pioneer'],
  [/sandisk/i, 'SanDisk'],
  [/kingston/i, 'Kingston'],
  [/samsung/i, 'Samsung'],
  [/seagate|^st(?:\d|$)/i, 'Seagate'],
  [/hgst|hitachi|^(?:hd|hu|ic)(?:\d|[a-z]\d|$)/i, 'Hitachi'],
  [/kioxia/i, 'KIOXIA'],
  [/toshiba/i, 'Toshiba'],
  [/fujitsu/i, 'Fujitsu'],
  [/hewlett.packard|^hpe?\b|^mm\d{4}/i, 'Hewlett-Packard'],
  [/crucial|^ct\d/i, 'Crucial'],
  [/micron/i, 'Micron'],
  [/sk hynix|hynix/i, 'Hynix'],
  [/matshita|panasonic/i, 'Matsushita'],
  [/hl-dt-st|\blg\b/i, 'LG'],
  [/lite-?on/i, 'Lite-On'],
  [/plextor/i, 'Plextor'],
  [/transcend/i, 'Transcend'],
  [/intel/i, 'Intel'],
  [/\bibm\b/i, 'IBM'],
  [/\bsony\b/i, 'Sony'],
  [/\bdell\b/i, 'Dell'],
  [/qemu/i, 'QEMU'],
  [/vmware/i, 'VMware'],
  [/\bocz\b/i, 'OCZ'],
  [/supermicro/i, 'Supermicro'],
];

/** Maker of a disk from its model or vendor string; null when nothing is recognised. */
export function findMaker(text: string | null): string | null {
  if (text === null) return null;
  return MAKERS.find(([pattern]) => pattern.test(text.trim()))?.[1] ?? null;
}
