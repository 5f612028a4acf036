import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import type { Asset } from '../api/types.ts';
import { useAsOf } from './as-of/as-of.tsx';
import { AsOfField } from './as-of/as-of-bar.tsx';
import { ComputerTabs } from './computer-tabs.tsx';
import classes from './machine-body.module.css';
import {
  type MachineTab,
  machineTabs,
  tabBeside,
  type WholeView as WholeViewName,
  wholeViews,
} from './machine-views.ts';
import { groupSections, unknownSections } from './sections/group-sections.ts';
import { useMachineKeys } from './use-machine-keys.ts';
import { LabelView } from './views/label-view.tsx';
import { PageSearch } from './views/page-search.tsx';
import { useMarkText } from './views/use-mark-text.ts';
import { WholeView } from './views/whole-view.tsx';

/** What is below the summary: the tabs, or everything on one page, or the label; and the search in all of it. */
export function MachineBody({ asset, tab }: { readonly asset: Asset; readonly tab: string | undefined }) {
  const at = useAsOf();
  const navigate = useNavigate();
  const place = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [found, setFound] = useState('');
  const groups = useMemo(() => groupSections(asset.sections), [asset.sections]);
  const unknown = useMemo(() => unknownSections(asset.sections), [asset.sections]);
  const tabs = machineTabs(groups, {
    other: asset.otherCount,
    hasOther: at === null && (asset.otherCount > 0 || unknown.length > 0),
    changes: asset.changesCount,
    isPast: at !== null,
  });
  const view: WholeViewName | undefined = wholeViews.find((name) => name === tab);
  const shown: MachineTab = tabs.find(({ value }) => value === tab)?.value ?? tabs[0]?.value ?? 'changes';
  const goTo = (value: MachineTab) =>
    void navigate({
      to: '/computers/$computerId/{-$tab}',
      params: { computerId: String(asset.id), tab: value },
      search: at === null ? {} : { at },
      resetScroll: false,
    });
  useMachineKeys({
    onSearch: () => field.current?.focus(),
    onBeside: (step) => view === undefined && goTo(tabBeside(tabs, shown, step)),
  });
  useMarkText(place, found);
  if (view === 'label') return <LabelView asset={asset} />;
  return (
    <>
      <div className={classes.tools}>
        <PageSearch assetId={asset.id} ref={field} onFind={setFound} />
        <AsOfField asset={asset} />
      </div>
      <div ref={place} className={classes.place}>
        {view === 'all' ? (
          <WholeView asset={asset} />
        ) : (
          <ComputerTabs asset={asset} groups={groups} unknown={unknown} tabs={tabs} shown={shown} onTab={goTo} />
        )}
      </div>
    </>
  );
}
