import { Modal, Radio, Skeleton, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { parseQuery } from '@muster/protocol/query';
import { useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createGroup, type GroupInput, groupQuery, updateGroup } from '../api/queries/groups.ts';
import type { AssetGroup } from '../api/types.ts';
import { SaveConflict } from '../editing/save-conflict.tsx';
import { useGuardedSave } from '../editing/use-guarded-save.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { QueryField } from '../search/query-field.tsx';
import { useMatches } from '../search/search-builder.tsx';
import { useSearchFields } from '../search/use-search-fields.ts';
import { useStoredQuery } from '../search/use-stored-query.ts';
import { FormButtons } from '../ui/form-buttons.tsx';
import { FormFailure } from '../ui/form-failure.tsx';

type GroupDialogProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** One that is changed; null: a new one. */
  readonly group: AssetGroup | null;
  /** The search of a new dynamic group; null: a static one. */
  readonly query: string | null;
  readonly onSaved: (group: AssetGroup) => void;
};

/** Makes a group, or changes its name, description and search. */
export function GroupDialog(props: GroupDialogProps) {
  const { t } = useTranslation('query');
  const { fields } = useSearchFields();
  const title = props.group === null ? t('groups.create') : t('groups.edit');
  return (
    <Modal
      opened={props.opened}
      closeButtonProps={{ 'aria-label': t('builder.close') }}
      onClose={props.onClose}
      title={title}
      size="xl"
    >
      {props.opened && (fields === undefined ? <Skeleton h={320} /> : <GroupForm {...props} />)}
    </Modal>
  );
}

function GroupForm({ group, query: given, onClose, onSaved }: GroupDialogProps) {
  const { t } = useTranslation('query');
  const queries = useQueryClient();
  const textOf = useStoredQuery();
  const [name, setName] = useState(group?.name ?? '');
  const [description, setDescription] = useState(group?.description ?? '');
  const [isDynamic, setDynamic] = useState(group === null ? given !== null : group.kind === 'dynamic');
  const [query, setQuery] = useState(
    group === null || group.tree === null ? (given ?? '') : textOf({ tree: group.tree }),
  );
  const [draft, setDraft] = useState<string | null>(query);
  const edit = useGuardedSave({
    stored: group,
    send: (next: GroupInput, seen) => (seen === null ? createGroup(next) : updateGroup(seen.id, next, seen.revision)),
    read: async () => (group === null ? null : await queries.fetchQuery({ ...groupQuery(group.id), staleTime: 0 })),
    onSaved: async (saved) => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['groups'] }),
        queries.invalidateQueries({ queryKey: ['group', saved.id] }),
        queries.invalidateQueries({ queryKey: ['search', 'fields'] }),
      ]);
      onClose();
      onSaved(saved);
    },
  });
  const show = (now: AssetGroup) => {
    setName(now.name);
    setDescription(now.description);
    setDynamic(now.kind === 'dynamic');
    setQuery(now.tree === null ? '' : textOf({ tree: now.tree }));
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isDynamic || draft !== null) edit.save({ name: name.trim(), description, query: isDynamic ? draft : null });
  };
  const differencesOf = (theirs: AssetGroup, mine: GroupInput) =>
    [
      { field: t('groups.nameLabel'), theirs: theirs.name, mine: mine.name },
      { field: t('groups.descriptionLabel'), theirs: theirs.description, mine: mine.description },
      {
        field: t('groups.queryLabel'),
        theirs: theirs.tree === null ? t('groups.staticKind') : textOf({ tree: theirs.tree }),
        mine: mine.query ?? t('groups.staticKind'),
      },
    ].filter((one) => one.theirs !== one.mine);
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t('groups.nameLabel')}
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Textarea
          label={t('groups.descriptionLabel')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <Radio.Group
          label={t('groups.kindLabel')}
          value={isDynamic ? 'dynamic' : 'static'}
          onChange={(kind) => setDynamic(kind === 'dynamic')}
        >
          <Stack gap="xs" mt={4}>
            <Radio value="static" label={t('groups.staticKind')} description={t('groups.staticHint')} />
            <Radio value="dynamic" label={t('groups.dynamicKind')} description={t('groups.dynamicHint')} />
          </Stack>
        </Radio.Group>
        {isDynamic && (
          <div>
            <QueryField isInForm value={query} label={t('groups.queryLabel')} onChange={setQuery} onDraft={setDraft} />
            <Finds query={draft} />
          </div>
        )}
        {group?.kind === 'dynamic' && !isDynamic && <Text c="dimmed">{t('groups.toStatic')}</Text>}
        <FormFailure error={edit.failure} />
        <SaveConflict
          edit={edit}
          title={group?.name ?? name}
          describe={(theirs, mine) => ({ differences: theirs === null ? [] : differencesOf(theirs, mine) })}
          onTakeTheirs={(theirs) => (theirs === undefined || theirs === null ? onClose() : show(theirs))}
        />
        <FormButtons
          label={group === null ? t('groups.createAction') : t('groups.save')}
          onCancel={onClose}
          isPending={edit.isPending}
          isDisabled={name.trim() === '' || (isDynamic && draft === null)}
        />
      </Stack>
    </form>
  );
}

/** How many computers the search of a group finds at the moment. */
function Finds({ query }: { readonly query: string | null }) {
  const { t } = useTranslation('query');
  const counted = useCounted('query');
  const { fields } = useSearchFields();
  const tree = useMemo(() => {
    const parsed = fields === undefined || query === null ? null : parseQuery(query, fields);
    return parsed?.ok === true ? parsed.tree : null;
  }, [fields, query]);
  const { data, isOfAnother } = useMatches(tree, fields !== undefined && query !== null);
  return (
    <Text size="sm" c="dimmed" mt={4} role="status">
      {query?.trim() === '' && `${t('groups.queryEmpty')} `}
      {query !== null && data !== undefined && (isOfAnother ? t('builder.counting') : counted('groups.finds', data))}
    </Text>
  );
}
