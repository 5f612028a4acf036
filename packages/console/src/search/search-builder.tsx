import { Button, Skeleton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { SearchNode } from '@muster/protocol/query';
import { IconDeviceFloppy, IconRefresh, IconSearch, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { matchCountQuery } from '../api/queries/search.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { AppLink } from '../ui/app-link.tsx';
import { Failure } from '../ui/failure.tsx';
import { failureWords } from '../ui/failure-words.ts';
import { GroupBox } from './builder-nodes.tsx';
import { QueryField } from './query-field.tsx';
import { SaveSearchDialog } from './save-search-dialog.tsx';
import classes from './search-builder.module.css';
import { useBuilder } from './use-builder.ts';
import { useSearchFields } from './use-search-fields.ts';

type SearchBuilderProps = {
  /** The search it begins with. */
  readonly query: string;
  /** Shows what is found. */
  readonly onShow: (query: string) => void;
  /** What is done with it stays in sight, in a panel that scrolls. */
  readonly isPanel?: boolean;
};

/** How long somebody must pause before it is counted anew. Milliseconds. */
const WAIT_MS = 350;

/** A search put together of conditions, with the same as text above it, and how many computers it finds. */
export function SearchBuilder({ query: start, onShow, isPanel = false }: SearchBuilderProps) {
  const { t } = useTranslation('query');
  const search = useSearchFields();
  const builder = useBuilder(start, search.fields);
  const [isReadable, setReadable] = useState(true);
  const [isSaving, setSaving] = useState(false);
  const counted = useCounted('query');
  const { query } = builder;
  const found = useMatches(builder.tree, search.fields !== undefined);
  const onDraft = (draft: string | null) => {
    setReadable(draft !== null || search.fields === undefined);
    builder.follow(draft);
  };

  if (search.fields === undefined) {
    return search.error === null ? (
      <Skeleton h={240} radius="md" />
    ) : (
      <Failure error={search.error} onRetry={search.retry} />
    );
  }
  return (
    <div className={classes.builder}>
      <QueryField
        // Another text by another condition is another field; what is typed stays with who types.
        key={builder.edited.times}
        value={builder.edited.query ?? start}
        label={t('saved.queryLabel')}
        onChange={onShow}
        onDraft={onDraft}
      />
      {!isReadable && <p className={classes.hint}>{t('builder.unreadable')}</p>}
      <div className={classes.tree}>
        {builder.root.nodes.length === 0 && <p className={classes.hint}>{t('builder.empty')}</p>}
        <GroupBox group={builder.root} isRoot search={search} change={builder.change} section={null} />
      </div>
      <div className={classes.foot} data-stays={isPanel || undefined}>
        <p className={classes.count} role="status">
          <MatchWords found={found} />
          {builder.incomplete.size > 0 && (
            <span className={classes.hint}>{counted('builder.incomplete', builder.incomplete.size)}</span>
          )}
        </p>
        <div className={classes.buttons}>
          {builder.root.nodes.length > 0 && (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconRefresh size={16} aria-hidden />}
              onClick={builder.clear}
            >
              {t('builder.startOver')}
            </Button>
          )}
          <Button
            variant="default"
            component={AppLink}
            href={`/groups?new=${encodeURIComponent(query)}`}
            leftSection={<IconUsersGroup size={16} aria-hidden />}
          >
            {t('builder.group')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconDeviceFloppy size={16} aria-hidden />}
            onClick={() => setSaving(true)}
          >
            {t('builder.save')}
          </Button>
          <Button leftSection={<IconSearch size={16} aria-hidden />} onClick={() => onShow(query)}>
            {found.data === undefined || found.isOfAnother ? t('builder.showAny') : counted('builder.show', found.data)}
          </Button>
        </div>
      </div>
      <SaveSearchDialog opened={isSaving} onClose={() => setSaving(false)} search={null} query={query} />
    </div>
  );
}

type Found = ReturnType<typeof useMatches>;

/** How many computers a search finds, asked once the writing pauses; until that is answered, the number is that of another search. */
export function useMatches(tree: SearchNode | null, isReady: boolean) {
  const [asked] = useDebouncedValue(tree, WAIT_MS);
  const { data, error, isPlaceholderData } = useQuery({ ...matchCountQuery(asked), enabled: isReady });
  return { data, error, isOfAnother: isPlaceholderData || asked !== tree };
}

export function MatchWords({ found }: { readonly found: Found }) {
  const { t } = useTranslation();
  const { t: q } = useTranslation('query');
  const counted = useCounted('query');
  if (found.error !== null) {
    const { title } = failureWords(found.error, t);
    return <span className={classes.failed}>{title}</span>;
  }
  if (found.data === undefined || found.isOfAnother) return <span>{q('builder.counting')}</span>;
  return <strong>{counted('builder.matches', found.data)}</strong>;
}
