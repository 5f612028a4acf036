import { SegmentedControl, Select } from '@mantine/core';
import { IconListTree } from '@tabler/icons-react';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { BuilderAddBar } from './builder-add-bar.tsx';
import { NotButton, RemoveButton } from './builder-buttons.tsx';
import type { Place } from './builder-place.ts';
import { RuleRow, WordRow } from './builder-rows.tsx';
import { type BuilderNode, type HasRule, newHas, type RuleGroup } from './builder-tree.ts';
import classes from './search-builder.module.css';

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
      <BuilderAddBar group={group} {...place} />
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
