import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import type { ReactNode } from 'react';

type RowMenuProps = {
  /** What is done, and to which row. */
  readonly label: string;
  readonly width: number;
  readonly isPending?: boolean;
  /** Items of a menu. */
  readonly children: ReactNode;
};

/** How icons stand beside the words of a menu. */
export const MENU_ICON = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** What can be done with one row of a list. */
export function RowMenu({ label, width, isPending = false, children }: RowMenuProps) {
  return (
    <Menu position="bottom-end" shadow="md" width={width} withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={26} aria-label={label} loading={isPending}>
          <IconDotsVertical {...MENU_ICON} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
