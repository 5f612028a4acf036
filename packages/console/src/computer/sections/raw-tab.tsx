import { Button, SegmentedControl } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventoryUrl } from '../../api/queries/fleet.ts';
import { rawInventoryQuery } from '../../api/queries/machine.ts';
import type { Asset } from '../../api/types.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { NotLoaded } from '../../ui/not-loaded.tsx';
import { Panel } from '../panel.tsx';
import { rawLines } from './raw-lines.ts';
import classes from './raw-tab.module.css';

/** Lines drawn at once; the rest is a click, or the download. */
const STEP = 2_000;

/** The stored inventory as the text that other servers take. */
export function RawTab({ asset }: { readonly asset: Asset }) {
  const { t } = useTranslation('machine');
  const format = useFormat();
  const [kind, setKind] = useState<'xml' | 'json'>('xml');
  const [shown, setShown] = useState(STEP);
  const query = useQuery(rawInventoryQuery(asset.id, kind));
  const { data } = query;
  const lines = data === undefined ? [] : rawLines(data);
  return (
    <Panel
      id="raw-inventory"
      title={t('raw.title')}
      hint={t('raw.hint')}
      action={
        <span className={classes.tools}>
          <SegmentedControl
            size="xs"
            aria-label={t('raw.format')}
            value={kind}
            onChange={(value) => {
              setKind(value === 'json' ? 'json' : 'xml');
              setShown(STEP);
            }}
            data={[
              { value: 'xml', label: t('raw.xml') },
              { value: 'json', label: t('raw.json') },
            ]}
          />
          <Button
            size="compact-sm"
            variant="default"
            component="a"
            href={inventoryUrl(asset.id, kind)}
            download
            leftSection={<IconDownload size={14} aria-hidden />}
          >
            {t('raw.download')}
          </Button>
          {data !== undefined && <CopyButton value={data} label={t('raw.title')} />}
        </span>
      }
    >
      <NotLoaded query={query} height={320} />
      {data !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled with the keyboard
        <pre className={classes.text} tabIndex={0} dir="ltr">
          {lines.slice(0, shown).join('\n')}
        </pre>
      )}
      {lines.length > shown && (
        <Button variant="subtle" size="compact-sm" m="xs" onClick={() => setShown(lines.length)}>
          {t('raw.more', { shown: format.number(shown), total: format.number(lines.length) })}
        </Button>
      )}
    </Panel>
  );
}
