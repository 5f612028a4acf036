import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import type { Operator, QueryField, SearchNode } from '@muster/protocol/query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fromBuilder, newGroup, newRule, type Rule, withOperator } from '../search/builder-tree.ts';
import { ValueInput } from '../search/value-input.tsx';
import { operatorWords } from './operator-words.ts';

export type ColumnFilterProps = {
  readonly field: QueryField;
  /** The filter in force. */
  readonly node: SearchNode | undefined;
  /** Null takes the filter away. */
  readonly onChange: (node: SearchNode | null) => void;
};

/** The filter of one column: an operator that makes sense for its type, and a value. */
export function ColumnFilter({ field, node, onChange }: ColumnFilterProps) {
  const { t } = useTranslation('lists');
  const { t: tQuery } = useTranslation('query');
  const [rule, setRule] = useState<Rule>(() => ruleOf(field, node));
  const { tree } = fromBuilder(newGroup([rule]));
  const apply = () => {
    if (tree !== null) onChange(tree);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // Also React's events rise out of a popover: the list's own form is not meant.
        event.stopPropagation();
        apply();
      }}
    >
      <Stack gap="xs" w="min(20rem, 80vw)">
        <Text size="sm" fw={600}>
          {field.label}
        </Text>
        <NativeSelect
          size="sm"
          aria-label={tQuery('builder.operator')}
          value={rule.operator}
          data={field.operators.map((operator) => ({ value: operator, label: operatorWords(tQuery, field, operator) }))}
          onChange={(event) => setRule(withOperator(rule, event.currentTarget.value as Operator))} // safe: one of the options
          data-autofocus
        />
        <ValueInput field={field} rule={rule} onChange={(value) => setRule({ ...rule, value })} />
        <Group justify="space-between" gap="xs">
          <Button size="compact-sm" variant="subtle" disabled={node === undefined} onClick={() => onChange(null)}>
            {t('filter.remove')}
          </Button>
          <Button size="compact-sm" type="submit" disabled={tree === null}>
            {t('filter.apply')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The rule that a filter is; of what is none, the one that people mean first. */
function ruleOf(field: QueryField, node: SearchNode | undefined): Rule {
  const fresh = newRule(field);
  if (node === undefined || !('field' in node)) return fresh;
  return { ...fresh, operator: node.operator, value: node.value };
}
