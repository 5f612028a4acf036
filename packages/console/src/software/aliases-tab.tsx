import { TextInput } from '@mantine/core';
import { IconBuildingStore } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { previewAliases, type SoftwareAlias, saveAliases, softwareAliasesQuery } from '../api/queries/software.ts';
import { Failure } from '../ui/failure.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { DraftBar } from './draft-bar.tsx';
import { LineButtons } from './line-buttons.tsx';
import classes from './manage-page.module.css';
import { useDraft } from './use-draft.ts';

const EMPTY: SoftwareAlias = { pattern: '', publisher: '' };

/** Publishers that report under several names, and the one that lists show. */
export function AliasesTab() {
  const { data, error, refetch } = useQuery(softwareAliasesQuery());
  if (data !== undefined) return <Aliases loaded={data} />;
  return error === null ? null : <Failure error={error} onRetry={() => void refetch()} />;
}

type Loaded = { readonly items: SoftwareAlias[]; readonly revision: string };

function Aliases({ loaded }: { readonly loaded: Loaded }) {
  const { t } = useTranslation('software');
  const queries = useQueryClient();
  const draft = useDraft<SoftwareAlias>(loaded);
  const isComplete = draft.values.every(({ pattern, publisher }) => pattern.trim() !== '' && publisher.trim() !== '');
  return (
    <div className={classes.panel}>
      <p className={classes.intro}>{t('aliases.intro')}</p>
      {draft.lines.length === 0 ? (
        <StatePanel icon={<IconBuildingStore aria-hidden />} title={t('aliases.none')}>
          <p>{t('aliases.noneText')}</p>
        </StatePanel>
      ) : (
        <div className={classes.frame}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col" data-align="end">
                  #
                </th>
                <th scope="col">{t('aliases.pattern')}</th>
                <th scope="col">{t('aliases.publisher')}</th>
                <th aria-hidden />
              </tr>
            </thead>
            <tbody>
              {draft.lines.map(({ key, value }, index) => {
                const number = index + 1;
                const about = t('aliases.number', { number });
                return (
                  <tr key={key}>
                    <td data-align="end">{number}</td>
                    {(['pattern', 'publisher'] as const).map((name) => (
                      <td key={name} className={classes.wide}>
                        <TextInput
                          size="xs"
                          aria-label={`${about}: ${t(`aliases.${name}`)}`}
                          maxLength={255}
                          value={value[name]}
                          onChange={(event) => draft.set(index, { ...value, [name]: event.currentTarget.value })}
                        />
                      </td>
                    ))}
                    <td>
                      <LineButtons
                        index={index}
                        count={draft.lines.length}
                        onMove={draft.move}
                        onRemove={draft.remove}
                        words={{
                          up: t('aliases.up', { number }),
                          down: t('aliases.down', { number }),
                          remove: t('aliases.remove', { number }),
                        }}
                      />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      <DraftBar
        draft={draft}
        empty={EMPTY}
        isComplete={isComplete}
        words={{
          add: t('aliases.add'),
          saved: t('aliases.saved'),
          conflict: t('aliases.conflict'),
          incomplete: t('aliases.incomplete'),
        }}
        onPreview={previewAliases}
        onSave={saveAliases}
        onLoad={() => queries.fetchQuery({ ...softwareAliasesQuery(), staleTime: 0 })}
      />
    </div>
  );
}
