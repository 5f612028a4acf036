import { ActionIcon, Badge, Button, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconHistory, IconLink } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type SubmitEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { resetSetting, type Setting, type SettingValue, setSetting, settingsQuery } from '../../api/queries/admin.ts';
import { SaveConflict } from '../../editing/save-conflict.tsx';
import { useGuardedSave } from '../../editing/use-guarded-save.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { copyText } from '../../ui/copy-text.ts';
import { failureWords } from '../../ui/failure-words.ts';
import { SafeText } from '../../ui/safe-text.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { notifyDone, notifyUndo } from '../../ui/undo-toast.tsx';
import { SettingEditor } from './setting-editor.tsx';
import classes from './setting-row.module.css';
import { inWords, isSameValue, objectionTo } from './setting-words.ts';
import { useValueWords } from './use-value-words.ts';

type SettingRowProps = {
  readonly setting: Setting;
  /** What was typed and not saved; undefined: nothing. */
  readonly draft: SettingValue | undefined;
  readonly onDraft: (value: SettingValue | undefined) => void;
  /** The address of the page leads to this one. */
  readonly isLinked: boolean;
};

/** One setting: what it means, its value to change, its default, who changed it. */
export function SettingRow({ setting, draft, onDraft, isLinked }: SettingRowProps) {
  const { t } = useTranslation('admin');
  const { t: shell } = useTranslation();
  const format = useFormat();
  const words = useValueWords();
  const queries = useQueryClient();
  const place = useRef<HTMLDivElement>(null);
  const { name, value, origin, changedAt, changedBy } = setting;
  useEffect(() => {
    if (isLinked) place.current?.scrollIntoView({ block: 'center' });
  }, [isLinked]);

  const refresh = () => queries.invalidateQueries({ queryKey: settingsQuery.queryKey });
  const takeBack = async () => {
    if (origin === 'default') await resetSetting(name);
    else await setSetting(name, value);
    await refresh();
  };
  const edit = useGuardedSave({
    stored: setting,
    isUntouched: draft === undefined,
    send: (next: SettingValue, seen) => setSetting(name, next, seen.value),
    read: async () => {
      const { items } = await queries.fetchQuery({ ...settingsQuery, staleTime: 0 });
      return items.find((one) => one.name === name);
    },
    onSaved: (_, next) => {
      onDraft(undefined);
      notifyUndo({ message: t('settings.saved', { name, value: words(setting, next) }), undo: takeBack });
    },
    onSettled: refresh,
  });
  const reset = useMutation({
    mutationFn: () => resetSetting(name),
    onSuccess: () => {
      onDraft(undefined);
      notifyUndo({ message: t('settings.wasReset', { name }), undo: takeBack });
    },
    onSettled: refresh,
  });

  const current = draft ?? value;
  const isDirty = draft !== undefined && !isSameValue(draft, value);
  const objection = isDirty ? objectionTo(setting, draft) : null;
  const failure = edit.failure ?? reset.error;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isDirty || objection !== null || draft === undefined) return;
    const next = Array.isArray(draft) ? draft.map((line) => line.trim()).filter((line) => line !== '') : draft;
    edit.save(next);
  };
  const objectionText =
    objection === null
      ? null
      : t(`settings.objection.${objection}`, {
          min: setting.min === null ? '' : format.number(setting.min),
          max: setting.max === null ? '' : format.number(setting.max),
          form: setting.form ?? '',
        });
  const failureText = () => {
    const told = failureWords(failure, shell);
    return `${told.title} ${told.hint}`;
  };
  const copyLink = async () => {
    const url = `${location.origin}/administration/settings?setting=${encodeURIComponent(name)}`;
    if (await copyText(url)) notifyDone(t('settings.linkCopied'));
  };
  return (
    <div ref={place} className={classes.row} data-linked={isLinked || undefined} data-dirty={isDirty || undefined}>
      <div className={classes.words}>
        <h3 className={classes.name} id={`setting-${name}`}>
          {name}
          <span className={classes.marks}>
            {origin === 'global' && (
              <Badge size="sm" variant="light">
                {t('settings.changedMark')}
              </Badge>
            )}
            {setting.served === 'later' && (
              <Badge size="sm" variant="default" fw={500}>
                {t('settings.later')}
              </Badge>
            )}
            {setting.overridable && (
              <Tooltip label={t('settings.overridableHint')}>
                <Badge size="sm" variant="default" fw={500} tabIndex={0}>
                  {t('settings.overridable')}
                </Badge>
              </Tooltip>
            )}
          </span>
        </h3>
        <p className={classes.meaning} id={`meaning-${name}`}>
          {setting.meaning[format.language]}
        </p>
        <p className={classes.facts}>
          {t('settings.default', { value: words(setting, setting.default) })}
          {setting.min !== null && setting.max !== null && (
            <span> · {t('settings.range', { min: format.number(setting.min), max: format.number(setting.max) })}</span>
          )}
          {changedAt !== null && (
            <span>
              {' · '}
              {changedBy !== null && (
                <>
                  {t('settings.by')} <SafeText value={changedBy} />{' '}
                </>
              )}
              <TimeAgo iso={changedAt} />
            </span>
          )}
        </p>
      </div>
      <form className={classes.edit} onSubmit={submit} aria-labelledby={`setting-${name}`}>
        <SettingEditor
          setting={setting}
          value={current}
          error={objectionText}
          isPending={edit.isPending}
          onChange={(next) => {
            edit.forgetFailure();
            if (setting.type === 'flag') edit.save(next);
            else onDraft(isSameValue(next, value) ? undefined : next);
          }}
        />
        {inWords(setting, current, format) !== null && (
          <p className={classes.inWords}>{t('settings.inWords', { text: inWords(setting, current, format) ?? '' })}</p>
        )}
        {failure !== null && (
          <p className={classes.failure} role="alert">
            {failureText()}
          </p>
        )}
        <SaveConflict
          edit={edit}
          title={name}
          describe={(theirs, mine) => ({
            who: theirs.changedBy,
            when: theirs.changedAt,
            differences: [{ field: name, theirs: words(theirs, theirs.value), mine: words(theirs, mine) }],
          })}
          onTakeTheirs={() => onDraft(undefined)}
        />
        <div className={classes.tools}>
          {isDirty && (
            <>
              <Button type="submit" size="compact-sm" loading={edit.isPending} disabled={objection !== null}>
                {t('save')}
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => onDraft(undefined)}>
                {shell('common.cancel')}
              </Button>
            </>
          )}
          <span className={classes.icons}>
            {origin === 'global' && (
              <Tooltip label={t('settings.reset')}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('settings.resetName', { name })}
                  loading={reset.isPending}
                  onClick={() => reset.mutate()}
                >
                  <IconArrowBackUp size={16} aria-hidden />
                </ActionIcon>
              </Tooltip>
            )}
            <Tooltip label={t('settings.history')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('settings.historyName', { name })}
                renderRoot={(props) => (
                  <Link to="/administration/audit" search={{ target: `setting ${name}` }} {...props} />
                )}
              >
                <IconHistory size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={t('settings.link')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('settings.linkName', { name })}
                onClick={() => void copyLink()}
              >
                <IconLink size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </span>
        </div>
      </form>
    </div>
  );
}
