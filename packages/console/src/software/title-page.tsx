import { Button, Title } from '@mantine/core';
import { IconGavel, IconPackageOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import {
  type SoftwareAmong,
  type SoftwareCategory,
  type SoftwareTitleDetail,
  softwareCategoriesQuery,
  softwareTitleQuery,
} from '../api/queries/software.ts';
import { displayText } from '../format/display-text.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { useFormat } from '../i18n/use-format.ts';
import { BackLink } from '../shell/back-link.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { lastSearch } from '../table/last-search.ts';
import type { Search } from '../table/table-state.ts';
import { AppLink } from '../ui/app-link.tsx';
import { Failure } from '../ui/failure.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { amongOf } from './among.ts';
import { AmongBar } from './among-bar.tsx';
import { CategoryBadge } from './category-badge.tsx';
import { DecisionButtons } from './decision-buttons.tsx';
import { computersAt, hasTitle, lacksTitle, within } from './software-links.ts';
import { TitleHistory } from './title-history.tsx';
import { TitleMachines } from './title-machines.tsx';
import classes from './title-page.module.css';
import { TitleSpread } from './title-spread.tsx';
import { TitleVersions } from './title-versions.tsx';
import { UnwantedMark } from './unwanted-mark.tsx';

const NONE: readonly SoftwareCategory[] = [];

/** One title: its versions, who has it, who lacks it, and what is decided about it; among all computers, or some. */
export function TitlePage() {
  const { t } = useTranslation('software');
  const { titleId = '' } = useParams({ strict: false });
  const search: Search = useSearch({ strict: false });
  const among = useMemo(() => amongOf(search), [search]);
  const navigate = useNavigate();
  const id = /^\d{1,15}$/.test(titleId) ? Number(titleId) : 0;
  const { data: title, error, refetch } = useQuery({ ...softwareTitleQuery(id, among), enabled: id > 0 });
  const categories = useQuery(softwareCategoriesQuery()).data ?? NONE;
  usePageTitle(title === undefined ? t('title') : displayText(title.name));

  const isMissing = id === 0 || (error instanceof ApiError && error.status === 404);
  return (
    <div className={classes.page}>
      <BackLink to="/software" search={lastSearch('software')}>
        {t('page.back')}
      </BackLink>
      {!isMissing && (
        <AmongBar among={among} onAmong={(next) => void navigate({ to: '.', search: next, resetScroll: false })} />
      )}
      {isMissing ? (
        <StatePanel icon={<IconPackageOff size={28} />} title={t('page.missingTitle')}>
          <p>{t('page.missingText')}</p>
        </StatePanel>
      ) : title === undefined ? (
        error === null ? (
          <div className={classes.skeleton} aria-busy />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <>
          <Header title={title} categories={categories} among={among} />
          <div className={classes.parts}>
            <div className={classes.column}>
              <TitleVersions title={title} categories={categories} among={among} />
              <TitleHistory titleId={id} isOfAll={Object.keys(among).length === 0} />
            </div>
            <div className={classes.column}>
              <TitleSpread title={title} among={among} />
              <TitleMachines title={title} among={among} />
            </div>
          </div>
        </>
      )}
    </div>
  );
}

type HeaderProps = {
  readonly title: SoftwareTitleDetail;
  readonly categories: readonly SoftwareCategory[];
  readonly among: SoftwareAmong;
};

function Header({ title, categories, among }: HeaderProps) {
  const { t } = useTranslation('software');
  const counted = useCounted('software');
  const format = useFormat();
  const { publisher, reportedPublisher, machines, lacking, rule } = title;
  const all = machines + lacking;
  const share = Object.keys(among).length === 0 ? 'page.share' : 'page.shareAmong';
  const ruleName = rule === null ? '' : [rule.name, rule.publisher].filter((text) => text !== '').join(' · ');
  return (
    <header className={classes.header}>
      <div className={classes.names}>
        <Title order={1} size="1.5rem" className={classes.name}>
          <SafeText value={title.name === '' ? '—' : title.name} wrap />
        </Title>
        <p className={classes.publisher}>
          {publisher === null ? t('noPublisher') : <SafeText value={publisher} wrap />}
          {reportedPublisher !== null && reportedPublisher !== publisher && (
            <span className={classes.dimmed}>
              {' '}
              · {t('page.reportedAs', { publisher: displayText(reportedPublisher) })}
            </span>
          )}
        </p>
        <p className={classes.decided}>
          <CategoryBadge category={categories.find(({ id }) => id === title.categoryId)} />
          <span className={classes.dimmed}>
            {rule === null
              ? t(`page.decided.${title.decidedBy}`)
              : t('page.decidedRule', { rule: displayText(ruleName) })}
          </span>
          <UnwantedMark unwanted={title.unwanted} />
        </p>
      </div>
      <dl className={classes.figures}>
        <div>
          <dt>{counted('page.have', machines)}</dt>
          <dd>
            <AppLink href={computersAt(within(hasTitle(title), among))}>{format.number(machines)}</AppLink>
          </dd>
          <dd className={classes.share}>{all > 0 && t(share, { percent: format.percent(machines / all) })}</dd>
        </div>
        <div>
          <dt>{counted('page.lack', lacking)}</dt>
          <dd>
            <AppLink href={computersAt(within(lacksTitle(title), among))}>{format.number(lacking)}</AppLink>
          </dd>
          <dd className={classes.share}>{all > 0 && t(share, { percent: format.percent(lacking / all) })}</dd>
        </div>
      </dl>
      <div className={classes.actions}>
        <DecisionButtons
          target={{ ids: [title.id] }}
          count={1}
          categories={categories}
          size="sm"
          isUnwanted={title.unwantedItself}
        />
        <Button
          component={Link}
          to="/software/categories/{-$tab}"
          params={{ tab: 'rules' } as never} // safe: the router's types do not know optional parameters of other routes
          search={{ name: title.name.slice(0, 255), publisher: publisher?.slice(0, 255) ?? '' } as never} // safe: plain texts
          size="sm"
          variant="default"
          leftSection={<IconGavel size={14} stroke={1.75} aria-hidden />}
        >
          {t('page.ruleFrom')}
        </Button>
      </div>
    </header>
  );
}
