import { useTranslation } from 'react-i18next';
import type { AdminTab } from './admin-page.tsx';

type Tabs = { readonly tabs: readonly AdminTab[]; readonly tabsLabel: string };

/** The pages about administrative data. */
export function useAdminDataTabs(): Tabs {
  const { t } = useTranslation('admin');
  return {
    tabs: [
      { to: '/administration/admin-fields', label: t('fields.tab') },
      { to: '/administration/admin-import', label: t('csv.tab') },
    ],
    tabsLabel: t('fields.title'),
  };
}

/** The pages about what agents download. */
export function useAgentFileTabs(): Tabs {
  const { t } = useTranslation('admin');
  return {
    tabs: [
      { to: '/administration/agent-files', label: t('files.tab') },
      { to: '/administration/agent-label', label: t('label.tab') },
    ],
    tabsLabel: t('files.title'),
  };
}
