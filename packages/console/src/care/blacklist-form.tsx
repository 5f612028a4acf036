import { Button, Group, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BlacklistKind, setBlacklisted } from '../api/care.ts';
import { blacklistEffectQuery } from '../api/queries/care.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { FormFailure } from '../ui/form-failure.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { notifyUndo } from '../ui/undo-toast.tsx';
import classes from './duplicates-page.module.css';
import { useCareDone } from './use-care-done.tsx';

const PAUSE_MS = 300;

/** A value to add: how it will be spelt, and how many computers it concerns. */
export function BlacklistForm({ kind, initial }: { readonly kind: BlacklistKind; readonly initial: string }) {
  const { t } = useTranslation('care');
  const counted = useCounted('care');
  const done = useCareDone();
  const [value, setValue] = useState(initial);
  const [settled] = useDebouncedValue(value.trim(), PAUSE_MS);
  const effect = useQuery(blacklistEffectQuery(kind, settled));
  const adding = useMutation({
    mutationFn: () => setBlacklisted(kind, settled, true),
    onSuccess: () => {
      setValue('');
      void done.refresh();
      const undo = async () => {
        await setBlacklisted(kind, settled, false);
        await done.refresh();
      };
      notifyUndo({ message: t('done.listed', { value: settled }), undo });
    },
  });
  const isReady = settled !== '' && settled === value.trim() && effect.data?.listed === false;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isReady) adding.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Group gap="sm" align="flex-end">
        <TextInput
          label={t('blacklists.add')}
          value={value}
          maxLength={255}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setValue(event.currentTarget.value)}
          error={settled !== '' && effect.isError ? t(`blacklists.invalid.${kind}`) : null}
          w="min(360px, 100%)"
        />
        <Button type="submit" disabled={!isReady} loading={adding.isPending}>
          {t('blacklists.addIt')}
        </Button>
      </Group>
      <p className={classes.lead} role="status">
        {settled !== '' && effect.data !== undefined && (
          <>
            <SafeText value={effect.data.value} mono wrap /> :{' '}
            {effect.data.listed ? t('blacklists.already') : counted('blacklists.effect', effect.data.assets)}
          </>
        )}
      </p>
      <FormFailure error={adding.error} />
    </form>
  );
}
