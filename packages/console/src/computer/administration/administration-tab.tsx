import type { Asset } from '../../api/types.ts';
import { AdminDataPanel } from './admin-data-panel.tsx';
import classes from './administration-tab.module.css';
import { AttachmentsPanel } from './attachments-panel.tsx';
import { NotesPanel } from './notes-panel.tsx';

/** What people know of the machine: administrative values, notes, files. */
export function AdministrationTab({ asset }: { readonly asset: Asset }) {
  return (
    <div className={classes.columns}>
      <AdminDataPanel assetId={asset.id} />
      <div className={classes.column}>
        <NotesPanel assetId={asset.id} />
        <AttachmentsPanel assetId={asset.id} />
      </div>
    </div>
  );
}
