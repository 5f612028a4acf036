import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Change } from './builder-place.ts';
import type { BuilderNode } from './builder-tree.ts';
import classes from './search-builder.module.css';

/** Denies a condition. */
export function NotButton({ node, change }: { readonly node: BuilderNode; readonly change: Change }) {
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

/** Takes a condition away. */
export function RemoveButton({ node, change }: { readonly node: BuilderNode; readonly change: Change }) {
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
