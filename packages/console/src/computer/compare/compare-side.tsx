import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { assetQuery } from '../../api/queries/fleet.ts';
import { fullModel } from '../../format/full-model.ts';
import { DateField } from '../../ui/date-field.tsx';
import { OsIcon } from '../../ui/os-icon.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import { MachinePicker } from '../machine-picker.tsx';
import classes from './compare-panel.module.css';

type Props = {
  readonly id: number | null;
  readonly label: string;
  readonly except: number | null;
  /** Absent: the machine of this side follows the other's. */
  readonly onPick?: (id: number) => void;
  readonly day?: { readonly value: string; readonly label: string };
  readonly onDay: (day: string) => void;
};

/** One of the two that are compared: which machine, and when. */
export function CompareSide({ id, label, except, onPick, day, onDay }: Props) {
  const { t } = useTranslation('machine');
  const { t: shell } = useTranslation();
  const { data, error } = useQuery({ ...assetQuery(id ?? 0), enabled: id !== null });
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day?.value ?? '');
  return (
    <div className={classes.side}>
      {onPick !== undefined && <MachinePicker label={label} except={except ?? undefined} onPick={onPick} />}
      {data !== undefined && (
        <p className={classes.machine}>
          <OsIcon os={data.os ?? ''} size={18} />
          <Link to="/computers/$computerId/{-$tab}" params={{ computerId: String(data.id) }} search={{}}>
            <SafeText value={data.name || shell('computer.unnamed')} />
          </Link>
          <span className={classes.details}>
            <SafeText value={[fullModel(data), data.serial].filter(Boolean).join(' · ')} />
          </span>
        </p>
      )}
      {id !== null && error !== null && <p className={classes.details}>{shell('errors.assetMissingTitle')}</p>}
      {day !== undefined && (
        <DateField
          size="sm"
          label={day.label}
          description={isDay || day.value === '' ? t('compare.dayHint') : day.value}
          value={isDay ? day.value : ''}
          onChange={onDay}
        />
      )}
    </div>
  );
}
