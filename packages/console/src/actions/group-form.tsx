import { Button, Group, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createStaticGroup } from '../api/mass-actions.ts';
import { choosableGroupsQuery } from '../api/queries/mass-actions.ts';
import { Failure } from '../ui/failure.tsx';
import { FormFailure } from '../ui/form-failure.tsx';

type GroupFormProps = { readonly onChange: (parameters: object | null) => void };

const decisions = ['include', 'exclude', 'reset'] as const;

/** Which group, and whether in or out; a new static one is made on the way. */
export function GroupForm({ onChange }: GroupFormProps) {
  const { t } = useTranslation('actions');
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed, 250);
  const [group, setGroup] = useState<{ readonly id: number; readonly name: string } | null>(null);
  const [decision, setDecision] = useState<(typeof decisions)[number]>('include');
  const [newName, setNewName] = useState('');
  const groups = useQuery(choosableGroupsQuery(group?.name === q ? '' : q));
  const making = useMutation({
    mutationFn: () => createStaticGroup(newName.trim()),
    onSuccess: (made) => {
      setGroup({ id: made.id, name: made.name });
      setNewName('');
      void queries.invalidateQueries({ queryKey: ['massActions', 'groups'] });
      void queries.invalidateQueries({ queryKey: ['groups'] });
    },
  });
  useEffect(() => onChange(group === null ? null : { groupId: group.id, decision }), [group, decision, onChange]);

  if (groups.isError) return <Failure error={groups.error} onRetry={() => void groups.refetch()} />;
  const found = groups.data ?? [];
  const listed = group === null || found.some(({ id }) => id === group.id) ? found : [group, ...found];
  return (
    <>
      <Select
        label={t('form.group')}
        placeholder={t('form.chooseGroup')}
        searchable
        nothingFoundMessage={t('form.noGroup')}
        data={listed.map(({ id, name }) => ({ value: String(id), label: name }))}
        filter={({ options }) => options}
        value={group === null ? null : String(group.id)}
        onSearchChange={setTyped}
        onChange={(id) => setGroup(listed.find((one) => String(one.id) === id) ?? null)}
        data-autofocus
      />
      <Group gap="sm" align="flex-end" wrap="nowrap">
        <TextInput
          label={t('form.newGroup')}
          maxLength={100}
          value={newName}
          onChange={(event) => setNewName(event.currentTarget.value)}
          flex={1}
        />
        <Button
          variant="default"
          disabled={newName.trim() === ''}
          loading={making.isPending}
          onClick={() => making.mutate()}
        >
          {t('form.makeGroup')}
        </Button>
      </Group>
      <FormFailure error={making.error} />
      <SegmentedControl
        fullWidth
        aria-label={t('form.decision')}
        value={decision}
        onChange={(value) => setDecision(decisions.find((one) => one === value) ?? 'include')}
        data={decisions.map((value) => ({ value, label: t(`form.decisions.${value}`) }))}
      />
    </>
  );
}
