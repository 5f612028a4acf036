import { Select, TextInput } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  previewRules,
  type RuleDraft,
  type SoftwareCategory,
  saveRules,
  softwareCategoriesQuery,
  softwareRulesQuery,
} from '../api/queries/software.ts';
import type { Search } from '../table/table-state.ts';
import { Failure } from '../ui/failure.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { useCategoryName } from './category-badge.tsx';
import { DraftBar } from './draft-bar.tsx';
import { LineButtons } from './line-buttons.tsx';
import classes from './manage-page.module.css';
import { useDraft } from './use-draft.ts';

const EMPTY: RuleDraft = { id: null, name: '', publisher: '', version: null, categoryId: 0 };
const OPERATORS = ['matches', 'less', 'atMost', 'greater', 'atLeast'] as const;

type Loaded = { readonly items: RuleDraft[]; readonly revision: string };

/** The rules in their order, edited together and saved after a look at what they change. */
export function RulesTab() {
  const { data, error, refetch } = useQuery(softwareRulesQuery());
  const categories = useQuery(softwareCategoriesQuery());
  const failure = error ?? categories.error;
  if (data !== undefined && categories.data !== undefined) {
    return <Rules loaded={data} categories={categories.data} />;
  }
  return failure === null ? null : <Failure error={failure} onRetry={() => void refetch()} />;
}

function Rules({ loaded, categories }: { readonly loaded: Loaded; readonly categories: readonly SoftwareCategory[] }) {
  const { t } = useTranslation('software');
  const queries = useQueryClient();
  const search: Search = useSearch({ strict: false });
  const wanted = search.name ?? search.publisher;
  const first = wanted === undefined ? undefined : ruleOf(search);
  const draft = useDraft<RuleDraft>(loaded, first);
  const isComplete = draft.values.every(
    ({ name, publisher, categoryId, version }) =>
      (name.trim() !== '' || publisher.trim() !== '') && categoryId > 0 && version?.value.trim() !== '',
  );
  return (
    <div className={classes.panel}>
      <p className={classes.intro}>{t('rules.intro')}</p>
      {draft.lines.length === 0 ? (
        <StatePanel icon={<IconListDetails aria-hidden />} title={t('rules.none')}>
          <p>{t('rules.noneText')}</p>
        </StatePanel>
      ) : (
        <div className={classes.frame}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col" data-align="end">
                  #
                </th>
                <th scope="col">{t('rules.name')}</th>
                <th scope="col">{t('rules.publisher')}</th>
                <th scope="col">{t('rules.version')}</th>
                <th scope="col">{t('rules.category')}</th>
                <th aria-hidden />
              </tr>
            </thead>
            <tbody>
              {draft.lines.map(({ key, value }, index) => (
                <RuleRow
                  key={key}
                  rule={value}
                  index={index}
                  count={draft.lines.length}
                  categories={categories}
                  onChange={(rule) => draft.set(index, rule)}
                  onMove={draft.move}
                  onRemove={draft.remove}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <DraftBar
        draft={draft}
        empty={EMPTY}
        isComplete={isComplete}
        words={{
          add: t('rules.add'),
          saved: t('rules.saved'),
          conflict: t('rules.conflict'),
          incomplete: t('rules.incomplete'),
        }}
        onPreview={previewRules}
        onSave={saveRules}
        onLoad={() => queries.fetchQuery({ ...softwareRulesQuery(), staleTime: 0 })}
      />
    </div>
  );
}

/** The rule that a link asks for; special characters of names stand for themselves. */
function ruleOf({ name = '', publisher = '' }: Search): RuleDraft {
  const literal = (text: string) => text.replace(/[\\*?]/g, '\\$&').slice(0, 255);
  return { ...EMPTY, name: literal(name), publisher: literal(publisher) };
}

type RuleRowProps = {
  readonly rule: RuleDraft;
  readonly index: number;
  readonly count: number;
  readonly categories: readonly SoftwareCategory[];
  readonly onChange: (rule: RuleDraft) => void;
  readonly onMove: (from: number, to: number) => void;
  readonly onRemove: (index: number) => void;
};

function RuleRow({ rule, index, count, categories, onChange, onMove, onRemove }: RuleRowProps) {
  const { t } = useTranslation('software');
  const nameOf = useCategoryName();
  const number = index + 1;
  const about = t('rules.number', { number });
  return (
    <tr>
      <td data-align="end">{number}</td>
      <td className={classes.wide}>
        <TextInput
          size="xs"
          aria-label={`${about}: ${t('rules.name')}`}
          placeholder={t('rules.anyName')}
          maxLength={255}
          value={rule.name}
          onChange={(event) => onChange({ ...rule, name: event.currentTarget.value })}
        />
      </td>
      <td className={classes.wide}>
        <TextInput
          size="xs"
          aria-label={`${about}: ${t('rules.publisher')}`}
          placeholder={t('rules.anyName')}
          maxLength={255}
          value={rule.publisher}
          onChange={(event) => onChange({ ...rule, publisher: event.currentTarget.value })}
        />
      </td>
      <td>
        <span className={classes.version}>
          <Select
            size="xs"
            w={110}
            aria-label={`${about}: ${t('rules.version')}`}
            allowDeselect={false}
            data={[
              { value: '', label: t('rules.operators.any') },
              ...OPERATORS.map((value) => ({ value, label: t(`rules.operators.${value}`) })),
            ]}
            value={rule.version?.operator ?? ''}
            onChange={(chosen) => {
              const operator = OPERATORS.find((one) => one === chosen);
              onChange({
                ...rule,
                version: operator === undefined ? null : { operator, value: rule.version?.value ?? '' },
              });
            }}
          />
          {rule.version !== null && (
            <TextInput
              size="xs"
              w={110}
              aria-label={`${about}: ${t('rules.versionValue')}`}
              maxLength={100}
              value={rule.version.value}
              onChange={(event) =>
                rule.version && onChange({ ...rule, version: { ...rule.version, value: event.currentTarget.value } })
              }
            />
          )}
        </span>
      </td>
      <td className={classes.wide}>
        <Select
          size="xs"
          aria-label={`${about}: ${t('rules.category')}`}
          searchable
          allowDeselect={false}
          data={categories
            .filter(({ code }) => code !== 'new')
            .map((one) => ({ value: String(one.id), label: nameOf(one) }))}
          value={rule.categoryId === 0 ? null : String(rule.categoryId)}
          onChange={(value) => onChange({ ...rule, categoryId: Number(value ?? 0) })}
        />
      </td>
      <td>
        <LineButtons
          index={index}
          count={count}
          onMove={onMove}
          onRemove={onRemove}
          words={{
            up: t('rules.up', { number }),
            down: t('rules.down', { number }),
            remove: t('rules.remove', { number }),
          }}
        />
      </td>
    </tr>
  );
}
