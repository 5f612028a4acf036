import { Alert, Tabs, Text, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { serverQuery } from '../api/queries/session.ts';
import { Page } from '../shell/page.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { NotLoaded } from '../ui/not-loaded.tsx';
import classes from './add-computers-page.module.css';
import { type AgentKind, agentRecipes, isLoopback, type Step } from './agent-recipes.ts';
import { ArrivalWatch } from './arrival-watch.tsx';

const kinds = ['muster', 'ocs', 'fusion', 'glpi'] as const satisfies readonly AgentKind[];

/** How machines come here: commands for each kind of agent, and a place that tells when one has reported. */
export function AddComputersPage() {
  const { t } = useTranslation();
  const query = useQuery(serverQuery);
  const { data } = query;
  return (
    <Page layout="text" title={t('add.title')} lead={t('add.lead')}>
      <ArrivalWatch />
      <NotLoaded query={query} height={260} />
      {data !== undefined && (
        <>
          {isLoopback(data.agentUrls.muster) && (
            <Alert variant="light" icon={<IconInfoCircle aria-hidden />} title={t('add.localNote')}>
              {t('add.localNoteText')}
            </Alert>
          )}
          <Tabs defaultValue="muster" keepMounted={false} className={classes.card}>
            <Tabs.List aria-label={t('add.agents')} className={classes.list}>
              {kinds.map((kind) => (
                <Tabs.Tab key={kind} value={kind}>
                  {t(`add.${kind}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {kinds.map((kind) => (
              <Tabs.Panel key={kind} value={kind} p="md">
                <AgentRecipes kind={kind} urls={data.agentUrls} />
              </Tabs.Panel>
            ))}
          </Tabs>
        </>
      )}
    </Page>
  );
}

type Urls = Parameters<typeof agentRecipes>[0];
const leads = { muster: 'add.musterText', ocs: 'add.ocsText', fusion: 'add.fusionText', glpi: 'add.glpiText' } as const;

function AgentRecipes({ kind, urls }: { readonly kind: AgentKind; readonly urls: Urls }) {
  const { t } = useTranslation();
  const recipes = useMemo(() => agentRecipes(urls).filter((recipe) => recipe.kind === kind), [urls, kind]);
  return (
    <div className={classes.recipes}>
      <Text>{t(leads[kind])}</Text>
      <div>
        <p className={classes.label}>{t('add.address')}</p>
        <CodeBlock code={urls[kind]} label={t('add.address')} />
      </div>
      {urls[kind].startsWith('https:') && (
        <Text size="sm" c="dimmed">
          {t('add.tlsNote')}
        </Text>
      )}
      {recipes.map(({ os, steps }) => (
        <section key={os} aria-label={t(`add.${os}`)} className={classes.os}>
          <Title order={2} size="1rem">
            {t(`add.${os}`)}
          </Title>
          {steps.map((step) => (
            <RecipeStep key={step.code} kind={kind} step={step} />
          ))}
        </section>
      ))}
    </div>
  );
}

function RecipeStep({ kind, step }: { readonly kind: AgentKind; readonly step: Step }) {
  const { t } = useTranslation();
  const words = {
    once: { label: t('add.once'), text: kind === 'muster' ? t('add.musterOnce') : null },
    verify: { label: t('add.verify'), text: null },
    silent: { label: t('add.silent'), text: t('add.silentText') },
    file: { label: t('add.permanent'), text: `${t('add.permanentText')} ${t('add.file', { path: step.path ?? '' })}` },
  }[step.purpose];
  return (
    <div>
      <p className={classes.label}>{words.label}</p>
      {words.text !== null && <p className={classes.text}>{words.text}</p>}
      <CodeBlock code={step.code} label={words.label} />
    </div>
  );
}
