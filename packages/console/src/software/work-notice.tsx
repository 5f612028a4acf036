import { Progress } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { softwareWorkQuery } from '../api/queries/software.ts';
import { useFormat } from '../i18n/use-format.ts';
import classes from './work-notice.module.css';

/** While a large fleet's software follows new rules: how far it is. Lists are read again at the end. */
export function WorkNotice() {
  const { t } = useTranslation('software');
  const format = useFormat();
  const queries = useQueryClient();
  const { data } = useQuery(softwareWorkQuery());
  const isRunning = data?.running === true;
  const wasRunning = useRef(false);
  useEffect(() => {
    if (wasRunning.current && !isRunning) void queries.invalidateQueries({ queryKey: ['software'] });
    wasRunning.current = isRunning;
  }, [isRunning, queries]);
  if (!isRunning) return null;
  const share = data.total === 0 ? 0 : (data.done / data.total) * 100;
  const label = t('work', { done: format.number(data.done), total: format.number(data.total) });
  return (
    <div className={classes.notice} role="status">
      <span>{label}</span>
      <Progress value={share} size="sm" aria-label={label} />
    </div>
  );
}
