import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MassPreview } from '../api/mass-actions.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { SafeText } from '../ui/safe-text.tsx';
import { ChangeList } from './change-list.tsx';
import type { Deed } from './deed-of.ts';
import classes from './mass-preview-panel.module.css';
import { RefusalList } from './refusal-list.tsx';

type MassPreviewPanelProps = {
  readonly deed: Deed;
  readonly preview: MassPreview | undefined;
  /** What is shown is of a moment ago, or nothing yet. */
  readonly isLoading: boolean;
};

/** What would happen: how many, which, from what to what, and what would not. */
export function MassPreviewPanel({ deed, preview, isLoading }: MassPreviewPanelProps) {
  const { t } = useTranslation('actions');
  const counted = useCounted('actions');
  if (preview === undefined) return <Skeleton height={96} role="status" aria-busy aria-label={t('preview.loading')} />;
  const { changed, unchanged, refused, examples, refusals, undoable } = preview;
  const more = changed - examples.length;
  return (
    <section className={classes.panel} aria-label={t('preview.title')} aria-busy={isLoading || undefined}>
      <ul className={classes.counts}>
        <li data-kind="changed">
          {counted(deed === 'delete' || deed === 'wake' ? `preview.${deed}` : 'preview.changed', changed)}
        </li>
        {unchanged > 0 && <li>{counted('preview.unchanged', unchanged)}</li>}
        {refused > 0 && <li data-kind="refused">{counted('preview.refused', refused)}</li>}
      </ul>
      <RefusalList refusals={refusals} />
      {examples.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must be reached with the keyboard
        <section className={classes.examples} tabIndex={0} aria-label={t('preview.examples')}>
          <table className={classes.table}>
            <tbody>
              {examples.map(({ assetId, name, changes }) => (
                <tr key={assetId}>
                  <th scope="row">
                    <SafeText value={name} />
                  </th>
                  {changes.length > 0 && (
                    <td>
                      <ChangeList changes={changes} />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
          {more > 0 && <p className={classes.more}>{counted('preview.more', more)}</p>}
        </section>
      )}
      <p className={classes.note}>{t(undoable ? 'preview.undoable' : 'preview.final')}</p>
    </section>
  );
}
