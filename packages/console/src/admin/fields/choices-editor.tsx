import { ActionIcon, Button, Input, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldUsage } from '../../api/queries/admin.ts';
import { useCounted } from '../../i18n/use-counted.ts';
import classes from './choices-editor.module.css';
import type { ChoiceDraft } from './field-draft.ts';
import { moveItem } from './move-item.ts';

type ChoicesEditorProps = {
  readonly choices: readonly ChoiceDraft[];
  readonly usage: FieldUsage | undefined;
  readonly error: string | null;
  readonly onChange: (choices: readonly ChoiceDraft[]) => void;
};

/** What a select, radio or checkbox offers, in order; machines keep a choice whose words change. */
export function ChoicesEditor({ choices, usage, error, onChange }: ChoicesEditorProps) {
  const { t } = useTranslation('admin');
  const counted = useCounted('admin');
  const [made, setMade] = useState(0);
  const add = () => {
    setMade(made + 1);
    onChange([...choices, { key: `new-${made}`, en: '', fr: '' }]);
  };
  const set = (index: number, part: Partial<ChoiceDraft>) =>
    onChange(choices.map((choice, i) => (i === index ? { ...choice, ...part } : choice)));
  return (
    <Input.Wrapper label={t('fields.choicesLabel')} error={error} labelElement="div">
      <ul className={classes.list}>
        {choices.map((choice, index) => {
          const place = index + 1;
          const used = usage?.choices.find(({ id }) => id === choice.id)?.machines ?? 0;
          return (
            <li key={choice.key} className={classes.row}>
              <TextInput
                aria-label={t('fields.choiceEn', { place })}
                placeholder={t('fields.english')}
                value={choice.en}
                maxLength={100}
                onChange={(event) => set(index, { en: event.currentTarget.value })}
              />
              <TextInput
                aria-label={t('fields.choiceFr', { place })}
                placeholder={t('fields.french')}
                value={choice.fr}
                maxLength={100}
                onChange={(event) => set(index, { fr: event.currentTarget.value })}
              />
              <span className={classes.used}>{used > 0 && counted('fields.used', used)}</span>
              <span className={classes.tools}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('fields.choiceUp', { place })}
                  disabled={index === 0}
                  onClick={() => onChange(moveItem(choices, index, index - 1))}
                >
                  <IconArrowUp size={15} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('fields.choiceDown', { place })}
                  disabled={index === choices.length - 1}
                  onClick={() => onChange(moveItem(choices, index, index + 1))}
                >
                  <IconArrowDown size={15} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('fields.choiceRemove', { place })}
                  onClick={() => onChange(choices.filter((_one, i) => i !== index))}
                >
                  <IconTrash size={15} aria-hidden />
                </ActionIcon>
              </span>
            </li>
          );
        })}
      </ul>
      <Button size="compact-sm" variant="light" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
        {t('fields.addChoice')}
      </Button>
    </Input.Wrapper>
  );
}
