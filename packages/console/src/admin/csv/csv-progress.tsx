import { Progress as Bar } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Progress } from '../../api/queries/ask-with-progress.ts';
import { useFormat } from '../../i18n/use-format.ts';
import card from '../card.module.css';

type Props = {
  /** Null until the server has read the file. */
  readonly progress: Progress | null;
  /** It is done, rather than tried. */
  readonly isDeed: boolean;
};

/** How far the server is with a file. */
export function CsvProgress({ progress, isDeed }: Props) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const label = isDeed ? t('csv.importing') : t('csv.previewing');
  const part = progress === null || progress.total === 0 ? 0 : progress.done / progress.total;
  return (
    <div className={`${card.card} ${card.padded} ${card.stack}`} role="status">
      <div className={card.row}>
        <span>{label}</span>
        {progress !== null && (
          <span className={card.small}>
            {t('csv.progress', { done: format.number(progress.done), total: format.number(progress.total) })}
          </span>
        )}
      </div>
      <Bar value={part * 100} aria-label={label} />
    </div>
  );
}
