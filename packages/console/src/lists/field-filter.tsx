import { NativeSelect } from '@mantine/core';
import type { Operator, QueryField, SearchNode } from '@muster/protocol/query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newGroup, newRule, type Rule, withOperator } from '../search/builder-tree.ts';
import { fromBuilder } from '../search/from-builder.ts';
import { operatorWords } from '../search/operator-words.ts';
import { ValueInput } from '../search/value-input.tsx';
import { ColumnFilterForm } from '../table/column-filter-form.tsx';

export type FieldFilterProps = {
  readonly field: QueryField;
  /** The filter in force. */
  readonly node: SearchNode | undefined;
  /** Null takes the filter away. */
  readonly onChange: (node: SearchNode | null) => void;
};

/** The filter of one column: an operator that makes sense for its type, and a value. */
export function FieldFilter({ field, node, onChange }: FieldFilterProps) {
  const { t } = useTranslation('query');
  const [rule, setRule] = useState<Rule>(() => ruleOf(field, node));
  const { tree } = fromBuilder(newGroup([rule]));
  return (
    <ColumnFilterForm
      heading={field.label}
      isFiltered={node !== undefined}
      isComplete={tree !== null}
      onApply={() => onChange(tree)}
      onRemove={() => onChange(null)}
    >
      <NativeSelect
        size="sm"
        aria-label={t('builder.operator')}
        value={rule.operator}
        data={field.operators.map((operator) => ({ value: operator, label: operatorWords(t, field, operator) }))}
        onChange={(event) => setRule(withOperator(rule, event.currentTarget.value as Operator))} // safe: one of the options
        data-autofocus
      />
      <ValueInput field={field} rule={rule} onChange={(value) => setRule({ ...rule, value })} />
    </ColumnFilterForm>
  );
}

/** The rule that a filter is; of what is none, the one that people mean first. */
function ruleOf(field: QueryField, node: SearchNode | undefined): Rule {
  const fresh = newRule(field);
  if (node === undefined || !('field' in node)) return fresh;
  return { ...fresh, operator: node.operator, value: node.value };
}
