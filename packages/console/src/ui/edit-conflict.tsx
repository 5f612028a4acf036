import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './edit-conflict.module.css';
import { SafeText } from './safe-text.tsx';
import { TimeAgo } from './time-ago.tsx';

/** One value that two people changed. */
export type Disagreement = { readonly field: string; readonly theirs: string; readonly mine: string };

type EditConflictProps = {
  readonly opened: boolean;
  /** What both edited: "Administrative data of pc-12". */
  readonly title: string;
  /** Who saved meanwhile, where it is known. */
  readonly who?: string | undefined;
  /** When, ISO 8601. */
  readonly when?: string | undefined;
  /** The values that differ; empty where they are not known. */
  readonly differences?: readonly Disagreement[];
  /** Saves what was typed here over what the other one saved. Absent: not offered. */
  readonly onKeepMine?: (() => void) | undefined;
  /** Gives up what was typed here, and shows what is stored. */
  readonly onTakeTheirs: () => void;
  /** Back to the form, in which everything typed still stands. */
  readonly onGoOn: () => void;
  readonly isPending?: boolean;
};

/**
 * Tells the second of two who edited the same thing, after the server refused to save (409, `…_CHANGED`). Nothing is lost:
 * the form behind keeps what was typed until its owner decides.
 */
export function EditConflict(props: EditConflictProps) {
  const { t } = useTranslation();
  const { who, when, differences = [], onKeepMine, isPending = false } = props;
  return (
    <Modal
      opened={props.opened}
      onClose={props.onGoOn}
      title={t('conflict.title')}
      centered
      withCloseButton={false}
      size="lg"
    >
      <Stack gap="md">
        <Text>
          {props.title}
          {': '}
          {who === undefined ? t('conflict.somebody') : t('conflict.who', { who })}{' '}
          {when !== undefined && (
            <Text span c="dimmed" size="sm">
              (<TimeAgo iso={when} />)
            </Text>
          )}
        </Text>
        {differences.length > 0 && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long table is scrolled with the keyboard
          <div className={classes.scroll} tabIndex={0}>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">{t('conflict.field')}</th>
                  <th scope="col">{t('conflict.theirs')}</th>
                  <th scope="col">{t('conflict.mine')}</th>
                </tr>
              </thead>
              <tbody>
                {differences.map(({ field, theirs, mine }) => (
                  <tr key={field}>
                    <th scope="row">{field}</th>
                    <td>{theirs === '' ? t('common.none') : <SafeText value={theirs} wrap />}</td>
                    <td>{mine === '' ? t('common.none') : <SafeText value={mine} wrap />}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <Text size="sm" c="dimmed">
          {t('conflict.hint')}
        </Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={props.onGoOn} data-autofocus>
            {t('conflict.goOn')}
          </Button>
          <Button variant="default" onClick={props.onTakeTheirs}>
            {t('conflict.takeTheirs')}
          </Button>
          {onKeepMine !== undefined && (
            <Button onClick={onKeepMine} loading={isPending}>
              {t('conflict.keepMine')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
