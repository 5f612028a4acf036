import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { parseQuery } from '@muster/protocol/query';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeMembers } from '../api/queries/groups.ts';
import type { AssetGroup } from '../api/types.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { QueryField } from '../search/query-field.tsx';
import { useMatches } from '../search/search-builder.tsx';
import { useSearchFields } from '../search/use-search-fields.ts';
import { FormFailure } from '../ui/form-failure.tsx';
import { notifyDone } from '../ui/undo-toast.tsx';

type AddMembersProps = { readonly opened: boolean; readonly onClose: () => void; readonly group: AssetGroup };

/** Includes by hand what a search finds now. */
export function AddMembers(props: AddMembersProps) {
  const { t } = useTranslation('query');
  return (
    <Modal
      opened={props.opened}
      closeButtonProps={{ 'aria-label': t('builder.close') }}
      onClose={props.onClose}
      title={t('groups.addTitle', { name: props.group.name })}
      size="xl"
    >
      {props.opened && <AddForm {...props} />}
    </Modal>
  );
}

function AddForm({ group, onClose }: AddMembersProps) {
  const { t } = useTranslation('query');
  const counted = useCounted('query');
  const queries = useQueryClient();
  const { fields } = useSearchFields();
  const [query, setQuery] = useState('');
  const [draft, setDraft] = useState<string | null>(null);
  // Without a word, everything would be meant: that is nobody's wish here.
  const parsed = useMemo(
    () => (fields === undefined || draft === null || draft.trim() === '' ? null : parseQuery(draft, fields)),
    [fields, draft],
  );
  const tree = parsed?.ok === true ? parsed.tree : null;
  const { data: found, isOfAnother } = useMatches(tree, tree !== null);
  const adding = useMutation({
    mutationFn: () => changeMembers(group.id, 'include', { query: draft ?? '' }),
    onSuccess: async ({ assets }) => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['group', group.id] }),
        queries.invalidateQueries({ queryKey: ['groups'] }),
      ]);
      notifyDone(counted('groups.added', assets));
      onClose();
    },
  });
  return (
    <Stack gap="md">
      <Text size="sm">{t('groups.addText')}</Text>
      <QueryField isInForm value={query} onChange={setQuery} onDraft={setDraft} autoFocus />
      <FormFailure error={adding.error} />
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('groups.cancel')}
        </Button>
        <Button
          disabled={tree === null || found === undefined || isOfAnother || found === 0}
          loading={adding.isPending}
          onClick={() => adding.mutate()}
        >
          {counted('groups.addAction', tree === null ? 0 : (found ?? 0))}
        </Button>
      </Group>
    </Stack>
  );
}
