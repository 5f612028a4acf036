import { ActionIcon } from '@mantine/core';
import { IconBinaryTree2, IconHelp, IconSearch } from '@tabler/icons-react';
import { type RefObject, useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './query-field.module.css';
import type { QueryFieldProps } from './query-field-props.ts';

type PlainQueryBoxProps = Pick<QueryFieldProps, 'value' | 'onChange' | 'onBuild' | 'label'> & {
  readonly input: RefObject<HTMLInputElement | null>;
  /** Somebody turns to it: the mouse is above, or the keyboard in it. */
  readonly onTurn: () => void;
  readonly onHelp: () => void;
  readonly onComposing: (isComposing: boolean) => void;
};

/** The box for a query without completion and colours, of the same size and looks as `QueryField`. The server says what is wrong. */
export function PlainQueryBox(props: PlainQueryBoxProps) {
  const { value, onChange, onBuild, input, onTurn, onHelp, onComposing } = props;
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className={classes.root} onPointerEnter={onTurn} onFocusCapture={onTurn}>
      <div className={classes.frame}>
        <IconSearch size={16} stroke={1.75} className={classes.icon} aria-hidden />
        <div className={classes.editor}>
          <input
            ref={input}
            type="text"
            name="query"
            role="combobox"
            className={classes.input}
            data-plain
            aria-label={props.label ?? t('queryBox.label')}
            aria-autocomplete="list"
            aria-expanded={false}
            aria-controls={`${id}-list`}
            placeholder={t('queryBox.placeholder')}
            defaultValue={value}
            maxLength={4000}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onKeyDown={(event) => event.key === 'Enter' && onChange(event.currentTarget.value.trim())}
            onCompositionStart={() => onComposing(true)}
            onCompositionEnd={() => onComposing(false)}
          />
        </div>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={t('queryBox.help')}
          title={t('queryBox.help')}
          onClick={onHelp}
        >
          <IconHelp size={17} stroke={1.75} aria-hidden />
        </ActionIcon>
        {onBuild !== undefined && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            aria-label={t('queryBox.build')}
            title={t('queryBox.build')}
            onClick={() => onBuild(input.current?.value ?? value)}
          >
            <IconBinaryTree2 size={17} stroke={1.75} aria-hidden />
          </ActionIcon>
        )}
      </div>
    </div>
  );
}
