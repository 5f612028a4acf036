import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent, AuditFilter } from '../../api/queries/admin.ts';
import { useCounted } from '../../i18n/use-counted.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import card from '../card.module.css';
import { partsOf, thingOf } from './audit-actions.ts';
import classes from './audit-page.module.css';
import { type Difference, differences, placeOf } from './audit-words.ts';
import { type Dictionary, readableEvent } from './readable-event.ts';

type AuditRowProps = {
  readonly event: AuditEvent;
  readonly words: Dictionary;
  /** Shows those alike. */
  readonly onFilter: (part: Partial<AuditFilter>) => void;
};

/** Of one change, before more is asked for. */
const SHOWN = 4;
const CHARACTERS = 160;

export function AuditRow({ event, words, onFilter }: AuditRowProps) {
  const { t } = useTranslation('admin');
  const counted = useCounted('admin');
  const format = useFormat();
  const [isWhole, setWhole] = useState(false);
  const [isRaw, setRaw] = useState(false);
  const { at, actor, address, action, target } = event;
  const all = isRaw ? differences(event) : readableEvent(event, words);
  const isCut = all.length > SHOWN || all.some(({ before, after }) => [before, after].some(isLong));
  const place = placeOf(event);
  const parts = partsOf(action);
  return (
    <tr>
      <td className={classes.when}>
        <time dateTime={at} title={format.exactMoment(at)}>
          {format.moment(at)}
        </time>
      </td>
      <td>
        <button
          type="button"
          className={classes.filter}
          title={t('audit.onlyThese')}
          onClick={() => onFilter({ actor })}
        >
          <SafeText value={actor} />
        </button>
        {address !== null && (
          <div className={card.small}>
            <SafeText value={address} mono />
          </div>
        )}
      </td>
      <td>
        <button
          type="button"
          className={classes.filter}
          title={t('audit.onlyThese')}
          onClick={() => onFilter({ action })}
        >
          {parts !== null && (
            <span>
              {t('audit.action', {
                subject: t(`audit.subjects.${parts.subject}`),
                verb: t(`audit.verbs.${parts.verb}`),
              })}
            </span>
          )}
          <span className={classes.action}>{action}</span>
        </button>
      </td>
      <td>
        <Thing target={target} place={place} words={words} />
        {isRaw && target !== '' && (
          <span className={classes.action}>
            <SafeText value={target} wrap />
          </span>
        )}
      </td>
      <td>
        <div className={classes.changes}>
          {(isWhole ? all : all.slice(0, SHOWN)).map((one) => (
            <Pair key={one.key} difference={one} isWhole={isWhole} />
          ))}
          <div className={classes.buttons}>
            {isCut && (
              <Button
                size="compact-xs"
                variant="subtle"
                w="fit-content"
                aria-expanded={isWhole}
                onClick={() => setWhole(!isWhole)}
              >
                {isWhole ? t('audit.less') : counted('audit.more', all.length)}
              </Button>
            )}
            {(all.length > 0 || isRaw) && (
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                w="fit-content"
                aria-pressed={isRaw}
                onClick={() => setRaw(!isRaw)}
              >
                {t('audit.raw')}
              </Button>
            )}
          </div>
        </div>
      </td>
    </tr>
  );
}

type ThingProps = { readonly target: string; readonly place: string | null; readonly words: Dictionary };

/** What it was done to, by its name where it has one. */
function Thing({ target, place, words }: ThingProps) {
  const { t } = useTranslation('admin');
  const thing = thingOf(target);
  const named = thing?.subject === 'group' ? words.group(Number(thing.name)) : null;
  const field = thing?.subject === 'adminField' ? words.admin.label(thing.name) : null;
  const text =
    thing === null
      ? target
      : t('audit.thing', { subject: t(`audit.subjects.${thing.subject}`), name: named ?? field ?? thing.name });
  if (place === null) return <SafeText value={text} wrap />;
  return (
    <AppLink href={place}>
      <SafeText value={text === '' ? t('audit.open') : text} wrap />
    </AppLink>
  );
}

const isLong = (text: string | null) => (text?.length ?? 0) > CHARACTERS;

function Pair({ difference, isWhole }: { readonly difference: Difference; readonly isWhole: boolean }) {
  const { key, before, after } = difference;
  const shown = (text: string) => (isWhole || !isLong(text) ? text : `${text.slice(0, CHARACTERS)}…`);
  return (
    <div className={classes.pair}>
      {key !== '' && (
        <span className={classes.key}>
          <SafeText value={key} />{' '}
        </span>
      )}
      {before !== null && (
        <span className={card.before}>
          <SafeText value={shown(before)} wrap />
        </span>
      )}
      {before !== null && after !== null && ' → '}
      {after !== null && (
        <span className={before === null ? undefined : card.after}>
          <SafeText value={shown(after)} wrap />
        </span>
      )}
    </div>
  );
}
