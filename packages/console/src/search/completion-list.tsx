import { IconBookmark, IconClock, IconCode, IconListTree, IconMathSymbols, IconTag } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SafeText } from '../ui/safe-text.tsx';
import classes from './query-field.module.css';

export type Choice = {
  readonly text: string;
  readonly kind: 'field' | 'sign' | 'value' | 'section' | 'keyword' | 'recent' | 'saved';
  readonly detail: string;
};

const icons = {
  field: IconTag,
  sign: IconMathSymbols,
  value: IconCode,
  section: IconListTree,
  keyword: IconCode,
  recent: IconClock,
  saved: IconBookmark,
} as const;

type CompletionListProps = {
  readonly id: string;
  readonly choices: readonly Choice[];
  /** -1: none. */
  readonly active: number;
  readonly onPick: (choice: Choice) => void;
  readonly onActive: (index: number) => void;
};

/** What may stand where the cursor is. The focus stays in the field; the pointer picks without taking it. */
export function CompletionList({ id, choices, active, onPick, onActive }: CompletionListProps) {
  const { t } = useTranslation('query');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div className={classes.popup}>
      <div ref={list} id={id} className={classes.choices} role="listbox" aria-label={t('field.suggestions')}>
        {choices.map((choice, index) => {
          const Icon = icons[choice.kind];
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which has the focus
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <div
              key={`${choice.kind} ${choice.text}`}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              className={classes.choice}
              data-kind={choice.kind}
              onPointerDown={(event) => event.preventDefault()}
              onPointerMove={() => index !== active && onActive(index)}
              onClick={() => onPick(choice)}
            >
              <Icon size={14} stroke={1.75} aria-hidden />
              <span className={classes.choiceText}>
                <SafeText value={choice.text.trim()} />
              </span>
              {choice.detail !== '' && (
                <span className={classes.choiceDetail}>
                  <SafeText value={choice.detail} />
                </span>
              )}
            </div>
          );
        })}
      </div>
      <p className={classes.keys} aria-hidden>
        {t('field.keys')}
      </p>
    </div>
  );
}
