import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type ColumnFilterFormProps = {
  /** Of which column. */
  readonly heading: string;
  /** A filter is in force, and can be taken away. */
  readonly isFiltered: boolean;
  /** What is filled in is a filter. */
  readonly isComplete?: boolean;
  readonly onApply: () => void;
  readonly onRemove: () => void;
  readonly children: ReactNode;
};

/** What stands in the popover of a column: its fields, and the two buttons that every filter has. */
export function ColumnFilterForm(props: ColumnFilterFormProps) {
  const { heading, isFiltered, isComplete = true, onApply, onRemove, children } = props;
  const { t } = useTranslation();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // Also React's events rise out of a popover: the list's own form is not meant.
        event.stopPropagation();
        if (isComplete) onApply();
      }}
    >
      <Stack gap="xs" w="min(20rem, 80vw)">
        <Text size="sm" fw={600}>
          {heading}
        </Text>
        {children}
        <Group justify="space-between" gap="xs">
          <Button size="compact-sm" variant="subtle" disabled={!isFiltered} onClick={onRemove}>
            {t('table.removeFilter')}
          </Button>
          <Button size="compact-sm" type="submit" disabled={!isComplete}>
            {t('table.applyFilter')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
