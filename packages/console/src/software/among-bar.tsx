import type { SoftwareAmong } from '../api/queries/software.ts';
import { FilterChips } from '../table/filter-chips.tsx';
import classes from './among-bar.module.css';
import { useAmongChips } from './among-chips.ts';
import { AmongPicker } from './among-picker.tsx';

type AmongBarProps = { readonly among: SoftwareAmong; readonly onAmong: (among: SoftwareAmong) => void };

/** Of which computers a page tells, and how to choose others. */
export function AmongBar({ among, onAmong }: AmongBarProps) {
  const chips = useAmongChips(among, onAmong);
  return (
    <div className={classes.bar}>
      <AmongPicker among={among} onAmong={onAmong} />
      <FilterChips chips={chips} onRemoveAll={() => onAmong({})} />
    </div>
  );
}
