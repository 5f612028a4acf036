import type { ListView } from '../api/types.ts';
import { EditConflict } from '../ui/edit-conflict.tsx';

type ViewConflictProps = {
  /** As it is stored now. */
  readonly view: ListView;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
  readonly onGoOn: () => void;
};

/** Tells who saves a view that it was saved in another window since it was opened here. */
export function ViewConflict({ view, ...choices }: ViewConflictProps) {
  return <EditConflict opened title={view.name} who={view.owner} when={view.updatedAt} {...choices} />;
}
