import { ActionIcon, Button, CloseButton, Popover } from '@mantine/core';
import { IconBinaryTree2, IconCornerDownLeft, IconSearch } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CompletionList } from './completion-list.tsx';
import { QueryErrorLine } from './query-error-line.tsx';
import { queryErrorWords } from './query-error-words.ts';
import classes from './query-field.module.css';
import type { QueryFieldProps } from './query-field-props.ts';
import { QueryHelp } from './query-help.tsx';
import { QueryHighlight } from './query-highlight.tsx';
import { useQueryEditor } from './use-query-editor.ts';
import { useSearchFields } from './use-search-fields.ts';

/** Where the text begins in the field, and how wide its letters are, near enough for a list to stand below them. Pixels. */
const TEXT_PX = 32;
const CHARACTER_PX = 7.8;

/** The box for a query: colours, completion, the place of an error, what was asked before. */
export function QueryField({
  value,
  onChange,
  onBuild,
  onDraft,
  label,
  autoFocus = false,
  isInForm = false,
  begun,
}: QueryFieldProps) {
  const { t } = useTranslation('query');
  const { t: everywhere } = useTranslation();
  const { fields } = useSearchFields();
  const editor = useQueryEditor({ value, onChange, onDraft, isInForm, begun });
  const { text, marks, error, draft, choices, completions, isListed, active, write, run } = editor;
  const [scrolled, setScrolled] = useState(0);
  const id = useId();
  const message = error === null ? null : queryErrorWords(error, text, marks, fields ?? [], t);
  return (
    <div className={classes.root}>
      <Popover
        opened={isListed}
        position="bottom-start"
        offset={{ mainAxis: 4, crossAxis: Math.max(0, TEXT_PX + completions.start * CHARACTER_PX - scrolled) }}
        shadow="md"
        zIndex={400}
        transitionProps={{ duration: 0 }}
        withRoles={false}
        closeOnEscape={false}
        closeOnClickOutside={false}
      >
        <Popover.Target>
          <div
            className={classes.frame}
            data-wrong={message !== null || undefined}
            data-focused={editor.isFocused || undefined}
          >
            <IconSearch size={16} stroke={1.75} className={classes.icon} aria-hidden />
            <div className={classes.editor}>
              <div className={classes.colours} style={{ transform: `translateX(-${scrolled}px)` }} aria-hidden>
                <QueryHighlight text={text} marks={marks} wrong={error} />
              </div>
              <input
                ref={editor.input}
                type="text"
                name="query"
                role="combobox"
                className={classes.input}
                aria-label={label ?? everywhere('queryBox.label')}
                aria-autocomplete="list"
                aria-expanded={isListed}
                aria-controls={`${id}-list`}
                aria-activedescendant={isListed && active >= 0 ? `${id}-list-${active}` : undefined}
                aria-invalid={message !== null}
                aria-describedby={message === null ? undefined : `${id}-error`}
                placeholder={everywhere('queryBox.placeholder')}
                value={text}
                maxLength={4000}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                // biome-ignore lint/a11y/noAutofocus: where a page is there for this field alone
                autoFocus={autoFocus}
                {...editor.listeners}
                onScroll={(event) => setScrolled(event.currentTarget.scrollLeft)}
                // A dialog around it closes at Escape, unless there is a list to close first.
                data-mantine-stop-propagation={isListed}
              />
            </div>
            {!isInForm && text !== value && text !== '' && (
              <Button
                size="compact-sm"
                className={classes.run}
                rightSection={<IconCornerDownLeft size={14} aria-hidden />}
                onClick={() => run(text)}
              >
                {t('field.run')}
              </Button>
            )}
            {text !== '' && (
              <CloseButton
                size="sm"
                aria-label={t('field.clear')}
                onClick={() => {
                  write({ text: '', cursor: 0 });
                  if (value !== '') run('');
                }}
              />
            )}
            <QueryHelp isAsked={begun?.isHelpAsked} onTry={(query) => write({ text: query, cursor: query.length })} />
            {onBuild !== undefined && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={28}
                aria-label={everywhere('queryBox.build')}
                title={everywhere('queryBox.build')}
                onClick={() => onBuild(draft ?? value)}
              >
                <IconBinaryTree2 size={17} stroke={1.75} aria-hidden />
              </ActionIcon>
            )}
          </div>
        </Popover.Target>
        <Popover.Dropdown p={0} onMouseDown={(event) => event.preventDefault()}>
          <CompletionList
            id={`${id}-list`}
            choices={choices}
            active={active}
            onPick={editor.pick}
            onActive={editor.setActive}
          />
        </Popover.Dropdown>
      </Popover>
      {message !== null && error !== null && (
        <QueryErrorLine id={`${id}-error`} message={message} text={text} error={error} onTake={write} />
      )}
    </div>
  );
}
