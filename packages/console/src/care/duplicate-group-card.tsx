import { Button, Checkbox, Collapse, Group, Radio, UnstyledButton } from '@mantine/core';
import { IconArrowsJoin2, IconBan, IconChevronRight, IconEyeOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DuplicateGroup, type DuplicateMethod, setPairState } from '../api/care.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { FormFailure } from '../ui/form-failure.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import classes from './duplicate-group-card.module.css';
import { LoadedComparison } from './loaded-comparison.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { newestOf } from './newest-of.ts';
import { useCareDone } from './use-care-done.tsx';

/** More records are hardly one machine: then the value is the fault. */
const COMPARED = 8;

type DuplicateGroupCardProps = {
  readonly group: DuplicateGroup;
  readonly method: DuplicateMethod;
  readonly startsOpen: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
};

/** Records that have a value in common: how alike they are, which one stays, and what to do with them. */
export function DuplicateGroupCard({ group, method, startsOpen, isChosen, onChoose }: DuplicateGroupCardProps) {
  const { t } = useTranslation('care');
  const counted = useCounted('care');
  const bodyId = useId();
  const done = useCareDone();
  const [isOpen, setIsOpen] = useState(startsOpen);
  const [survivor, setSurvivor] = useState<number | null>(null);
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [isMerging, setIsMerging] = useState(false);
  const { assets, values } = group;
  const ids = assets.map(({ id }) => id);
  const survivorId = survivor !== null && ids.includes(survivor) ? survivor : newestOf(assets);
  const mergedIds = ids.filter((id) => id !== survivorId && !left.has(id));
  const newest = assets.find(({ id }) => id === newestOf(assets));
  const isMany = assets.length > COMPARED;
  const ignoring = useMutation({
    mutationFn: () => setPairState(ids, 'ignored'),
    onSuccess: () => done.ignored(ids),
  });
  const label = values.join(' · ');

  return (
    <section className={classes.card} aria-label={label}>
      <div className={classes.head}>
        <Checkbox
          checked={isChosen}
          onChange={(event) => onChoose(event.currentTarget.checked)}
          aria-label={t('shared.choose', { values: label })}
          disabled={isMany}
        />
        <UnstyledButton
          className={classes.toggle}
          aria-expanded={isOpen}
          aria-controls={bodyId}
          onClick={() => setIsOpen(!isOpen)}
        >
          <IconChevronRight size={16} className={classes.chevron} data-open={isOpen || undefined} aria-hidden />
          <span className={classes.values}>
            {values.map((value) => (
              <span key={value} className={classes.value}>
                <SafeText value={value} mono />
              </span>
            ))}
          </span>
          <span className={classes.count}>{counted('shared.records', assets.length)}</span>
          {newest !== undefined && (
            <span className={classes.last}>
              {t('shared.lastSeen')} <TimeAgo iso={newest.lastContactAt} />
            </span>
          )}
        </UnstyledButton>
      </div>
      <Collapse expanded={isOpen} id={bodyId}>
        <div className={classes.body}>
          {isMany && <p className={classes.warning}>{counted('shared.tooMany', assets.length)}</p>}
          {isOpen && !isMany && (
            <LoadedComparison
              assetIds={ids}
              survivorId={survivorId}
              renderChoice={({ asset }) => (
                <span className={classes.choice}>
                  <Radio
                    size="xs"
                    name={bodyId}
                    label={t('shared.stays')}
                    checked={asset.id === survivorId}
                    onChange={() => setSurvivor(asset.id)}
                  />
                  {ids.length > 2 && asset.id !== survivorId && (
                    <Checkbox
                      size="xs"
                      label={t('shared.goes')}
                      checked={!left.has(asset.id)}
                      onChange={(event) => {
                        const next = new Set(left);
                        if (event.currentTarget.checked) next.delete(asset.id);
                        else next.add(asset.id);
                        setLeft(next);
                      }}
                    />
                  )}
                </span>
              )}
            />
          )}
          <FormFailure error={ignoring.error} />
          <Group gap="sm">
            {!isMany && (
              <>
                <Button
                  size="compact-md"
                  leftSection={<IconArrowsJoin2 size={16} aria-hidden />}
                  disabled={mergedIds.length === 0}
                  onClick={() => setIsMerging(true)}
                >
                  {counted('shared.merge', mergedIds.length + 1)}
                </Button>
                <Button
                  size="compact-md"
                  variant="default"
                  leftSection={<IconEyeOff size={16} aria-hidden />}
                  loading={ignoring.isPending}
                  onClick={() => ignoring.mutate()}
                >
                  {t('shared.ignore')}
                </Button>
              </>
            )}
            {(method === 'serial' || method === 'mac' || method === 'uuid' || method === 'name') && (
              <Button
                size="compact-md"
                variant="default"
                leftSection={<IconBan size={16} aria-hidden />}
                renderRoot={(props) => (
                  <Link
                    {...props}
                    to="/duplicates"
                    search={{ view: 'blacklists', kind: method, value: values[0] ?? '' }}
                  />
                )}
              >
                {t('shared.blacklist')}
              </Button>
            )}
          </Group>
        </div>
      </Collapse>
      {isMerging && <MergeDialog survivorId={survivorId} mergedIds={mergedIds} onClose={() => setIsMerging(false)} />}
    </section>
  );
}
