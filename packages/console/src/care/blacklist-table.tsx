import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type BlacklistEntry, type BlacklistKind, setBlacklisted } from '../api/care.ts';
import { useFormat } from '../i18n/use-format.ts';
import { AppLink } from '../ui/app-link.tsx';
import { FormFailure } from '../ui/form-failure.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { notifyUndo } from '../ui/undo-toast.tsx';
import classes from './duplicates-page.module.css';
import table from './merge-facts.module.css';
import { useCareDone } from './use-care-done.tsx';

type BlacklistTableProps = { readonly kind: BlacklistKind; readonly entries: readonly BlacklistEntry[] };

/** The values of a list; those that concern computers first. */
export function BlacklistTable({ kind, entries }: BlacklistTableProps) {
  const { t } = useTranslation('care');
  const format = useFormat();
  const done = useCareDone();
  const changing = useMutation({
    mutationFn: ({ value, listed }: BlacklistEntry) => setBlacklisted(kind, value, !listed),
    onSuccess: (_, { value, listed }) => {
      void done.refresh();
      const undo = async () => {
        await setBlacklisted(kind, value, listed);
        await done.refresh();
      };
      notifyUndo({ message: t(listed ? 'done.unlisted' : 'done.listed', { value }), undo });
    },
  });
  if (entries.length === 0) return <p className={classes.lead}>{t('blacklists.noMatch')}</p>;
  const sorted = [...entries].sort((a, b) => b.assets - a.assets);
  return (
    <>
      <FormFailure error={changing.error} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard */}
      <section className={table.scroller} tabIndex={0} aria-label={t(`blacklists.kinds.${kind}`)}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t('blacklists.value')}</th>
              <th scope="col">{t('blacklists.machines')}</th>
              <th scope="col">{t('blacklists.origin')}</th>
              <th scope="col">{t('blacklists.change')}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((entry) => (
              <tr key={entry.value}>
                <td>
                  <SafeText value={entry.value} mono wrap />
                </td>
                <td>
                  {entry.assets === 0 ? (
                    <span className={table.none}>{format.number(0)}</span>
                  ) : (
                    <AppLink href={linkTo(kind, entry.value)}>{format.number(entry.assets)}</AppLink>
                  )}
                </td>
                <td>
                  {t(`blacklists.origins.${entry.origin}`)}
                  {!entry.listed && <span className={table.role}>{t('blacklists.takenOff')}</span>}
                </td>
                <td>
                  <Button
                    size="compact-sm"
                    variant="default"
                    loading={changing.isPending && changing.variables.value === entry.value}
                    onClick={() => changing.mutate(entry)}
                    aria-label={t(entry.listed ? 'blacklists.removeValue' : 'blacklists.restoreValue', {
                      value: entry.value,
                    })}
                  >
                    {t(entry.listed ? 'blacklists.remove' : 'blacklists.restore')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** Serial numbers are of several parts, which the quick filter does not all know. */
function linkTo(kind: BlacklistKind, value: string): string {
  if (kind !== 'serial') return `/computers?q=${encodeURIComponent(value)}`;
  const quoted = `"${value.replace(/["\\]/g, '\\$&')}"`;
  const fields = ['bios.systemSerial', 'bios.boardSerial', 'bios.assetTag', 'storages.serial'];
  return `/computers?query=${encodeURIComponent(fields.map((field) => `${field}=${quoted}`).join(' or '))}`;
}
