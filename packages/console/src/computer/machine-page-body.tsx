import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { PastState } from '../api/machine-types.ts';
import { stateAtQuery } from '../api/queries/machine.ts';
import type { Asset } from '../api/types.ts';
import { Failure } from '../ui/failure.tsx';
import { useAsOf } from './as-of/as-of.tsx';
import { AsOfBanner, AsOfField } from './as-of/as-of-bar.tsx';
import { ComputerSummary } from './header/computer-summary.tsx';
import { SuspicionAlert } from './header/suspicion-alert.tsx';
import { MachineBody } from './machine-body.tsx';

/** The page of one machine, now or as it was. */
export function MachinePageBody({ asset, tab }: { readonly asset: Asset; readonly tab: string | undefined }) {
  const at = useAsOf();
  if (at !== null) return <PastBody asset={asset} tab={tab} at={at} />;
  return (
    <>
      <ComputerSummary asset={asset} />
      <SuspicionAlert assetId={asset.id} />
      <MachineBody asset={asset} tab={tab} />
    </>
  );
}

function PastBody({
  asset,
  tab,
  at,
}: {
  readonly asset: Asset;
  readonly tab: string | undefined;
  readonly at: string;
}) {
  const { data, error, refetch } = useQuery(stateAtQuery(asset.id, at));
  return (
    <>
      <AsOfBanner asset={asset} known={data?.known ?? true} />
      {data === undefined && error !== null && (
        <>
          <AsOfField asset={asset} />
          <Failure error={error} onRetry={() => void refetch()} />
        </>
      )}
      {data === undefined && error === null && <Skeleton height={320} />}
      {data !== undefined && (
        <>
          <ComputerSummary asset={asPast(asset, data)} isPast />
          <MachineBody asset={asPast(asset, data)} tab={tab} />
        </>
      )}
    </>
  );
}

/** The machine with what is known of that moment in the place of what is known now. */
function asPast(asset: Asset, { summary, sections }: PastState): Asset {
  return {
    ...asset,
    ...summary,
    name: summary.name ?? asset.name,
    sections: sections.map(({ name, count }) => ({ name, count: count ?? 1, changedAt: '' })),
  };
}
