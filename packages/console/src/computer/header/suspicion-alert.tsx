import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { identityQuery } from '../../api/queries/machine.ts';
import { useCounted } from '../../i18n/use-counted.ts';
import classes from './suspicion-alert.module.css';

/** Says that another record may be this machine, or that two machines may share this record. */
export function SuspicionAlert({ assetId }: { readonly assetId: number }) {
  const { t } = useTranslation('machine');
  const counted = useCounted('machine');
  const { data } = useQuery(identityQuery(assetId));
  const open = data?.suspicions.filter(({ state }) => state === 'open') ?? [];
  if (open.length === 0) return null;
  const clones = open.filter(({ kind }) => kind === 'clone').length;
  return (
    <div className={classes.notice} role="note">
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
      <p className={classes.text}>
        {clones < open.length && <span>{counted('identity.maybeDuplicate', open.length - clones)} </span>}
        {clones > 0 && <span>{counted('identity.maybeClone', clones)} </span>}
        <Link to="/computers/$computerId/{-$tab}" params={{ computerId: String(assetId), tab: 'identity' }} search={{}}>
          {t('identity.look')}
        </Link>
      </p>
    </div>
  );
}
