import { Alert, Button, Loader } from '@mantine/core';
import { IconFileSpreadsheet, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CsvLook, type CsvOrder, fieldDefinitionsQuery, importCsv, lookAtCsv } from '../../api/queries/admin.ts';
import type { Progress } from '../../api/queries/ask-with-progress.ts';
import { useCounted } from '../../i18n/use-counted.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { FileDrop } from '../../ui/file-drop.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import { AdminPage } from '../admin-page.tsx';
import card from '../card.module.css';
import { UnsavedGuard } from '../unsaved-guard.tsx';
import { useAdminDataTabs } from '../use-tabs.ts';
import { CsvColumns } from './csv-columns.tsx';
import { type CsvPlan, planOf, toOrder } from './csv-plan.ts';
import { CsvProgress } from './csv-progress.tsx';
import { CsvResult } from './csv-result.tsx';

/** As the server takes it at most. */
const FILE_BYTES = 5 * 1024 * 1024;

type Picked = { readonly name: string; readonly bytes: number; readonly content: string };

/** Values of many machines from a CSV file: the file, its columns, a preview, and only then the deed. */
export function CsvPage() {
  const { t } = useTranslation('admin');
  const tabs = useAdminDataTabs();
  const format = useFormat();
  const counted = useCounted('admin');
  const fields = useQuery(fieldDefinitionsQuery);
  const [picked, setPicked] = useState<Picked | null>(null);
  const [isTooLarge, setTooLarge] = useState(false);
  const [look, setLook] = useState<CsvLook | null>(null);
  const [plan, setPlan] = useState<CsvPlan | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const begin = () => setProgress(null);
  const run = (order: CsvOrder, dryRun: boolean) => importCsv({ ...order, dryRun }, setProgress);
  const preview = useMutation({ onMutate: begin, mutationFn: (order: CsvOrder) => run(order, true) });
  const deed = useMutation({ onMutate: begin, mutationFn: (order: CsvOrder) => run(order, false) });
  const looking = useMutation({
    mutationFn: (order: Pick<CsvOrder, 'content' | 'separator' | 'encoding'>) => lookAtCsv(order),
    onSuccess: (found) => {
      setLook(found);
      setPlan(planOf(found));
      preview.reset();
    },
  });
  const forget = () => {
    setPicked(null);
    setLook(null);
    setPlan(null);
    for (const work of [looking, preview, deed]) work.reset();
  };
  const take = async ([file]: readonly File[]) => {
    if (file === undefined) return;
    forget();
    setTooLarge(file.size > FILE_BYTES);
    if (file.size > FILE_BYTES) return;
    const content = toBase64(new Uint8Array(await file.arrayBuffer()));
    setPicked({ name: file.name, bytes: file.size, content });
    looking.mutate({ content });
  };
  const order = picked === null || plan === null ? null : toOrder(plan, picked.content);
  const isDone = deed.data?.applied === true;
  return (
    <AdminPage title={t('csv.title')} lead={t('csv.lead')} {...tabs}>
      <UnsavedGuard isDirty={look !== null && !isDone} />
      {picked === null ? (
        <FileDrop
          title={t('csv.drop')}
          hint={t('csv.dropHint')}
          buttonLabel={t('csv.choose')}
          accept=".csv,.txt,.tsv,text/csv"
          onFiles={(files) => void take(files)}
        />
      ) : (
        <div className={`${card.card} ${card.padded} ${card.row}`}>
          <IconFileSpreadsheet size={20} stroke={1.5} aria-hidden />
          <strong>
            <SafeText value={picked.name} />
          </strong>
          <span className={card.small}>
            {format.quantity(picked.bytes, 'B').text}
            {look !== null && <> · {counted('csv.lines', look.lines)}</>}
          </span>
          <Button size="compact-sm" variant="default" leftSection={<IconX size={14} aria-hidden />} onClick={forget}>
            {isDone ? t('csv.another') : t('csv.discard')}
          </Button>
        </div>
      )}
      {isTooLarge && (
        <Alert color="red" variant="light" role="alert" title={t('csv.tooLarge')}>
          {t('csv.tooLargeHint')}
        </Alert>
      )}
      <FormFailure error={looking.error} />
      {looking.isPending && <Loader size="sm" aria-label={t('csv.reading')} />}
      {look !== null && plan !== null && !isDone && (
        <CsvColumns
          look={look}
          plan={plan}
          fields={fields.data?.items ?? []}
          onPlan={(next) => {
            setPlan(next);
            preview.reset();
          }}
          onForm={({ separator, encoding }) =>
            picked !== null && looking.mutate({ content: picked.content, separator, encoding })
          }
          isPending={preview.isPending}
          onPreview={() => order !== null && preview.mutate(order)}
        />
      )}
      {(preview.isPending || deed.isPending) && <CsvProgress progress={progress} isDeed={deed.isPending} />}
      <FormFailure error={preview.error ?? deed.error} />
      {(deed.data ?? preview.data) !== undefined && plan !== null && order !== null && (
        <CsvResult
          report={deed.data ?? preview.data ?? null}
          fields={fields.data?.items ?? []}
          skipsBad={plan.badLines === 'skip'}
          isPending={deed.isPending}
          onSkipBad={(isOn) => setPlan({ ...plan, badLines: isOn ? 'skip' : 'stop' })}
          onApply={() => deed.mutate(order)}
        />
      )}
    </AdminPage>
  );
}

/** In pieces: a call takes no million arguments. */
function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(text);
}
