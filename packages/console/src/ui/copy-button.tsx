import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { displayText } from '../format/display-text.ts';
import classes from './copy-button.module.css';
import { copyText } from './copy-text.ts';

const SHOWN_MS = 1_500;

type CopyButtonProps = {
  readonly value: string;
  /** What is copied, for those who do not see it. Absent: the value itself. */
  readonly label?: string;
};

export function CopyButton({ value, label }: CopyButtonProps) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const copy = async () => {
    // What is seen is what is copied: a hidden line break would run a command where it is pasted.
    const done = await copyText(displayText(value));
    setCopied(done);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setCopied(false), SHOWN_MS);
  };

  const Icon = isCopied ? IconCheck : IconCopy;
  const name = isCopied
    ? t('common.copied')
    : t('common.copyValue', { value: label ?? displayText(value).slice(0, 80) });
  return (
    <button
      type="button"
      className={classes.button}
      data-copied={isCopied || undefined}
      aria-label={name}
      title={isCopied ? t('common.copied') : t('common.copy')}
      onClick={(event) => {
        event.stopPropagation();
        void copy();
      }}
    >
      <Icon size={14} stroke={1.75} aria-hidden />
    </button>
  );
}
