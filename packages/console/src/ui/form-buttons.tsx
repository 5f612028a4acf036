import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type FormButtonsProps = {
  /** What the form does. */
  readonly label: string;
  readonly onCancel: () => void;
  readonly isPending: boolean;
  readonly isDisabled?: boolean;
};

/** The end of a form in a dialog: the way out, and what the form does. */
export function FormButtons({ label, onCancel, isPending, isDisabled = false }: FormButtonsProps) {
  const { t } = useTranslation();
  return (
    <Group justify="flex-end" gap="sm">
      <Button variant="default" onClick={onCancel}>
        {t('common.cancel')}
      </Button>
      <Button type="submit" loading={isPending} disabled={isDisabled}>
        {label}
      </Button>
    </Group>
  );
}
