import { ActionIcon, Button, NativeSelect, SegmentedControl, Select, TextInput, UnstyledButton } from '@mantine/core';
import type { Operator } from '@muster/protocol/query';
import { IconBracketsContain, IconListTree, IconPlus, IconTextScan2, IconX } from '@tabler/icons-react';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type BuilderNode,
  type HasRule,
  isIncomplete,
  newGroup,
  newHas,
  newRule,
  newWord,
  type Rule,
  type RuleGroup,
  type WordRule,
  withField,
  withOperator,
} from './builder-tree.ts';
import { FieldPicker } from './field-picker.tsx';
import classes from './search-builder.module.css';
import type { SearchFields } from './use-search-fields.ts';
import { ValueInput } from './value-input.tsx';

type Change = (id: string, change: (node: BuilderNode) => BuilderNode | null) => void;
type Place = {
  readonly search: SearchFields;
  readonly change: Change;
  /** Whose rows are spoken of, inside "a row such that". */
  readonly section: string | null;
};

/** A group of conditions, with what can be added to it. */
export function GroupBox({
  group,
  isRoot = false,
  ...place
}: Place & { readonly group: RuleGroup; readonly isRoot?: boolean }) {
  const { t } = useTranslation('query');
  const { change } = place;
  const set = (more: Partial<RuleGroup>) => change(group.id, (node) => ({ ...node, ...more }) as BuilderNode);
  const hasSeveral = group.nodes.length > 1;
  return (
    <fieldset className={classes.group} data-root={isRoot || undefined} data-join={group.join}>
      <legend className={classes.unseen}>{t('builder.rules')}</legend>
      {(hasSeveral || group.negated || !isRoot) && (
        <div className={classes.groupHead}>
          {(!isRoot || group.negated) && <NotButton node={group} change={change} />}
          <SegmentedControl
            size="xs"
            aria-label={t('builder.join')}
            data={[
              { value: 'and', label: t('builder.all') },
              { value: 'or', label: t('builder.any') },
            ]}
            value={group.join}
            onChange={(join) => set({ join: join === 'or' ? 'or' : 'and' })}
          />
          {!isRoot && <RemoveButton node={group} change={change} />}
        </div>
      )}
      {group.nodes.length > 0 && (
        <ul className={classes.nodes}>
          {group.nodes.map((node, index) => (
            <li key={node.id} className={classes.node}>
              {index > 0 && (
                <span className={classes.joint}>{group.join === 'and' ? t('builder.and') : t('builder.or')}</span>
              )}
              <NodeBox node={node} {...place} />
            </li>
          ))}
        </ul>
      )}
      <AddBar group={group} {...place} />
    </fieldset>
  );
}

/** A tree is written at every letter; what says the same is not drawn again. */
const NodeBox = memo(function NodeBox({ node, ...place }: Place & { readonly node: BuilderNode }) {
  switch (node.kind) {
    case 'group':
      return <GroupBox group={node} {...place} />;
    case 'has':
      return <HasBox node={node} {...place} />;
    case 'word':
      return <WordRow node={node} {...place} />;
    case 'rule':
      return <RuleRow rule={node} {...place} />;
  }
});

function AddBar({ group, search, change, section }: Place & { readonly group: RuleGroup }) {
  const { t } = useTranslation('query');
  const add = (node: BuilderNode) =>
    change(group.id, (one) => (one.kind === 'group' ? { ...one, nodes: [...one.nodes, node] } : one));
  const first =
    search.byName.get(section === null ? 'asset.os' : `${section}.name`) ??
    search.fields?.find((one) => one.section === section);
  const firstSection = search.fields?.find((one) => one.section === 'software')?.section ?? 'software';
  const button = { size: 'compact-sm', variant: 'subtle' } as const;
  return (
    <div className={classes.adding}>
      <Button
        {...button}
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => first !== undefined && add(newRule(first))}
      >
        {t('builder.addRule')}
      </Button>
      <Button
        {...button}
        color="gray"
        leftSection={<IconBracketsContain size={14} aria-hidden />}
        onClick={() => add(newGroup(first === undefined ? [] : [newRule(first)], group.join === 'and' ? 'or' : 'and'))}
      >
        {t('builder.addGroup')}
      </Button>
      {section === null && (
        <>
          <Button
            {...button}
            color="gray"
            leftSection={<IconListTree size={14} aria-hidden />}
            onClick={() => {
              const name = search.byName.get(`${firstSection}.name`);
              const has = newHas(firstSection);
              add(name === undefined ? has : { ...has, where: newGroup([newRule(name)]) });
            }}
          >
            {t('builder.addHas')}
          </Button>
          <Button
            {...button}
            color="gray"
            leftSection={<IconTextScan2 size={14} aria-hidden />}
            onClick={() => add(newWord())}
          >
            {t('builder.addWord')}
          </Button>
        </>
      )}
    </div>
  );
}

function RuleRow({ rule, ...place }: Place & { readonly rule: Rule }) {
  const { t } = useTranslation('query');
  const { search, change, section } = place;
  const field = search.byName.get(rule.field);
  const set = (next: Rule) => change(rule.id, () => next);
  const isTime = field?.type === 'date' || field?.type === 'datetime' || field?.type === 'time';
  const operatorWords = (operator: Operator) => {
    switch (operator) {
      case 'less':
      case 'atMost':
      case 'greater':
      case 'atLeast':
      case 'equal':
      case 'different':
        return isTime ? t(`timeOperators.${operator}`) : t(`operators.${operator}`);
      default:
        return t(`operators.${operator}`);
    }
  };
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
          label: operatorWords(operator),
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

function WordRow({ node, change }: Place & { readonly node: WordRule }) {
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

function HasBox({ node, ...place }: Place & { readonly node: HasRule }) {
  const { t } = useTranslation('query');
  const { search, change } = place;
  const sections = useMemo(() => {
    const names = new Set(search.fields?.map(({ section }) => section).filter((name) => name !== null));
    return [...names]
      .map((value) => ({ value, label: search.sectionLabel(value) }))
      .sort((a, b) => a.label.localeCompare(b.label));
  }, [search]);
  return (
    <div className={classes.has}>
      <div className={classes.hasHead}>
        <NotButton node={node} change={change} />
        <IconListTree size={16} aria-hidden />
        <span>{node.negated ? t('builder.hasNot') : t('builder.has')}</span>
        <Select
          size="xs"
          aria-label={t('builder.section')}
          searchable
          allowDeselect={false}
          data={sections}
          value={node.section}
          onChange={(section) =>
            section !== null &&
            section !== node.section &&
            change(node.id, () => ({ ...newHas(section), id: node.id, negated: node.negated }))
          }
          comboboxProps={{ zIndex: 400, width: 260, position: 'bottom-start' }}
        />
        <span>{t('builder.such')}</span>
        <RemoveButton node={node} change={change} />
      </div>
      {node.where.nodes.length === 0 && <p className={classes.hint}>{t('builder.emptyHas')}</p>}
      <GroupBox group={node.where} isRoot {...place} section={node.section} />
    </div>
  );
}

function NotButton({ node, change }: { readonly node: BuilderNode; readonly change: Change }) {
  const { t } = useTranslation('query');
  return (
    <UnstyledButton
      className={classes.not}
      aria-pressed={node.negated}
      title={t('builder.notHint')}
      onClick={() => change(node.id, (one) => ({ ...one, negated: !one.negated }))}
    >
      {t('builder.not')}
    </UnstyledButton>
  );
}

function RemoveButton({ node, change }: { readonly node: BuilderNode; readonly change: Change }) {
  const { t } = useTranslation('query');
  const label = node.kind === 'group' || node.kind === 'has' ? t('builder.removeGroup') : t('builder.remove');
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={28}
      className={classes.remove}
      aria-label={label}
      title={label}
      onClick={() => change(node.id, () => null)}
    >
      <IconX size={16} stroke={1.75} aria-hidden />
    </ActionIcon>
  );
}
