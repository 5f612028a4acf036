import { Button } from '@mantine/core';
import { IconBracketsContain, IconListTree, IconPlus, IconTextScan2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Place } from './builder-place.ts';
import { type BuilderNode, newGroup, newHas, newRule, newWord, type RuleGroup } from './builder-tree.ts';
import classes from './search-builder.module.css';

/** What can be added to a group of conditions. */
export function BuilderAddBar({ group, search, change, section }: Place & { readonly group: RuleGroup }) {
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
