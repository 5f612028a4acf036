import { NativeSelect, TextInput } from '@mantine/core';
import type { Operator } from '@muster/protocol/query';
import { useTranslation } from 'react-i18next';
import { NotButton, RemoveButton } from './builder-buttons.tsx';
import type { Place } from './builder-place.ts';
import { type Rule, type WordRule, withField, withOperator } from './builder-tree.ts';
import { FieldPicker } from './field-picker.tsx';
import { isIncomplete } from './from-builder.ts';
import { operatorWords } from './operator-words.ts';
import classes from './search-builder.module.css';
import { ValueInput } from './value-input.tsx';

/** A comparison: a field, an operator, a value. */
export function RuleRow({ rule, ...place }: Place & { readonly rule: Rule }) {
  const { t } = useTranslation('query');
  const { search, change, section } = place;
  const field = search.byName.get(rule.field);
  const set = (next: Rule) => change(rule.id, () => next);
  return (
    <div className={classes.rule} data-incomplete={isIncomplete(rule) || undefined}>
      <NotButton node={rule} change={change} />
      <div className={classes.field}>
        <FieldPicker
          search={search}
          value={rule.field}
          section={section}
          onChange={(next) => set(withField(rule, next, field))}
        />
      </div>
      <NativeSelect
        size="sm"
        className={classes.operator}
        aria-label={t('builder.operator')}
        data={(field?.operators ?? [rule.operator]).map((operator) => ({
          value: operator,
          label: field === undefined ? t(`operators.${operator}`) : operatorWords(t, field, operator),
        }))}
        value={rule.operator}
        onChange={(event) => set(withOperator(rule, event.currentTarget.value as Operator))} // safe: one of the options
      />
      <div className={classes.value}>
        {field !== undefined && (
          <ValueInput key={field.name} field={field} rule={rule} onChange={(value) => set({ ...rule, value })} />
        )}
      </div>
      <RemoveButton node={rule} change={change} />
    </div>
  );
}

/** A word that is looked for in the usual places. */
export function WordRow({ node, change }: Place & { readonly node: WordRule }) {
  const { t } = useTranslation('query');
  return (
    <div className={classes.rule} data-incomplete={isIncomplete(node) || undefined}>
      <NotButton node={node} change={change} />
      <span className={classes.wordLabel}>
        {t('builder.word')} <em>{t('builder.wordHint')}</em>
      </span>
      <div className={classes.value}>
        <TextInput
          size="sm"
          aria-label={t('builder.word')}
          value={node.text}
          maxLength={200}
          onChange={(event) => {
            const text = event.currentTarget.value;
            change(node.id, () => ({ ...node, text }));
          }}
        />
      </div>
      <RemoveButton node={node} change={change} />
    </div>
  );
}
